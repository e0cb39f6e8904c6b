namespace Algometer.Firmware
{
    /// <summary>The calibrations that were in force, newest first. In arrays of numbers, as an array of structs would be one of objects.</summary>
    public sealed class CalibrationHistory
    {
        /// <summary>How many are kept.</summary>
        public const int Length = 8;

        /// <summary>Identities; 0 for a place not yet used.</summary>
        public readonly uint[] Ids = new uint[Length];

        /// <summary>Dates, seconds since 1970 UTC.</summary>
        public readonly uint[] DatesUnixSeconds = new uint[Length];

        /// <summary>Slopes in pN per count.</summary>
        public readonly int[] GainsPiconewtonsPerCount = new int[Length];

        /// <summary>Quadratic terms in pN per 2²⁰ counts².</summary>
        public readonly int[] QuadraticsPiconewtons = new int[Length];

        /// <summary>Counts of the unloaded cell.</summary>
        public readonly int[] ZerosCounts = new int[Length];

        /// <summary>How many there are.</summary>
        public int Count
        {
            get
            {
                int count = 0;
                while (count < Length && Ids[count] != 0)
                {
                    count++;
                }

                return count;
            }
        }

        /// <summary>Puts the calibration in force before all others; the oldest is forgotten.</summary>
        public void Remember(DeviceSettings settings)
        {
            for (int i = Length - 1; i > 0; i--)
            {
                Move(this, i - 1, this, i);
            }

            Ids[0] = settings.CalibrationId;
            DatesUnixSeconds[0] = settings.CalibrationDateUnixSeconds;
            GainsPiconewtonsPerCount[0] = settings.GainPiconewtonsPerCount;
            QuadraticsPiconewtons[0] = settings.QuadraticPiconewtons;
            ZerosCounts[0] = settings.ZeroCounts;
        }

        /// <summary>Becomes like another.</summary>
        public void Take(CalibrationHistory other)
        {
            for (int i = 0; i < Length; i++)
            {
                Move(other, i, this, i);
            }
        }

        private static void Move(CalibrationHistory from, int source, CalibrationHistory to, int target)
        {
            to.Ids[target] = from.Ids[source];
            to.DatesUnixSeconds[target] = from.DatesUnixSeconds[source];
            to.GainsPiconewtonsPerCount[target] = from.GainsPiconewtonsPerCount[source];
            to.QuadraticsPiconewtons[target] = from.QuadraticsPiconewtons[source];
            to.ZerosCounts[target] = from.ZerosCounts[source];
        }
    }
}
