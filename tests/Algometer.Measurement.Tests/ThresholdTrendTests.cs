using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Trends;

namespace Algometer.Measurement.Tests;

public sealed class ThresholdTrendTests
{
    private static readonly TestPlace _place = new("upper-trapezius", "Upper trapezius, left", BodySide.Left, 600);
    private static readonly DetectableChange _mdc = new(44, "Geri 2022");

    [Fact]
    public void Changes_are_judged_against_the_first_and_the_one_before()
    {
        ThresholdTrend trend = Assert.Single(ThresholdTrend.Of([Run(1, 200), Run(3, 270), Run(2, 230)], _mdc));
        Assert.Equal([200, 230, 270], trend.Points.Select(point => point.Kpa!.Value));
        Assert.Equal([null, false, true], trend.Points.Select(point => point.SinceFirst?.IsReal));
        Assert.Equal([null, false, false], trend.Points.Select(point => point.SincePrevious?.IsReal));
        Assert.Equal(200, trend.FirstKpa);
    }

    [Fact]
    public void An_unanswered_value_is_above_the_cut_off_and_never_a_number()
    {
        ThresholdTrend trend = Assert.Single(ThresholdTrend.Of([Run(1, 500), Run(2, 560, censored: 1), Run(3, 520)], _mdc));
        Assert.Equal((null, 600.0), (trend.Points[1].Kpa, trend.Points[1].AboveKpa!.Value));
        Assert.Null(trend.Points[1].SinceFirst);
        Assert.Equal(20, trend.Points[2].SincePrevious!.ChangeKpa);
    }

    [Fact]
    public void Protocols_and_simulated_values_are_never_joined_with_others()
    {
        IReadOnlyList<ThresholdTrend> trends = ThresholdTrend.Of([Run(1, 200), Run(2, 210, protocol: "ppt-30"), Run(3, 220, simulated: true), Run(4, 205)], null);
        Assert.Equal([2, 1, 1], trends.Select(trend => trend.Points.Count));
        Assert.Null(trends[0].Points[1].SinceFirst!.IsReal);
    }

    private static TrendRun Run(int day, double kpa, int censored = 0, string protocol = "ppt-50", bool simulated = false) => new(
        $"R{day}",
        new DateTimeOffset(2026, 11, day, 9, 0, 0, TimeSpan.Zero),
        protocol,
        protocol,
        simulated,
        [new PlaceResult { Place = _place, Thresholds = new TrialSummary([kpa, kpa], censored), CutOffKpa = 600 }]);
}
