using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Looks at the next samples; only when none shows a fault are the faults noted so far over.</summary>
    public sealed class SelfTestCommand
    {
        private const int Samples = 32;

        // The conversions of a power-cycled converter that have not settled, and one that was still on its way.
        private const int Unsettled = 5;

        // A rate takes about a second to be known again; at most so many samples are waited for it.
        private const int MostForRate = 130;
        private readonly DeviceState _state;
        private readonly SteadyWindow _window = new SteadyWindow();
        private int _skip;
        private int _mayWaitForRate;

        /// <summary>Makes the command.</summary>
        public SelfTestCommand(DeviceState state)
        {
            _state = state;
        }

        /// <summary>Whether samples are awaited.</summary>
        public bool IsActive
        {
            get { return _window.IsActive; }
        }

        /// <summary>Whether all samples are there.</summary>
        public bool IsComplete { get; private set; }

        /// <summary>Faults seen, those of the board that are there now, and what of it could not be tested yet.</summary>
        public int FailedFlags { get; private set; }

        /// <summary>Starts to look. A converter that is trusted is left alone, so that a self-test never blinds a guard that sees.</summary>
        public void Begin()
        {
            _skip = 0;
            _mayWaitForRate = (_state.Faults.Latched & SampleFlag.RateOutOfRange) != 0 ? MostForRate : 0;
            if ((_state.Faults.Latched & SampleFlag.Faults) != 0)
            {
                _state.CellRestartRequested = true;
                _skip = Unsettled;
            }

            _window.Begin(Samples);
        }

        /// <summary>Takes a sample.</summary>
        public void Accept(int raw, int flags)
        {
            if (!_window.IsActive)
            {
                return;
            }

            if (_skip > 0)
            {
                _skip--;
            }
            else if ((flags & (SampleFlag.Settling | SampleFlag.Glitch)) != 0 && (flags & SampleFlag.Faults) == 0)
            {
                // Neither is a fault, and their codes are no part of the mean. A glitch too many is one.
                return;
            }
            else if (_mayWaitForRate > 0 && _state.Path.RateMillihertz == 0 && (flags & SampleFlag.NoData) == 0)
            {
                _mayWaitForRate--;
            }
            else if (_window.Accept(raw, flags & (SampleFlag.Faults | SampleFlag.Missed)))
            {
                _window.End();
                IsComplete = true;
            }
        }

        /// <summary>Draws the conclusion.</summary>
        public void Finish()
        {
            IsComplete = false;
            FailedFlags = _window.Flags | _state.Faults.Board | _state.Faults.Untested;
            if (FailedFlags != 0)
            {
                return;
            }

            int cleared = _state.ClearFaults();
            if (cleared != 0)
            {
                _state.Reports.RaiseEvent(EventCode.FaultCleared, cleared);
            }
        }

        /// <summary>Sends the result.</summary>
        public void SendResult(int commandId)
        {
            SelfTestMessage result = default;
            result.CommandId = commandId;
            result.FailedFlags = FailedFlags;
            result.Samples = _window.Count;
            result.RateMillihertz = _state.Path.RateMillihertz;
            result.MeanCounts = _window.MeanCounts;
            result.SpreadCounts = _window.SpreadCounts;
            _state.Outbox.Send(result.Write(_state.Outbox.Writer));
        }
    }
}
