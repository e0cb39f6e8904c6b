namespace Algometer.Wire
{
    /// <summary>
    /// Builds one frame at a time where it is sent from: a message stands in its frame from the third byte on, which is just where stuffing
    /// leaves its bytes. Nothing is allocated after construction. Not thread-safe.
    /// </summary>
    public sealed class FrameWriter
    {
        private const int MessageAt = 2;
        private readonly byte[] _frame = new byte[Protocol.MaxFrameBytes];
        private int _next;

        /// <summary>The finished frame, delimiters included; valid until the next <see cref="Begin"/>.</summary>
        public byte[] Frame
        {
            get { return _frame; }
        }

        /// <summary>Starts a message.</summary>
        /// <param name="type">One of <see cref="MessageType"/>.</param>
        public void Begin(byte type)
        {
            _frame[MessageAt] = Protocol.Version;
            _frame[MessageAt + 1] = type;
            _next = MessageAt + 2;
        }

        /// <summary>Appends a byte.</summary>
        public void PutByte(int value)
        {
            _frame[_next++] = (byte)value;
        }

        /// <summary>Appends 16 bits, lowest byte first.</summary>
        public void PutInt16(int value)
        {
            byte[] frame = _frame;
            int next = _next;
            frame[next] = (byte)value;
            frame[next + 1] = (byte)(value >> 8);
            _next = next + 2;
        }

        /// <summary>Appends the low 24 bits, lowest byte first.</summary>
        public void PutInt24(int value)
        {
            PutInt16(value);
            PutByte(value >> 16);
        }

        /// <summary>Appends 32 bits, lowest byte first.</summary>
        public void PutInt32(int value)
        {
            // Not through PutInt16: calls cost an interpreter more than what they do.
            byte[] frame = _frame;
            int next = _next;
            frame[next] = (byte)value;
            frame[next + 1] = (byte)(value >> 8);
            frame[next + 2] = (byte)(value >> 16);
            frame[next + 3] = (byte)(value >> 24);
            _next = next + 4;
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
            PutInt32((int)Crc32.Compute(_frame, MessageAt, _next - MessageAt));
            return Cobs.StuffInPlace(_frame, _next);
        }

        /// <summary>Builds the whole frame of a sample, which is built far more often than all others together.</summary>
        /// <returns>The length of <see cref="Frame"/>.</returns>
        internal int WriteSample(uint sequence, uint microseconds, int raw, int force, int flags, int alarm)
        {
            // The message's twenty bytes before its CRC as five words: version, type, then the fields without a gap.
            byte[] frame = _frame;
            uint crc = PutWord(frame, 2, Protocol.Version | (MessageType.Sample << 8) | (sequence << 16), Crc32.Start);
            crc = PutWord(frame, 6, (sequence >> 16) | (microseconds << 16), crc);
            crc = PutWord(frame, 10, (microseconds >> 16) | ((uint)raw << 16), crc);
            crc = PutWord(frame, 14, ((uint)(raw >> 16) & 0xFF) | ((uint)force << 8), crc);
            crc = PutWord(frame, 18, ((uint)force >> 24) | ((uint)(flags & 0xFFFF) << 8) | ((uint)alarm << 24), crc) ^ Crc32.Start;
            frame[22] = (byte)crc;
            frame[23] = (byte)(crc >> 8);
            frame[24] = (byte)(crc >> 16);
            frame[25] = (byte)(crc >> 24);
            return Cobs.StuffInPlace(frame, 26);
        }

        private static uint PutWord(byte[] frame, int at, uint word, uint crc)
        {
            frame[at] = (byte)word;
            frame[at + 1] = (byte)(word >> 8);
            frame[at + 2] = (byte)(word >> 16);
            frame[at + 3] = (byte)(word >> 24);
            return Crc32.Add(crc, word);
        }
    }
}
