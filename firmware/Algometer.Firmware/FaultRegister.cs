using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Remembers every fault until a good self-test, and counts each kind. A fault that went away by itself is not forgotten.</summary>
    public sealed class FaultRegister
    {
        // A hand that rests on the tip weighs less; every press that is guided is above. [P]
        private const int LoadMillinewtons = 2000;

        private uint _settingsDefault;

        /// <summary>Flags of the last sample that are sensor faults.</summary>
        public int Present;

        /// <summary>Flags seen since the last good self-test (<see cref="SampleFlag.Latching"/>).</summary>
        public int Latched;

        /// <summary>What fails now on the board beside the sensor (<see cref="DeviceFault"/>).</summary>
        public int Board;

        /// <summary>What of the board is tested but could not be yet, as its test was disturbed (<see cref="DeviceFault"/>): no fault, and not passed.</summary>
        public int Untested;

        /// <summary>The last trusted force was a load, or none was ever seen: then nobody knows.</summary>
        public bool IsUnderLoad = true;

        /// <summary>
        /// Those of the last sample's faults in which nobody knows what presses on the cell; 0 when its force is known. A converter at a wrong rate
        /// is not the one that was calibrated.
        /// </summary>
        public int UnknownForce
        {
            get { return Present & (SampleFlag.Saturated | SampleFlag.Stuck | SampleFlag.RateOutOfRange | SampleFlag.Desync | SampleFlag.NoData); }
        }

        /// <summary>Saturated samples.</summary>
        public uint Saturated { get; private set; }

        /// <summary>Stuck samples.</summary>
        public uint Stuck { get; private set; }

        /// <summary>Read-outs that lost step.</summary>
        public uint Desynced { get; private set; }

        /// <summary>Deadlines without data.</summary>
        public uint NoData { get; private set; }

        /// <summary>Samples at a wrong rate.</summary>
        public uint RateOutOfRange { get; private set; }

        /// <summary>Jumps.</summary>
        public uint Jumps { get; private set; }

        /// <summary>Samples with a drifted zero.</summary>
        public uint ZeroDrifts { get; private set; }

        /// <summary>Samples under built-in settings.</summary>
        public uint SettingsDefault
        {
            get { return _settingsDefault; }
        }

        /// <summary>Conversions missed.</summary>
        public uint Missed { get; private set; }

        /// <summary>Takes one sample's verdict.</summary>
        /// <param name="flags">Its flags.</param>
        /// <param name="missed">Conversions missed just before it.</param>
        /// <param name="excused">Whether the device itself caused the miss: by writing its settings, or because it was late.</param>
        /// <param name="forceMillinewtons">Its force, or blank.</param>
        /// <returns>Flags that are new in <see cref="Latched"/>.</returns>
        public int Accept(int flags, int missed, bool excused, int forceMillinewtons)
        {
            Present = flags & SampleFlag.Faults;
            if (forceMillinewtons != Protocol.BlankForce)
            {
                IsUnderLoad = forceMillinewtons > LoadMillinewtons;
            }

            int latching = flags & SampleFlag.Latching;
            if (latching == 0)
            {
                return 0;
            }

            // A device that is not set up yet flags each sample: it pays for no more than this.
            if ((flags & SampleFlag.SettingsDefault) != 0)
            {
                _settingsDefault++;
            }

            if (latching != SampleFlag.SettingsDefault)
            {
                Missed += (uint)missed;
                Count(flags);
                if (excused)
                {
                    latching &= ~SampleFlag.Missed;
                }
            }

            int raised = latching & ~Latched;
            Latched |= latching;
            return raised;
        }

        /// <summary>Takes the force of a sample that is not trusted: it may be a load, and is no rest.</summary>
        /// <param name="forceMillinewtons">What its code would be.</param>
        public void Suspect(int forceMillinewtons)
        {
            IsUnderLoad |= forceMillinewtons > LoadMillinewtons;
        }

        /// <summary>Takes what the board tells of a part beside the sensor.</summary>
        /// <returns>Flags that are new in <see cref="Latched"/>.</returns>
        public int SetBoard(int fault, bool present)
        {
            Board = present ? Board | fault : Board & ~fault;
            int raised = Board & fault & ~Latched;
            Latched |= Board;
            return raised;
        }

        /// <summary>A good self-test: all is well again.</summary>
        /// <returns>The flags that were latched.</returns>
        public int Clear()
        {
            int cleared = Latched;
            Latched = Board;
            return cleared;
        }

        /// <summary>As after power-up: nothing is known of the load, nothing is noted, nothing counted.</summary>
        public void Restart()
        {
            Present = 0;
            Latched = Board;
            IsUnderLoad = true;
            _settingsDefault = 0;
        }

        private void Count(int flags)
        {
            Saturated += One(flags, SampleFlag.Saturated);
            Stuck += One(flags, SampleFlag.Stuck);
            Desynced += One(flags, SampleFlag.Desync);
            NoData += One(flags, SampleFlag.NoData);
            RateOutOfRange += One(flags, SampleFlag.RateOutOfRange);
            Jumps += One(flags, SampleFlag.Jump);
            ZeroDrifts += One(flags, SampleFlag.ZeroDrift);
        }

        private static uint One(int flags, int flag)
        {
            return (flags & flag) != 0 ? 1u : 0u;
        }
    }
}
