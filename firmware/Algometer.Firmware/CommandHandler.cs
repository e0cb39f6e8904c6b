using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// Has commands carried out one a turn, and sees to it that each gets its final answer, and a repeated one the same again.
    /// </summary>
    public sealed class CommandHandler
    {
        // One frame or one command a turn: the loop must be back at the data-ready level before the next conversion.
        private const int RoomToAnswer = 256;

        // What is sent again must not keep what is sent now waiting: no more than it takes to keep the line busy is let into the link's ring.
        private const int RoomToResend = 1400;
        private readonly DeviceState _state;
        private readonly IDeviceLink _link;
        private readonly CommandReader _reader;
        private readonly Answers _answers;
        private readonly HoldCommands _hold;
        private readonly LimitCommand _limit;
        private readonly CalibrationCommands _calibration;
        private readonly BacklogTransfer _backlog;
        private readonly CommandRecords _records = new CommandRecords();
        private readonly SampledCommands _sampled;
        private uint _commands;
        private Command _command;

        // What may be done only when the flash may be written: it waits, and what comes after it is read meanwhile.
        private bool _isWaiting;
        private Command _waiting;

        /// <summary>Makes a handler.</summary>
        public CommandHandler(DeviceState state, IDeviceLink link)
        {
            _state = state;
            _link = link;
            _reader = new CommandReader(link);
            _answers = new Answers(state.Outbox);
            _hold = new HoldCommands(state, _answers);
            _limit = new LimitCommand(state, _answers);
            _calibration = new CalibrationCommands(state, _answers);
            _backlog = new BacklogTransfer(state, _answers);
            _sampled = new SampledCommands(state, _answers, _records);
        }

        /// <summary>Device clock when a command last arrived.</summary>
        public long LastHeard { get; private set; }

        /// <summary>Whether a tare or self-test awaits samples.</summary>
        public bool IsWatching
        {
            get { return _sampled.IsWatching; }
        }

        /// <summary>Does one thing: a late answer, the end of what has run, the next command, or a sample of a back-log transfer.</summary>
        /// <param name="now">Device clock.</param>
        /// <param name="mayResend">Whether there is time for a sample of a back-log, which takes the longest.</param>
        /// <returns>Whether there was anything to do.</returns>
        public bool Poll(long now, bool mayResend)
        {
            // Only while its answer finds room, so that a flood can neither hold up sampling nor push samples out.
            if (_link.Room < RoomToAnswer)
            {
                return false;
            }

            if (_answers.ArePending)
            {
                _sampled.SendLateAnswer();
            }
            else if (_calibration.IsTelling)
            {
                _calibration.TellNext();
            }
            else if (_sampled.IsComplete)
            {
                _sampled.Finish(now);
            }
            else if (_isWaiting && (_state.HoldActive || _state.Keeper.IsDue(now)))
            {
                RunWaiting(now);
            }
            else if (_reader.Next())
            {
                Parse(now);
            }
            else
            {
                return mayResend && _link.Room >= RoomToResend && _backlog.SendNext(now);
            }

            return true;
        }

        /// <summary>Feeds a tare or self-test that is under way, and the look at the rest after a start.</summary>
        public void AcceptSample(long now, int raw, int flags)
        {
            _sampled.Accept(now, raw, flags);
        }

        private void Parse(long now)
        {
            FrameReader frame = _reader.Frame;
            int expected = Command.LengthOf(frame.Type);
            bool open = frame.Type == MessageType.SetCalibrationPoints;
            if (expected < 0 || (open ? frame.PayloadLength < expected : frame.PayloadLength != expected))
            {
                _answers.To(frame.GetUInt16(), frame.Type);
                _answers.Refuse(expected < 0 ? RefusalReason.UnknownCommand : RefusalReason.BadLength, expected);
                return;
            }

            // Only a host sends commands; an echo of the device's own frames is nobody's word.
            LastHeard = now;
            _commands++;
            _command.Read(frame);
            Handle(now, frame);
        }

        private void Handle(long now, FrameReader frame)
        {
            CommandRecord record = _records.Of(_command.Type);
            _answers.To(_command.Id, _command.Type);
            if (record == null)
            {
                Run(now, in _command, frame);
            }
            else if (Knows(now, record, frame.Crc))
            {
                Repeat(record, frame.Crc);
            }
            else if (record == _records.Begins)
            {
                BeginHold(now, frame.Crc);
            }
            else if (record == _records.Tares || record == _records.SelfTests)
            {
                _sampled.Begin(record, _command.Id, frame.Crc);
            }
            else
            {
                Supersede(now, record);
                record.Begin(_command.Id, frame.Crc);
                if (!Run(now, in _command, frame))
                {
                    Wait(now, record);
                }
                else
                {
                    record.End(now, _answers.LastReason, _answers.LastValue);
                }
            }
        }

        private bool Knows(long now, CommandRecord record, uint crc)
        {
            if (record == _records.Begins)
            {
                // An acknowledged begin is known as long as its hold runs, and ten seconds more: late on the way it must not begin another.
                record.WentOnUntil(_state.HoldActive ? now : _state.HeldAt);
            }

            return record.Knows(now, crc);
        }

        // A begin that is refused takes nothing from the one whose hold runs, or ran a moment ago.
        private void BeginHold(long now, uint crc)
        {
            CommandRecord refused = _records.RefusedBegins;
            if (refused.Knows(now, crc))
            {
                _answers.Refuse(refused.Reason, refused.Value);
                return;
            }

            _hold.Begin();
            if (_answers.LastReason != 0)
            {
                refused.Begin(_command.Id, crc);
                refused.End(now, _answers.LastReason, _answers.LastValue);
                return;
            }

            _records.Begins.BeginNext(now, _command.Id, crc);
            _records.Begins.End(now, 0, 0);
        }

        private void Repeat(CommandRecord record, uint crc)
        {
            if (record.IsRunning)
            {
                // Its answer will come.
                return;
            }

            if (record == _records.Begins && (!_state.HoldActive || !record.IsNewest(crc)))
            {
                // The hold that it began is over: nobody may take that acknowledgement for a hold that runs.
                _answers.Refuse(RefusalReason.WrongState, 0);
                return;
            }

            _sampled.Answer(_command.Id, _command.Type, record.Reason, record.Value);
        }

        // A limit or calibration that waits is given up for the next of its kind: done after it, it would undo it.
        private void Supersede(long now, CommandRecord record)
        {
            if (_isWaiting && record.IsRunning)
            {
                _isWaiting = false;
                _answers.To(_waiting.Id, _waiting.Type);
                _answers.Refuse(RefusalReason.WrongState, 0);
                record.End(now, RefusalReason.WrongState, 0);
                _answers.To(_command.Id, _command.Type);
            }
        }

        private void Wait(long now, CommandRecord record)
        {
            if (_isWaiting)
            {
                _answers.Refuse(RefusalReason.WrongState, 0);
                record.End(now, RefusalReason.WrongState, 0);
                return;
            }

            _isWaiting = true;
            _waiting = _command;
            _reader.Keep();
        }

        private void RunWaiting(long now)
        {
            // All of it is judged anew: what was allowed when it came may not be now.
            FrameReader frame = _reader.Kept;
            frame.Rewind();
            _waiting.Read(frame);
            _answers.To(_waiting.Id, _waiting.Type);
            if (Run(now, in _waiting, frame))
            {
                _isWaiting = false;
                _records.Of(_waiting.Type).End(now, _answers.LastReason, _answers.LastValue);
            }
        }

        // False when it waits for the flash.
        private bool Run(long now, in Command command, FrameReader frame)
        {
            switch (command.Type)
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
                    _hold.SetRate((int)command.Value);
                    break;
                case MessageType.SetLimit:
                    return _limit.Run(now, in command);
                case MessageType.SetCalibration:
                    return _calibration.Set(now, in command);
                case MessageType.SetCalibrationPoints:
                    return _calibration.SetWithPoints(now, in command, frame);
                case MessageType.RequestCalibrations:
                    _calibration.BeginPast(command.Id);
                    break;
                case MessageType.Ping:
                    Pong(now);
                    break;
                case MessageType.RequestBacklog:
                    _backlog.Request(now, in command, frame.Crc);
                    break;
                case MessageType.AcknowledgeAlarm:
                    _hold.AcknowledgeAlarm();
                    _sampled.BeginAfterAlarm(command.Id, frame.Crc);
                    break;
                case MessageType.Mute:
                    _hold.Mute(now, command.Value);
                    break;
                case MessageType.AcknowledgeButton:
                    _state.Press.Acknowledge(command.Value);
                    _answers.Acknowledge(0);
                    break;
                case MessageType.EndHold:
                    _hold.End();
                    break;
                default:
                    _state.Reports.SendStatistics(_reader.Errors, _commands);
                    _answers.Later(command.Id, command.Type, 0, 0);
                    break;
            }

            return true;
        }

        private void Identify(long now)
        {
            _records.BeginSession(now);
            _backlog.BeginSession();
            if (_state.Reports.SendHello())
            {
                _answers.Later(_command.Id, _command.Type, 0, 0);
            }
            else
            {
                _answers.Acknowledge(0);
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
