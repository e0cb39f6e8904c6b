namespace Algometer.Firmware
{
    /// <summary>Looks at the next few samples for a tare or a self-test.</summary>
    public sealed class SteadyWindow
    {
        private long _sum;
        private int _lowest;
        private int _highest;

        /// <summary>Whether samples are awaited.</summary>
        public bool IsActive { get; private set; }

        /// <summary>Samples still to come.</summary>
        public int Remaining { get; private set; }

        /// <summary>Samples taken.</summary>
        public int Count { get; private set; }

        /// <summary>Faults seen.</summary>
        public int Flags { get; private set; }

        /// <summary>Mean code, rounded to the nearest.</summary>
        public int MeanCounts
        {
            get { return Count == 0 ? 0 : (int)((_sum + (_sum >= 0 ? Count / 2 : -Count / 2)) / Count); }
        }

        /// <summary>Highest less lowest code.</summary>
        public int SpreadCounts
        {
            get { return _highest - _lowest; }
        }

        /// <summary>Starts anew.</summary>
        public void Begin(int samples)
        {
            IsActive = true;
            Remaining = samples;
            Count = 0;
            Flags = 0;
            _sum = 0;
            _lowest = int.MaxValue;
            _highest = int.MinValue;
        }

        /// <summary>Takes one sample.</summary>
        /// <returns>True when this was the last one.</returns>
        public bool Accept(int raw, int flags)
        {
            Flags |= flags;
            _sum += raw;
            Count++;
            _lowest = raw < _lowest ? raw : _lowest;
            _highest = raw > _highest ? raw : _highest;
            Remaining--;
            return Remaining <= 0;
        }

        /// <summary>Is over. What was seen stays until the next begin.</summary>
        public void End()
        {
            IsActive = false;
        }
    }
}
