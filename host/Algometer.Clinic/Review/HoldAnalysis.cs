using System.Text.Json;
using Algometer.Measurement.Easing;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Store;

namespace Algometer.Clinic.Review;

/// <summary>What the easing detector is told when a session is judged again; what is not told is as for a live hold.</summary>
/// <param name="Tool">probe or ball.</param>
/// <param name="HoldSeconds">Planned length of a hold, s, 5 to 600.</param>
/// <param name="TargetNewtons">Force aimed at, N; null for the first steady level.</param>
/// <param name="BandLowNewtons">Lower end of the band, N; null for 85 % of the level.</param>
/// <param name="BandHighNewtons">Upper end of the band, N; null for 115 % of the level.</param>
/// <param name="Possible">Evidence from which on "possibly easing" is said; null for the calibrated one.</param>
/// <param name="Likely">Evidence from which on "easing" is said; null for the calibrated one.</param>
public sealed record AnalysisOptions(PressingTool Tool = PressingTool.Probe, double HoldSeconds = 60, double? TargetNewtons = null, double? BandLowNewtons = null, double? BandHighNewtons = null, double? Possible = null, double? Likely = null)
{
    /// <summary>For the detector.</summary>
    /// <exception cref="ArgumentException">They cannot be used; the message says why.</exception>
    public EasingOptions Options()
    {
        if (Possible is null != Likely is null || Possible <= 0 || Likely < Possible || Likely > 100)
        {
            throw new ArgumentException("Give both thresholds or none: 'possibly' above 0, 'easing' at least as high and at most 100.");
        }

        var options = new EasingOptions
        {
            Tool = Tool,
            HoldSeconds = HoldSeconds,
            TargetNewtons = TargetNewtons,
            BandLowNewtons = BandLowNewtons,
            BandHighNewtons = BandHighNewtons,
            Thresholds = Possible is { } possible ? new EasingThresholds(possible, Likely!.Value) : null,
        };
        return options.Problem() is { } problem ? throw new ArgumentException(problem) : options;
    }
}

/// <summary>
/// A judgement of a session's holds, kept with the version of the method and everything it was told. It is never changed: judging again
/// makes another one beside it.
/// </summary>
public sealed record HoldAnalysis
{
    /// <summary>Kind of the document.</summary>
    public const string Kind = "analysis";

    private const double LeastSeconds = 5;
    private const double PassiveEverySeconds = 0.5;

    /// <summary>The method and its version.</summary>
    public required string Detector { get; init; }

    /// <summary>The program.</summary>
    public required string Software { get; init; }

    /// <summary>Who asked for it; empty for the program itself.</summary>
    public string By { get; init; } = "";

    /// <summary>What it was told for all holds; null when each was judged as it was planned.</summary>
    public AnalysisOptions? Options { get; init; }

    /// <summary>The holds. Written with the names of `algometer analyse`.</summary>
    public required JsonElement Holds { get; init; }

    /// <summary>Judges a session.</summary>
    /// <param name="store">The record.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="options">What all holds are judged as; null for what each was planned as.</param>
    /// <param name="by">Who asks.</param>
    public static HoldAnalysis Of(RecordStore store, string sessionId, AnalysisOptions? options, string? by)
    {
        LetOffAnswers answers = LetOffAnswers.Of(store, sessionId);
        (FoundHold Hold, PlanReport? Plan)[] found = [.. Find(store, sessionId, options).Where(found => found.Hold.EndSeconds - found.Hold.StartSeconds >= LeastSeconds)];
        HoldReport[] holds = [.. found.Select((one, index) => HoldReport.Of(
            sessionId,
            "",
            one.Hold,
            answers.Between(one.Hold.StartSeconds, index + 1 < found.Length ? found[index + 1].Hold.StartSeconds : double.PositiveInfinity)) with { Plan = one.Plan })];
        return new HoldAnalysis
        {
            Detector = $"easing {EasingDetector.Version}",
            Software = $"Algometer {ProgramVersion.Text}",
            By = by ?? "",
            Options = options,
            Holds = JsonSerializer.SerializeToElement(holds, HoldReport.Json),
        };
    }

    /// <summary>The holds of a session, with what each was judged as where that is the record's own.</summary>
    public static IEnumerable<(FoundHold Hold, PlanReport? Plan)> Find(RecordStore store, string sessionId, AnalysisOptions? options)
    {
        if (options is not null)
        {
            return HoldFinder.FindAll(store.ReadSamples(sessionId), options.Options(), PassiveEverySeconds).Select(hold => (hold, (PlanReport?)null));
        }

        var plans = HoldPlans.Of(store, sessionId);
        return HoldFinder.FindAll(store.ReadSamples(sessionId), plans.OptionsAt, plans.Cuts, PassiveEverySeconds).Select(hold => (hold, (PlanReport?)plans.ReportAt(hold.OffsetSeconds)));
    }

    /// <summary>A document's content.</summary>
    public static HoldAnalysis Read(StoredDocument document) => DocumentBody.Read<HoldAnalysis>(document);

    /// <summary>The holds, read.</summary>
    public IReadOnlyList<HoldReport> ReadHolds() => Holds.Deserialize<HoldReport[]>(HoldReport.Json) ?? [];
}
