using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Judges each conversion: is it fit to be called a force? Bounds from the facts on the HX711 and its modules.</summary>
    public sealed class SensorCheck
    {
        private const int StuckSamples = 5;
        private const int JumpMillinewtons = 50000;
        private const int ShortestRateWindow = 8;
        private const int LowestCode = -8388608;
        private const int HighestCode = 8388607;
        private readonly int _zeroDriftMillinewtons;
        private int _lastRaw;
        private int _lastForce;
        private int _identical;
        private bool _hasLast;
        private long _lastTime;
        private long _windowStart;
        private int _windowCount;

        /// <summary>Makes a check for a cell.</summary>
        /// <param name="capacityMillinewtons">Rated load in mN; the zero may drift by 2 % of it.</param>
        public SensorCheck(int capacityMillinewtons)
        {
            _zeroDriftMillinewtons = capacityMillinewtons / 50;
        }

        /// <summary>Measured conversion rate in mHz over about a second; 0 until known.</summary>
        public uint RateMillihertz { get; private set; }

        /// <summary>Conversions missed just before the last sample.</summary>
        public int MissedBefore { get; private set; }

        /// <summary>Forgets the past: after a power-up, a rate change or a new stream nothing can be compared.</summary>
        public void Restart()
        {
            _hasLast = false;
            MissedBefore = 0;
            _identical = 0;
            _windowCount = 0;
            RateMillihertz = 0;
        }

        /// <summary>Judges one conversion.</summary>
        /// <param name="microseconds">Device clock when data became ready.</param>
        /// <param name="raw">The code.</param>
        /// <param name="forceMillinewtons">Its force.</param>
        /// <param name="nominalMillihertz">The rate it should come at.</param>
        /// <returns>Bits of <see cref="SampleFlag"/>.</returns>
        public int Accept(long microseconds, int raw, int forceMillinewtons, int nominalMillihertz)
        {
            int flags = 0;
            MissedBefore = 0;
            if (raw == LowestCode || raw == HighestCode)
            {
                flags |= SampleFlag.Saturated;
            }

            if (forceMillinewtons < -_zeroDriftMillinewtons)
            {
                flags |= SampleFlag.ZeroDrift;
            }

            if (_hasLast)
            {
                flags |= Compare(microseconds, raw, forceMillinewtons, nominalMillihertz);
            }
            else
            {
                _windowStart = microseconds;
                _windowCount = 0;
                _identical = 1;
            }

            _hasLast = true;
            _lastRaw = raw;
            _lastForce = forceMillinewtons;
            _lastTime = microseconds;
            return flags;
        }

        // Samples per second are counted over a second: the stamps of a few samples only tell how they were stamped.
        private static int RateWindow(int nominalMillihertz)
        {
            int window = nominalMillihertz / 1000;
            return window > ShortestRateWindow ? window : ShortestRateWindow;
        }

        private int Compare(long microseconds, int raw, int forceMillinewtons, int nominalMillihertz)
        {
            int flags = 0;
            _identical = raw == _lastRaw ? _identical + 1 : 1;
            if (_identical >= StuckSamples)
            {
                flags |= SampleFlag.Stuck;
            }

            int change = forceMillinewtons - _lastForce;
            if (change > JumpMillinewtons || change < -JumpMillinewtons)
            {
                flags |= SampleFlag.Jump;
            }

            long period = 1000000000L / nominalMillihertz;
            long interval = microseconds - _lastTime;
            if (interval > period + (period * 3 / 4))
            {
                flags |= SampleFlag.Missed;
                MissedBefore = (int)(((interval + (period / 2)) / period) - 1);
                _windowStart = microseconds;
                _windowCount = 0;
            }
            else if (++_windowCount >= RateWindow(nominalMillihertz))
            {
                long span = microseconds - _windowStart;
                RateMillihertz = span > 0 ? (uint)(_windowCount * 1000000000L / span) : uint.MaxValue;
                _windowStart = microseconds;
                _windowCount = 0;
            }

            // 70 to 100 samples/s at a nominal 80, and the same proportions at any other rate.
            if (RateMillihertz != 0 && (RateMillihertz < nominalMillihertz / 8 * 7L || RateMillihertz > nominalMillihertz / 4 * 5L))
            {
                flags |= SampleFlag.RateOutOfRange;
            }

            return flags;
        }
    }
}
