using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Tare and self-test: what takes its time, because it looks at samples. Everybody who asked has an answer of his own.</summary>
    public sealed class SampledCommands
    {
        private readonly DeviceState _state;
        private readonly Answers _answers;
        private readonly CommandRecords _records;
        private readonly TareCommand _tare;
        private readonly SelfTestCommand _selfTest;

        // Who acknowledged an alarm: told the result of the test that this began, without an answer of its own.
        private readonly CommandRecord _alarms = new CommandRecord();

        /// <summary>Makes the commands.</summary>
        public SampledCommands(DeviceState state, Answers answers, CommandRecords records)
        {
            _state = state;
            _answers = answers;
            _records = records;
            _tare = new TareCommand(state);
            _selfTest = new SelfTestCommand(state);
        }

        /// <summary>Whether samples are awaited, here or for the rest after a start.</summary>
        public bool IsWatching
        {
            get { return _tare.IsActive || _selfTest.IsActive || _state.Rest.IsActive; }
        }

        /// <summary>Whether one has all its samples.</summary>
        public bool IsComplete
        {
            get { return _tare.IsComplete || _selfTest.IsComplete; }
        }

        /// <summary>Takes a sample.</summary>
        public void Accept(long now, int raw, int flags)
        {
            _state.Rest.Accept(now, raw, flags);
            _tare.Accept(raw, flags);
            _selfTest.Accept(raw, flags);
        }

        /// <summary>Begins a tare or self-test; a second asker has part in it, and in its answer.</summary>
        public void Begin(CommandRecord record, int id, uint crc)
        {
            if (_state.HoldActive)
            {
                _answers.Refuse(RefusalReason.WrongState, 0);
            }
            else if (record.IsRunning)
            {
                if (!record.Join(id, crc))
                {
                    _answers.Refuse(RefusalReason.WrongState, 0);
                }
            }
            else
            {
                record.Begin(id, crc);
                if (record == _records.Tares)
                {
                    _tare.Begin();
                }
                else if (!_selfTest.IsActive)
                {
                    _selfTest.Begin();
                }
            }
        }

        /// <summary>Somebody acknowledged an alarm: a fault not yet cleared is looked at without anybody's waiting for it.</summary>
        public void BeginAfterAlarm(int id, uint crc)
        {
            if (_state.Faults.Latched == 0 || _state.HoldActive)
            {
                return;
            }

            if (!_selfTest.IsActive)
            {
                _selfTest.Begin();
            }

            if (!_alarms.IsRunning)
            {
                _alarms.Begin(id, crc);
            }
            else
            {
                _alarms.Join(id, crc);
            }
        }

        /// <summary>Ends what is complete, and answers.</summary>
        public void Finish(long now)
        {
            if (_tare.IsComplete)
            {
                byte reason = _tare.Finish(now);
                AnswerAll(now, _records.Tares, MessageType.Tare, reason, _tare.Value);
                return;
            }

            _selfTest.Finish();
            if (_alarms.IsRunning)
            {
                _alarms.End(now, 0, 0);
                for (int i = 0; i < _alarms.Askers; i++)
                {
                    _answers.Later(_alarms.IdOf(i), MessageType.SelfTest, 0, 0);
                }
            }

            if (_records.SelfTests.IsRunning)
            {
                AnswerAll(now, _records.SelfTests, MessageType.RunSelfTest, 0, _selfTest.FailedFlags);
            }
        }

        /// <summary>The answer again, or another asker's.</summary>
        public void Answer(int id, byte type, byte reason, int value)
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

        /// <summary>Sends the answer that waits longest. What belongs before it takes the same turn, each answer a turn of its own.</summary>
        public void SendLateAnswer()
        {
            switch (_answers.NextType)
            {
                case MessageType.Identify:
                    _state.Reports.SendCalibration();
                    break;
                case MessageType.RunSelfTest:
                    _selfTest.SendResult(_answers.NextId);
                    break;
                case MessageType.SelfTest:
                    _selfTest.SendResult(_answers.NextId);
                    _answers.Drop();
                    return;
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
    }
}
