using System.Text;
using System.Text.RegularExpressions;
using Algometer.Hardware.Tests.Papers;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Screws are tightened so that the print under their heads is not crushed, and hold what the stop asks of them all the same.</summary>
public sealed class TorqueTests
{
    // N/mm²: half of what PETG yields at; it creeps at less.
    private const double Allowed = 25;
    private static readonly Parameters _p = Parameters.Read();

    // Head or washer on the print, and the hole below it, mm; what the latest stop asks of one screw, N.
    private static readonly (string Screws, double Thread, double NewtonMetres, double Outer, double Hole, double Asked)[] _screws =
    [
        ("M5, cell to handle", 5, 1.2, 10, _p["m5_clearance"], Pair()),
        ("M4, carrier to cell", 4, 0.8, 9, _p["m4_clearance"], Pair()),
        ("M3, base, guide, foot", 3, 0.2, 5.5, _p["m3_clearance"], Math.Round(Stops.Ball(_p).MostNewtons / 6)),
    ];

    [Fact]
    public void No_head_crushes_the_print_below_it_and_each_screw_holds()
    {
        var table = new StringBuilder("| screws | N·m | holds | presses the print with | asked of it at the latest stop |\n|---|---|---|---|---|\n");
        foreach ((string screws, double thread, double torque, double outer, double hole, double asked) in _screws)
        {
            double holds = Holds(torque, thread);
            double presses = holds / Ring(outer, hole);
            Assert.True(presses <= Allowed, FormattableString.Invariant($"{screws}: {presses:0} N/mm²"));
            Assert.True(holds > 2 * asked, FormattableString.Invariant($"{screws}: {holds:0} N hold, {asked:0} N are asked for, and prints let half of it go."));
            table.Append(FormattableString.Invariant($"| {screws} | {torque} | {holds:0} N | {presses:0} N/mm² | {asked:0} N |\n"));
        }

        MadeText.HoldBetweenMarks("assembly.md", "torques", table.ToString());

        // What steel is tightened with would crush it.
        Assert.Equal(73, Holds(4, 5) / Ring(10, _p["m5_clearance"]), 0.5);
        Assert.Equal(52, Holds(2, 4) / Ring(9, _p["m4_clearance"]), 0.5);
    }

    [Fact]
    public void Each_torque_of_a_step_is_one_of_the_table()
    {
        string guide = File.ReadAllText(Path.Combine(MadeText.Folder, "assembly.md"));
        string steps = guide[guide.IndexOf("## Probe", StringComparison.Ordinal)..guide.IndexOf("## Torques", StringComparison.Ordinal)];
        string[] said = [.. Regex.Matches(steps, "(?<n>[0-9.]+) N·m", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Groups["n"].Value)];

        // 3 N·m press a steel shoulder on steel; 0.1 N·m is a nut that glue holds.
        Assert.Equal(["3", "0.8", "1.2", "0.2", "0.1"], said);
    }

    // The force stands in the middle between the two pairs: half of it, and its moment over the two screws of a pair.
    private static double Pair()
    {
        double force = Stops.Probe(_p).MostNewtons;
        double between = _p["bar_hole_outer"] - _p["bar_hole_inner"];
        return Math.Round((force / 2) + (force * (_p["bar_hole_outer"] + _p["bar_hole_inner"]) / 2 / between));
    }

    private static double Holds(double newtonMetres, double thread) => newtonMetres * 1000 / (0.2 * thread);

    private static double Ring(double outer, double hole) => Math.PI / 4 * ((outer * outer) - (hole * hole));
}
