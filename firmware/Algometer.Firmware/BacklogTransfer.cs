using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Sends samples again, one a turn. Requests are served in the order they came, each with an end of its own.</summary>
    public sealed class BacklogTransfer
    {
        private const int Most = 4;
        private readonly DeviceState _state;
        private readonly Answers _answers;

        // A ring of requests, and before the first the one that ended last.
        private readonly int[] _ids = new int[Most + 1];
        private readonly uint[] _crcs = new uint[Most + 1];
        private readonly uint[] _firsts = new uint[Most + 1];
        private readonly uint[] _promised = new uint[Most + 1];
        private readonly uint[] _lefts = new uint[Most + 1];
        private readonly uint[] _sent = new uint[Most + 1];
        private readonly uint[] _oldests = new uint[Most + 1];
        private int _current;
        private int _count;
        private bool _hasEnded;
        private long _endedAt;
        private SampleMessage _sample;
        private BacklogEndMessage _end;

        /// <summary>Makes the transfer.</summary>
        public BacklogTransfer(DeviceState state, Answers answers)
        {
            _state = state;
            _answers = answers;
        }

        /// <summary>Takes a request.</summary>
        /// <param name="now">Device clock.</param>
        /// <param name="command">First sequence and count.</param>
        /// <param name="crc">CRC of its frame: the same request again is answered again, and not served twice.</param>
        public void Request(long now, in Command command, uint crc)
        {
            if (AnswerAgain(now, crc))
            {
                return;
            }

            uint first = command.Value;
            uint count = command.Second;
            uint oldest = _state.Backlog.Oldest;
            uint held = _state.Backlog.Next - first;
            if (held == 0 || held > 0x80000000)
            {
                _answers.Refuse(RefusalReason.NotHeld, (int)oldest);
                return;
            }

            if (_count == Most)
            {
                _answers.Refuse(RefusalReason.WrongState, Most);
                return;
            }

            uint lost = oldest - first;
            if (lost > 0 && lost < 0x80000000)
            {
                first = oldest;
                held = _state.Backlog.Next - first;
                count = count > lost ? count - lost : 0;
            }

            int place = (_current + _count) % (Most + 1);
            _ids[place] = command.Id;
            _crcs[place] = crc;
            _firsts[place] = first;
            _promised[place] = count < held ? count : held;
            _lefts[place] = _promised[place];
            _sent[place] = 0;
            _oldests[place] = oldest;
            _count++;
            _answers.Acknowledge((int)_promised[place]);
        }

        /// <summary>Sends the next frame, if any is due.</summary>
        /// <param name="now">Device clock.</param>
        /// <returns>Whether one was due.</returns>
        public bool SendNext(long now)
        {
            if (_count == 0)
            {
                return false;
            }

            int place = _current;
            if (_lefts[place] > 0)
            {
                uint sequence = _firsts[place] + (_promised[place] - _lefts[place]);
                if (_state.Backlog.TryGet(sequence, ref _sample))
                {
                    _sample.Flags |= SampleFlag.Backlog;
                    if (!_state.Outbox.Send(_sample.Write(_state.Outbox.Writer)))
                    {
                        return true;
                    }

                    _sent[place]++;
                }
                else
                {
                    // Pushed out while the request waited its turn: the end must tell what could not be sent.
                    _oldests[place] = sequence + 1;
                }

                _lefts[place]--;
            }

            if (_lefts[place] == 0 && SendEnd(place))
            {
                _hasEnded = true;
                _endedAt = now;
                _current = (place + 1) % (Most + 1);
                _count--;
            }

            return true;
        }

        /// <summary>A host identifies the device: what ended before was another's.</summary>
        public void BeginSession()
        {
            _hasEnded = false;
        }

        private bool AnswerAgain(long now, uint crc)
        {
            for (int i = 0; i < _count; i++)
            {
                int place = (_current + i) % (Most + 1);
                if (_crcs[place] == crc)
                {
                    _answers.Acknowledge((int)_promised[place]);
                    return true;
                }
            }

            int last = (_current + Most) % (Most + 1);
            if (!_hasEnded || _crcs[last] != crc || now - _endedAt > Protocol.RepeatMicroseconds)
            {
                return false;
            }

            _answers.Acknowledge((int)_promised[last]);
            SendEnd(last);
            return true;
        }

        private bool SendEnd(int place)
        {
            _end.CommandId = _ids[place];
            _end.FirstSequence = _firsts[place];
            _end.Count = _sent[place];
            _end.OldestHeld = _oldests[place];
            return _state.Outbox.Send(_end.Write(_state.Outbox.Writer));
        }
    }
}
