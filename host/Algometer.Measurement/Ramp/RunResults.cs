using Algometer.Measurement.Agreement;

namespace Algometer.Measurement.Ramp;

/// <summary>What a run found at one place.</summary>
public sealed record PlaceResult
{
    /// <summary>Where.</summary>
    public required TestPlace Place { get; init; }

    /// <summary>Thresholds that count, before any conditioning.</summary>
    public required TrialSummary Thresholds { get; init; }

    /// <summary>Cut-off in force, kPa.</summary>
    public double CutOffKpa { get; init; }

    /// <summary>Temporal summation; null when not tested.</summary>
    public TemporalSummation? Summation { get; init; }

    /// <summary>Conditioned pain modulation; null when not tested.</summary>
    public ConditionedModulation? Modulation { get; init; }

    /// <summary>Stimulus–response; null when not tested.</summary>
    public StimulusResponse? Response { get; init; }

    /// <summary>Ratings after the pressure, by seconds.</summary>
    public IReadOnlyList<AfterRating> AfterSensations { get; init; } = [];

    /// <summary>The value to report, kPa: the mean of all; null when a ramp was unanswered or none counts.</summary>
    public double? Kpa => Thresholds.MeanKpa;
}

/// <summary>A rating some time after the pressure.</summary>
/// <param name="Seconds">Time, s.</param>
/// <param name="Rating">0 to 10.</param>
public sealed record AfterRating(double Seconds, int Rating);

/// <summary>A difference between two places.</summary>
/// <param name="Site">Site id.</param>
/// <param name="DifferenceKpa">Left less right, kPa.</param>
/// <param name="PercentOfMean">Part of the mean of both, %.</param>
public sealed record SideDifference(string Site, double DifferenceKpa, double PercentOfMean);

/// <summary>Makes results of entries; discarded and invalid ones never enter.</summary>
public static class RunResults
{
    /// <summary>One result a place, in order of first entry.</summary>
    public static IReadOnlyList<PlaceResult> Of(IEnumerable<RunEntry> entries) =>
    [
        .. entries.Where(entry => entry.Counts).GroupBy(entry => entry.Place.Key, StringComparer.Ordinal).Select(group =>
        {
            RunEntry[] all = [.. group];
            RunEntry[] ramps = [.. all.Where(entry => entry is { Kind: StepKind.Ramp, Conditioned: false })];
            var thresholds = Summary(ramps);
            var conditioned = Summary([.. all.Where(entry => entry is { Kind: StepKind.Ramp, Conditioned: true })]);
            return new PlaceResult
            {
                Place = all[0].Place,
                Thresholds = thresholds,
                CutOffKpa = ramps.Length == 0 ? double.NaN : ramps[0].Trial!.CutOffKpa,
                Summation = all.FirstOrDefault(entry => entry.Kind == StepKind.Pulses) is { } train ? TemporalSummation.Of(train.Ratings) : null,
                Modulation = thresholds.MeanKpa is { } before && conditioned.MeanKpa is { } under ? new ConditionedModulation(before, under) : null,
                Response = StimulusResponse.Of(all.Where(entry => entry is { Kind: StepKind.Level, Ratings.Count: > 0, MeansKpa.Count: > 0 }).Select(entry => (entry.MeansKpa[0], (double)entry.Ratings[0]))),
                AfterSensations = [.. all.Where(entry => entry.Kind == StepKind.AfterSensation).Select(entry => new AfterRating(entry.AfterSeconds ?? 0, entry.Ratings[0])).OrderBy(after => after.Seconds)],
            };
        }).Where(result => result.Thresholds.ValuesKpa.Count + result.Thresholds.Censored > 0),
    ];

    /// <summary>Left against right, where both were measured.</summary>
    public static IReadOnlyList<SideDifference> Sides(IReadOnlyList<PlaceResult> results) =>
    [
        .. results.Where(left => left.Place.Side == BodySide.Left).SelectMany(left => results
            .Where(right => right.Place.Side == BodySide.Right && string.Equals(right.Place.SiteId, left.Place.SiteId, StringComparison.Ordinal) && left.Kpa is not null && right.Kpa is not null)
            .Select(right => new SideDifference(left.Place.SiteId, left.Kpa!.Value - right.Kpa!.Value, 200 * (left.Kpa.Value - right.Kpa.Value) / (left.Kpa.Value + right.Kpa.Value)))),
    ];

    private static TrialSummary Summary(RunEntry[] ramps) => new(
        [.. ramps.Where(entry => entry.Trial!.ThresholdKpa is not null).Select(entry => entry.Trial!.ThresholdKpa!.Value)],
        ramps.Count(entry => entry.Trial!.Censored));
}
