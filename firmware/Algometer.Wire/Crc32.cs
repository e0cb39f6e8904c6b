namespace Algometer.Wire
{
    /// <summary>CRC-32/ISO-HDLC: reflected polynomial 0xEDB88320, start and final XOR 0xFFFFFFFF; "123456789" gives 0xCBF43926.</summary>
    public static class Crc32
    {
        /// <summary>What a CRC starts from, and what the finished one is XORed with.</summary>
        internal const uint Start = 0xFFFFFFFF;

        // Four tables: an interpreter takes four bytes through them in a third of the steps that one table needs.
        private static readonly uint[] _table = MakeTable();
        private static readonly uint[] _table1 = MakeNext(_table);
        private static readonly uint[] _table2 = MakeNext(_table1);
        private static readonly uint[] _table3 = MakeNext(_table2);

        /// <summary>The CRC of a run of bytes.</summary>
        /// <param name="bytes">Where the bytes are.</param>
        /// <param name="offset">Index of the first.</param>
        /// <param name="count">How many.</param>
        /// <returns>The finished CRC.</returns>
        public static uint Compute(byte[] bytes, int offset, int count)
        {
            uint[] table = _table;
            uint crc = Start;
            int end = offset + count;
            for (int i = offset; i < end; i++)
            {
                crc = (crc >> 8) ^ table[(byte)(crc ^ bytes[i])];
            }

            return crc ^ Start;
        }

        /// <summary>Takes four bytes, the lowest first, into an unfinished CRC.</summary>
        internal static uint Add(uint crc, uint word)
        {
            crc ^= word;
            return _table3[(byte)crc] ^ _table2[(byte)(crc >> 8)] ^ _table1[(byte)(crc >> 16)] ^ _table[crc >> 24];
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

        // The same bytes with a zero after each.
        private static uint[] MakeNext(uint[] before)
        {
            uint[] table = new uint[256];
            for (int i = 0; i < 256; i++)
            {
                table[i] = (before[i] >> 8) ^ _table[(byte)before[i]];
            }

            return table;
        }
    }
}
