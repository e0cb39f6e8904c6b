namespace Algometer.Wire
{
    /// <summary>
    /// Consistent Overhead Byte Stuffing (Cheshire and Baker 1999) for blocks below 254 bytes: the result holds no zero byte,
    /// is one byte longer, and so a zero can end a frame anywhere.
    /// </summary>
    public static class Cobs
    {
        /// <summary>Stuffs <paramref name="count"/> bytes.</summary>
        /// <param name="source">What to stuff.</param>
        /// <param name="count">How many bytes from index 0; at most 253.</param>
        /// <param name="target">Where to; must not be <paramref name="source"/>.</param>
        /// <param name="targetOffset">Index of the first stuffed byte.</param>
        /// <returns>Bytes written: <paramref name="count"/> + 1.</returns>
        public static int Encode(byte[] source, int count, byte[] target, int targetOffset)
        {
            int codeIndex = targetOffset;
            int write = targetOffset + 1;
            byte code = 1;
            for (int read = 0; read < count; read++)
            {
                byte value = source[read];
                if (value == 0)
                {
                    target[codeIndex] = code;
                    codeIndex = write;
                    code = 1;
                }
                else
                {
                    target[write] = value;
                    code++;
                }

                write++;
            }

            target[codeIndex] = code;
            return write - targetOffset;
        }

        /// <summary>Takes the stuffing out, in place: byte i+1 of the input becomes byte i of the output.</summary>
        /// <param name="buffer">The stuffed bytes from index 0, without delimiters.</param>
        /// <param name="count">How many; below 255.</param>
        /// <returns>The number of bytes that remain, or -1 when a code points past the end or a byte is zero.</returns>
        public static int Decode(byte[] buffer, int count)
        {
            int index = 0;
            while (index < count)
            {
                int code = buffer[index];
                int next = index + code;
                if (code == 0 || next > count)
                {
                    return -1;
                }

                for (int i = index + 1; i < next; i++)
                {
                    byte value = buffer[i];
                    if (value == 0)
                    {
                        return -1;
                    }

                    buffer[i - 1] = value;
                }

                if (next < count)
                {
                    buffer[next - 1] = 0;
                }

                index = next;
            }

            return count - 1;
        }
    }
}
