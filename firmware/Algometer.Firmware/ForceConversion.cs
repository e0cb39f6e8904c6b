using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Counts to force in integers only, so that every implementation gets the same millinewton (PROTOCOL.md, "Force").</summary>
    public static class ForceConversion
    {
        /// <summary>The force of a code under the given settings, in mN, rounded half away from zero.</summary>
        public static int ToMillinewtons(DeviceSettings settings, int rawCounts)
        {
            long x = (long)rawCounts - settings.ZeroCounts - settings.TareCounts;
            long piconewtons = (settings.GainPiconewtonsPerCount * x) + (settings.QuadraticPiconewtons * ((x * x) >> 20));
            long rounded = piconewtons >= 0 ? (piconewtons + 500000000) / 1000000000 : (piconewtons - 500000000) / 1000000000;
            if (rounded > int.MaxValue)
            {
                return int.MaxValue;
            }

            return rounded <= Protocol.BlankForce ? Protocol.BlankForce + 1 : (int)rounded;
        }
    }
}
