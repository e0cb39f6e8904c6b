using Algometer.Measurement.Calibration;

namespace Algometer.Measurement.Tests;

public sealed class CalibrationMassesTests
{
    public static TheoryData<string> Tools => [.. CalibrationMasses.All.Select(masses => masses.Tool)];

    [Theory]
    [MemberData(nameof(Tools))]
    public void They_reach_half_of_the_largest_limit_and_stay_well_below_it(string tool)
    {
        var masses = CalibrationMasses.Named(tool);
        double largest = masses.MassesKg[^1] * Gravity.Standard;
        Assert.InRange(largest, masses.LargestLimitNewtons / 2, 0.95 * masses.LargestLimitNewtons);
        new CalibrationSetup { MassesKg = masses.MassesKg }.Check(2 * masses.LargestLimitNewtons);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void Each_is_laid_together_from_single_pieces(string tool) => Assert.All(CalibrationMasses.Named(tool).MassesKg, mass =>
    {
        IReadOnlyList<double> pieces = CalibrationMasses.Laid(mass);
        Assert.Equal(mass, pieces.Sum());
        Assert.Distinct(pieces);
        Assert.Subset(CalibrationMasses.PiecesKg.ToHashSet(), pieces.ToHashSet());
    });

    [Fact]
    public void What_cannot_be_laid_and_a_tool_that_is_none_are_refused()
    {
        Assert.Contains("4 kg cannot be laid", Assert.Throws<ArgumentException>(() => CalibrationMasses.Laid(4)).Message, StringComparison.Ordinal);
        Assert.Contains("probe or ball", Assert.Throws<ArgumentException>(() => CalibrationMasses.Named("spoon")).Message, StringComparison.Ordinal);
        Assert.Same(CalibrationMasses.Ball, CalibrationMasses.Named("Ball"));
    }

    [Theory]
    [InlineData(60, "probe")]
    [InlineData(100, "probe")]
    [InlineData(100.5, "ball")]
    [InlineData(250, "ball")]
    public void The_highest_limit_of_a_device_tells_its_tool(double capNewtons, string tool) => Assert.Equal(tool, CalibrationMasses.Of(capNewtons).Tool);
}
