using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// What a calibration must be so that it cannot defeat the limit: whoever makes every force small enough is never over it. Sensitivities of
    /// load cells lie between 0.5 and 4 mV/V; the converter's full scale at gain 128 is then 8 to 1 times the cell's capacity.
    /// </summary>
    public static class CalibrationRules
    {
        private const int LowestCode = -8388608;
        private const int HighestCode = 8388607;
        private const int MostCapacities = 8;
        private const int MostSteps = 24;

        // A tare is a tenth of the capacity at most: far above what the command takes, far below what would hide a press. [P]
        private const int MostTareDivisor = 10;

        /// <summary>A gain that fits the cell, in pN per count: the nearest to the given one.</summary>
        /// <returns>The gain itself when it fits.</returns>
        public static int FittingGain(int gain, int zeroCounts, int capacityMillinewtons)
        {
            long span = gain >= 0 ? (long)HighestCode - zeroCounts : (long)zeroCounts - LowestCode;
            if (span <= 0)
            {
                return 0;
            }

            long size = gain >= 0 ? gain : -(long)gain;
            long least = ((capacityMillinewtons * 1000000000L) + span - 1) / span;
            long most = capacityMillinewtons * 1000000000L / HighestCode * MostCapacities;
            if (least > int.MaxValue)
            {
                // From such a zero the converter ends before the cell does.
                return 0;
            }

            if (most < least)
            {
                most = least;
            }

            long fitting = size < least ? least : size > most ? most : size;
            fitting = fitting > int.MaxValue ? int.MaxValue : fitting;
            return (int)(gain >= 0 ? fitting : -fitting);
        }

        /// <summary>
        /// The nearest gain that no cell of a weaker tool gives: bars of 20 kgf give 0.85 mV/V at least, those of 50 kgf for a
        /// ball 2 mV/V at most, or a twentieth more. [P]
        /// </summary>
        /// <returns>The gain itself where it is unmistakable.</returns>
        public static int UnmistakableGain(int gain, DeviceIdentity identity)
        {
            int least = identity.Tool == ToolKind.Ball ? (int)(identity.NominalGainPiconewtonsPerCount * 95L / 100) : 0;
            return gain >= 0 && gain < least ? least : gain < 0 && gain > -least ? -least : gain;
        }

        /// <summary>The strongest quadratic term for a gain, in pN per 2²⁰ counts²: the slope at full scale differs by half at most. [P]</summary>
        public static int StrongestQuadratic(int gain)
        {
            int size = gain < 0 ? -gain : gain;
            return size / 32;
        }

        /// <summary>Whether stored settings are ones that the commands would have taken.</summary>
        public static bool Hold(DeviceSettings settings, int capacityMillinewtons)
        {
            int gain = settings.GainPiconewtonsPerCount;
            if (gain == int.MinValue || FittingGain(gain, settings.ZeroCounts, capacityMillinewtons) != gain)
            {
                return false;
            }

            int strongest = StrongestQuadratic(gain);
            long tare = (long)settings.TareCounts * gain / 1000000000;
            tare = tare < 0 ? -tare : tare;
            return settings.QuadraticPiconewtons <= strongest && settings.QuadraticPiconewtons >= -strongest && tare <= capacityMillinewtons / MostTareDivisor;
        }

        /// <summary>By how much less the device would read than now, where it is worst on the way to the cell's capacity, in mN.</summary>
        /// <param name="present">What is in force, tare included.</param>
        /// <param name="candidate">What would be.</param>
        /// <param name="capacityMillinewtons">Rated load in mN.</param>
        public static int Shrinks(DeviceSettings present, DeviceSettings candidate, int capacityMillinewtons)
        {
            // Where the cell bears nothing and all it is made for, by either.
            int worst = Worse(0, present, candidate, candidate.ZeroCounts);
            worst = Worse(worst, present, candidate, CodeAtCapacity(present, capacityMillinewtons));
            worst = Worse(worst, present, candidate, CodeAtCapacity(candidate, capacityMillinewtons));

            // Between those the difference of two parabolas has one extremum at most.
            long curve = (long)present.QuadraticPiconewtons - candidate.QuadraticPiconewtons;
            if (curve != 0)
            {
                long rest = present.ZeroCounts + present.TareCounts;
                long slope = ((long)candidate.GainPiconewtonsPerCount - present.GainPiconewtonsPerCount) << 19;
                long code = (slope + (present.QuadraticPiconewtons * rest) - ((long)candidate.QuadraticPiconewtons * candidate.ZeroCounts)) / curve;
                if (code <= HighestCode && code >= LowestCode && ForceConversion.ToMillinewtons(present, (int)code) <= capacityMillinewtons)
                {
                    worst = Worse(worst, present, candidate, code);
                }
            }

            return worst;
        }

        // The quadratic term bends the line by half at most: each step is nearer by that.
        private static long CodeAtCapacity(DeviceSettings settings, int capacityMillinewtons)
        {
            long force = capacityMillinewtons * 1000000000L;
            long counts = force / settings.GainPiconewtonsPerCount;
            for (int i = 0; i < MostSteps; i++)
            {
                counts = (force - (settings.QuadraticPiconewtons * ((counts * counts) >> 20))) / settings.GainPiconewtonsPerCount;
            }

            return settings.ZeroCounts + settings.TareCounts + counts;
        }

        private static int Worse(int worst, DeviceSettings present, DeviceSettings candidate, long code)
        {
            int raw = (int)(code > HighestCode ? HighestCode : code < LowestCode ? LowestCode : code);
            long before = ForceConversion.ToMillinewtons(present, raw);
            long less = before - ForceConversion.ToMillinewtons(candidate, raw);
            return before > 0 && less > worst ? (less > int.MaxValue ? int.MaxValue : (int)less) : worst;
        }
    }
}
