using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Visits;

namespace Algometer.Measurement.Home;

/// <summary>Which text ids the words of a language must have.</summary>
public static class RequiredTexts
{
    private static readonly string[] _fixed =
    [
        TextIds.Emergency, TextIds.PairNotListed, TextIds.ToolWithoutSensor,
        "screen.intro", "screen.cleared", "screen.refused", "place.intro", "place.confirm", "movement.rate-before", "movement.rate-after", "movement.late",
        "check.unload", "check.disconnected", "check.no-ball", "check.calibration", "check.limit", "check.self-test", "check.moving", "check.alarm", "check.unrecorded", "check.fit",
        "approach.slowly", "approach.too-fast", "hold.begin", "pain.ask", "pain.answer-by-ball", "pain.heard", "pain.ease-off", "pain.stop",
        "breath.in", "breath.out", "breath.hold", "release.now", "rest.wait", "rest.loaded", "rest.next", "stop.why", "stop.always-right",
        "tingling.ask", "tingling.gone-soon", "tingling.rest", "tingling.locked", "trouble.let-go", "trouble.sensor", "trouble.link", "trouble.unguarded", "trouble.unrecorded", "trouble.unwatched", "trouble.reset", "trouble.continue",
        "lock.until", "lock.until-new-plan", "lock.rest", "lock.sessions-today", "lock.band-lowered", "lock.too-much", "again.gentler", "again.locked", "emergency.locked", "emergency.call", "feeling.ask", "feeling.worse-heard", "evening.ask", "evening.relief", "evening.later",
        "evening.worse", "evening.worse-twice", "evening.fine", "done.thanks", "done.soreness", "free.intro", "free.no-band", "over-limit.let-go", "rest-day.fine",
        "progress.within-error", "progress.better", "progress.worse", "progress.too-few", "progress.no-promise", "progress.talk", "progress.streak",
        "tool.no-harder", "habit.no-grinding", "habit.stretch-later", "plateau.relief", "plateau.pain", "plateau.threshold", "red-flag.notice",
    ];

    /// <summary>Every id that a language must have under these rules.</summary>
    /// <param name="rules">The rules that name regions, points, tools and questions.</param>
    public static IReadOnlyList<string> All(HomeRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return
        [
            .. _fixed,
            .. rules.Regions.Select(region => TextIds.Region(region.Id)),
            .. rules.Points.SelectMany(point => (string[])[TextIds.Point(point.Id), TextIds.PointWhere(point.Id)]),
            .. rules.Tools.Select(tool => TextIds.Tool(tool.Id)),
            .. rules.Positions.Select(position => TextIds.Position(position.Id)),
            .. rules.RefusedPairs.Select(pair => TextIds.Pair(pair.Id)),
            .. rules.NeverAtHome.Select(place => TextIds.Never(place.Id)),
            .. rules.Presets.SelectMany(preset => (string[])[TextIds.Preset(preset.Id), TextIds.PresetAdvice(preset.Id)]),
            .. rules.Screening.SelectMany(question => (string[])[TextIds.Screen(question.Id), TextIds.ScreenYes(question.Id)]),
            .. rules.StopReasons.SelectMany(reason => (string[])[TextIds.Stop(reason.Id), TextIds.StopThen(reason.Id)]),
            .. TextIds.Feelings.Select(TextIds.Feeling),
            .. Enum.GetValues<SessionCue>().Where(cue => cue != SessionCue.None).Select(value => value.TextId()),
            .. Enum.GetValues<HoldOutcome>().Where(outcome => outcome != HoldOutcome.None).Select(value => value.TextId()),
            .. Enum.GetValues<PlanRefusal>().Select(value => value.TextId()),
            .. Enum.GetValues<SafeRangeProblem>().Select(value => value.TextId()),
            .. Enum.GetValues<RampFlaw>().Select(value => value.TextId()),
            .. Enum.GetValues<MovementChange>().Select(TextIds.Change),
        ];
    }
}
