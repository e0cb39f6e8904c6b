namespace Algometer.Wire
{
    /// <summary>Builds one frame at a time in buffers of its own; nothing is allocated after construction. Not thread-safe.</summary>
    public sealed class FrameWriter
    {
        private readonly byte[] _message = new byte[Protocol.MaxPayloadBytes + Protocol.OverheadBytes];
        private readonly byte[] _frame = new byte[Protocol.MaxFrameBytes];
        private int _count;

        /// <summary>The finished frame, delimiters included; valid until the next <see cref="Begin"/>.</summary>
        public byte[] Frame
        {
            get { return _frame; }
        }

        /// <summary>Starts a message.</summary>
        /// <param name="type">One of <see cref="MessageType"/>.</param>
        public void Begin(byte type)
        {
            _message[0] = Protocol.Version;
            _message[1] = type;
            _count = 2;
        }

        /// <summary>Appends a byte.</summary>
        public void PutByte(int value)
        {
            _message[_count++] = (byte)value;
        }

        /// <summary>Appends 16 bits, lowest byte first.</summary>
        public void PutInt16(int value)
        {
            _message[_count] = (byte)value;
            _message[_count + 1] = (byte)(value >> 8);
            _count += 2;
        }

        /// <summary>Appends the low 24 bits, lowest byte first.</summary>
        public void PutInt24(int value)
        {
            PutByte(value);
            PutByte(value >> 8);
            PutByte(value >> 16);
        }

        /// <summary>Appends 32 bits, lowest byte first.</summary>
        public void PutInt32(int value)
        {
            // Not through PutInt16: calls cost an interpreter more than what they do.
            byte[] message = _message;
            int count = _count;
            message[count] = (byte)value;
            message[count + 1] = (byte)(value >> 8);
            message[count + 2] = (byte)(value >> 16);
            message[count + 3] = (byte)(value >> 24);
            _count = count + 4;
        }

        /// <summary>Appends 64 bits, lowest byte first.</summary>
        public void PutInt64(long value)
        {
            PutInt32((int)value);
            PutInt32((int)(value >> 32));
        }

        /// <summary>Seals the message: CRC, stuffing, a delimiter before and after.</summary>
        /// <returns>The length of <see cref="Frame"/>.</returns>
        public int End()
        {
            PutInt32((int)Crc32.Compute(_message, 0, _count));
            _frame[0] = 0;
            int length = Cobs.Encode(_message, _count, _frame, 1) + 1;
            _frame[length] = 0;
            return length + 1;
        }
    }
}
