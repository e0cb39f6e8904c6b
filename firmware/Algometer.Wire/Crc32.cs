namespace Algometer.Wire
{
    /// <summary>CRC-32/ISO-HDLC: reflected polynomial 0xEDB88320, start and final XOR 0xFFFFFFFF; "123456789" gives 0xCBF43926.</summary>
    public static class Crc32
    {
        private static readonly uint[] _table = MakeTable();

        /// <summary>The CRC of a run of bytes.</summary>
        /// <param name="bytes">Where the bytes are.</param>
        /// <param name="offset">Index of the first.</param>
        /// <param name="count">How many.</param>
        /// <returns>The finished CRC.</returns>
        public static uint Compute(byte[] bytes, int offset, int count)
        {
            uint[] table = _table;
            uint crc = 0xFFFFFFFF;
            int end = offset + count;
            for (int i = offset; i < end; i++)
            {
                crc = (crc >> 8) ^ table[(byte)(crc ^ bytes[i])];
            }

            return crc ^ 0xFFFFFFFF;
        }

        private static uint[] MakeTable()
        {
            uint[] table = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                uint value = i;
                for (int bit = 0; bit < 8; bit++)
                {
                    value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
                }

                table[i] = value;
            }

            return table;
        }
    }
}
