using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// The single cooperative loop: wait for data-ready by level, stamp the time, read, check, guard, frame, send; then commands,
    /// button and alarm. <see cref="RunOnce"/> never waits and allocates nothing per sample.
    /// </summary>
    public sealed class DeviceLoop
    {
        // 40 ms at 80 samples/s: 3.2 conversion periods at any rate.
        private const long DeadlineTenthsOfPeriods = 32;
        private const int SettlingConversions = 4;
        private const long ButtonRepeatMicroseconds = 100000;
        private readonly ILoadCell _cell;
        private readonly IDeviceClock _clock;
        private readonly IAlarmOutput _alarmOutput;
        private readonly IStopButton _button;
        private readonly DeviceState _state;
        private readonly CommandHandler _commands;
        private readonly ButtonFilter _buttonFilter = new ButtonFilter();
        private SampleMessage _sample;
        private long _lastReady;
        private long _lastButtonSent;
        private long _alarmSince;
        private int _alarmPriority;
        private int _settlingLeft = SettlingConversions;
        private int _rateMillihertz;
        private int _faultsBefore;

        /// <summary>Makes the loop; settings are read and hello is sent on the first <see cref="RunOnce"/>.</summary>
        public DeviceLoop(
            DeviceIdentity identity,
            ILoadCell cell,
            IDeviceClock clock,
            IDeviceLink link,
            IAlarmOutput alarmOutput,
            IStopButton button,
            ISettingsStore store)
        {
            _cell = cell;
            _clock = clock;
            _alarmOutput = alarmOutput;
            _button = button;
            _state = new DeviceState(identity, cell, clock, link, store);
            _commands = new CommandHandler(_state, link);
            _lastReady = clock.Microseconds;
            _rateMillihertz = cell.RateMillihertz;
            _state.SendHello();
            _state.RaiseEvent(EventCode.Reset, _state.NextSequence, identity.ResetReason);
        }

        /// <summary>Whether samples are sent to the host.</summary>
        public bool IsStreaming
        {
            get { return _state.IsStreaming; }
        }

        /// <summary>The settings in force.</summary>
        public DeviceSettings Settings
        {
            get { return _state.Settings; }
        }

        /// <summary>Does all that is due now.</summary>
        public void RunOnce()
        {
            long now = _clock.Microseconds;
            if (_cell.IsReady)
            {
                _lastReady = now;
                TakeSample(now);
            }
            else if ((now - _lastReady) * 10 > DeadlineTenthsOfPeriods * 1000000000L / _cell.RateMillihertz)
            {
                _lastReady = now;
                MissSample(now);
            }

            PollButton(now);
            _commands.Poll(now);
            EndHoldWhenLinkIsSilent(now);
            SoundAlarm(now);
        }

        private void TakeSample(long now)
        {
            int raw = _cell.Read();
            int force = ForceConversion.ToMillinewtons(_state.Settings, raw);
            int rate = _cell.RateMillihertz;
            if (rate != _rateMillihertz || _state.RestartRequested)
            {
                _settlingLeft = rate != _rateMillihertz ? SettlingConversions : _settlingLeft;
                _rateMillihertz = rate;
                _state.RestartRequested = false;
                _state.Check.Restart();
            }

            int flags = _cell.LastReadDesynced ? SampleFlag.Desync : 0;
            if (_settlingLeft > 0)
            {
                _settlingLeft--;
                flags |= SampleFlag.Settling;
                _state.Check.Restart();
            }
            else
            {
                flags |= _state.Check.Accept(now, raw, force, rate);
            }

            Publish(now, raw, force, flags);
        }

        private void MissSample(long now)
        {
            _state.NoData++;
            _state.Check.Restart();
            Publish(now, 0, Protocol.BlankForce, SampleFlag.NoData);
        }

        private void Publish(long now, int raw, int force, int flags)
        {
            if (_cell.IsSimulated)
            {
                flags |= SampleFlag.Simulated;
            }

            if (_state.SettingsDefault)
            {
                flags |= SampleFlag.SettingsDefault;
            }

            if ((flags & SampleFlag.Blanking) != 0)
            {
                force = Protocol.BlankForce;
            }

            // The guard comes first: before the frame is built, before anything can be dropped by the link.
            bool wasOver = _state.Guard.IsOver;
            bool wasLatched = _state.Guard.IsLatched;
            _state.Guard.Accept(now, force);
            _state.Faults = flags & SampleFlag.Faults;
            _sample.Sequence = _state.TakeSequence();
            _sample.Microseconds = (uint)now;
            _sample.RawCounts = raw;
            _sample.ForceMillinewtons = force;
            _sample.Flags = flags;
            _sample.Alarm = _state.AlarmBits(now);
            SoundAlarm(now);
            _state.Count(flags);
            if (_state.Backlog.Add(ref _sample))
            {
                _state.BacklogDropped++;
            }

            if (_state.IsStreaming)
            {
                _state.Outbox.Send(_sample.Write(_state.Outbox.Writer));
            }

            Announce(wasOver, wasLatched, force);
            _commands.AcceptSample(now, raw, flags);
        }

        private void Announce(bool wasOver, bool wasLatched, int force)
        {
            if (_state.Guard.IsOver != wasOver)
            {
                _state.RaiseEvent(wasOver ? EventCode.BackBelowLimit : EventCode.OverLimit, _sample.Sequence, force);
            }

            if (wasLatched && !_state.Guard.IsLatched)
            {
                _state.RaiseEvent(EventCode.AlarmCleared, _sample.Sequence, 0);
            }

            int raised = _state.Faults & ~_faultsBefore;
            int cleared = _faultsBefore & ~_state.Faults;
            _faultsBefore = _state.Faults;
            if (raised != 0)
            {
                _state.RaiseEvent(EventCode.FaultRaised, _sample.Sequence, raised);
                _state.EndHold(HoldEndReason.Fault);
            }

            if (cleared != 0)
            {
                _state.RaiseEvent(EventCode.FaultCleared, _sample.Sequence, cleared);
            }
        }

        private void PollButton(long now)
        {
            if (_buttonFilter.Accept(now, _button.IsPressed))
            {
                _state.PressButton(now);
                _lastButtonSent = now;
                _state.EndHold(HoldEndReason.Button);
            }
            else if (_state.ButtonPending && now - _lastButtonSent >= ButtonRepeatMicroseconds)
            {
                _lastButtonSent = now;
                _state.SendButton();
            }
        }

        private void EndHoldWhenLinkIsSilent(long now)
        {
            if (_state.HoldActive && now - _commands.LastHeard > Protocol.LinkSilenceMicroseconds)
            {
                _state.LinkLost = true;
                _state.EndHold(HoldEndReason.LinkSilent);
            }
        }

        private void SoundAlarm(long now)
        {
            int priority = _state.AlarmPriority();
            if (priority != _alarmPriority)
            {
                _alarmPriority = priority;
                _alarmSince = now;
            }

            long since = now - _alarmSince;
            bool muted = priority < AlarmPattern.High && _state.IsMuted(now);
            _alarmOutput.Set(!muted && AlarmPattern.Sounds(priority, since), AlarmPattern.Shines(priority, since));
        }
    }
}
