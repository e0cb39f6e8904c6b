using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>What is to be told by alarm byte, buzzer and light, from all that is known.</summary>
    public sealed class AlarmState
    {
        /// <summary>The link was silent in a hold and no one has acknowledged it.</summary>
        public bool LinkLost;

        /// <summary>The link could not be opened, or failed since.</summary>
        public bool LinkClosed;

        private readonly DeviceState _state;
        private long _mutedUntil;
        private bool _isCrash;

        /// <summary>Makes it.</summary>
        public AlarmState(DeviceState state)
        {
            _state = state;
            _isCrash = state.Identity.ResetReason == ResetReason.Crash;
        }

        /// <summary>The alarm byte of a sample.</summary>
        public byte Bits(long now)
        {
            LimitGuard guard = _state.Guard;
            FaultRegister faults = _state.Faults;
            int bits = _state.HoldActive ? AlarmBit.HoldActive : 0;
            if (guard.IsLatched)
            {
                bits |= guard.IsOver ? AlarmBit.OverLimit | AlarmBit.Latched : AlarmBit.Latched;
            }

            if (guard.IsPreWarning)
            {
                bits |= AlarmBit.PreWarning;
            }

            if (faults.Latched != 0)
            {
                bits |= AlarmBit.SelfTestDue;
            }

            if (faults.Present != 0)
            {
                bits |= AlarmBit.SensorFault;
            }

            if (LinkLost)
            {
                bits |= AlarmBit.LinkLost;
            }

            if (now < _mutedUntil)
            {
                bits |= AlarmBit.Muted;
            }

            return (byte)bits;
        }

        /// <summary>
        /// The priority of the alarm that is due: over the limit, a sensor fault under load or one that hides the force is high; a sensor fault at
        /// rest, any other fault under load, a pre-warning, a silent link and one that cannot be opened are medium; what else awaits a self-test is low.
        /// After a crash nobody knows who presses: until a sample is judged it sounds as the crash has left it.
        /// </summary>
        public int Priority()
        {
            if (_isCrash)
            {
                if (!_state.Path.HasJudged || _state.Outbox.IsRehearsing)
                {
                    return AlarmPattern.Crashed;
                }

                _isCrash = false;
            }

            LimitGuard guard = _state.Guard;
            if (guard.IsLatched)
            {
                return AlarmPattern.High;
            }

            FaultRegister faults = _state.Faults;
            int latched = faults.Latched;
            if (latched != 0)
            {
                bool loaded = faults.IsUnderLoad || faults.UnknownForce != 0 || _state.HoldActive;
                if ((latched & SampleFlag.Faults) != 0)
                {
                    return loaded ? AlarmPattern.High : AlarmPattern.Medium;
                }

                if (loaded)
                {
                    return AlarmPattern.Medium;
                }
            }

            if (guard.IsPreWarning || LinkLost || LinkClosed)
            {
                return AlarmPattern.Medium;
            }

            return latched != 0 || _state.Keeper.IsDefault || _state.Keeper.IsDoubtful ? AlarmPattern.Low : AlarmPattern.None;
        }

        /// <summary>Whether sounds of lower priority are muted.</summary>
        public bool IsMuted(long now)
        {
            return now < _mutedUntil;
        }

        /// <summary>Mutes until then.</summary>
        public void MuteUntil(long microseconds)
        {
            _mutedUntil = microseconds;
        }
    }
}
