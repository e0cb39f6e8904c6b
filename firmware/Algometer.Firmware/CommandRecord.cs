using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// One kind of command: who asked for it last, whether it still runs, and what came of it. A host whose answer was lost asks again under the
    /// same number, and must get the same answer without the thing being done twice.
    /// </summary>
    public sealed class CommandRecord
    {
        private const int MostAskers = 4;

        // A host that identifies the device begins a session of its own, and may count its commands from the start again. [P]
        private const long SessionMicroseconds = 5000000;
        private readonly int[] _ids = new int[MostAskers];
        private readonly uint[] _crcs = new uint[MostAskers];
        private int _count;
        private long _endedAt;

        /// <summary>Whether it has begun and not ended.</summary>
        public bool IsRunning { get; private set; }

        /// <summary>Why it was refused; 0 when it was carried out.</summary>
        public byte Reason { get; private set; }

        /// <summary>Value or detail of its answer.</summary>
        public int Value { get; private set; }

        /// <summary>
        /// Whether this very command, number and content, is the one that runs or ended last. Not for ever: a host counts its commands round, and the
        /// same number may be another wish by then.
        /// </summary>
        /// <param name="now">Device clock.</param>
        /// <param name="crc">CRC of its frame.</param>
        public bool Knows(long now, uint crc)
        {
            if (!IsRunning && now - _endedAt > Protocol.RepeatMicroseconds)
            {
                return false;
            }

            for (int i = 0; i < _count; i++)
            {
                if (_crcs[i] == crc)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Begins anew.</summary>
        public void Begin(int id, uint crc)
        {
            IsRunning = true;
            _count = 0;
            Join(id, crc);
        }

        /// <summary>
        /// Begins anew, and those that began before stay known: the oldest is forgotten where there are too many.
        /// </summary>
        public void BeginNext(long now, int id, uint crc)
        {
            if (now - _endedAt > Protocol.RepeatMicroseconds)
            {
                _count = 0;
            }

            if (_count == MostAskers)
            {
                _count--;
                for (int i = 0; i < _count; i++)
                {
                    _ids[i] = _ids[i + 1];
                    _crcs[i] = _crcs[i + 1];
                }
            }

            Join(id, crc);
        }

        /// <summary>Whether it is the newest of those that are known.</summary>
        public bool IsNewest(uint crc)
        {
            return _count > 0 && _crcs[_count - 1] == crc;
        }

        /// <summary>Another asks for what is running, and will have the same answer.</summary>
        /// <returns>False when too many do.</returns>
        public bool Join(int id, uint crc)
        {
            if (_count == MostAskers)
            {
                return false;
            }

            _ids[_count] = id;
            _crcs[_count] = crc;
            _count++;
            return true;
        }

        /// <summary>Is over, with this answer.</summary>
        public void End(long now, byte reason, int value)
        {
            IsRunning = false;
            Reason = reason;
            Value = value;
            _endedAt = now;
        }

        /// <summary>What it began went on until then: it is known as if it had ended there.</summary>
        public void WentOnUntil(long microseconds)
        {
            if (Reason == 0 && microseconds > _endedAt)
            {
                _endedAt = microseconds;
            }
        }

        /// <summary>How many asked.</summary>
        public int Askers
        {
            get { return _count; }
        }

        /// <summary>The number of one who asked.</summary>
        public int IdOf(int asker)
        {
            return _ids[asker];
        }

        /// <summary>A host identifies the device: what ended a while ago is not its.</summary>
        public void BeginSession(long now)
        {
            if (!IsRunning && now - _endedAt > SessionMicroseconds)
            {
                _count = 0;
            }
        }
    }
}
