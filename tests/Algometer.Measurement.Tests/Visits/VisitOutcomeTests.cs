using Algometer.Measurement.Ppt;
using Algometer.Measurement.Visits;
using CsCheck;

namespace Algometer.Measurement.Tests.Visits;

public sealed class VisitOutcomeTests
{
    private static readonly OutcomeRule _rule = new(1, 15, 2, 33, Certainty.Verified, "Salaffi 2004");
    private static readonly EscalationRule _escalation = new(14, 6, 1, 15, Certainty.Proposed);

    [Theory]
    [InlineData(6, 5, MovementChange.Better)]
    [InlineData(6, 4, MovementChange.MuchBetter)]
    [InlineData(3, 2, MovementChange.MuchBetter)]
    [InlineData(6, 6, MovementChange.Same)]
    [InlineData(6, 7, MovementChange.Worse)]
    [InlineData(0, 0, MovementChange.Same)]
    [InlineData(null, 4, MovementChange.NotRated)]
    public void A_change_is_judged_by_points_or_percent(int? before, int? after, MovementChange change) =>
        Assert.Equal(change, VisitOutcome.Judge(before, after, _rule));

    [Fact]
    public void Less_pain_never_counts_as_worse_nor_more_as_better() => Gen.Select(Gen.Int[0, 10], Gen.Int[0, 10]).Sample((before, after) =>
    {
        MovementChange change = VisitOutcome.Judge(before, after, _rule);
        Assert.False(after < before && change == MovementChange.Worse);
        Assert.False(after > before && change is MovementChange.Better or MovementChange.MuchBetter && after > before);
    });

    [Fact]
    public void A_standstill_over_two_weeks_or_six_visits_prompts_with_its_reasons_and_progress_does_not()
    {
        Assert.Empty(VisitOutcome.EscalationReasons([At(0, 6), At(7, 6)], _escalation));
        Assert.Contains("from 6 to 6", VisitOutcome.EscalationReasons([At(0, 6), At(7, 7), At(15, 6)], _escalation)[0], StringComparison.Ordinal);
        Assert.Empty(VisitOutcome.EscalationReasons([At(0, 6), At(15, 4)], _escalation));
        Visit[] early = [At(0, 9), .. Enumerable.Range(1, 6).Select(i => At(i, 5))];
        Assert.NotEmpty(VisitOutcome.EscalationReasons(early, _escalation));
        Assert.Empty(VisitOutcome.EscalationReasons([At(0, 0), At(20, 0)], _escalation));
    }

    [Fact]
    public void What_a_form_can_get_wrong_is_refused_with_its_place()
    {
        Visit visit = At(0, 6);
        Assert.Contains("0 to 10", Assert.Throws<ArgumentException>(() => (visit with { Intake = new Intake { Pain = 11 } }).Check()).Message, StringComparison.Ordinal);
        Assert.Contains("point that is not there", Assert.Throws<ArgumentException>(() => (visit with { Treatments = [new Treatment { Technique = "other", Point = "9" }] }).Check()).Message, StringComparison.Ordinal);
        Assert.Contains("before the visit", Assert.Throws<ArgumentException>(() => (visit with { NextReview = visit.Date.AddDays(-1) }).Check()).Message, StringComparison.Ordinal);
        visit.Check();
    }

    private static Visit At(int day, int pain) => new() { Date = new DateOnly(2026, 3, 1).AddDays(day), Intake = new Intake { Pain = pain } };
}
