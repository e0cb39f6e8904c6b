using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Trends;

/// <summary>A run as a trend sees it.</summary>
/// <param name="Id">The run.</param>
/// <param name="At">When it began.</param>
/// <param name="ProtocolId">Its protocol: thresholds of different protocols are never joined.</param>
/// <param name="ProtocolName">The protocol's name for people.</param>
/// <param name="Simulated">Whether the sensor was simulated; simulated values are never joined with real ones.</param>
/// <param name="Results">What it found.</param>
public sealed record TrendRun(string Id, DateTimeOffset At, string ProtocolId, string ProtocolName, bool Simulated, IReadOnlyList<PlaceResult> Results);

/// <summary>One value of a trend.</summary>
/// <param name="RunId">The run.</param>
/// <param name="At">When.</param>
/// <param name="Kpa">Mean of the trials that count, kPa; null when a trial was unanswered up to the cut-off.</param>
/// <param name="AboveKpa">The cut-off that an unanswered trial reached, kPa; null where the value is a number.</param>
/// <param name="Trials">How many trials count.</param>
/// <param name="SinceFirst">Change since the first value, judged; null for the first and where either is no number.</param>
/// <param name="SincePrevious">Change since the value before, judged; null likewise.</param>
public sealed record TrendPoint(string RunId, DateTimeOffset At, double? Kpa, double? AboveKpa, int Trials, ChangeVerdict? SinceFirst, ChangeVerdict? SincePrevious);

/// <summary>Thresholds of one place over time, by one protocol.</summary>
/// <param name="Place">Where.</param>
/// <param name="ProtocolId">How.</param>
/// <param name="ProtocolName">The same for people.</param>
/// <param name="Simulated">Whether all of it is simulated.</param>
/// <param name="Points">Values in order of time.</param>
public sealed record ThresholdTrend(TestPlace Place, string ProtocolId, string ProtocolName, bool Simulated, IReadOnlyList<TrendPoint> Points)
{
    /// <summary>The first value that is a number, kPa: the middle of the band of measurement error; null when there is none.</summary>
    public double? FirstKpa => Points.FirstOrDefault(point => point.Kpa is not null)?.Kpa;

    /// <summary>One trend a place, protocol and kind of sensor; places in the order in which they were first measured.</summary>
    /// <param name="runs">Runs in any order.</param>
    /// <param name="mdc">What changes are judged against; null when nothing is known.</param>
    public static IReadOnlyList<ThresholdTrend> Of(IEnumerable<TrendRun> runs, DetectableChange? mdc) =>
    [
        .. runs.OrderBy(run => run.At).SelectMany(run => run.Results.Select(result => (run, result)))
            .GroupBy(pair => (pair.result.Place.Key, pair.run.ProtocolId, pair.run.Simulated))
            .Select(group => new ThresholdTrend(group.First().result.Place, group.Key.ProtocolId, group.First().run.ProtocolName, group.Key.Simulated, Judged([.. group], mdc))),
    ];

    private static List<TrendPoint> Judged(IReadOnlyList<(TrendRun Run, PlaceResult Result)> values, DetectableChange? mdc)
    {
        var points = new List<TrendPoint>(values.Count);
        double? first = null;
        double? previous = null;
        foreach ((TrendRun run, PlaceResult result) in values)
        {
            double? now = result.Kpa;
            points.Add(new TrendPoint(
                run.Id,
                run.At,
                now,
                result.Thresholds.Censored > 0 ? result.CutOffKpa : null,
                result.Thresholds.ValuesKpa.Count + result.Thresholds.Censored,
                Judge(first, now, mdc),
                Judge(previous, now, mdc)));
            first ??= now;
            previous = now ?? previous;
        }

        return points;
    }

    private static ChangeVerdict? Judge(double? before, double? now, DetectableChange? mdc) => before is { } then && now is { } value ? new ChangeVerdict(value - then, mdc) : null;
}
