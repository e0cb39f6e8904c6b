using System.Text;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;

namespace Algometer.Measurement.Home;

/// <summary>
/// Ids of all words that patients see or hear. English stands in <c>seeds/guidance.json</c>, other languages beside it; <see cref="All"/> lists what
/// each of them must have.
/// </summary>
public static class TextIds
{
    /// <summary>Call for help now.</summary>
    public const string Emergency = "screen.emergency";

    /// <summary>A pair without a reason of its own.</summary>
    public const string PairNotListed = "pair.not-listed";

    private static readonly string[] _fixed =
    [
        Emergency, PairNotListed,
        "screen.intro", "screen.cleared", "screen.refused", "place.intro", "place.confirm", "movement.rate-before", "movement.rate-after", "movement.late",
        "check.unload", "check.disconnected", "check.no-ball", "check.calibration", "check.limit", "check.self-test", "check.moving", "check.fit",
        "approach.slowly", "approach.too-fast", "hold.begin", "hold.target", "pain.ask", "pain.answer-by-ball", "pain.heard", "pain.ease-off", "pain.stop",
        "breath.in", "breath.out", "breath.hold", "release.now", "rest.wait", "rest.loaded", "rest.next", "stop.why", "stop.always-right",
        "tingling.ask", "tingling.gone-soon", "tingling.rest", "tingling.locked", "trouble.let-go", "trouble.sensor", "trouble.link", "trouble.reset", "trouble.continue",
        "lock.until", "lock.until-new-plan", "lock.rest", "lock.sessions-today", "lock.band-lowered", "feeling.ask", "evening.ask", "evening.relief", "evening.later",
        "evening.worse", "evening.worse-twice", "evening.fine", "done.thanks", "done.soreness", "free.intro", "free.no-band", "over-limit.let-go", "rest-day.fine",
        "progress.within-error", "progress.better", "progress.worse", "progress.too-few", "progress.no-promise", "progress.talk", "progress.streak",
        "tool.no-harder", "habit.no-grinding", "habit.stretch-later", "plateau.relief", "plateau.pain", "plateau.threshold", "red-flag.notice",
    ];

    /// <summary>Words of an emotion, quality or answer about the session.</summary>
    public static IReadOnlyList<string> Feelings { get; } = ["easier", "same", "sore", "worse", "unsure"];

    /// <summary>A region's name.</summary>
    public static string Region(string id) => "region." + id;

    /// <summary>A point's name.</summary>
    public static string Point(string id) => "point." + id;

    /// <summary>How a point is found.</summary>
    public static string PointWhere(string id) => "point." + id + ".where";

    /// <summary>A tool's name.</summary>
    public static string Tool(string id) => "tool." + id;

    /// <summary>A position, told to the patient.</summary>
    public static string Position(string id) => "position." + id;

    /// <summary>Why a pair is refused.</summary>
    public static string Pair(string id) => "pair." + id;

    /// <summary>Why a place is never treated at home.</summary>
    public static string Never(string id) => "never." + id;

    /// <summary>A preset's name.</summary>
    public static string Preset(string id) => "preset." + id;

    /// <summary>What differs with a preset.</summary>
    public static string PresetAdvice(string id) => "preset." + id + ".advice";

    /// <summary>A screening question.</summary>
    public static string Screen(string id) => "screen." + id;

    /// <summary>What a yes to it is answered with.</summary>
    public static string ScreenYes(string id) => "screen." + id + ".yes";

    /// <summary>A stop reason, as on its button.</summary>
    public static string Stop(string id) => "stop." + id;

    /// <summary>What follows a stop reason.</summary>
    public static string StopThen(string id) => "stop." + id + ".then";

    /// <summary>A feeling, as on its button.</summary>
    public static string Feeling(string id) => "feeling." + id;

    /// <summary>A cue.</summary>
    public static string Cue(SessionCue cue) => "cue." + Kebab(cue);

    /// <summary>How a hold ended.</summary>
    public static string Hold(HoldOutcome outcome) => "hold." + Kebab(outcome);

    /// <summary>Why a plan is not accepted, or that it is.</summary>
    public static string Plan(PlanRefusal refusal) => refusal == PlanRefusal.None ? "plan.accepted" : "plan." + Kebab(refusal);

    /// <summary>Why there is no safe range.</summary>
    public static string Range(SafeRangeProblem problem) => "range." + (problem == SafeRangeProblem.None ? "measured" : Kebab(problem));

    /// <summary>Why a ramp does not count.</summary>
    public static string Ramp(RampFlaw flaw) => "ramp." + (flaw == RampFlaw.None ? "counts" : Kebab(flaw));

    /// <summary>How a movement changed.</summary>
    public static string Change(Visits.MovementChange change) => "change." + Kebab(change);

    /// <summary>Every id that a language must have under these rules.</summary>
    public static IReadOnlyList<string> All(HomeRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return
        [
            .. _fixed,
            .. rules.Regions.Select(region => Region(region.Id)),
            .. rules.Points.SelectMany(point => (string[])[Point(point.Id), PointWhere(point.Id)]),
            .. rules.Tools.Select(tool => Tool(tool.Id)),
            .. rules.Positions.Select(position => Position(position.Id)),
            .. rules.RefusedPairs.Select(pair => Pair(pair.Id)),
            .. rules.NeverAtHome.Select(place => Never(place.Id)),
            .. rules.Presets.SelectMany(preset => (string[])[Preset(preset.Id), PresetAdvice(preset.Id)]),
            .. rules.Screening.SelectMany(question => (string[])[Screen(question.Id), ScreenYes(question.Id)]),
            .. rules.StopReasons.SelectMany(reason => (string[])[Stop(reason.Id), StopThen(reason.Id)]),
            .. Feelings.Select(Feeling),
            .. Enum.GetValues<SessionCue>().Where(cue => cue != SessionCue.None).Select(Cue),
            .. Enum.GetValues<HoldOutcome>().Where(outcome => outcome != HoldOutcome.None).Select(Hold),
            .. Enum.GetValues<PlanRefusal>().Select(Plan),
            .. Enum.GetValues<SafeRangeProblem>().Select(Range),
            .. Enum.GetValues<RampFlaw>().Select(Ramp),
            .. Enum.GetValues<Visits.MovementChange>().Select(Change),
        ];
    }

    internal static string Kebab<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        var kebab = new StringBuilder(name.Length + 4);
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }
}
