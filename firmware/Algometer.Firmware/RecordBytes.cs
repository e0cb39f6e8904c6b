namespace Algometer.Firmware
{
    /// <summary>Writes and reads the fields of a stored record one after another, lowest byte first.</summary>
    internal sealed class RecordBytes
    {
        private int _position;

        public RecordBytes(int length)
        {
            Bytes = new byte[length];
        }

        public byte[] Bytes { get; }

        public void Rewind()
        {
            _position = 0;
        }

        public void PutInt32(int value)
        {
            Bytes[_position++] = (byte)value;
            Bytes[_position++] = (byte)(value >> 8);
            Bytes[_position++] = (byte)(value >> 16);
            Bytes[_position++] = (byte)(value >> 24);
        }

        public void PutInt64(long value)
        {
            PutInt32((int)value);
            PutInt32((int)(value >> 32));
        }

        public int GetInt32()
        {
            int value = Bytes[_position] | (Bytes[_position + 1] << 8) | (Bytes[_position + 2] << 16) | (Bytes[_position + 3] << 24);
            _position += 4;
            return value;
        }

        public long GetInt64()
        {
            long low = (uint)GetInt32();
            return low | ((long)GetInt32() << 32);
        }
    }
}
