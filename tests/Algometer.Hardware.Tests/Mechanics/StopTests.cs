namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>
/// The stop takes the load before the cell is overloaded, and not before the largest limit has been measured: a stop that carries part of the
/// load makes the device read low. Heights come from the committed meshes, not from the drawings' own sums.
/// </summary>
public sealed class StopTests
{
    private static readonly Parameters _parameters = Parameters.Read();

    [Fact]
    public void The_probes_stop_engages_between_its_largest_limit_and_the_cells_rating()
    {
        OverloadStop stop = Stops.Probe(_parameters);
        Assert.Empty(stop.Flaws(_parameters["probe_largest_cap"], _parameters["bar_rated"]));
        Assert.InRange(stop.NominalNewtons, 125, 150);
    }

    [Fact]
    public void The_balls_stop_engages_between_its_largest_limit_and_the_cells_rating()
    {
        OverloadStop stop = Stops.Ball(_parameters);
        Assert.Empty(stop.Flaws(_parameters["ball_largest_cap"] * (1 + _parameters["ball_stop_margin"]), _parameters["button_rated"]));
        Assert.True(_parameters["ball_stop_margin"] >= 0.1, "The ball's stop must stay a tenth above the largest limit.");
        Assert.InRange(stop.NominalNewtons, 300, 340);
    }

    [Fact]
    public void Plastic_that_gives_brings_the_stop_nearer()
    {
        // Softer than reckoned with, the ball's stop would carry load below its margin; the drawing before had no room for any give.
        Assert.True(Stops.Ball(_parameters.With("ball_give", 0.0015)).LeastNewtons < Stops.Ball(_parameters).LeastNewtons - 5);
        Assert.NotEmpty(Stops.Ball(_parameters.With("ball_give", 0.002)).Flaws(275, 490));
        Assert.Equal(119.2, Stops.Probe(_parameters.With("probe_give", 1e-9)).LeastNewtons, 0.2);
        Assert.Equal(108.6, Stops.Probe(_parameters).LeastNewtons, 0.2);
    }

    [Fact]
    public void The_foot_that_presses_the_balls_springs_hardly_bows()
    {
        // As it was: 5.2 mm left above the rubber, held by its screws 30 mm from the middle. The stop came below its margin.
        double stiffest = Stops.Bows(5.2, 30, 2000, 0.4) * 1.4 / 3.4;
        double softest = Stops.Bows(5.2, 30, 1500, 0.4);
        Assert.InRange(281 * stiffest, 0.15, 0.2);
        Assert.InRange(281 * softest, 0.5, 0.65);
        Assert.InRange(Stops.Ball(_parameters, softest).LeastNewtons, 255, 268);

        Assert.InRange(Stops.BallBow(_parameters) * Stops.Ball(_parameters).MostNewtons, 0.01, 0.15);
        Assert.Equal(_parameters["ball_foot_thickness"] - _parameters["ball_grip_recess"], Stops.FootThickness, 0.02);
    }

    [Theory]
    [InlineData("disc_thickness", 0.5)]
    [InlineData("probe_discs", 4)]
    [InlineData("bar_rated", 98.1)]
    [InlineData("probe_largest_cap", 150)]
    public void A_stop_that_is_too_deep_or_too_early_is_found(string name, double value)
    {
        Parameters wrong = _parameters.With(name, value);
        Assert.NotEmpty(Stops.Probe(wrong).Flaws(wrong["probe_largest_cap"], wrong["bar_rated"]));
    }

    [Fact]
    public void A_deeper_gap_is_found_in_the_mesh()
    {
        // A stop washer that lies 2 mm too low, which leaves 3 mm to go.
        OverloadStop stop = Stops.Probe(_parameters, gapMore: 2);
        Assert.NotEmpty(stop.Flaws(_parameters["probe_largest_cap"], _parameters["bar_rated"]));
    }

    [Theory]
    [InlineData(8, 4.2, 0.3, 0.25, 0.75, 118)]
    [InlineData(10, 5.2, 0.4, 0.3, 0.75, 209)]
    [InlineData(16, 8.2, 0.4, 0.5, 0.75, 154)]
    [InlineData(20, 10.2, 0.8, 0.55, 0.75, 748)]
    public void The_disc_formula_gives_the_loads_of_the_standards_table(double outer, double inner, double thickness, double cone, double part, double newtons) =>
        Assert.Equal(newtons, new DiscSpring(outer, inner, thickness, cone).Force(part * cone), 0.015 * newtons);

    [Fact]
    public void What_the_foots_heads_give_is_in_the_balls_stop_and_its_margin_is_said()
    {
        // The pockets leave 1.8 mm under the heads: a tenth of the bow.
        Assert.InRange(Stops.BallHeads(_parameters) / Stops.BallBow(_parameters), 0.08, 0.13);
        OverloadStop stop = Stops.Ball(_parameters);
        double without = Stops.Ball(_parameters, Stops.BallBow(_parameters) - Stops.BallHeads(_parameters)).LeastNewtons;
        Assert.InRange(without - stop.LeastNewtons, 0.1, 0.4);
        double cap = _parameters["ball_largest_cap"];
        double margin = stop.LeastNewtons - (cap * (1 + _parameters["ball_stop_margin"]));
        string readme = File.ReadAllText(Path.Combine(Drawings.Folder, "README.md")).ReplaceLineEndings(" ");
        Assert.Contains(FormattableString.Invariant($"{without - stop.LeastNewtons:0.0} N of it under the heads and round the inserts"), readme, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"{stop.LeastNewtons - cap:0} N above the largest limit, {margin:0.0} N above that tenth"), readme, StringComparison.Ordinal);
        double bow = Stops.BallBow(_parameters);
        Assert.Contains(FormattableString.Invariant($"{bow * stop.BeginsNewtons:0.00} mm at most at rest, {bow * stop.MostNewtons:0.00} mm at the stop"), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_disc_on_the_edge_of_its_washers_hole_shifts_no_stop_out_of_its_bounds()
    {
        // ISO 7089 lets the hole of M8 be 8.62 mm, and a disc stands on 8.2 mm by the drawing: its lever is shorter, and one of eight is stiffer by as much.
        double lever = (_parameters["disc_outer"] - _parameters["disc_inner"]) / (_parameters["disc_outer"] - 8.62);
        Assert.Equal(1.057, lever, 0.001);
        double more = (lever - 1) / _parameters["probe_discs"];
        (double probe, double ball) = (Stops.Probe(_parameters).MostNewtons, Stops.Ball(_parameters).MostNewtons);
        Assert.True(probe * (1 + more) < _parameters["bar_rated"] && ball * (1 + more) < _parameters["button_rated"], "The stop would engage too late.");
        Assert.Contains(FormattableString.Invariant($"{ball * more:0} N of the ball's stop, {probe * more:0} N of the probe's"), File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_stop_carries_a_person()
    {
        // The whole weight on the neck, in compression: below 5 N/mm², an eighth of what printed PETG yields at.
        Mesh ball = Drawings.Committed("ball_base");
        double ring = ball.LevelArea(ball.Levels(900, up: true)[^1], up: true);
        Assert.InRange(_parameters["ball_body_weight"] / ring, 0, 5);
    }
}
