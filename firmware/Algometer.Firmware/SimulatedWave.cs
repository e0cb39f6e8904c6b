namespace Algometer.Firmware
{
    /// <summary>What a simulated cell acts.</summary>
    public static class SimulatedWave
    {
        /// <summary>Nothing presses.</summary>
        public const int Idle = 0;

        /// <summary>A triangle between 0 and 40 N, 20 s long.</summary>
        public const int Triangle = 1;

        /// <summary>A smooth wave around 20 N, ±15 N, 8 s long.</summary>
        public const int Wave = 2;

        /// <summary>A press of 30 N for 5 s, every 10 s.</summary>
        public const int Step = 3;

        /// <summary>The scripted hold: 5 s of rest, 6 s up to 30 N, 60 s of hold that eases by 10 %, 4 s down, 15 s of rest.</summary>
        public const int ScriptedHold = 4;

        /// <summary>The force of a wave form in mN.</summary>
        /// <param name="wave">One of the constants.</param>
        /// <param name="microseconds">Time since it began.</param>
        public static int Millinewtons(int wave, long microseconds)
        {
            int milliseconds = (int)(microseconds / 1000 % 3600000);
            switch (wave)
            {
                case Triangle:
                    int place = milliseconds % 20000;
                    return (place < 10000 ? place : 20000 - place) * 4;
                case Wave:
                    return 20000 + (Sine(milliseconds % 8000, 8000) * 15);
                case Step:
                    return milliseconds % 10000 < 5000 ? 0 : 30000;
                case ScriptedHold:
                    return Hold(milliseconds % 90000);
                default:
                    return 0;
            }
        }

        private static int Hold(int milliseconds)
        {
            if (milliseconds < 5000)
            {
                return 0;
            }

            if (milliseconds < 11000)
            {
                return (milliseconds - 5000) * 5;
            }

            if (milliseconds < 71000)
            {
                int eased = 30000 - ((milliseconds - 11000) / 20);
                return eased + (Sine(milliseconds % 108, 108) / 10);
            }

            return milliseconds < 75000 ? (75000 - milliseconds) * 27 / 4 : 0;
        }

        // A parabola in each half period looks like a sine to within 6 %; the device has no sine without another package.
        private static int Sine(int place, int period)
        {
            int half = period / 2;
            int x = place % half;
            int value = (int)(4000L * x * (half - x) / ((long)half * half));
            return place < half ? value : -value;
        }
    }
}
