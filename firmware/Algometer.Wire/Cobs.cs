namespace Algometer.Wire
{
    /// <summary>
    /// Consistent Overhead Byte Stuffing (Cheshire and Baker 1999) for blocks below 254 bytes: the result holds no zero byte,
    /// is one byte longer, and so a zero can end a frame anywhere.
    /// </summary>
    public static class Cobs
    {
        /// <summary>
        /// Stuffs a message that stands in its frame from index 2 on: a zero becomes the distance to the next one, all other bytes stay. A
        /// delimiter is put before and after.
        /// </summary>
        /// <param name="frame">The frame; one byte behind the message must be free.</param>
        /// <param name="end">Index after the message's last byte; at most 254.</param>
        /// <returns>The frame's length.</returns>
        public static int StuffInPlace(byte[] frame, int end)
        {
            // The closing delimiter also ends the last run.
            frame[0] = 0;
            frame[end] = 0;
            int code = 1;
            int index = 1;
            while (true)
            {
                do
                {
                    index++;
                }
                while (frame[index] != 0);

                frame[code] = (byte)(index - code);
                if (index == end)
                {
                    return end + 1;
                }

                code = index;
            }
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
