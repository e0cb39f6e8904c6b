namespace Algometer.Wire
{
    /// <summary>What an event message tells (u8).</summary>
    public static class EventCode
    {
        /// <summary>The device started; the value is the reset reason.</summary>
        public const byte Reset = 1;

        /// <summary>A fault began; the value is its sample flag or <see cref="DeviceFault"/>.</summary>
        public const byte FaultRaised = 2;

        /// <summary>A good self-test cleared the faults; the value is the flags cleared.</summary>
        public const byte FaultCleared = 3;

        /// <summary>The force passed the limit; the value is the force in mN.</summary>
        public const byte OverLimit = 4;

        /// <summary>The force fell below the limit less the hysteresis; the value is the force in mN.</summary>
        public const byte BackBelowLimit = 5;

        /// <summary>The latched alarm was acknowledged and is over.</summary>
        public const byte AlarmCleared = 6;

        /// <summary>A new zero; the value is the tare in counts.</summary>
        public const byte Tared = 7;

        /// <summary>A guided hold began.</summary>
        public const byte HoldBegan = 8;

        /// <summary>A guided hold ended; the value is a <see cref="HoldEndReason"/>.</summary>
        public const byte HoldEnded = 9;

        /// <summary>The limit changed; the value is the limit in mN.</summary>
        public const byte LimitChanged = 10;

        /// <summary>The rate changed; the value is in samples per second.</summary>
        public const byte RateChanged = 11;

        /// <summary>A calibration took effect; the value is its identity.</summary>
        public const byte Calibrated = 12;

        /// <summary>The limit or zero in force could not be stored; the value is the limit in mN.</summary>
        public const byte NotStored = 13;

        /// <summary>What was stored is damaged, and what is in force may be older; the value is the limit in mN.</summary>
        public const byte SettingsDoubtful = 14;
    }

    /// <summary>Why a guided hold ended on the device.</summary>
    public static class HoldEndReason
    {
        /// <summary>The host asked.</summary>
        public const int Host = 1;

        /// <summary>The patient's button.</summary>
        public const int Button = 2;

        /// <summary>The link was silent for a second.</summary>
        public const int LinkSilent = 3;

        /// <summary>A sensor fault.</summary>
        public const int Fault = 4;

        /// <summary>Streaming was stopped.</summary>
        public const int Stopped = 5;
    }

    /// <summary>Why a command was refused (u8).</summary>
    public static class RefusalReason
    {
        /// <summary>The device does not know this command.</summary>
        public const byte UnknownCommand = 1;

        /// <summary>The payload has the wrong length.</summary>
        public const byte BadLength = 2;

        /// <summary>A value is out of its range; the detail is the nearest value allowed.</summary>
        public const byte OutOfRange = 3;

        /// <summary>The present state does not allow it (a hold is running, not streaming …).</summary>
        public const byte WrongState = 4;

        /// <summary>The load is not steady enough to be taken as zero; the detail is the spread in counts.</summary>
        public const byte NotSteady = 5;

        /// <summary>A fault is present, or not yet cleared; the detail is its flags and <see cref="DeviceFault"/>s.</summary>
        public const byte SensorFault = 6;

        /// <summary>A limit can be raised only with the identity of the plan; the detail is the present limit in mN.</summary>
        public const byte PlanRequired = 7;

        /// <summary>Above the cap built into the device; the detail is the cap in mN.</summary>
        public const byte AboveCap = 8;

        /// <summary>The settings could not be stored; nothing was changed.</summary>
        public const byte StorageFailed = 9;

        /// <summary>Those samples are no longer held; the detail is the oldest sequence held.</summary>
        public const byte NotHeld = 10;

        /// <summary>The calibration does not reproduce its own points; the detail is the worst difference in mN.</summary>
        public const byte PointsDiffer = 11;

        /// <summary>
        /// A calibration that makes a force smaller is taken only together with its points; the detail is by how much less the device would read
        /// at the force where it is worst, in mN.
        /// </summary>
        public const byte PointsRequired = 12;

        /// <summary>No hold begins while the stop button is down, or a press of it is not yet acknowledged.</summary>
        public const byte ButtonPressed = 13;
    }

    /// <summary>What a hello's flags say.</summary>
    public static class HelloFlag
    {
        /// <summary>The sensor is simulated.</summary>
        public const byte Simulated = 0x01;

        /// <summary>Samples are being streamed.</summary>
        public const byte Streaming = 0x02;

        /// <summary>The calibration is the built-in nominal one.</summary>
        public const byte Uncalibrated = 0x04;

        /// <summary>Settings were missing or corrupt.</summary>
        public const byte SettingsDefault = 0x08;

        /// <summary>The device is too slow for 80 samples a second and runs at 10 (<see cref="HelloMessage.SampleCostMicroseconds"/>).</summary>
        public const byte TooSlow = 0x10;

        /// <summary>The limit or zero in force is not stored: a restart would bring back the one before.</summary>
        public const byte NotStored = 0x20;

        /// <summary>A stored record was damaged: zero and calibration in force may be older ones, the limit is the lower of those found.</summary>
        public const byte Doubtful = 0x40;
    }

    /// <summary>What a device's load cell is built into.</summary>
    public static class ToolKind
    {
        /// <summary>Not told, by older firmware.</summary>
        public const byte Unknown = 0;

        /// <summary>The probe: a cell of 20 kgf, limits up to 100 N.</summary>
        public const byte Probe = 1;

        /// <summary>The ball: a cell of 50 kgf, limits up to 250 N.</summary>
        public const byte Ball = 2;
    }

    /// <summary>
    /// Faults of the board beside the sensor, in events, refusals, self-tests and hello, where they stand beside <see cref="SampleFlag"/>; never in a
    /// sample.
    /// </summary>
    public static class DeviceFault
    {
        /// <summary>The cable of the stop button is open or shorted.</summary>
        public const int ButtonCable = 0x1000;

        /// <summary>A buzzer, its driver or a missing-pulse circuit did not do what the test expected of it.</summary>
        public const int AlarmChain = 0x2000;

        /// <summary>All of them.</summary>
        public const int All = ButtonCable | AlarmChain;
    }

    /// <summary>Why the device last started.</summary>
    public static class ResetReason
    {
        /// <summary>Unknown.</summary>
        public const byte Unknown = 0;

        /// <summary>Power was applied.</summary>
        public const byte PowerOn = 1;

        /// <summary>The program asked for it.</summary>
        public const byte Software = 2;

        /// <summary>A watchdog or a crash.</summary>
        public const byte Crash = 3;

        /// <summary>The supply dipped.</summary>
        public const byte BrownOut = 4;
    }
}
