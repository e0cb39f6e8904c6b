namespace Algometer.Firmware
{
    /// <summary>
    /// When the buzzer sounds and the light shines, by priority, styled on IEC 60601-1-8: high 3 + 2 pulses twice, medium 3 pulses,
    /// low 1. No claim of compliance.
    /// </summary>
    public static class AlarmPattern
    {
        /// <summary>No alarm.</summary>
        public const int None = 0;

        /// <summary>One pulse every 16 s, steady light.</summary>
        public const int Low = 1;

        /// <summary>Three pulses every 8 s, light at 0.5 Hz.</summary>
        public const int Medium = 2;

        /// <summary>Bursts of ten pulses, light at 2 Hz.</summary>
        public const int High = 3;

        /// <summary>Sounds and shines without a pause: the program has crashed, and nothing was judged since.</summary>
        public const int Crashed = 4;

        private const long PulseMicroseconds = 120000;
        private const long StepMicroseconds = 180000;

        /// <summary>Whether the buzzer sounds.</summary>
        /// <param name="priority">One of the constants.</param>
        /// <param name="microseconds">Time since the alarm began.</param>
        public static bool Sounds(int priority, long microseconds)
        {
            switch (priority)
            {
                case High:
                    return Burst(microseconds % 5000000, 5) || Burst((microseconds % 5000000) - 1700000, 5);
                case Medium:
                    return Burst(microseconds % 8000000, 3);
                case Low:
                    return Burst(microseconds % 16000000, 1);
                default:
                    return priority == Crashed;
            }
        }

        /// <summary>Whether the light shines.</summary>
        /// <param name="priority">One of the constants.</param>
        /// <param name="microseconds">Time since the alarm began.</param>
        public static bool Shines(int priority, long microseconds)
        {
            switch (priority)
            {
                case High:
                    return microseconds % 500000 < 250000;
                case Medium:
                    return microseconds % 2000000 < 1000000;
                default:
                    return priority == Low || priority == Crashed;
            }
        }

        // Pulses stand 180 ms apart; in a burst of five a longer pause follows the third.
        private static bool Burst(long microseconds, int pulses)
        {
            if (microseconds < 0)
            {
                return false;
            }

            for (int pulse = 0; pulse < pulses; pulse++)
            {
                long start = (pulse * StepMicroseconds) + (pulse >= 3 ? 160000 : 0);
                if (microseconds >= start && microseconds < start + PulseMicroseconds)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
