using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;

namespace Algometer.Measurement.Tests.Visits;

public sealed class PlateauTests
{
    private static readonly EscalationRule _rule = new(14, 6, 1, 15, 70, 24, 3, 4, Certainty.Proposed);
    private static readonly DetectableChange _mdc = new(50, "own study");

    [Fact]
    public void A_standstill_over_two_weeks_or_six_visits_prompts_with_its_reasons_and_progress_does_not()
    {
        Assert.Empty(Reasons(At(0, 6), At(7, 6)));
        Assert.Contains("from 6 to 6", Reasons(At(0, 6), At(7, 7), At(15, 6))[0], StringComparison.Ordinal);
        Assert.Empty(Reasons(At(0, 6), At(15, 4)));
        Assert.NotEmpty(Reasons([At(0, 9), .. Enumerable.Range(1, 6).Select(i => At(i, 5))]));
        Assert.Empty(Reasons(At(0, 0), At(20, 0)));
    }

    [Fact]
    public void Thresholds_that_rose_by_more_than_the_detectable_change_are_no_plateau_and_others_are_named()
    {
        Assert.Empty(Reasons(At(0, 6, kpa: 300), At(15, 6, kpa: 360)));
        IReadOnlyList<string> within = Reasons(At(0, 6, kpa: 300), At(15, 6, kpa: 328));
        Assert.Contains("+28 kPa: within measurement error (MDC95 50 kPa, own study)", within[1], StringComparison.Ordinal);
        Assert.Contains("not known", Plateau.Reasons([At(0, 6, kpa: 300), At(15, 6, kpa: 360)], _rule, null)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Brief_relief_after_three_of_four_visits_prompts_too()
    {
        Assert.Empty(Reasons(At(0, 6, relief: 5), At(2, 5, relief: 5), At(4, 4, relief: 5)));
        Assert.Contains("less than 24 h after 3 of the last 4 visits", Reasons(At(0, 6, relief: 5), At(2, 5, relief: 48), At(4, 4, relief: 5), At(6, 3, relief: 23))[0], StringComparison.Ordinal);
        Assert.Empty(Reasons(At(0, 6, relief: 5), At(2, 5, relief: 48), At(4, 4, relief: 24), At(6, 3, relief: 23)));
    }

    [Fact]
    public void A_plan_that_was_hardly_done_is_talked_about_first()
    {
        Assert.Contains("talk about the plan first", Reasons(At(0, 6), At(15, 6, done: 40))[^1], StringComparison.Ordinal);
        Assert.Contains("what else there is", Reasons(At(0, 6), At(15, 6, done: 90))[^1], StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Reasons(params VisitFindings[] visits) => Plateau.Reasons(visits, _rule, _mdc);

    private static VisitFindings At(int day, int pain, double? kpa = null, double? relief = null, int? done = null)
    {
        var visit = new Visit { Date = new DateOnly(2026, 3, 1).AddDays(day), Intake = new Intake { Pain = pain, ReliefHours = relief, PlanDonePercent = done } };
        return kpa is { } value ? VisitFindings.Of(visit) with { BeforeKpa = new Dictionary<string, double>(StringComparer.Ordinal) { ["a"] = value } } : VisitFindings.Of(visit);
    }
}
