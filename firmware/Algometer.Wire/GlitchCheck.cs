namespace Algometer.Wire
{
    /// <summary>
    /// Finds a value that stands alone among neighbours that agree: a read-out that came late or was interrupted gives a code of 2ⁿ − 1, 0, −1
    /// or half of what it should be, a bad contact any code, for one conversion. No hand does that: a press or a let-go stays where it went.
    /// A suspicious sample waits for the next one, all others never wait. One rule for device and host; allocates nothing.
    /// </summary>
    public sealed class GlitchCheck
    {
        /// <summary>A hand presses at up to 300 N/s (three hundred mN in a thousandth of a second); a fifth more belongs to no hand. [P]</summary>
        private const int MillinewtonsIn25Microseconds = 9;

        /// <summary>The shortest time between two conversions at 80/s: stamps of a late loop may stand nearer to each other.</summary>
        private const int ShortestMicroseconds = 12500;

        /// <summary>Neighbours further away than this say nothing about a sample.</summary>
        private const int LongestMicroseconds = 1000000;

        /// <summary>A smaller change is never looked at, in mN: noise and tremor. [P]</summary>
        private const int LeastMillinewtons = 1000;

        /// <summary>Half of the code before, less than this away in mN, could as well be a tremor of a light press. [P]</summary>
        private const int LeastOfHalfMillinewtons = 2000;

        private int _held;
        private int _before;
        private int _last;
        private int _lastRaw;
        private long _lastTime;
        private int _waiting;
        private int _waitingRaw;
        private long _waitingTime;
        private int _waitingLeast;

        /// <summary>Forgets the neighbours: after a fault, a blank value, a pause or a new zero nothing can be compared. What waits is forgotten too.</summary>
        public void Restart()
        {
            _held = 0;
        }

        /// <summary>Takes a sample whose value nothing else speaks against.</summary>
        /// <param name="microseconds">Device clock of the sample.</param>
        /// <param name="rawCounts">The converter's code.</param>
        /// <param name="forceMillinewtons">Its force in mN, not blank.</param>
        /// <returns>
        /// True when it is suspicious: it must wait, and the next sample be shown to <see cref="IsGlitch"/> first. False for a sample to be
        /// believed at once.
        /// </returns>
        public bool MustWait(long microseconds, int rawCounts, int forceMillinewtons)
        {
            long change = (long)forceMillinewtons - _last;
            if (change < 0)
            {
                change = -change;
            }

            if (change > LeastMillinewtons && _held >= 2 && microseconds - _lastTime <= LongestMicroseconds)
            {
                int least = Least(rawCounts, forceMillinewtons, microseconds - _lastTime);
                if (change > least)
                {
                    _waiting = forceMillinewtons;
                    _waitingRaw = rawCounts;
                    _waitingTime = microseconds;
                    _waitingLeast = least;
                    return true;
                }
            }

            _before = _last;
            _last = forceMillinewtons;
            _lastRaw = rawCounts;
            _lastTime = microseconds;
            _held++;
            return false;
        }

        /// <summary>Judges the sample that waits by the one after it, which is then to be given to <see cref="MustWait"/> itself.</summary>
        /// <param name="microseconds">Device clock of the sample after it.</param>
        /// <param name="forceMillinewtons">
        /// Force of the sample after it in mN, or <see cref="Protocol.BlankForce"/> when there is none: then nobody can tell, and the value stays.
        /// </param>
        /// <returns>True when the value that waited is a glitch: blank, and no neighbour of any other.</returns>
        public bool IsGlitch(long microseconds, int forceMillinewtons)
        {
            if (forceMillinewtons != Protocol.BlankForce && StandsAlone(microseconds - _waitingTime, forceMillinewtons))
            {
                return true;
            }

            _before = _last;
            _last = _waiting;
            _lastRaw = _waitingRaw;
            _lastTime = _waitingTime;
            _held++;
            return false;
        }

        // The change in mN that must be passed. The codes of a spoiled read-out are known, and chance does not hit them; any other code must have
        // gone faster than a hand.
        private int Least(int rawCounts, int forceMillinewtons, long interval)
        {
            if ((rawCounts & (rawCounts + 1)) == 0)
            {
                return LeastMillinewtons;
            }

            if (forceMillinewtons >= _last)
            {
                // Half a code is a lower force; a higher one may be a short press, and is never taken away by chance.
                return Fastest(interval);
            }

            int half = (2 * rawCounts) - _lastRaw;
            int size = _lastRaw < 0 ? -_lastRaw : _lastRaw;
            int tolerance = (size >> 5) + 256;
            return half <= tolerance && half >= -tolerance ? LeastOfHalfMillinewtons : Fastest(interval);
        }

        private static int Fastest(long interval)
        {
            return (int)(interval > ShortestMicroseconds ? interval : ShortestMicroseconds) * MillinewtonsIn25Microseconds / 25;
        }

        private bool StandsAlone(long interval, int next)
        {
            if (interval > LongestMicroseconds)
            {
                return false;
            }

            long fromLast = (long)_waiting - _last;
            long fromNext = (long)_waiting - next;
            if (fromLast < 0)
            {
                fromLast = -fromLast;
                fromNext = -fromNext;
            }

            long alone = fromLast < fromNext ? fromLast : fromNext;
            int least = _waitingLeast > LeastOfHalfMillinewtons ? Fastest(interval) : _waitingLeast;
            if (alone <= least)
            {
                return false;
            }

            // Neighbours agree when they are three times nearer to each other than to what stands alone. The tip of a quick press has
            // a slope before it.
            long across = (long)next - _last;
            long earlier = (long)_last - _before;
            return (across < 0 ? -across : across) * 3 <= alone && (earlier < 0 ? -earlier : earlier) * 3 <= alone;
        }
    }
}
