namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Between which forces a stop engages, with every tolerance at its worst.</summary>
/// <param name="BeginsNewtons">Where the stack begins to yield, nominal.</param>
/// <param name="LeastNewtons">Earliest engagement.</param>
/// <param name="NominalNewtons">Nominal engagement.</param>
/// <param name="MostNewtons">Latest engagement.</param>
/// <param name="BeginsLeastNewtons">Where the stack begins to yield at the earliest.</param>
/// <param name="BeginsMostNewtons">And at the latest.</param>
/// <param name="LargestPart">How far a disc is pressed in at the latest engagement, of its cone height; 1 is flat.</param>
internal sealed record OverloadStop(double BeginsNewtons, double LeastNewtons, double NominalNewtons, double MostNewtons, double BeginsLeastNewtons, double BeginsMostNewtons, double LargestPart)
{
    /// <param name="spring">One disc.</param>
    /// <param name="inSeries">Discs, or nests of discs, one behind the other.</param>
    /// <param name="nested">Discs in each nest.</param>
    /// <param name="stackMillimeters">Height of the preloaded stack at rest.</param>
    /// <param name="gapMillimeters">Way to the stop.</param>
    /// <param name="giveMillimetersPerNewton">How far cell and plastic close the gap before the springs yield, at most, mm/N. At least 0.</param>
    /// <param name="bowMillimetersPerNewton">How far what the springs stand on bows away from them, at most, mm/N: they are pressed by so much less. At least 0.</param>
    /// <param name="parameters">Tolerances.</param>
    public static OverloadStop Of(DiscSpring spring, int inSeries, int nested, double stackMillimeters, double gapMillimeters, double giveMillimetersPerNewton, double bowMillimetersPerNewton, Parameters parameters)
    {
        double free = inSeries * ((nested * spring.ThicknessMillimeters) + spring.ConeMillimeters);
        double stackError = parameters["stop_stack_tolerance"];
        double gapError = parameters["stop_gap_tolerance"];
        double friction = parameters["stack_friction"];
        double soft = (1 - parameters["disc_load_minus"]) * (1 - friction);
        double stiff = (1 + parameters["disc_load_plus"]) * (1 + friction);
        double least = Meets(stackMillimeters + stackError, gapMillimeters - gapError, giveMillimetersPerNewton, bowMillimetersPerNewton, soft).Newtons;
        (double most, double pressed) = Meets(stackMillimeters - stackError, gapMillimeters + gapError, 0, 0, stiff);
        double nominal = Meets(stackMillimeters, gapMillimeters, giveMillimetersPerNewton / 2, bowMillimetersPerNewton / 2, 1).Newtons;
        return new OverloadStop(
            Force(Settles(stackMillimeters, bowMillimetersPerNewton / 2, 1), 1),
            least,
            nominal,
            most,
            Force(Settles(stackMillimeters + stackError, bowMillimetersPerNewton, soft), soft),
            Force(Settles(stackMillimeters - stackError, 0, stiff), stiff),
            pressed / spring.ConeMillimeters);

        double Force(double disc, double load) => nested * spring.Force(disc) * load;

        // How far each disc is pressed in at rest, in steps of a hundredth of a micrometre.
        double Settles(double stack, double bow, double load)
        {
            int step = 0;
            while ((inSeries * step * 0.00001) + (bow * Force(step * 0.00001, load)) < free - stack)
            {
                step++;
            }

            return step * 0.00001;
        }

        // The first way of the springs, in steps of a micrometre, at which they, what they stand on and the rest have closed the gap together.
        (double Newtons, double DiscMillimeters) Meets(double stack, double gap, double give, double bow, double load)
        {
            double largest = 0;
            double rest = Settles(stack, bow, load);
            double preload = Force(rest, load);
            for (int step = 0; ; step++)
            {
                double way = step * 0.001;
                double disc = rest + (way / inSeries);
                double force = Force(disc, load);
                largest = Math.Max(largest, force);
                if (way + (bow * (force - preload)) + (give * force) >= gap)
                {
                    // The load of a disc need not rise all the way: for the cell the largest counts, for the limit the force where it meets.
                    return (give > 0 ? force : largest, disc);
                }
            }
        }
    }

    /// <summary>What is wrong; empty when the stop is where it must be.</summary>
    /// <param name="largestCapNewtons">Largest limit, with the margin that is asked for.</param>
    /// <param name="ratedNewtons">The cell's rating.</param>
    public IEnumerable<string> Flaws(double largestCapNewtons, double ratedNewtons)
    {
        if (LeastNewtons <= largestCapNewtons)
        {
            yield return $"it may engage at {LeastNewtons:0} N, where a limit of {largestCapNewtons:0} N is still to be measured: readings would be too low";
        }

        if (MostNewtons >= ratedNewtons)
        {
            yield return $"it may engage as late as {MostNewtons:0} N; the cell is rated {ratedNewtons:0} N";
        }

        if (LargestPart >= 1)
        {
            yield return "the discs would be flat first, and the cell would take everything";
        }
    }
}
