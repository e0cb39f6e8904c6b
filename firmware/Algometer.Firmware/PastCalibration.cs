namespace Algometer.Firmware
{
    /// <summary>A calibration that was in force once.</summary>
    public struct PastCalibration
    {
        /// <summary>Identity; 0 for an empty place.</summary>
        public uint Id;

        /// <summary>Date, seconds since 1970 UTC.</summary>
        public uint DateUnixSeconds;

        /// <summary>Slope in pN per count.</summary>
        public int GainPiconewtonsPerCount;

        /// <summary>Quadratic term in pN per 2²⁰ counts².</summary>
        public int QuadraticPiconewtons;

        /// <summary>Counts of the unloaded cell.</summary>
        public int ZeroCounts;
    }
}
