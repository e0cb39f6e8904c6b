using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Reads commands, carries them out, and answers each with an acknowledgement or a reasoned refusal.</summary>
    public sealed class CommandHandler
    {
        // A tare spread above 0.5 N on the nominal cell is a load that moves, not a zero. [P]
        private const int TareSpreadMillinewtons = 500;
        private const int BacklogPerPoll = 4;
        private readonly DeviceState _state;
        private readonly IDeviceLink _link;
        private readonly FrameReader _reader = new FrameReader();
        private readonly SteadyWindow _tare = new SteadyWindow();
        private readonly SteadyWindow _selfTest = new SteadyWindow();
        private readonly byte[] _received = new byte[Protocol.MaxFrameBytes];
        private uint _commands;
        private Command _command;
        private SampleMessage _resent;
        private int _backlogId = -1;
        private uint _backlogNext;
        private uint _backlogLeft;
        private BacklogEndMessage _backlogEnd;

        /// <summary>Makes a handler.</summary>
        public CommandHandler(DeviceState state, IDeviceLink link)
        {
            _state = state;
            _link = link;
        }

        /// <summary>Device clock when a valid frame last arrived.</summary>
        public long LastHeard { get; private set; }

        /// <summary>Handles what has arrived, and sends a few samples of a back-log transfer.</summary>
        public void Poll(long now)
        {
            // At most one buffer a turn, so that a flood of commands cannot hold up sampling.
            int count = _link.Receive(_received);
            int offset = 0;
            while (offset < count && _reader.TryRead(_received, ref offset, count))
            {
                LastHeard = now;
                Handle(now);
            }

            SendBacklog();
        }

        /// <summary>Feeds a tare or self-test that is under way.</summary>
        public void AcceptSample(long now, int raw, int flags)
        {
            if (_tare.IsActive && _tare.Accept(raw, flags & SampleFlag.Blanking))
            {
                FinishTare();
            }

            if (_selfTest.IsActive && _selfTest.Accept(raw, flags & SampleFlag.Blanking))
            {
                FinishSelfTest();
            }
        }

        private void Handle(long now)
        {
            int expected = Command.LengthOf(_reader.Type);
            _command.Type = _reader.Type;
            if (expected < 0 || _reader.PayloadLength != expected)
            {
                _command.Id = _reader.GetUInt16();
                Refuse(expected < 0 ? RefusalReason.UnknownCommand : RefusalReason.BadLength, expected);
                return;
            }

            _commands++;
            _command.Read(_reader);
            switch (_command.Type)
            {
                case MessageType.Identify:
                    _state.SendHello();
                    Acknowledge(0);
                    break;
                case MessageType.Start:
                    Start();
                    break;
                case MessageType.Stop:
                    _state.EndHold(HoldEndReason.Stopped);
                    _state.IsStreaming = false;
                    Acknowledge(0);
                    break;
                case MessageType.Tare:
                    BeginTare();
                    break;
                case MessageType.SetRate:
                    SetRate();
                    break;
                case MessageType.SetLimit:
                    SetLimit();
                    break;
                case MessageType.SetCalibration:
                    SetCalibration();
                    break;
                case MessageType.Ping:
                    Pong(now);
                    break;
                case MessageType.RunSelfTest:
                    _selfTest.Begin(_command.Id, 32);
                    break;
                case MessageType.RequestBacklog:
                    RequestBacklog();
                    break;
                case MessageType.AcknowledgeAlarm:
                    AcknowledgeAlarm();
                    break;
                case MessageType.Mute:
                    Mute(now);
                    break;
                case MessageType.AcknowledgeButton:
                    _state.AcknowledgeButton(_command.Value);
                    Acknowledge(0);
                    break;
                case MessageType.BeginHold:
                    BeginHold();
                    break;
                case MessageType.EndHold:
                    _state.EndHold(HoldEndReason.Host);
                    Acknowledge(0);
                    break;
                default:
                    _state.SendStatistics((uint)(_reader.CrcErrors + _reader.Malformed), _commands);
                    Acknowledge(0);
                    break;
            }
        }

        private void Start()
        {
            if (!_state.IsStreaming)
            {
                _state.IsStreaming = true;
                _state.RestartRequested = true;
            }

            Acknowledge((int)_state.NextSequence);
        }

        private void BeginTare()
        {
            if (_state.HoldActive)
            {
                Refuse(RefusalReason.WrongState, 0);
                return;
            }

            // A fifth of a second at 80 samples/s; four samples at 10, so that the host need not wait longer.
            _tare.Begin(_command.Id, _state.NominalMillihertz > 20000 ? 16 : 4);
        }

        private void FinishTare()
        {
            _command.Type = MessageType.Tare;
            _command.Id = _tare.CommandId;
            _tare.End();
            if (_tare.Flags != 0)
            {
                Refuse(RefusalReason.SensorFault, _tare.Flags);
                return;
            }

            long spread = (long)_tare.SpreadCounts * _state.Settings.GainPiconewtonsPerCount / 1000000000;
            if (spread > TareSpreadMillinewtons || spread < -TareSpreadMillinewtons)
            {
                Refuse(RefusalReason.NotSteady, _tare.SpreadCounts);
                return;
            }

            int before = _state.Settings.TareCounts;
            _state.Settings.TareCounts = _tare.MeanCounts - _state.Settings.ZeroCounts;
            if (!_state.SaveSettings())
            {
                _state.Settings.TareCounts = before;
                Refuse(RefusalReason.StorageFailed, 0);
                return;
            }

            ZeroChanged();
            _state.RaiseEvent(EventCode.Tared, _state.NextSequence, _state.Settings.TareCounts);
            Acknowledge(_state.Settings.TareCounts);
        }

        private void FinishSelfTest()
        {
            SelfTestMessage result = default;
            result.CommandId = _selfTest.CommandId;
            result.FailedFlags = _selfTest.Flags;
            result.Samples = _selfTest.Count;
            result.RateMillihertz = _state.Check.RateMillihertz;
            result.MeanCounts = _selfTest.MeanCounts;
            result.SpreadCounts = _selfTest.SpreadCounts;
            _state.Outbox.Send(result.Write(_state.Outbox.Writer));
            _command.Type = MessageType.RunSelfTest;
            _command.Id = _selfTest.CommandId;
            _selfTest.End();
            Acknowledge(_selfTest.Flags);
        }

        private void SetRate()
        {
            if (_state.HoldActive)
            {
                Refuse(RefusalReason.WrongState, 0);
            }
            else if (!_state.TrySetRate((int)_command.Value))
            {
                Refuse(RefusalReason.OutOfRange, _command.Value < 45 ? 10 : 80);
            }
            else
            {
                _state.RaiseEvent(EventCode.RateChanged, _state.NextSequence, (int)_command.Value);
                Acknowledge((int)_command.Value);
            }
        }

        private void SetLimit()
        {
            int limit = (int)_command.Value;
            if (limit < 1000)
            {
                Refuse(RefusalReason.OutOfRange, 1000);
            }
            else if (limit > _state.Identity.CapMillinewtons)
            {
                Refuse(RefusalReason.AboveCap, _state.Identity.CapMillinewtons);
            }
            else if (limit > _state.Guard.LimitMillinewtons && _command.PlanId == 0)
            {
                Refuse(RefusalReason.PlanRequired, _state.Guard.LimitMillinewtons);
            }
            else
            {
                int limitBefore = _state.Settings.LimitMillinewtons;
                long planBefore = _state.Settings.PlanId;
                _state.Settings.LimitMillinewtons = limit;
                _state.Settings.PlanId = _command.PlanId;
                if (!_state.SaveSettings())
                {
                    _state.Settings.LimitMillinewtons = limitBefore;
                    _state.Settings.PlanId = planBefore;
                    Refuse(RefusalReason.StorageFailed, 0);
                    return;
                }

                _state.Guard.LimitMillinewtons = limit;
                _state.RaiseEvent(EventCode.LimitChanged, _state.NextSequence, limit);
                Acknowledge(limit);
            }
        }

        private void SetCalibration()
        {
            if (_state.HoldActive)
            {
                Refuse(RefusalReason.WrongState, 0);
                return;
            }

            if (_command.Gain == 0 || _command.Value == 0)
            {
                Refuse(RefusalReason.OutOfRange, 1);
                return;
            }

            // Within 24 bits, so that the conversion to force cannot overflow.
            if (_command.Zero > 8388607 || _command.Zero < -8388608)
            {
                Refuse(RefusalReason.OutOfRange, _command.Zero > 0 ? 8388607 : -8388608);
                return;
            }

            DeviceSettings settings = _state.Settings;
            uint id = settings.CalibrationId;
            uint date = settings.CalibrationDateUnixSeconds;
            int gain = settings.GainPiconewtonsPerCount;
            int quadratic = settings.QuadraticPiconewtons;
            int zero = settings.ZeroCounts;
            int tare = settings.TareCounts;
            settings.CalibrationId = _command.Value;
            settings.CalibrationDateUnixSeconds = _command.Second;
            settings.GainPiconewtonsPerCount = _command.Gain;
            settings.QuadraticPiconewtons = _command.Quadratic;
            settings.ZeroCounts = _command.Zero;
            settings.TareCounts = 0;
            if (!_state.SaveSettings())
            {
                settings.CalibrationId = id;
                settings.CalibrationDateUnixSeconds = date;
                settings.GainPiconewtonsPerCount = gain;
                settings.QuadraticPiconewtons = quadratic;
                settings.ZeroCounts = zero;
                settings.TareCounts = tare;
                Refuse(RefusalReason.StorageFailed, 0);
                return;
            }

            ZeroChanged();
            _state.RaiseEvent(EventCode.Calibrated, _state.NextSequence, (int)settings.CalibrationId);
            Acknowledge((int)settings.CalibrationId);
        }

        // Forces before and after cannot be compared, and the host must know from which sample on the new zero holds.
        private void ZeroChanged()
        {
            _state.CalibrationFrom = _state.NextSequence;
            _state.RestartRequested = true;
            _state.SendCalibration();
        }

        private void Pong(long now)
        {
            PongMessage pong = default;
            pong.CommandId = _command.Id;
            pong.Microseconds = now;
            _state.Outbox.Send(pong.Write(_state.Outbox.Writer));
        }

        private void AcknowledgeAlarm()
        {
            bool latched = _state.Guard.IsLatched;
            _state.Guard.Acknowledge();
            _state.LinkLost = false;
            if (latched && !_state.Guard.IsLatched)
            {
                _state.RaiseEvent(EventCode.AlarmCleared, _state.NextSequence, 0);
            }

            Acknowledge(0);
        }

        private void Mute(long now)
        {
            if (_command.Value > Protocol.MaxMuteSeconds)
            {
                Refuse(RefusalReason.OutOfRange, Protocol.MaxMuteSeconds);
                return;
            }

            _state.MuteUntil(now + (_command.Value * 1000000L));
            Acknowledge((int)_command.Value);
        }

        private void BeginHold()
        {
            if (!_state.IsStreaming || _state.HoldActive)
            {
                Refuse(RefusalReason.WrongState, 0);
            }
            else if (_state.Faults != 0)
            {
                Refuse(RefusalReason.SensorFault, _state.Faults);
            }
            else
            {
                _state.BeginHold();
                Acknowledge(0);
            }
        }

        private void RequestBacklog()
        {
            uint first = _command.Value;
            uint oldest = _state.Backlog.Oldest;
            uint held = _state.Backlog.Next - first;
            if (held == 0 || held > 0x80000000)
            {
                Refuse(RefusalReason.NotHeld, (int)oldest);
                return;
            }

            uint lost = oldest - first;
            if (lost > 0 && lost < 0x80000000)
            {
                first = oldest;
                held = _state.Backlog.Next - first;
                uint asked = _command.Second;
                _command.Second = asked > lost ? asked - lost : 0;
            }

            _backlogId = _command.Id;
            _backlogNext = first;
            _backlogLeft = _command.Second < held ? _command.Second : held;
            _backlogEnd.CommandId = _command.Id;
            _backlogEnd.FirstSequence = first;
            _backlogEnd.Count = 0;
            _backlogEnd.OldestHeld = oldest;
            Acknowledge((int)_backlogLeft);
        }

        private void SendBacklog()
        {
            if (_backlogId < 0)
            {
                return;
            }

            for (int i = 0; i < BacklogPerPoll && _backlogLeft > 0; i++)
            {
                if (_state.Backlog.TryGet(_backlogNext, ref _resent))
                {
                    _resent.Flags |= SampleFlag.Backlog;
                    if (!_state.Outbox.Send(_resent.Write(_state.Outbox.Writer)))
                    {
                        return;
                    }

                    _backlogEnd.Count++;
                }

                _backlogNext++;
                _backlogLeft--;
            }

            if (_backlogLeft == 0 && _state.Outbox.Send(_backlogEnd.Write(_state.Outbox.Writer)))
            {
                _backlogId = -1;
            }
        }

        private void Acknowledge(int value)
        {
            AckMessage ack = default;
            ack.CommandId = _command.Id;
            ack.Command = _command.Type;
            ack.Value = value;
            _state.Outbox.Send(ack.Write(_state.Outbox.Writer));
        }

        private void Refuse(byte reason, int detail)
        {
            RefusalMessage refusal = default;
            refusal.CommandId = _command.Id;
            refusal.Command = _command.Type;
            refusal.Reason = reason;
            refusal.Detail = detail;
            _state.Outbox.Send(refusal.Write(_state.Outbox.Writer));
        }
    }
}
