namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Between which forces a stop engages, with every tolerance at its worst.</summary>
/// <param name="BeginsNewtons">Where the stack begins to yield, nominal.</param>
/// <param name="LeastNewtons">Earliest engagement.</param>
/// <param name="NominalNewtons">Nominal engagement.</param>
/// <param name="MostNewtons">Latest engagement.</param>
/// <param name="LargestPart">How far a disc is pressed in at the latest engagement, of its cone height; 1 is flat.</param>
internal sealed record OverloadStop(double BeginsNewtons, double LeastNewtons, double NominalNewtons, double MostNewtons, double LargestPart)
{
    /// <param name="spring">One disc.</param>
    /// <param name="inSeries">Discs, or nests of discs, one behind the other.</param>
    /// <param name="nested">Discs in each nest.</param>
    /// <param name="stackMillimeters">Height of the preloaded stack at rest.</param>
    /// <param name="gapMillimeters">Way to the stop.</param>
    /// <param name="giveMillimetersPerNewton">How far cell and plastic close the gap before the springs yield, at most, mm/N. At least 0.</param>
    /// <param name="parameters">Tolerances.</param>
    public static OverloadStop Of(DiscSpring spring, int inSeries, int nested, double stackMillimeters, double gapMillimeters, double giveMillimetersPerNewton, Parameters parameters)
    {
        double free = inSeries * ((nested * spring.ThicknessMillimeters) + spring.ConeMillimeters);
        double preload = (free - stackMillimeters) / inSeries;
        double stackError = parameters["stop_stack_tolerance"];
        double gapError = parameters["stop_gap_tolerance"];
        double friction = parameters["stack_friction"];
        double least = Meets(stackMillimeters + stackError, gapMillimeters - gapError, giveMillimetersPerNewton, (1 - parameters["disc_load_minus"]) * (1 - friction)).Newtons;
        (double most, double pressed) = Meets(stackMillimeters - stackError, gapMillimeters + gapError, 0, (1 + parameters["disc_load_plus"]) * (1 + friction));
        double nominal = Meets(stackMillimeters, gapMillimeters, giveMillimetersPerNewton / 2, 1).Newtons;
        return new OverloadStop(nested * spring.Force(preload), least, nominal, most, pressed / spring.ConeMillimeters);

        // The first way of the springs, in steps of a micrometre, at which they and the rest have closed the gap together.
        (double Newtons, double DiscMillimeters) Meets(double stack, double gap, double give, double load)
        {
            double largest = 0;
            for (int step = 0; ; step++)
            {
                double way = step * 0.001;
                double disc = ((free - stack) + way) / inSeries;
                double force = nested * spring.Force(disc) * load;
                largest = Math.Max(largest, force);
                if (way + (give * force) >= gap)
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
