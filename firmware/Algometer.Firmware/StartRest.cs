using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// What the cell reads with nothing on it, learned once after its power came on. A cell whose zero has moved by more than a hand weighs reads a load for
    /// ever, and would never take the calibration that mends it. What stood still then, and is no more than a tenth of the capacity, is taken
    /// for a moved zero; as the initial zero-setting of weighing instruments, which reaches a fifth of the capacity in all (OIML R 76).
    /// A calibration with a wrong zero is as bad, and further off: then the zeros of the past, and the one of a cell as it is made, vouch for what stood.
    /// It moves no force and no limit: it only tells whether something was laid on since.
    /// </summary>
    public sealed class StartRest
    {
        // Longer than a breath: whoever lies on the tip is not that still. A hand that holds it may be, but no guided press is as light as a tenth
        // of the capacity. [P]
        private const int Seconds = 4;
        private const int UntilMicroseconds = 20000000;
        private const int SpreadMillinewtons = 500;
        private const int MostCapacityDivisor = 10;
        private const int NearMillinewtons = 2000;
        private readonly DeviceState _state;
        private readonly SteadyWindow _window = new SteadyWindow();
        private bool _isKnown;
        private int _lastRaw;
        private int _readRaw;
        private int _lastFlags = SampleFlag.NoData;
        private int _counts;

        /// <summary>Makes it.</summary>
        public StartRest(DeviceState state)
        {
            _state = state;
        }

        /// <summary>Whether samples are awaited.</summary>
        public bool IsActive
        {
            get { return _window.IsActive; }
        }

        /// <summary>The device has started. Only after the power came on: a crash may come in the middle of a press.</summary>
        public void Begin()
        {
            if (_state.Identity.ResetReason == ResetReason.PowerOn)
            {
                _window.Begin(Seconds * _state.NominalMillihertz / 1000);
            }
        }

        /// <summary>Takes a sample.</summary>
        /// <param name="now">Device clock.</param>
        /// <param name="raw">Its code.</param>
        /// <param name="flags">Its flags.</param>
        public void Accept(long now, int raw, int flags)
        {
            if (!_window.IsActive || (flags & (SampleFlag.Glitch | SampleFlag.Settling)) != 0 || !_window.Accept(raw, FaultsIn(flags)))
            {
                return;
            }

            _isKnown = _window.Flags == 0 && IsWithin(_window.SpreadCounts, SpreadMillinewtons);
            _counts = _window.MeanCounts;
            if (_isKnown || now > UntilMicroseconds)
            {
                _window.End();
            }
            else
            {
                Begin();
            }
        }

        /// <summary>The newest code of a sample that nothing but a drifted zero speaks against.</summary>
        public int ReadCounts
        {
            get { return _readRaw; }
        }

        /// <summary>The newest sample.</summary>
        public void NoteLast(int raw, int flags)
        {
            _lastRaw = raw;
            _lastFlags = flags;
            if (FaultsIn(flags) == 0)
            {
                _readRaw = raw;
            }
        }

        /// <summary>Whether the newest sample reads what the cell read at rest.</summary>
        public bool IsNear()
        {
            if (!_isKnown || FaultsIn(_lastFlags) != 0)
            {
                return false;
            }

            return IsWithin(_lastRaw - _counts, NearMillinewtons) && IsVouchedFor();
        }

        // A load of as much as a tenth of the capacity beyond each zero that there ever was: nobody lies so lightly on a tip by chance.
        private bool IsVouchedFor()
        {
            DeviceSettings settings = _state.Settings;
            CalibrationHistory history = settings.History;
            int most = _state.Identity.CapacityMillinewtons / MostCapacityDivisor;
            bool near = IsWithin(_counts - settings.ZeroCounts - settings.TareCounts, most) || IsWithin(_counts, most);
            for (int i = 0; i < CalibrationHistory.Length && !near; i++)
            {
                near = history.Ids[i] != 0 && IsWithin(_counts - history.ZerosCounts[i], most);
            }

            return near;
        }

        // A zero that has moved below is what is looked for.
        private static int FaultsIn(int flags)
        {
            return flags & SampleFlag.Blanking & ~SampleFlag.ZeroDrift;
        }

        private bool IsWithin(int counts, int millinewtons)
        {
            long force = (long)counts * _state.Settings.GainPiconewtonsPerCount / 1000000000;
            return force <= millinewtons && force >= -millinewtons;
        }
    }
}
