using Algometer.Electronics.Nets;
using Algometer.Hardware.Tests.Mechanics;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>
/// Below the board the battery, which is a person's side, comes near to the computer's side: two means of patient protection ask for 8 mm on every way through air or along a
/// surface, or for solid insulation of 0.4 mm and more that reaches so far that the way round it is as long (IEC 60601-1, 8.8 and 8.9).
/// </summary>
public sealed class BoxIsolationTests
{
    private const double Way = 8;
    private static readonly Parameters _p = Parameters.Read();

    [Fact]
    public void From_the_computers_side_to_the_battery_it_is_eight_millimetres_or_solid() =>
        Assert.InRange(Least(_p, Bought.Read().InsulatingSheet.Thickness), Way, 40);

    [Theory]
    [InlineData("box_battery_x", 0)]
    [InlineData("box_sheet_right", 14)]
    [InlineData("box_sheet_back", 20)]
    public void A_sheet_that_is_too_small_and_a_battery_below_the_converter_are_found(string name, double value) =>
        Assert.True(Least(_p.With(name, value), 0.5) < Way);

    [Fact]
    public void A_film_that_is_too_thin_is_no_insulation() => Assert.True(Least(_p, 0.2) < Way);

    // The shortest way from any copper or lead of the computer on the side of the battery to the battery.
    private static double Least(Parameters p, double sheet)
    {
        var board = LaidBoard.Read();
        HashSet<string> computer = LayoutTests.ComputerNets(board);
        (double left, double right) = (p["box_battery_x"] - 31, p["box_battery_x"] + 31);
        const double Half = 17;
        double down = p["box_spacer"] - p["box_leads"] - p["box_tape"] - (p["box_battery"] * (1 + p["box_battery_swells"]));
        double least = double.PositiveInfinity;
        foreach ((double x, double y) in board.Copper.Where(copper => computer.Contains(copper.Net) && copper.Layer != 0).SelectMany(copper => copper.Line.SelectMany(at => Round(at, copper.Half))))
        {
            double aside = Math.Max(Math.Max(left - x, x - right), 0);
            double before = Math.Max(Math.Abs(y) - Half, 0);
            double way = Math.Sqrt((aside * aside) + (before * before) + (down * down));
            bool above = x > p["box_sheet_left"] && x < p["box_sheet_right"] && y > p["box_sheet_front"] && y < p["box_sheet_back"];
            if (above && sheet >= 0.4)
            {
                // Along the sheet to an edge, and back below it.
                way = new[]
                {
                    p["box_sheet_right"] - x + Math.Max(p["box_sheet_right"] - right, 0),
                    p["box_sheet_back"] - y + Math.Max(p["box_sheet_back"] - Half, 0),
                    x - p["box_sheet_left"],
                    y - p["box_sheet_front"],
                }.Min();
            }

            least = Math.Min(least, way);
        }

        return least;
    }

    // A track, via or pad is as wide as it is; the box's y is upwards.
    private static IEnumerable<(double X, double Y)> Round((double X, double Y) at, double half) => [(at.X - half, -at.Y), (at.X + half, -at.Y), (at.X, -at.Y - half), (at.X, -at.Y + half)];
}
