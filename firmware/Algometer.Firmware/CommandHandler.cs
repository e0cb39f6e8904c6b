using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Reads commands, carries them out, and answers each with an acknowledgement or a reasoned refusal.</summary>
    public sealed class CommandHandler
    {
        // A tare spread above 0.5 N on the nominal cell is a load that moves, not a zero. [P]
        private const int TareSpreadMillinewtons = 500;
        // One frame or one command a turn: the loop must be back at the data-ready level before the next conversion.
        private const int RoomToAnswer = 256;
        private const int SelfTestSamples = 32;

        // The conversions of a power-cycled converter that have not settled, and one that was still on its way.
        private const int SelfTestSkip = 5;
        private readonly DeviceState _state;
        private readonly IDeviceLink _link;
        private readonly FrameReader _reader = new FrameReader();
        private readonly SteadyWindow _tare = new SteadyWindow();
        private readonly SteadyWindow _selfTest = new SteadyWindow();
        private readonly byte[] _received = new byte[Protocol.MaxFrameBytes];
        private int _offset;
        private int _count;
        private bool _held;
        private bool _alarmAsked;
        private int _skip;
        private uint _commands;
        private readonly DeviceSettings _candidate = new DeviceSettings();
        private Command _command;
        private SampleMessage _resent;
        private int _laterId = -1;
        private byte _laterType;
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
            // One command a turn and only while its answer finds room, so that a flood can neither hold up sampling nor push samples out.
            if (_link.Room < RoomToAnswer)
            {
                return;
            }

            if (_laterId >= 0)
            {
                if (_laterType == MessageType.Identify)
                {
                    _state.SendCalibration();
                }

                _command.Type = _laterType;
                _command.Id = _laterId;
                _laterId = -1;
                Acknowledge(0);
                return;
            }

            if (_held)
            {
                Handle(now);
            }
            else if (Next())
            {
                LastHeard = now;
                Parse(now);
            }
            else
            {
                SendBacklog();
            }
        }

        private bool Next()
        {
            if (_offset >= _count)
            {
                _offset = 0;
                _count = _link.Receive(_received);
            }

            return _offset < _count && _reader.TryRead(_received, ref _offset, _count);
        }

        /// <summary>Feeds a tare or self-test that is under way.</summary>
        public void AcceptSample(long now, int raw, int flags)
        {
            if (_tare.IsActive && _tare.Accept(raw, flags & SampleFlag.Blanking))
            {
                FinishTare();
            }

            if (_selfTest.IsActive && _skip > 0)
            {
                _skip--;
            }
            else if (_selfTest.IsActive && _selfTest.Accept(raw, flags & (SampleFlag.Blanking | SampleFlag.Missed)))
            {
                FinishSelfTest();
            }
        }

        private void Parse(long now)
        {
            int expected = Command.LengthOf(_reader.Type);
            _command.Type = _reader.Type;
            bool open = _reader.Type == MessageType.SetCalibrationPoints;
            if (expected < 0 || (open ? _reader.PayloadLength < expected : _reader.PayloadLength != expected))
            {
                _command.Id = _reader.GetUInt16();
                Refuse(expected < 0 ? RefusalReason.UnknownCommand : RefusalReason.BadLength, expected);
                return;
            }

            _commands++;
            _command.Read(_reader);
            Handle(now);
        }

        private void Handle(long now)
        {
            // What writes the settings waits until a write is due again; nothing else is read meanwhile.
            bool writes = _command.Type == MessageType.SetLimit
                || _command.Type == MessageType.SetCalibration
                || _command.Type == MessageType.SetCalibrationPoints;
            _held = writes && now < _state.StoreNotBefore;
            if (_held)
            {
                return;
            }

            switch (_command.Type)
            {
                case MessageType.Identify:
                    _state.SendHello();
                    AcknowledgeLater();
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
                case MessageType.SetCalibrationPoints:
                    SetCalibrationPoints();
                    break;
                case MessageType.RequestCalibrations:
                    SendCalibrations();
                    break;
                case MessageType.Ping:
                    Pong(now);
                    break;
                case MessageType.RunSelfTest:
                    RunSelfTest();
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
                    AcknowledgeLater();
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
            int tare = _tare.MeanCounts - _state.Settings.ZeroCounts;
            long moved = (long)tare * _state.Settings.GainPiconewtonsPerCount / 1000000000;
            int allowed = _state.Identity.CapacityMillinewtons / 50;
            if (moved > allowed || moved < -allowed)
            {
                Refuse(RefusalReason.SensorFault, SampleFlag.ZeroDrift);
                return;
            }

            _state.Settings.TareCounts = tare;
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
            bool alarm = _alarmAsked;
            _command.Type = MessageType.RunSelfTest;
            _command.Id = _selfTest.CommandId;
            _selfTest.End();
            if (_selfTest.Flags == 0)
            {
                int cleared = _state.ClearFaults();
                if (cleared != 0)
                {
                    _state.RaiseEvent(EventCode.FaultCleared, _state.NextSequence, cleared);
                }
            }

            // The acknowledgement of an alarm was answered at once; a self-test is answered when it is done.
            if (!alarm)
            {
                Acknowledge(_selfTest.Flags);
            }
        }

        private void RunSelfTest()
        {
            if (_state.HoldActive)
            {
                Refuse(RefusalReason.WrongState, 0);
                return;
            }

            _alarmAsked = false;
            BeginSelfTest();
        }

        // A converter that is trusted is left alone, so that a self-test never blinds a guard that sees.
        private void BeginSelfTest()
        {
            _skip = 0;
            if ((_state.Faults.Latched & SampleFlag.Faults) != 0)
            {
                _state.CellRestartRequested = true;
                _skip = SelfTestSkip;
            }

            _selfTest.Begin(_command.Id, SelfTestSamples);
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
            else if (limit == _state.Settings.LimitMillinewtons && _command.PlanId == _state.Settings.PlanId && !_state.SettingsDefault)
            {
                // Nothing new: a flash that is written each time somebody says the same wears out.
                Acknowledge(limit);
            }
            else if (limit <= _state.Guard.LimitMillinewtons && (_state.HoldActive || _state.Faults.IsUnderLoad))
            {
                _state.Settings.LimitMillinewtons = limit;
                _state.Settings.PlanId = _command.PlanId;
                _state.StorePending = true;
                LimitChanged(limit);
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

                LimitChanged(limit);
            }
        }

        private void LimitChanged(int limit)
        {
            _state.Guard.LimitMillinewtons = limit;
            _state.RaiseEvent(EventCode.LimitChanged, _state.NextSequence, limit);
            Acknowledge(limit);
        }

        // The points are the fit's own evidence: one that does not give them back was mistyped, mixed up or made for another cell.
        private void SetCalibrationPoints()
        {
            int points = _reader.GetByte();
            if (points < CalibrationPoints.Fewest || points > CalibrationPoints.Most)
            {
                Refuse(RefusalReason.OutOfRange, points < CalibrationPoints.Fewest ? CalibrationPoints.Fewest : CalibrationPoints.Most);
                return;
            }

            int expected = CalibrationPoints.HeaderLength + (points * CalibrationPoints.PointLength);
            if (_reader.PayloadLength != expected)
            {
                Refuse(RefusalReason.BadLength, expected);
                return;
            }

            _candidate.GainPiconewtonsPerCount = _command.Gain;
            _candidate.QuadraticPiconewtons = _command.Quadratic;
            _candidate.ZeroCounts = _command.Zero;
            long worst = 0;
            for (int i = 0; i < points; i++)
            {
                int counts = _reader.GetInt24();
                long difference = (long)_reader.GetInt32() - ForceConversion.ToMillinewtons(_candidate, counts);
                difference = difference < 0 ? -difference : difference;
                worst = difference > worst ? difference : worst;
            }

            if (worst > _state.Identity.CapacityMillinewtons / 200)
            {
                Refuse(RefusalReason.PointsDiffer, worst > int.MaxValue ? int.MaxValue : (int)worst);
                return;
            }

            SetCalibration();
        }

        private void SendCalibrations()
        {
            PastCalibration[] history = _state.Settings.History;
            int count = 0;
            while (count < history.Length && history[count].Id != 0)
            {
                count++;
            }

            PastCalibrationMessage message = default;
            message.CommandId = _command.Id;
            message.Count = (byte)count;
            for (int i = 0; i < count; i++)
            {
                message.Index = (byte)i;
                message.CalibrationId = history[i].Id;
                message.DateUnixSeconds = history[i].DateUnixSeconds;
                message.GainPiconewtonsPerCount = history[i].GainPiconewtonsPerCount;
                message.QuadraticPiconewtons = history[i].QuadraticPiconewtons;
                message.ZeroCounts = history[i].ZeroCounts;
                _state.Outbox.Send(message.Write(_state.Outbox.Writer));
            }

            Acknowledge(count);
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
            PastCalibration oldest = settings.History[DeviceSettings.HistoryLength - 1];
            Remember(settings);
            if (!_state.SaveSettings())
            {
                Forget(settings.History, oldest);
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

        private static void Remember(DeviceSettings settings)
        {
            PastCalibration[] history = settings.History;
            for (int i = history.Length - 1; i > 0; i--)
            {
                history[i] = history[i - 1];
            }

            history[0].Id = settings.CalibrationId;
            history[0].DateUnixSeconds = settings.CalibrationDateUnixSeconds;
            history[0].GainPiconewtonsPerCount = settings.GainPiconewtonsPerCount;
            history[0].QuadraticPiconewtons = settings.QuadraticPiconewtons;
            history[0].ZeroCounts = settings.ZeroCounts;
        }

        private static void Forget(PastCalibration[] history, PastCalibration oldest)
        {
            for (int i = 1; i < history.Length; i++)
            {
                history[i - 1] = history[i];
            }

            history[history.Length - 1] = oldest;
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
            if (_state.Faults.Latched != 0 && !_state.HoldActive && !_selfTest.IsActive)
            {
                _alarmAsked = true;
                BeginSelfTest();
            }
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
            else if ((_state.Faults.Latched & SampleFlag.Faults) != 0)
            {
                Refuse(RefusalReason.SensorFault, _state.Faults.Latched);
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

            if (_backlogLeft > 0)
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

        // A long frame is enough for one turn: what follows it waits for the next.
        private void AcknowledgeLater()
        {
            _laterType = _command.Type;
            _laterId = _command.Id;
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
