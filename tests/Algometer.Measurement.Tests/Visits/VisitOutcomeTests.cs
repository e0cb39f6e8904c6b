using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using CsCheck;

namespace Algometer.Measurement.Tests.Visits;

public sealed class VisitOutcomeTests
{
    private static readonly OutcomeRule _rule = new(1, 15, 2, 33, Certainty.Verified, "Salaffi 2004");

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
    public void Outcomes_compare_by_technique_in_pain_and_in_thresholds()
    {
        Visit needled = At(0, 6) with { Treatments = [new Treatment { Technique = "dry-needling" }], Before = [new MovementRating("gait", 6, null)], After = [new MovementRating("gait", 4, null)] };
        Visit both = At(7, 5) with { Treatments = [new Treatment { Technique = "dry-needling" }, new Treatment { Technique = "compression" }, new Treatment { Technique = "compression" }] };
        IReadOnlyList<TechniqueOutcome> found = VisitOutcome.Techniques([VisitFindings.Of(needled), new VisitFindings(both, Kpa(("a", 300), ("b", 200)), Kpa(("a", 340), ("c", 900)))]);
        Assert.Equal([new TechniqueOutcome("dry-needling", 2, -2, 40), new TechniqueOutcome("compression", 1, null, 40)], found);
    }

    [Fact]
    public void What_a_form_can_get_wrong_is_refused_with_its_place()
    {
        Visit visit = At(0, 6);
        Assert.Contains("0 to 10", Assert.Throws<ArgumentException>(() => (visit with { Intake = new Intake { Pain = 11 } }).Check()).Message, StringComparison.Ordinal);
        Assert.Contains("point that is not there", Assert.Throws<ArgumentException>(() => (visit with { Treatments = [new Treatment { Technique = "other", Point = "9" }] }).Check()).Message, StringComparison.Ordinal);
        Assert.Contains("0 to 100 %", Assert.Throws<ArgumentException>(() => (visit with { Intake = new Intake { PlanDonePercent = 101 } }).Check()).Message, StringComparison.Ordinal);
        Assert.Contains("band or time", Assert.Throws<ArgumentException>(() => (visit with { Treatments = [new Treatment { Technique = "compression", Holds = [new GuidedHold(default, null, 30, 20, 40, null, "", null, null, null)] }] }).Check()).Message, StringComparison.Ordinal);
        Assert.Contains("before the visit", Assert.Throws<ArgumentException>(() => (visit with { NextReview = visit.Date.AddDays(-1) }).Check()).Message, StringComparison.Ordinal);
        visit.Check();
    }

    private static Dictionary<string, double> Kpa(params (string Place, double Kpa)[] values) => values.ToDictionary(value => value.Place, value => value.Kpa, StringComparer.Ordinal);

    private static Visit At(int day, int pain) => new() { Date = new DateOnly(2026, 3, 1).AddDays(day), Intake = new Intake { Pain = pain } };
}
