using Algometer.Measurement.Ramp;

namespace Algometer.Records.Documents;

/// <summary>An entry as a line of the page.</summary>
public sealed record EntryView(
    int Ordinal,
    StepKind Kind,
    string Place,
    string Site,
    BodySide Side,
    int Round,
    int Attempt,
    bool Conditioned,
    string Words,
    double? ThresholdKpa,
    bool Counts,
    double? Rate,
    double? RSquared,
    double? PeakKpa,
    double? OvershootKpa,
    double? BiasLowKpa,
    double? BiasHighKpa,
    AnswerSource AnsweredBy,
    long CalibrationId,
    IReadOnlyList<int> Ratings,
    IReadOnlyList<string> Reasons)
{
    /// <summary>Describes an entry.</summary>
    public static EntryView Of(RunEntry entry) => new(
        entry.Ordinal,
        entry.Kind,
        entry.Place.Name,
        entry.Place.SiteId,
        entry.Place.Side,
        entry.Round,
        entry.Attempt,
        entry.Conditioned,
        Describe(entry),
        JsonNumber.Finite(entry.Trial?.ThresholdKpa ?? double.NaN, 1),
        entry.Counts,
        JsonNumber.Finite(entry.Trial?.RateKpaPerSecond ?? double.NaN, 1),
        JsonNumber.Finite(entry.Trial?.RSquared ?? double.NaN, 4),
        JsonNumber.Finite(entry.Trial?.PeakKpa ?? double.NaN, 1),
        JsonNumber.Finite(entry.Trial?.OvershootKpa ?? double.NaN, 1),
        JsonNumber.Finite(entry.Trial?.ReactionBiasLowKpa ?? double.NaN, 1),
        JsonNumber.Finite(entry.Trial?.ReactionBiasHighKpa ?? double.NaN, 1),
        entry.AnsweredBy,
        entry.CalibrationId,
        entry.Ratings,
        [.. entry.DiscardReason is null ? [] : (string[])[$"Discarded: {entry.DiscardReason}"], .. TrialFlawWords.Of(entry.Flaws | (entry.Trial?.Flaws ?? TrialFlaws.None))]);

    private static string Describe(RunEntry entry) => entry switch
    {
        { Trial: { } trial } => trial.Words(),
        { Kind: StepKind.AfterSensation } => FormattableString.Invariant($"{entry.Ratings[0]}/10 after {entry.AfterSeconds:0} s"),
        { Kind: StepKind.Conditioning } => "conditioning on",
        { LevelKpa: { } level, Ratings.Count: > 0 } => FormattableString.Invariant($"{level:0} kPa: {string.Join(" ", entry.Ratings)}"),
        { LevelKpa: { } level } => FormattableString.Invariant($"{level:0} kPa, ended"),
        _ => "no threshold to take a part of",
    };
}
