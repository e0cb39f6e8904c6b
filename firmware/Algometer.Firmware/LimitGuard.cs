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
        private readonly int[] _forces = new int[SlopeSamples];
        private readonly long[] _times = new long[SlopeSamples];
        private int _next;
        private int _held;

        /// <summary>Limit in mN.</summary>
        public int LimitMillinewtons { get; set; }

        /// <summary>Above the limit now.</summary>
        public bool IsOver { get; private set; }

        /// <summary>The limit will be passed within 0.5 s at the present slope.</summary>
        public bool IsPreWarning { get; private set; }

        /// <summary>Not yet both below and acknowledged.</summary>
        public bool IsLatched { get; private set; }

        private bool Acknowledged { get; set; }

        /// <summary>Judges one sample.</summary>
        /// <param name="microseconds">Device clock of the sample.</param>
        /// <param name="forceMillinewtons">Force, or <see cref="Protocol.BlankForce"/>.</param>
        public void Accept(long microseconds, int forceMillinewtons)
        {
            if (forceMillinewtons == Protocol.BlankForce)
            {
                _held = 0;
                IsPreWarning = false;
                return;
            }

            if (forceMillinewtons > LimitMillinewtons)
            {
                IsOver = true;
                IsLatched = true;
                Acknowledged = false;
            }
            else if (IsOver && forceMillinewtons <= LimitMillinewtons - Hysteresis())
            {
                IsOver = false;
            }

            if (IsLatched && !IsOver && Acknowledged)
            {
                IsLatched = false;
            }

            IsPreWarning = !IsOver && Predict(microseconds, forceMillinewtons) > LimitMillinewtons;
        }

        /// <summary>Takes the operator's acknowledgement; the latch opens once the force is below the limit.</summary>
        public void Acknowledge()
        {
            Acknowledged = true;
            if (!IsOver)
            {
                IsLatched = false;
            }
        }

        /// <summary>2 % of the limit, at least 0.5 N. [P]</summary>
        private int Hysteresis()
        {
            int part = LimitMillinewtons / 50;
            return part > 500 ? part : 500;
        }

        private long Predict(long microseconds, int forceMillinewtons)
        {
            long prediction = forceMillinewtons;
            if (_held == SlopeSamples)
            {
                long span = microseconds - _times[_next];
                long rise = forceMillinewtons - _forces[_next];

                // 2 % of the limit within the window is noise or a steady hold near the limit, not an approach.
                if (span > 0 && rise > LimitMillinewtons / 50)
                {
                    prediction += rise * PreWarningMicroseconds / span;
                }
            }
            else
            {
                _held++;
            }

            _forces[_next] = forceMillinewtons;
            _times[_next] = microseconds;
            _next = (_next + 1) % SlopeSamples;
            return prediction;
        }
    }
}
