using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// Watches the force limit. Over the limit at the first sample above it; back below only under the limit less the hysteresis;
    /// latched until both below and acknowledged. A blank force never reads as below.
    /// </summary>
    public sealed class LimitGuard
    {
        private const int PreWarningMicroseconds = 500000;
        private const int SlopeSamples = 8;

        /// <summary>Above the limit now.</summary>
        public bool IsOver;

        /// <summary>The limit will be passed within 0.5 s at the present slope.</summary>
        public bool IsPreWarning;

        /// <summary>Not yet both below and acknowledged.</summary>
        public bool IsLatched;

        private readonly int[] _forces = new int[SlopeSamples];
        private readonly long[] _times = new long[SlopeSamples];
        private int _limit;
        private int _release;
        private int _notable;
        private bool _acknowledged;
        private int _next;
        private int _held;

        /// <summary>Limit in mN.</summary>
        public int LimitMillinewtons
        {
            get
            {
                return _limit;
            }

            set
            {
                _limit = value;

                // 2 % of the limit: within the window of the slope noise or a steady hold near the limit, not an approach; and as hysteresis,
                // but at least 0.5 N. [P]
                _notable = value / 50;
                _release = value - (_notable > 500 ? _notable : 500);
            }
        }

        /// <summary>Judges one sample.</summary>
        /// <param name="microseconds">Device clock of the sample.</param>
        /// <param name="forceMillinewtons">Force, or <see cref="Protocol.BlankForce"/>.</param>
        public void Accept(long microseconds, int forceMillinewtons)
        {
            if (forceMillinewtons == Protocol.BlankForce)
            {
                ForgetSlope();
                return;
            }

            if (forceMillinewtons > _limit)
            {
                Pass();
            }
            else if (IsLatched)
            {
                IsOver = IsOver && forceMillinewtons > _release;
                IsLatched = IsOver || !_acknowledged;
            }

            int next = _next;
            long prediction = forceMillinewtons;
            if (_held == SlopeSamples)
            {
                // In 64 bits: either end may be clipped.
                long rise = prediction - _forces[next];
                if (rise > _notable)
                {
                    long span = microseconds - _times[next];
                    prediction += span > 0 ? rise * PreWarningMicroseconds / span : 0;
                }
            }
            else
            {
                _held++;
            }

            IsPreWarning = prediction > _limit && !IsOver;
            _forces[next] = forceMillinewtons;
            _times[next] = microseconds;
            _next = (next + 1) & (SlopeSamples - 1);
        }

        /// <summary>
        /// Takes the force of a sample that is not trusted, of which no more than its code is known: it may pass the limit, and ends nothing.
        /// </summary>
        /// <param name="forceMillinewtons">What its code would be.</param>
        public void Suspect(int forceMillinewtons)
        {
            if (forceMillinewtons > _limit)
            {
                Pass();
            }
        }

        /// <summary>Forces before and after cannot be compared: the zero is another, or one is unknown.</summary>
        public void ForgetSlope()
        {
            _held = 0;
            IsPreWarning = false;
        }

        /// <summary>Takes the operator's acknowledgement; the latch opens once the force is below the limit.</summary>
        public void Acknowledge()
        {
            _acknowledged = true;
            if (!IsOver)
            {
                IsLatched = false;
            }
        }

        private void Pass()
        {
            IsOver = true;
            IsLatched = true;
            _acknowledged = false;
        }
    }
}
