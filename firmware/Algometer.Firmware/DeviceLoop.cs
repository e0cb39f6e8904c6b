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

        // After power-up the data sheet gives 50 ms at 80 samples/s and 400 ms at 10 until the first conversion: four periods, and half more.
        private const long SettlingTenthsOfPeriods = 60;

        // Commands, back-log and repeats begin only this long before the next conversion, so that its edge is not stamped late.
        private const long QuietMicroseconds = 7000;
        private const long DeferredStoreMicroseconds = 1000000;
        private const long ButtonRepeatMicroseconds = 100000;
        private readonly ILoadCell _cell;
        private readonly IDeviceClock _clock;
        private readonly IAlarmOutput _alarmOutput;
        private readonly IStopButton _button;
        private readonly IHeartbeat _heartbeat;
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
        private bool _awaitingFirst = true;
        private long _loadedAt;

        /// <summary>Makes the loop; settings are read and hello is sent on the first <see cref="RunOnce"/>.</summary>
        public DeviceLoop(
            DeviceIdentity identity,
            ILoadCell cell,
            IDeviceClock clock,
            IDeviceLink link,
            IAlarmOutput alarmOutput,
            IStopButton button,
            ISettingsStore store)
            : this(identity, cell, clock, link, alarmOutput, button, store, null)
        {
        }

        /// <summary>Makes the loop of a device with a missing-pulse circuit.</summary>
        public DeviceLoop(
            DeviceIdentity identity,
            ILoadCell cell,
            IDeviceClock clock,
            IDeviceLink link,
            IAlarmOutput alarmOutput,
            IStopButton button,
            ISettingsStore store,
            IHeartbeat heartbeat)
        {
            _heartbeat = heartbeat;
            _cell = cell;
            _clock = clock;
            _alarmOutput = alarmOutput;
            _button = button;
            _state = new DeviceState(identity, cell, clock, link, store);
            _commands = new CommandHandler(_state, link);
            _lastReady = clock.Microseconds;
            _rateMillihertz = cell.RateMillihertz;
            _state.SendHello();
            _state.SendCalibration();
            _state.RaiseEvent(EventCode.Reset, _state.NextSequence, identity.ResetReason);
        }

        /// <summary>Whether samples are sent to the host.</summary>
        public bool IsStreaming
        {
            get { return _state.IsStreaming; }
        }

        /// <summary>Whether a guided hold is on, which ends when the host falls silent.</summary>
        public bool IsGuardingHold
        {
            get { return _state.HoldActive; }
        }

        /// <summary>The settings in force.</summary>
        public DeviceSettings Settings
        {
            get { return _state.Settings; }
        }

        /// <summary>Does all that is due now.</summary>
        public void RunOnce()
        {
            // The level first, the time right after it: nothing stands between the edge and its stamp but this turn of the loop.
            bool ready = _cell.IsReady;
            long now = _clock.Microseconds;
            long period = 1000000000L / _cell.RateMillihertz;
            if (ready && _cell.LastReadDesynced && (now - _lastReady) * 4 < period * 3)
            {
                // A line stuck low is always "ready": it is looked at once a period, not as often as the loop turns.
                ready = false;
            }

            if (ready)
            {
                _lastReady = now;
                TakeSample(now);
            }
            else if ((now - _lastReady) * 10 > (_awaitingFirst ? SettlingTenthsOfPeriods : DeadlineTenthsOfPeriods) * period)
            {
                _lastReady = now;
                MissSample(now);
            }

            PollButton(now);
            if (HasTimeLeft(now - _lastReady, period))
            {
                if (_state.CellRestartRequested)
                {
                    RestartCell();
                }

                _commands.Poll(now);
                if (_state.SettlingRequested)
                {
                    AwaitSettling();
                }

                StoreLoweredLimit(now);
            }

            EndHoldWhenLinkIsSilent(now);
            SoundAlarm(now);
        }

        // A converter that is gone leaves all the time there is; one at an odd high rate at least a part of each period.
        private static bool HasTimeLeft(long sinceReady, long period)
        {
            return sinceReady <= period - QuietMicroseconds || sinceReady * 10 <= period * 6 || sinceReady > period * 2;
        }

        private void RestartCell()
        {
            _state.CellRestartRequested = false;
            _cell.Restart();
            AwaitSettling();
        }

        private void AwaitSettling()
        {
            _state.SettlingRequested = false;
            _settlingLeft = SettlingConversions;
            _awaitingFirst = true;
            _lastReady = _clock.Microseconds;
        }

        // Where a lowered limit could not be stored at once, because a write would have held up the guard of a loaded sensor.
        private void StoreLoweredLimit(long now)
        {
            if (_state.Faults.IsUnderLoad || _state.HoldActive)
            {
                _loadedAt = now;
            }
            else if (_state.StorePending && now - _loadedAt > DeferredStoreMicroseconds && now >= _state.StoreNotBefore)
            {
                _state.StorePending = false;
                if (!_state.SaveSettings())
                {
                    _state.RaiseEvent(EventCode.NotStored, _state.NextSequence, _state.Settings.LimitMillinewtons);
                }
            }
        }

        private void TakeSample(long now)
        {
            int raw = _cell.Read();
            _awaitingFirst = false;
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
            if ((flags & SampleFlag.NoData) == 0 && _heartbeat != null)
            {
                _heartbeat.Beat();
            }

            int raised = _state.Faults.Accept(flags, _state.Check.MissedBefore, _state.MissExcused, force);
            _state.MissExcused = false;
            _sample.Sequence = _state.TakeSequence();
            _sample.Microseconds = (uint)now;
            _sample.RawCounts = raw;
            _sample.ForceMillinewtons = force;
            _sample.Flags = flags;
            _sample.Alarm = _state.AlarmBits(now);
            SoundAlarm(now);
            _state.CountSample();
            if (_state.Backlog.Add(ref _sample))
            {
                _state.BacklogDropped++;
            }

            if (_state.IsStreaming)
            {
                _state.Outbox.Send(_sample.Write(_state.Outbox.Writer));
            }

            Announce(wasOver, wasLatched, force, raised);
            _commands.AcceptSample(now, raw, flags);
        }

        private void Announce(bool wasOver, bool wasLatched, int force, int raised)
        {
            if (_state.Guard.IsOver != wasOver)
            {
                _state.RaiseEvent(wasOver ? EventCode.BackBelowLimit : EventCode.OverLimit, _sample.Sequence, force);
            }

            if (wasLatched && !_state.Guard.IsLatched)
            {
                _state.RaiseEvent(EventCode.AlarmCleared, _sample.Sequence, 0);
            }

            if (raised != 0)
            {
                _state.RaiseEvent(EventCode.FaultRaised, _sample.Sequence, raised);
            }

            if (_state.Faults.Present != 0)
            {
                _state.EndHold(HoldEndReason.Fault);
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
