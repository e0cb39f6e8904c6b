namespace Algometer.Firmware
{
    /// <summary>What the device remembers. The built-in values hold when nothing valid is stored.</summary>
    public sealed class DeviceSettings
    {
        /// <summary>The lowest cap of all body regions and tools (neck with the ball), in mN: the limit until a host sets one. [P]</summary>
        public const int LowestCapMillinewtons = 60000;

        /// <summary>The plan identity that is no one's: the limit belongs to no plan. It never raises the limit.</summary>
        public const long EverydayPlanId = 1;

        /// <summary>Nominal slope of the probe's cell, in pN per count: 20 kgf, 2 mV/V, gain 128. 1 N is 21 898.2 counts.</summary>
        public const int ProbeGainPiconewtonsPerCount = 45665773;

        /// <summary>Force limit in mN.</summary>
        public int LimitMillinewtons = LowestCapMillinewtons;

        /// <summary>Identity of the plan the limit belongs to; 0 for none.</summary>
        public long PlanId;

        /// <summary>Identity of the calibration; 0 is the nominal one.</summary>
        public uint CalibrationId;

        /// <summary>Date of the calibration, seconds since 1970 UTC.</summary>
        public uint CalibrationDateUnixSeconds;

        /// <summary>Slope in pN per count; the probe's nominal one until another is known.</summary>
        public int GainPiconewtonsPerCount = ProbeGainPiconewtonsPerCount;

        /// <summary>Quadratic term in pN per 2²⁰ counts².</summary>
        public int QuadraticPiconewtons;

        /// <summary>Counts of the unloaded cell.</summary>
        public int ZeroCounts;

        /// <summary>Counts added to the zero by the last tare.</summary>
        public int TareCounts;

        /// <summary>Not stored as such: these are built in, nobody's wish but for the tare, and of a record of them no more counts than that.</summary>
        public bool IsBuiltIn;

        /// <summary>Not stored: what was stored is damaged, and this may be older.</summary>
        public bool IsDoubtful;

        /// <summary>Not stored: some of what is stored could not be read.</summary>
        public bool IsUnread;

        /// <summary>The last calibrations.</summary>
        public readonly CalibrationHistory History = new CalibrationHistory();

        /// <summary>Whether the limit belongs to a plan.</summary>
        public bool HasPlan
        {
            get { return PlanId != 0 && PlanId != EverydayPlanId; }
        }

        /// <summary>Takes over calibration and tare of other settings, the history apart.</summary>
        public void TakeCalibration(DeviceSettings other)
        {
            CalibrationId = other.CalibrationId;
            CalibrationDateUnixSeconds = other.CalibrationDateUnixSeconds;
            GainPiconewtonsPerCount = other.GainPiconewtonsPerCount;
            QuadraticPiconewtons = other.QuadraticPiconewtons;
            ZeroCounts = other.ZeroCounts;
            TareCounts = other.TareCounts;
        }
    }
}
