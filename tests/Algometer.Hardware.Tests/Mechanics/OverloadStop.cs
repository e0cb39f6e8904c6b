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
    /// <param name="parameters">Tolerances.</param>
    public static OverloadStop Of(DiscSpring spring, int inSeries, int nested, double stackMillimeters, double gapMillimeters, Parameters parameters)
    {
        double free = inSeries * ((nested * spring.ThicknessMillimeters) + spring.ConeMillimeters);
        double preload = (free - stackMillimeters) / inSeries;
        double meets = preload + (gapMillimeters / inSeries);
        double error = (parameters["stop_stack_tolerance"] + parameters["stop_gap_tolerance"]) / inSeries;
        double friction = parameters["stack_friction"];

        // The force need not rise all the way to flat: every deflection that may occur is looked at.
        double[] forces = [.. Enumerable.Range(0, 101).Select(i => nested * spring.Force(meets - error + (error * 2 * i / 100)))];
        return new OverloadStop(
            nested * spring.Force(preload),
            forces.Min() * (1 - parameters["disc_load_minus"]) * (1 - friction),
            nested * spring.Force(meets),
            forces.Max() * (1 + parameters["disc_load_plus"]) * (1 + friction),
            (meets + error) / spring.ConeMillimeters);
    }

    /// <summary>What is wrong; empty when the stop is where it must be.</summary>
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
