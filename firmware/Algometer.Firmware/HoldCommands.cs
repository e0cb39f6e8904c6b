using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Streaming, guided holds, rate, and what a person does about an alarm.</summary>
    public sealed class HoldCommands
    {
        private readonly DeviceState _state;
        private readonly Answers _answers;

        /// <summary>Makes the commands.</summary>
        public HoldCommands(DeviceState state, Answers answers)
        {
            _state = state;
            _answers = answers;
        }

        /// <summary>Starts the stream.</summary>
        public void Start()
        {
            // The device samples and judges whether anybody listens or not: nothing that it has noted begins anew.
            _state.IsStreaming = true;
            _answers.Acknowledge((int)_state.NextSequence);
        }

        /// <summary>Stops the stream, and a hold with it.</summary>
        public void Stop()
        {
            _state.EndHold(HoldEndReason.Stopped);
            _state.IsStreaming = false;
            _answers.Acknowledge(0);
        }

        /// <summary>Sets the converter's rate.</summary>
        public void SetRate(int samplesPerSecond)
        {
            if ((samplesPerSecond == 10 || samplesPerSecond == 80) && (samplesPerSecond == 10) == (_state.NominalMillihertz <= 20000))
            {
                // It runs at that rate: a converter that is started again for nothing is blind for its settling.
                _answers.Acknowledge(samplesPerSecond);
            }
            else if (_state.HoldActive || !_state.Path.HasJudged || _state.Path.IsWaiting || _state.Guard.IsOver || (_state.IsLoaded && !_state.Keeper.IsBuiltIn))
            {
                // Settling blanks the force. At least one sample is judged between two changes, and none is made while something presses:
                // no host can keep the guard blind. Where nobody has set a limit or a calibration the load may be the unknown zero.
                _answers.Refuse(RefusalReason.WrongState, 0);
            }
            else if (_state.TooSlow && samplesPerSecond > 10)
            {
                _answers.Refuse(RefusalReason.OutOfRange, 10);
            }
            else if (!_state.TrySetRate(samplesPerSecond))
            {
                _answers.Refuse(RefusalReason.OutOfRange, samplesPerSecond < 45 ? 10 : 80);
            }
            else
            {
                _state.Reports.RaiseEvent(EventCode.RateChanged, samplesPerSecond);
                _answers.Acknowledge(samplesPerSecond);
            }
        }

        /// <summary>Begins a guided hold.</summary>
        public void Begin()
        {
            if (!_state.IsStreaming || _state.HoldActive || !_state.Path.HasJudged)
            {
                _answers.Refuse(RefusalReason.WrongState, 0);
            }
            else if (((_state.Faults.Latched | _state.Faults.Untested) & (SampleFlag.Faults | DeviceFault.All)) != 0)
            {
                _answers.Refuse(RefusalReason.SensorFault, _state.Faults.Latched | _state.Faults.Untested);
            }
            else if (_state.Press.IsDown || _state.Press.IsPending)
            {
                // Whoever holds the button down, or has just pressed it, wants none.
                _answers.Refuse(RefusalReason.ButtonPressed, 0);
            }
            else
            {
                _state.BeginHold();
                _answers.Acknowledge(0);
            }
        }

        /// <summary>Ends the guided hold.</summary>
        public void End()
        {
            _state.EndHold(HoldEndReason.Host);
            _answers.Acknowledge(0);
        }

        /// <summary>Somebody saw to the alarm: the latch opens once the force is below.</summary>
        public void AcknowledgeAlarm()
        {
            bool latched = _state.Guard.IsLatched;
            _state.Guard.Acknowledge();
            _state.Alarms.LinkLost = false;
            if (latched && !_state.Guard.IsLatched)
            {
                _state.Reports.RaiseEvent(EventCode.AlarmCleared, 0);
            }

            _answers.Acknowledge(0);
        }

        /// <summary>Silences lower priorities for a while.</summary>
        public void Mute(long now, uint seconds)
        {
            if (seconds > Protocol.MaxMuteSeconds)
            {
                _answers.Refuse(RefusalReason.OutOfRange, Protocol.MaxMuteSeconds);
                return;
            }

            _state.Alarms.MuteUntil(now + (seconds * 1000000L));
            _answers.Acknowledge((int)seconds);
        }
    }
}
