using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// Reads commands, has them carried out one a turn, and sees to it that each gets its final answer, and a repeated one the same again.
    /// </summary>
    public sealed class CommandHandler
    {
        // One frame or one command a turn: the loop must be back at the data-ready level before the next conversion.
        private const int RoomToAnswer = 256;
        private readonly DeviceState _state;
        private readonly IDeviceLink _link;
        private readonly FrameReader _reader = new FrameReader();
        private readonly Answers _answers;
        private readonly HoldCommands _hold;
        private readonly LimitCommand _limit;
        private readonly CalibrationCommands _calibration;
        private readonly BacklogTransfer _backlog;
        private readonly TareCommand _tare;
        private readonly SelfTestCommand _selfTest;
        private readonly CommandRecord _tares = new CommandRecord();
        private readonly CommandRecord _selfTests = new CommandRecord();
        private readonly CommandRecord _begins = new CommandRecord();
        private readonly CommandRecord _ends = new CommandRecord();
        private readonly CommandRecord _limits = new CommandRecord();
        private readonly CommandRecord _calibrations = new CommandRecord();
        private readonly byte[] _received = new byte[Protocol.MaxFrameBytes];
        private int _offset;
        private int _count;
        private bool _held;
        private int _alarmId;
        private uint _commands;
        private Command _command;

        /// <summary>Makes a handler.</summary>
        public CommandHandler(DeviceState state, IDeviceLink link)
        {
            _state = state;
            _link = link;
            _answers = new Answers(state.Outbox);
            _hold = new HoldCommands(state, _answers);
            _limit = new LimitCommand(state, _answers);
            _calibration = new CalibrationCommands(state, _answers);
            _backlog = new BacklogTransfer(state, _answers);
            _tare = new TareCommand(state);
            _selfTest = new SelfTestCommand(state);
        }

        /// <summary>Device clock when a valid frame last arrived.</summary>
        public long LastHeard { get; private set; }

        /// <summary>Whether a tare or self-test awaits samples.</summary>
        public bool IsWatching
        {
            get { return _tare.IsActive || _selfTest.IsActive || _state.Rest.IsActive; }
        }

        /// <summary>Does one thing: a late answer, the end of what has run, the next command, or a sample of a back-log transfer.</summary>
        /// <param name="now">Device clock.</param>
        /// <param name="mayResend">Whether there is time for a sample of a back-log, which takes the longest.</param>
        public void Poll(long now, bool mayResend)
        {
            // Only while its answer finds room, so that a flood can neither hold up sampling nor push samples out.
            if (_link.Room < RoomToAnswer)
            {
                return;
            }

            if (_answers.ArePending)
            {
                SendLateAnswer();
            }
            else if (_tare.IsComplete && now >= _state.StoreNotBefore)
            {
                byte reason = _tare.Finish();
                AnswerAll(now, _tares, MessageType.Tare, reason, _tare.Value);
            }
            else if (_selfTest.IsComplete)
            {
                _selfTest.Finish();
                if (_selfTests.IsRunning)
                {
                    AnswerAll(now, _selfTests, MessageType.RunSelfTest, 0, _selfTest.FailedFlags);
                }
                else
                {
                    // An alarm's acknowledgement began it: told, but nobody asked.
                    _selfTest.SendResult(_alarmId);
                }
            }
            else if (_held)
            {
                Handle(now);
            }
            else if (Next())
            {
                LastHeard = now;
                Parse(now);
            }
            else if (mayResend)
            {
                _backlog.SendNext();
            }
        }

        /// <summary>Feeds a tare or self-test that is under way, and the look at the rest after a start.</summary>
        public void AcceptSample(long now, int raw, int flags)
        {
            _state.Rest.Accept(now, raw, flags);
            _tare.Accept(raw, flags);
            _selfTest.Accept(raw, flags);
        }

        private bool Next()
        {
            if (_offset >= _count)
            {
                _offset = 0;
                _count = _link.Receive(_received);
                if (_count == 0)
                {
                    return false;
                }
            }

            return _reader.TryRead(_received, ref _offset, _count);
        }

        private void SendLateAnswer()
        {
            // What belongs before the answer takes a turn of its own, and so does each answer.
            switch (_answers.NextType)
            {
                case MessageType.Identify:
                    _state.SendCalibration();
                    break;
                case MessageType.RunSelfTest:
                    _selfTest.SendResult(_answers.NextId);
                    break;
                default:
                    break;
            }

            _answers.SendNext();
        }

        private void AnswerAll(long now, CommandRecord record, byte type, byte reason, int value)
        {
            record.End(now, reason, value);
            for (int i = 1; i < record.Askers; i++)
            {
                _answers.Later(record.IdOf(i), type, reason, value);
            }

            Answer(record.IdOf(0), type, reason, value);
        }

        private void Answer(int id, byte type, byte reason, int value)
        {
            if (type == MessageType.RunSelfTest && reason == 0)
            {
                _selfTest.SendResult(id);
            }

            _answers.To(id, type);
            if (reason == 0)
            {
                _answers.Acknowledge(value);
            }
            else
            {
                _answers.Refuse(reason, value);
            }
        }

        private void Parse(long now)
        {
            int expected = Command.LengthOf(_reader.Type);
            bool open = _reader.Type == MessageType.SetCalibrationPoints;
            if (expected < 0 || (open ? _reader.PayloadLength < expected : _reader.PayloadLength != expected))
            {
                _answers.To(_reader.GetUInt16(), _reader.Type);
                _answers.Refuse(expected < 0 ? RefusalReason.UnknownCommand : RefusalReason.BadLength, expected);
                return;
            }

            _commands++;
            _command.Read(_reader);
            Handle(now);
        }

        private void Handle(long now)
        {
            // What writes the settings waits until a write is due again; nothing else is read meanwhile.
            CommandRecord record = RecordOf(_command.Type);
            bool writes = record == _limits || record == _calibrations;
            _held = writes && now < _state.StoreNotBefore && !record.Knows(_reader.Crc);
            if (_held)
            {
                return;
            }

            _answers.To(_command.Id, _command.Type);
            if (record == null)
            {
                Run(now);
            }
            else if (record.Knows(_reader.Crc))
            {
                if (!record.IsRunning)
                {
                    Answer(_command.Id, _command.Type, record.Reason, record.Value);
                }
            }
            else if (record == _tares || record == _selfTests)
            {
                Watch(record);
            }
            else
            {
                record.Begin(_command.Id, _reader.Crc);
                Run(now);
                record.End(now, _answers.LastReason, _answers.LastValue);
            }
        }

        private CommandRecord RecordOf(byte type)
        {
            switch (type)
            {
                case MessageType.Tare:
                    return _tares;
                case MessageType.RunSelfTest:
                    return _selfTests;
                case MessageType.BeginHold:
                    return _begins;
                case MessageType.EndHold:
                    return _ends;
                case MessageType.SetLimit:
                    return _limits;
                case MessageType.SetCalibration:
                case MessageType.SetCalibrationPoints:
                    return _calibrations;
                default:
                    return null;
            }
        }

        // What takes its time: a second asker has part in it, and in its answer.
        private void Watch(CommandRecord record)
        {
            if (_state.HoldActive)
            {
                _answers.Refuse(RefusalReason.WrongState, 0);
            }
            else if (record.IsRunning)
            {
                if (!record.Join(_command.Id, _reader.Crc))
                {
                    _answers.Refuse(RefusalReason.WrongState, 0);
                }
            }
            else
            {
                record.Begin(_command.Id, _reader.Crc);
                if (record == _tares)
                {
                    _tare.Begin();
                }
                else if (!_selfTest.IsActive)
                {
                    _selfTest.Begin();
                }
            }
        }

        private void Run(long now)
        {
            switch (_command.Type)
            {
                case MessageType.Identify:
                    Identify(now);
                    break;
                case MessageType.Start:
                    _hold.Start();
                    break;
                case MessageType.Stop:
                    _hold.Stop();
                    break;
                case MessageType.SetRate:
                    _hold.SetRate((int)_command.Value);
                    break;
                case MessageType.SetLimit:
                    _limit.Run(in _command);
                    break;
                case MessageType.SetCalibration:
                    _calibration.Set(in _command);
                    break;
                case MessageType.SetCalibrationPoints:
                    _calibration.SetWithPoints(in _command, _reader);
                    break;
                case MessageType.RequestCalibrations:
                    _calibration.SendPast(_command.Id);
                    break;
                case MessageType.Ping:
                    Pong(now);
                    break;
                case MessageType.RequestBacklog:
                    _backlog.Request(in _command, _reader.Crc);
                    break;
                case MessageType.AcknowledgeAlarm:
                    AcknowledgeAlarm();
                    break;
                case MessageType.Mute:
                    _hold.Mute(now, _command.Value);
                    break;
                case MessageType.AcknowledgeButton:
                    _state.AcknowledgeButton(_command.Value);
                    _answers.Acknowledge(0);
                    break;
                case MessageType.BeginHold:
                    _hold.Begin();
                    break;
                case MessageType.EndHold:
                    _hold.End();
                    break;
                default:
                    _state.SendStatistics((uint)(_reader.CrcErrors + _reader.Malformed), _commands);
                    _answers.Later(_command.Id, _command.Type, 0, 0);
                    break;
            }
        }

        private void Identify(long now)
        {
            _tares.BeginSession(now);
            _selfTests.BeginSession(now);
            _begins.BeginSession(now);
            _ends.BeginSession(now);
            _limits.BeginSession(now);
            _calibrations.BeginSession(now);
            _backlog.BeginSession();
            if (_state.SendHello())
            {
                _answers.Later(_command.Id, _command.Type, 0, 0);
            }
            else
            {
                _answers.Acknowledge(0);
            }
        }

        private void AcknowledgeAlarm()
        {
            _hold.AcknowledgeAlarm();

            // Answered at once; a fault not yet cleared is looked at without anybody's waiting for it.
            if (_state.Faults.Latched != 0 && !_state.HoldActive && !_selfTest.IsActive)
            {
                _alarmId = _command.Id;
                _selfTest.Begin();
            }
        }

        private void Pong(long now)
        {
            PongMessage pong = default;
            pong.CommandId = _command.Id;
            pong.Microseconds = now;
            _state.Outbox.Send(pong.Write(_state.Outbox.Writer));
        }
    }
}
