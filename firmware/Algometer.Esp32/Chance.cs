using System;

namespace Algometer.Esp32
{
    /// <summary>
    /// What differs between two boards that are alike and start alike. No member of the image tells the chip's own address; its generator of true
    /// random numbers stands behind Random there, whatever the seed.
    /// </summary>
    public static class Chance
    {
        /// <summary>Draws 64 bits.</summary>
        public static long Draw()
        {
            byte[] bytes = new byte[8];
            new Random().NextBytes(bytes);
            long drawn = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                drawn = (drawn << 8) | bytes[i];
            }

            return drawn;
        }
    }
}
