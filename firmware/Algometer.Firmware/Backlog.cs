using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>The last samples, kept for a host that missed them. Arrays of numbers, so that nothing is allocated later.</summary>
    public sealed class Backlog
    {
        private readonly SampleMessage[] _samples;
        private uint _next;
        private int _count;

        /// <summary>Makes a back-log.</summary>
        /// <param name="capacity">Samples held.</param>
        public Backlog(int capacity)
        {
            _samples = new SampleMessage[capacity];
        }

        /// <summary>Samples that can be held.</summary>
        public int Capacity
        {
            get { return _samples.Length; }
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
        public bool Add(ref SampleMessage sample)
        {
            _samples[sample.Sequence % (uint)_samples.Length] = sample;
            _next = sample.Sequence + 1;
            if (_count < _samples.Length)
            {
                _count++;
                return false;
            }

            return true;
        }

        /// <summary>Finds a sample.</summary>
        /// <returns>False when it is not held.</returns>
        public bool TryGet(uint sequence, ref SampleMessage sample)
        {
            if (_next - sequence - 1 >= (uint)_count)
            {
                return false;
            }

            sample = _samples[sequence % (uint)_samples.Length];
            return true;
        }
    }
}
