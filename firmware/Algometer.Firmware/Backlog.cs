using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// The last samples, kept for a host that missed them: 14 bytes each. In arrays of numbers, as on the device an array of structs is an array
    /// of objects, seven times as large.
    /// </summary>
    public sealed class Backlog
    {
        private readonly int _capacity;
        private readonly uint[] _microseconds;
        private readonly int[] _forces;

        // The code in the upper 24 bits, the alarm byte below.
        private readonly int[] _codes;
        private readonly ushort[] _flags;
        private uint _next;
        private int _place;
        private int _count;

        /// <summary>Makes a back-log.</summary>
        /// <param name="capacity">Samples held.</param>
        public Backlog(int capacity)
        {
            _capacity = capacity;
            _microseconds = new uint[capacity];
            _forces = new int[capacity];
            _codes = new int[capacity];
            _flags = new ushort[capacity];
        }

        /// <summary>Samples that can be held.</summary>
        public int Capacity
        {
            get { return _capacity; }
        }

        /// <summary>Sequence number of the oldest sample held.</summary>
        public uint Oldest
        {
            get { return _next - (uint)_count; }
        }

        /// <summary>Sequence number after the newest sample held.</summary>
        public uint Next
        {
            get { return _next; }
        }

        /// <summary>Keeps a sample; the oldest goes when full.</summary>
        /// <returns>Whether one was pushed out.</returns>
        public bool Add(uint sequence, uint microseconds, int raw, int force, int flags, int alarm)
        {
            int place = _place;
            _place = place + 1 == _capacity ? 0 : place + 1;
            _microseconds[place] = microseconds;
            _forces[place] = force;
            _codes[place] = (raw << 8) | alarm;
            _flags[place] = (ushort)flags;
            _next = sequence + 1;
            if (_count == _capacity)
            {
                return true;
            }

            _count++;
            return false;
        }

        /// <summary>Finds a sample.</summary>
        /// <returns>False when it is not held.</returns>
        public bool TryGet(uint sequence, ref SampleMessage sample)
        {
            if (_next - sequence - 1 >= (uint)_count)
            {
                return false;
            }

            int place = _place - (int)(_next - sequence);
            place = place < 0 ? place + _capacity : place;
            sample.Sequence = sequence;
            sample.Microseconds = _microseconds[place];
            sample.ForceMillinewtons = _forces[place];
            sample.RawCounts = _codes[place] >> 8;
            sample.Alarm = (byte)_codes[place];
            sample.Flags = _flags[place];
            return true;
        }

        /// <summary>Forgets all.</summary>
        public void Clear()
        {
            _next = 0;
            _place = 0;
            _count = 0;
        }
    }
}
