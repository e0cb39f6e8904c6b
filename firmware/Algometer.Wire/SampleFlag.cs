namespace Algometer.Wire
{
    /// <summary>The bits of a sample's flags field (u16). Bits 12, 13 and 15 are never sent: they are the host's own.</summary>
    public static class SampleFlag
    {
        /// <summary>From a simulated sensor.</summary>
        public const int Simulated = 0x0001;

        /// <summary>Sent again from the back-log.</summary>
        public const int Backlog = 0x0002;

        /// <summary>The converter is not settled.</summary>
        public const int Settling = 0x0004;

        /// <summary>The code is 0x7FFFFF or 0x800000.</summary>
        public const int Saturated = 0x0008;

        /// <summary>At least five identical codes in a row.</summary>
        public const int Stuck = 0x0010;

        /// <summary>At least one conversion was missed just before.</summary>
        public const int Missed = 0x0020;

        /// <summary>The converter's rate is out of range.</summary>
        public const int RateOutOfRange = 0x0040;

        /// <summary>An implausible jump.</summary>
        public const int Jump = 0x0080;

        /// <summary>The zero drifted beyond 2 % of capacity.</summary>
        public const int ZeroDrift = 0x0100;

        /// <summary>Settings missing or corrupt: built-in defaults in force.</summary>
        public const int SettingsDefault = 0x0200;

        /// <summary>The bits after the 24th were not all 1.</summary>
        public const int Desync = 0x0400;

        /// <summary>No conversion before the deadline.</summary>
        public const int NoData = 0x0800;

        /// <summary>A value alone among neighbours that agree (<see cref="GlitchCheck"/>). Blank, but no fault.</summary>
        public const int Glitch = 0x4000;

        /// <summary>Any of these: the force is blank.</summary>
        public const int Blanking = Glitch | Settling | Saturated | Stuck | RateOutOfRange | Jump | ZeroDrift | Desync | NoData;

        /// <summary>Any of these is a sensor fault.</summary>
        public const int Faults = Saturated | Stuck | RateOutOfRange | Jump | ZeroDrift | Desync | NoData;

        /// <summary>Any of these stays noted on the device until a good self-test.</summary>
        public const int Latching = Faults | Missed | SettingsDefault;
    }

    /// <summary>The bits of a sample's alarm byte.</summary>
    public static class AlarmBit
    {
        /// <summary>Above the limit now.</summary>
        public const byte OverLimit = 0x01;

        /// <summary>Will pass the limit within 0.5 s at the present slope.</summary>
        public const byte PreWarning = 0x02;

        /// <summary>Not yet below the limit and acknowledged.</summary>
        public const byte Latched = 0x04;

        /// <summary>A sensor fault is present.</summary>
        public const byte SensorFault = 0x08;

        /// <summary>The link was silent in a guided hold.</summary>
        public const byte LinkLost = 0x10;

        /// <summary>Lower-priority sounds are muted.</summary>
        public const byte Muted = 0x20;

        /// <summary>A guided hold is running.</summary>
        public const byte HoldActive = 0x40;

        /// <summary>A fault happened and no self-test has cleared it yet.</summary>
        public const byte SelfTestDue = 0x80;
    }
}
