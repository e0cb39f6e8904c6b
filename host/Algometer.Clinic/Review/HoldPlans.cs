using Algometer.Measurement.Easing;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Review;

/// <summary>What the holds of a session were told when they began, and what is taken for those of which the record does not say it.</summary>
internal sealed class HoldPlans
{
    private readonly List<(double From, double Until, PlanReport Plan, EasingOptions Options)> _planned = [];
    private readonly PlanReport _other;
    private readonly EasingOptions _otherOptions;

    private HoldPlans(RecordStore store, SessionSummary session)
    {
        long first = session.FirstDeviceMicroseconds ?? 0;
        SessionEvent[] events = [.. store.ReadEvents(session.Id).Where(happened => happened.Kind is HoldPlan.Kind or HoldPlan.EndKind)];
        for (int i = 0; i < events.Length; i++)
        {
            if (string.Equals(events[i].Kind, HoldPlan.Kind, StringComparison.Ordinal) && HoldPlan.Read(events[i].Text) is { } plan)
            {
                EasingOptions options = plan.Options();
                double until = i + 1 < events.Length ? (events[i + 1].DeviceMicroseconds - first) * 1e-6 : double.PositiveInfinity;
                _planned.Add(((events[i].DeviceMicroseconds - first) * 1e-6, until, PlanReport.Of(PlanReport.Recorded, options), options));
            }
        }

        (_otherOptions, string source) = Guess(store, session);
        _other = PlanReport.Of(source, _otherOptions);
    }

    /// <summary>When judging begins anew: at the begin and the end of each planned hold, s since the first sample.</summary>
    public IReadOnlyList<double> Cuts => [.. _planned.SelectMany(plan => (double[])[plan.From, plan.Until]).Where(double.IsFinite).Distinct().Order()];

    /// <summary>Reads them.</summary>
    public static HoldPlans Of(RecordStore store, string sessionId) => new(store, store.ReadSession(sessionId));

    /// <summary>What the detector is told at a time, s since the first sample.</summary>
    public EasingOptions OptionsAt(double seconds) => At(seconds) is { } found ? _planned[found].Options : _otherOptions;

    /// <summary>The same for a reader.</summary>
    public PlanReport ReportAt(double seconds) => At(seconds) is { } found ? _planned[found].Plan : _other;

    private int? At(double seconds) => _planned.FindLastIndex(plan => plan.From <= seconds && seconds < plan.Until) is >= 0 and var found ? found : null;

    // A session at home is pressed on the ball; a tip with an area is a probe. Otherwise nobody knows.
    private static (EasingOptions Options, string Source) Guess(RecordStore store, SessionSummary session)
    {
        foreach (string id in store.ReadLinks(session.Id).Select(link => link.DocumentId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (HomeKind(store, id) is { } kind)
            {
                return (new EasingOptions { Tool = PressingTool.Ball }, kind);
            }
        }

        return (new EasingOptions(), session.Description.TipAreaCm2 > 0 ? PlanReport.ByTip : PlanReport.NotKnown);
    }

    private static string? HomeKind(RecordStore store, string id)
    {
        try
        {
            return store.Documents.Read(id).Kind is DocumentKinds.HomeSession or DocumentKinds.HomeRange ? PlanReport.AtHome : null;
        }
        catch (RecordStoreException missing) when (missing.Problem == RecordStoreProblem.NotFound)
        {
            // A link may outlive its document.
            return null;
        }
    }
}

/// <summary>What a hold was judged as, and how that is known.</summary>
/// <param name="Source">recorded, at-home, by-tip, not-known.</param>
/// <param name="Tool">probe or ball.</param>
/// <param name="HoldS">Planned length, s.</param>
/// <param name="TargetN">Force aimed at, N; null for the first steady level.</param>
/// <param name="BandLowN">Lower end of the band, N; null when there was none or it is not known.</param>
/// <param name="BandHighN">Upper end of the band, N; the same.</param>
/// <param name="Words">The same in a sentence.</param>
public sealed record PlanReport(string Source, string Tool, double HoldS, double? TargetN, double? BandLowN, double? BandHighN, string Words)
{
    /// <summary>The record says what the hold was told.</summary>
    public const string Recorded = "recorded";
    /// <summary>A session at home is pressed on the ball.</summary>
    public const string AtHome = "at-home";
    /// <summary>A tip with an area is a probe.</summary>
    public const string ByTip = "by-tip";
    /// <summary>Nobody knows.</summary>
    public const string NotKnown = "not-known";

    /// <summary>Describes what a hold is judged as.</summary>
    public static PlanReport Of(string source, EasingOptions options)
    {
        string tool = options.Tool == PressingTool.Ball ? "ball" : "probe";
        string told = FormattableString.Invariant($"{tool}, {options.HoldSeconds:0} s{(options.TargetNewtons is { } target ? FormattableString.Invariant($", {target:0.#} N") : "")}");
        return new PlanReport(source, tool, options.HoldSeconds, options.TargetNewtons, options.BandLowNewtons, options.BandHighNewtons, source switch
        {
            Recorded => $"Judged as it was planned: {told}.",
            AtHome => $"Length and force are not known; it was pressed at home, on the ball: judged as {told}.",
            ByTip => $"Length and force are not known; the tip is a probe's: judged as {told}.",
            _ => $"Tool, length and force are not known: judged as {told}.",
        });
    }
}
