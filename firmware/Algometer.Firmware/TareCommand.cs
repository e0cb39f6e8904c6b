using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Takes the load that stands still now as zero.</summary>
    public sealed class TareCommand
    {
        // A tare spread above 0.5 N on the nominal cell is a load that moves, not a zero. [P]
        private const int SpreadMillinewtons = 500;
        private readonly DeviceState _state;
        private readonly SteadyWindow _window = new SteadyWindow();

        /// <summary>Makes the command.</summary>
        public TareCommand(DeviceState state)
        {
            _state = state;
        }

        /// <summary>Whether samples are awaited.</summary>
        public bool IsActive
        {
            get { return _window.IsActive; }
        }

        /// <summary>Whether all samples are there and the zero can be taken.</summary>
        public bool IsComplete { get; private set; }

        /// <summary>Counts taken as zero, or the refusal's detail.</summary>
        public int Value { get; private set; }

        /// <summary>Starts to look.</summary>
        public void Begin()
        {
            // A fifth of a second at 80 samples/s; four samples at 10, so that the host need not wait longer.
            _window.Begin(_state.NominalMillihertz > 20000 ? 16 : 4);
        }

        /// <summary>Takes a sample.</summary>
        public void Accept(int raw, int flags)
        {
            // A glitch is no part of a zero, and no reason against one.
            if (_window.IsActive && (flags & SampleFlag.Glitch) == 0 && _window.Accept(raw, flags & SampleFlag.Blanking))
            {
                _window.End();
                IsComplete = true;
            }
        }

        /// <summary>
        /// Judges what was seen and takes the new zero: stored with it where a write harms nobody, else at the next rest.
        /// </summary>
        /// <returns>A <see cref="RefusalReason"/>, or 0.</returns>
        public byte Finish(long now)
        {
            IsComplete = false;
            if (_state.HoldActive)
            {
                Value = 0;
                return RefusalReason.WrongState;
            }

            if (_window.Flags != 0)
            {
                Value = _window.Flags;
                return RefusalReason.SensorFault;
            }

            if (_state.Keeper.MayWrite(now))
            {
                // What is written over may hold the calibration that this zero belongs to.
                _state.Keeper.Recall();
            }

            DeviceSettings settings = _state.Settings;
            long spread = (long)_window.SpreadCounts * settings.GainPiconewtonsPerCount / 1000000000;
            if (spread > SpreadMillinewtons || spread < -SpreadMillinewtons)
            {
                Value = _window.SpreadCounts;
                return RefusalReason.NotSteady;
            }

            int before = settings.TareCounts;
            int tare = _window.MeanCounts - settings.ZeroCounts;
            long moved = (long)tare * settings.GainPiconewtonsPerCount / 1000000000;
            int allowed = _state.Identity.CapacityMillinewtons / 50;
            if (moved > allowed || moved < -allowed)
            {
                Value = SampleFlag.ZeroDrift;
                return RefusalReason.SensorFault;
            }

            // What waits was converted under the old zero.
            _state.Path.ReleaseWaiting();
            settings.TareCounts = tare;
            if (!_state.Keeper.MayWrite(now))
            {
                _state.Keeper.KeepZero(now);
            }
            else if (!_state.Keeper.SaveZero())
            {
                settings.TareCounts = before;
                Value = 0;
                return RefusalReason.StorageFailed;
            }

            _state.ZeroChanged();
            _state.Reports.RaiseEvent(EventCode.Tared, tare);
            Value = tare;
            return 0;
        }
    }
}
