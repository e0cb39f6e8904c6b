using System.Globalization;
using System.Text;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Units;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>The uncertainty computed from the parts list, held against what the product states: about 2 % at 300 kPa and 5 % at 50 kPa with k = 2.</summary>
public sealed class BudgetTests
{
    private static readonly ProbeBudget _probe = ProbeBudget.Read();

    [Fact]
    public void It_is_about_2_percent_at_300_kPa_and_5_percent_at_50()
    {
        Assert.Equal(2, _probe.At(300).ExpandedPercent, 0.5);
        Assert.Equal(5, _probe.At(50).ExpandedPercent, 0.75);
        Assert.Contains("about 2 % at 300 kPa and 5 % at 50 kPa", File.ReadAllText(Path.Combine(Checkout.Root, "hardware", "README.md")), StringComparison.Ordinal);
        Assert.Equal("Tilt in use", _probe.At(300).Parts.MaxBy(part => part.StandardNewtons)!.Name);
        Assert.Equal("Converter's delay", _probe.At(50).Parts.MaxBy(part => part.StandardNewtons)!.Name);

        // 50 kPa/s times 25 ms: 1.25 kPa late at most.
        Assert.Equal(1.25, 10 * Math.Sqrt(3) * _probe.At(50).Parts.Single(part => part.Name is "Converter's delay").StandardNewtons, 0.001);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(500)]
    public void Acted_readings_err_as_the_root_of_squares_says_within_a_tenth(double kilopascals)
    {
        UncertaintyBudget budget = _probe.At(kilopascals);
        var acted = MonteCarlo.Of(_probe.Setup(), budget, kilopascals, TipArea.OneSquareCentimeter.SquareCentimeters);
        Assert.InRange(acted.Within / budget.ExpandedPercent, 0.9, 1.1);
        Assert.True(acted.Mean < 0, "Delay and wear read low.");
    }

    [Fact]
    public void The_certificates_budget_is_the_papers()
    {
        // The product's own defaults are the figures of the table: certificate, page and terminal reckon with the same.
        Assert.Equal(new UseConditions(), _probe.Setup().Use with { NoiseNewtons = new UseConditions().NoiseNewtons });
        Assert.Equal(new UseConditions().NoiseNewtons, _probe.NoiseNewtons, 0.00002);
    }

    [Theory]
    [InlineData("tilt", 15)]
    [InlineData("hysteresis", 0.5)]
    [InlineData("diameter_error", 0.1)]
    [InlineData("nonlinearity", 0.3)]
    public void A_worse_part_or_hand_is_seen(string quantity, double value) => Assert.True(_probe.With(quantity, value).At(300).ExpandedPercent > _probe.At(300).ExpandedPercent * 1.1);

    [Fact]
    public void Noise_follows_from_converter_and_cell()
    {
        // 90 nV over 3.3 mV per 196.1 N; half of it with the 2 mV/V that the firmware's built-in values stand for.
        Assert.Equal(0.00535, _probe.NoiseNewtons, 0.00002);
        Assert.Equal(0.0027, _probe.With("sensitivity", 2).NoiseNewtons, 0.00003);
    }

    [Fact]
    public void The_parts_are_those_of_the_parts_list()
    {
        string list = File.ReadAllText(Path.Combine(MadeText.Folder, "parts.csv"));
        Assert.All(Table.Read("uncertainty.csv").Select(row => row["part"]).Where(part => part is not ("Room" or "Hand" or "Tip")), part => Assert.Contains(part, list, StringComparison.Ordinal));
    }

    [Fact]
    public void Table_and_picture_are_those_of_the_data()
    {
        UncertaintyBudget budget = _probe.At(300);
        var table = new StringBuilder("| source | u, N | u, % | how |\n|---|---|---|---|\n");
        foreach (UncertaintyComponent part in budget.Parts.OrderByDescending(part => part.StandardNewtons))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {part.Name} | {part.StandardNewtons:0.0000} | {100 * part.StandardNewtons / budget.Newtons:0.000} | {part.How} |\n");
        }

        table.Append(CultureInfo.InvariantCulture, $"| **together, k = 2** | **{budget.ExpandedNewtons:0.000}** | **{budget.ExpandedPercent:0.00}** | **{10 * budget.ExpandedNewtons:0.0} kPa at 300 kPa** |\n");
        MadeText.HoldBetweenMarks("uncertainty.md", "budget", table.ToString());
        double[] tilts = [0, 5, 7.5, 10, 15];
        var range = new StringBuilder("| pressure | " + string.Join(" | ", tilts.Select(tilt => FormattableString.Invariant($"tilt ≤ {tilt}°"))) + " |\n|---|" + string.Concat(tilts.Select(_ => "---|")) + "\n");
        foreach (double kilopascals in new double[] { 50, 100, 200, 300, 500, 1000 })
        {
            range.Append(CultureInfo.InvariantCulture, $"| {kilopascals} kPa | {string.Join(" | ", tilts.Select(tilt => _probe.With("tilt", tilt).At(kilopascals)).Select(at => FormattableString.Invariant($"{at.ExpandedPercent:0.0} % = {10 * at.ExpandedNewtons:0.0} kPa")))} |\n");
        }

        MadeText.HoldBetweenMarks("uncertainty.md", "range", range.ToString());
        var ways = new StringBuilder("| pressure | root of squares, k = 2 | acted: 95 % err by no more | acted: 95 % lie between | mean |\n|---|---|---|---|---|\n");
        foreach (double kilopascals in new double[] { 50, 100, 200, 300, 500 })
        {
            UncertaintyBudget at = _probe.At(kilopascals);
            var acted = MonteCarlo.Of(_probe.Setup(), at, kilopascals, TipArea.OneSquareCentimeter.SquareCentimeters);
            ways.Append(CultureInfo.InvariantCulture, $"| {kilopascals} kPa | {at.ExpandedPercent:0.0} % | {acted.Within:0.0} % | {acted.Low:0.0} to {acted.High:+0.0} % | {acted.Mean:0.0} % |\n");
        }

        MadeText.HoldBetweenMarks("uncertainty.md", "two-ways", ways.ToString());
        MadeText.Hold("uncertainty.svg", BarPicture.Of(budget, "Where the probe's uncertainty at 300 kPa comes from"));
    }
}
