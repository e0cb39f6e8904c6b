using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Judges each conversion: is it fit to be called a force? Bounds from the facts on the HX711 and its modules.</summary>
    public sealed class SensorCheck
    {
        private const int StuckSamples = 5;

        // As in GlitchCheck: a hand presses at up to 300 N/s, a fifth more belongs to none. It lets go as fast as the cell springs back; what falls
        // faster than 2 kN/s must go on to rest. [P]
        private const int RiseMillinewtonsIn25Microseconds = 9;
        private const int FallMillinewtonsInAMicrosecond = 2;
        private const int FallSamples = 2;
        private const int ShortestRateWindow = 8;
        private const int LowestCode = -8388608;
        private const int HighestCode = 8388607;

        /// <summary>Measured conversion rate in mHz over about a second; 0 until known.</summary>
        public uint RateMillihertz;

        /// <summary>Conversions missed just before the last sample.</summary>
        public int MissedBefore;

        private readonly int _lowestForce;
        private readonly int _jump;
        private long _period;
        private long _longestInterval;
        private int _rateWindow;
        private long _longestWindow;
        private uint _lowestRate;
        private uint _highestRate;
        private bool _rateFault;
        private int _lastRaw;
        private int _lastForce;
        private int _identical;
        private int _fallLeft;
        private int _fallGoal;
        private long _valueTime;
        private bool _hasTime;
        private bool _hasValue;
        private long _lastTime;
        private long _windowStart;
        private int _windowCount;
        private bool _windowBegins;

        /// <summary>Makes a check for a cell.</summary>
        /// <param name="capacityMillinewtons">Rated load in mN; the zero may drift by 2 % of it.</param>
        /// <param name="capMillinewtons">The highest limit in mN: no hand gets to half of it within one conversion.</param>
        public SensorCheck(int capacityMillinewtons, int capMillinewtons)
        {
            _lowestForce = -(capacityMillinewtons / 50);
            _jump = capMillinewtons / 2;
        }

        /// <summary>Sets the rate that conversions should come at, and forgets the past.</summary>
        /// <param name="millihertz">The nominal rate in mHz.</param>
        public void SetNominal(int millihertz)
        {
            _period = 1000000000L / millihertz;
            _longestInterval = _period + (_period * 3 / 4);

            // Samples per second are counted over a second: the stamps of a few samples only tell how they were stamped.
            _rateWindow = millihertz / 1000 > ShortestRateWindow ? millihertz / 1000 : ShortestRateWindow;

            // Where fewer come than should, the second is over before they are all there.
            _longestWindow = _rateWindow * _period * 5 / 4;

            // 70 to 100 samples/s at a nominal 80, and the same proportions at any other rate.
            _lowestRate = (uint)(millihertz / 8 * 7L);
            _highestRate = (uint)(millihertz / 4 * 5L);
            Restart();
        }

        /// <summary>
        /// Forgets the past: after a power-up, a rate change or a missing conversion nothing can be compared. Codes that did not change are no
        /// comparison: a converter that lives gives others, whatever happened in between.
        /// </summary>
        public void Restart()
        {
            _hasTime = false;
            ForgetValue();
            MissedBefore = 0;
            RateMillihertz = 0;
            _rateFault = false;
        }

        /// <summary>The value before says nothing about the next one: the device itself was away, or the zero is another.</summary>
        public void ForgetValue()
        {
            _hasValue = false;
            _fallLeft = 0;
        }

        /// <summary>Whether a code is at the end of the converter's range.</summary>
        public static bool IsSaturated(int raw)
        {
            return raw == HighestCode || raw == LowestCode;
        }

        /// <summary>Judges when a conversion came: none missed, at the right rate.</summary>
        /// <param name="microseconds">Device clock when data became ready.</param>
        /// <param name="excused">The device itself was away: nobody knows how long this conversion had waited, and no rate is measured from or to it.</param>
        /// <returns>Bits of <see cref="SampleFlag"/>.</returns>
        public int JudgeTime(long microseconds, bool excused)
        {
            MissedBefore = 0;
            if (!_hasTime)
            {
                _hasTime = true;
                _lastTime = microseconds;
                _windowStart = microseconds;
                _windowCount = 0;
                _windowBegins = excused;
                return 0;
            }

            long interval = microseconds - _lastTime;
            _lastTime = microseconds;
            int flags = 0;
            if (interval > _longestInterval)
            {
                // One that did not come counts as such in the rate: at half the rate each is missed, and the rate is what is wrong.
                flags = SampleFlag.Missed;
                MissedBefore = (int)(((interval + (_period / 2)) / _period) - 1);
            }

            if (excused || _windowBegins)
            {
                // Neither the interval that ends late nor the one that begins there is measured; those before and after it are.
                _windowBegins = excused;
                _windowStart += interval;
            }
            else if (++_windowCount >= _rateWindow || microseconds - _windowStart > _longestWindow)
            {
                long span = microseconds - _windowStart;
                RateMillihertz = span > 0 ? (uint)(_windowCount * 1000000000L / span) : uint.MaxValue;
                _rateFault = RateMillihertz < _lowestRate || RateMillihertz > _highestRate;
                _windowStart = microseconds;
                _windowCount = 0;
            }

            return _rateFault ? flags | SampleFlag.RateOutOfRange : flags;
        }

        /// <summary>Judges a conversion's value.</summary>
        /// <param name="raw">The code.</param>
        /// <param name="forceMillinewtons">Its force.</param>
        /// <returns>Bits of <see cref="SampleFlag"/>.</returns>
        public int JudgeValue(int raw, int forceMillinewtons)
        {
            int flags = raw == HighestCode || raw == LowestCode ? SampleFlag.Saturated : 0;
            if (forceMillinewtons < _lowestForce)
            {
                flags |= SampleFlag.ZeroDrift;
            }

            if (raw == _lastRaw && _identical > 0)
            {
                // Its value was judged when the code was new.
                if (++_identical >= StuckSamples)
                {
                    flags |= SampleFlag.Stuck;
                }
            }
            else
            {
                _identical = 1;
            }

            if (_hasValue)
            {
                // In 64 bits: either force may be clipped.
                long change = (long)forceMillinewtons - _lastForce;
                if ((change > _jump || change < -_jump || _fallLeft > 0) && IsJump(change, forceMillinewtons))
                {
                    flags |= SampleFlag.Jump;
                }
            }

            _hasValue = true;
            _valueTime = _lastTime;
            _lastRaw = raw;
            _lastForce = forceMillinewtons;
            return flags;
        }

        // Whoever lets go is no fault, however fast. A contact that fails takes force away as well, but stops where it pleases.
        private bool IsJump(long change, int force)
        {
            long interval = _lastTime - _valueTime;
            if (change > _jump && change * 25 > interval * RiseMillinewtonsIn25Microseconds)
            {
                _fallLeft = 0;
                return true;
            }

            if (change < -_jump && change < -interval * FallMillinewtonsInAMicrosecond)
            {
                // On to what a free cell reads: half of what is left at least, within two conversions. Below that no let-go ends.
                _fallLeft = force > -_lowestForce ? FallSamples : 0;
                _fallGoal = force / 2;
                return force < _lowestForce;
            }

            if (_fallLeft > 0)
            {
                _fallLeft = force > _fallGoal && force > -_lowestForce ? _fallLeft - 1 : 0;
                return _fallLeft == 0 && force > _fallGoal && force > -_lowestForce;
            }

            return false;
        }
    }
}
