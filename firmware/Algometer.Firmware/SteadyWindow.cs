namespace Algometer.Firmware
{
    /// <summary>Looks at the next few samples for a tare or a self-test.</summary>
    public sealed class SteadyWindow
    {
        private long _sum;
        private int _lowest;
        private int _highest;

        /// <summary>Number of the command that asked; -1 when none is under way.</summary>
        public int CommandId { get; private set; } = -1;

        /// <summary>Samples still to come.</summary>
        public int Remaining { get; private set; }

        /// <summary>Samples taken.</summary>
        public int Count { get; private set; }

        /// <summary>Faults seen.</summary>
        public int Flags { get; private set; }

        /// <summary>Whether samples are awaited.</summary>
        public bool IsActive
        {
            get { return CommandId >= 0; }
        }

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
        public void Begin(int commandId, int samples)
        {
            CommandId = commandId;
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

        /// <summary>Is over; waits for the next command.</summary>
        public void End()
        {
            CommandId = -1;
        }
    }
}
