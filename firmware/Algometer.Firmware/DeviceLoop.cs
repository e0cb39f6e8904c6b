using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// The single cooperative loop: wait for data-ready by level, stamp the time, read, judge, send; in turns without a sample commands, and every
    /// 5 ms button and alarm. <see cref="RunOnce"/> never waits and allocates nothing per sample.
    /// </summary>
    public sealed class DeviceLoop
    {
        // 40 ms at 80 samples/s: 3.2 conversion periods at any rate.
        private const long DeadlineTenthsOfPeriods = 32;

        // After power-up the data sheet gives 50 ms at 80 samples/s and 400 ms at 10 until the first conversion: four periods, and half more.
        private const long SettlingTenthsOfPeriods = 60;

        // Commands, back-log and repeats begin only this long before the next conversion, so that its edge is not stamped late; on a slow device
        // as long as the longest of them takes, which is that of four samples. A converter's own clock may be a seventh faster than it says.
        private const long QuietMicroseconds = 7000;
        private const int SamplesOfLongestCommand = 4;

        // However long samples take, a command gets its turn every few periods.
        private const int MostPeriodsWithoutCommand = 4;
        private const long ChoreMicroseconds = 1000;
        private const long TickMicroseconds = 5000;
        private const long ReopenMicroseconds = 1000000;
        private readonly ILoadCell _cell;
        private readonly IDeviceClock _clock;
        private readonly IDeviceLink _link;
        private readonly IStopButton _button;
        private readonly DeviceState _state;
        private readonly SamplePath _path;
        private readonly AlarmSignal _alarm;
        private readonly CommandHandler _commands;
        private readonly ButtonFilter _buttonFilter = new ButtonFilter();
        private readonly AlarmChainTest _chain;
        private readonly ButtonCableWatch _cable;
        private long _period;
        private long _quietFrom;
        private bool _alarmDue;
        private long _lastReady;
        private long _deadline;
        private long _lastTurn;
        private long _nextChore;
        private long _nextTick;
        private bool _stuckLow;
        private bool _wasAway;
        private long _lastPoll;
        private long _loadedAt;
        private long _openedAt;

        /// <summary>Makes the loop; settings are read, the cost of a sample is measured and hello is sent.</summary>
        public DeviceLoop(
            DeviceIdentity identity,
            ILoadCell cell,
            IDeviceClock clock,
            IDeviceLink link,
            IAlarmOutput alarmOutput,
            IStopButton button,
            ISettingsStore store)
            : this(identity, cell, clock, link, alarmOutput, button, store, null, null)
        {
        }

        /// <summary>Makes the loop of a device with a missing-pulse circuit, and lines by which its board tells of alarm and cable.</summary>
        public DeviceLoop(
            DeviceIdentity identity,
            ILoadCell cell,
            IDeviceClock clock,
            IDeviceLink link,
            IAlarmOutput alarmOutput,
            IStopButton button,
            ISettingsStore store,
            IHeartbeat heartbeat,
            IBoardLines lines)
        {
            _cell = cell;
            _clock = clock;
            _link = link;
            _button = button;
            _chain = new AlarmChainTest(heartbeat, alarmOutput, lines);
            _state = new DeviceState(identity, cell, clock, link, _chain, store);
            _path = _state.Path;
            _alarm = new AlarmSignal(_chain, _state);
            _cable = new ButtonCableWatch(lines, _state);
            _chain.Begin(_state, clock.Microseconds);
            _commands = new CommandHandler(_state, link);
            _path.Connect(_alarm, _commands);
            SampleCost.Measure(_state, cell, clock);
            _state.Rest.Begin();
            AwaitSettling();
            _lastTurn = _clock.Microseconds;
            OpenLink(_lastTurn);
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
            bool away = now - _lastTurn > _period;
            _wasAway |= away;

            // A line stuck low is always "ready": it is looked at once a period, not as often as the loop turns.
            if (ready && (!_stuckLow || (now - _lastReady) * 4 >= _period * 3))
            {
                // And nothing else in this turn: the next conversion must not find the loop away.
                TakeSample(now);
                _lastTurn = now;
                return;
            }

            if (_chain.IsWild)
            {
                _chain.RunWild(now);
            }

            bool worked = false;
            if (now > _deadline && !away)
            {
                // Not in a turn that was away, as in a collection: the level was read before it, and a conversion may wait by now.
                MissSample(now);
            }
            else if (now >= _nextChore || now == _lastTurn)
            {
                worked = DoChores(now);
            }

            // In two turns where turns are short, as an edge may come in either. A command is enough for one, but none puts them off a second time.
            bool rested = !_alarmDue || now - _lastTurn >= TickMicroseconds;
            if (_alarmDue)
            {
                TickAlarm(now);
            }

            if (now >= _nextTick && rested && (!worked || now >= _nextTick + TickMicroseconds))
            {
                TickButton(now);
            }

            _lastTurn = now;
        }

        /// <summary>No further conversion will come, as at the end of a recording: a sample that waits for one is judged without it.</summary>
        public void ReleaseWaiting()
        {
            _path.ReleaseWaiting();
        }

        private void TakeSample(long now)
        {
            int raw = _cell.Read();
            long interval = now - _lastReady;

            // Away for longer than a conversion takes, the loop itself is the reason for what it missed, and for a line that is low again when
            // it has read at last: the next conversion is there. So only the line of a read-out that came in time tells of a lost step.
            bool excused = _state.Keeper.IsExcused || _wasAway;
            _state.Keeper.IsExcused = false;
            _wasAway = false;
            _stuckLow = _cell.LastReadDesynced && !excused && interval * 2 < _period * 3;
            _lastReady = now;
            _deadline = now + (DeadlineTenthsOfPeriods * _period / 10);
            _path.Accept(now, raw, _stuckLow, excused);
        }

        private void MissSample(long now)
        {
            _lastReady = now;
            _wasAway = false;
            _deadline = now + (DeadlineTenthsOfPeriods * _period / 10);
            _state.Keeper.IsExcused = false;
            _path.Miss(now);
        }

        // Never in a turn that took a sample: the time that a command is told must be fresh. True when a command or frame took its time.
        private bool DoChores(long now)
        {
            _nextChore = now + ChoreMicroseconds;
            if (now == _lastTurn)
            {
                TickButton(now);
                TickAlarm(now);
            }

            // A converter that is gone leaves all the time there is; one at an odd high rate at least a part of each period.
            long since = now - _lastReady;
            bool due = now - _lastPoll > _period * MostPeriodsWithoutCommand;
            if (!due && since > _quietFrom && since <= _period * 2)
            {
                return false;
            }

            _lastPoll = now;

            if (_state.CellRestartRequested)
            {
                _state.CellRestartRequested = false;
                _cell.Restart();
                AwaitSettling();
            }

            // A sample of the back-log takes nearly twice as long as a new one.
            bool mayResend = due || since * 10 <= _period * 4 || since + (2 * _state.SampleCostMicroseconds) <= _period || since > _period * 2;
            bool worked = _commands.Poll(now, mayResend);
            if (_state.SettlingRequested)
            {
                AwaitSettling();
            }

            SettingsKeeper keeper = _state.Keeper;
            if (keeper.IsPending)
            {
                keeper.StoreAtRest(now, _loadedAt);
            }

            if (keeper.IsExcused)
            {
                // A write took its time: the converter gets its own anew, and one that settles keeps what it has.
                long anew = keeper.StoredAt + (DeadlineTenthsOfPeriods * _period / 10);
                _deadline = anew > _deadline ? anew : _deadline;
            }

            return worked;
        }

        private void TickButton(long now)
        {
            _nextTick = now + TickMicroseconds;
            _alarmDue = true;
            PressReport press = _state.Press;
            bool down = _button.IsPressed;
            press.IsDown = down;
            if (_buttonFilter.Accept(now, down, _button.TakeWentDown()))
            {
                press.Begin(now, _state.NextSequence - 1);
                _state.EndHold(HoldEndReason.Button);
            }
            else if (press.IsPending)
            {
                press.Remind(now, _commands.LastHeard);
            }

            if (!_cable.Tick(now))
            {
                _chain.Tick(now);
            }
        }

        private void TickAlarm(long now)
        {
            _alarmDue = false;
            if (_state.HoldActive)
            {
                _loadedAt = now;
                _state.HeldAt = now;
                if (now - _commands.LastHeard > Protocol.LinkSilenceMicroseconds)
                {
                    _state.Alarms.LinkLost = true;
                    _state.EndHold(HoldEndReason.LinkSilent);
                }
            }
            else if (!_state.IsAtRest)
            {
                _loadedAt = now;
            }

            if (!_link.IsOpen)
            {
                _state.Alarms.LinkClosed = true;
                if (now - _openedAt >= ReopenMicroseconds)
                {
                    OpenLink(now);
                }
            }

            int priority = _state.Alarms.Priority();
            if (priority != _alarm.Priority)
            {
                _alarm.Change(now, priority);
            }
            else
            {
                _alarm.Tick(now);
            }
        }

        // Without a link the guard watches as ever; whoever hears the alarm looks at the cable.
        private void OpenLink(long now)
        {
            _openedAt = now;
            if (_link.IsOpen || _link.TryOpen())
            {
                _state.Reports.SendHello();
                _state.Reports.SendCalibration();
                _state.Reports.RaiseEvent(EventCode.Reset, _state.Identity.ResetReason);
                if (_state.Keeper.IsDoubtful)
                {
                    _state.Reports.RaiseEvent(EventCode.SettingsDoubtful, _state.Settings.LimitMillinewtons);
                }
            }

            // Not by what opening said: one that fails at the first frame is as good as none.
            _state.Alarms.LinkClosed = !_link.IsOpen;
        }

        private void AwaitSettling()
        {
            _state.SettlingRequested = false;
            _stuckLow = false;
            _period = 1000000000L / _cell.RateMillihertz;
            long longest = _state.SampleCostMicroseconds * SamplesOfLongestCommand;
            long quiet = (_period * 7 / 8) - (longest > QuietMicroseconds ? longest : QuietMicroseconds);
            _quietFrom = quiet * 10 > _period * 6 ? quiet : _period * 6 / 10;
            _lastReady = _clock.Microseconds;
            _deadline = _lastReady + (SettlingTenthsOfPeriods * _period / 10);
            _path.AwaitSettling(_cell.RateMillihertz);
        }
    }
}
