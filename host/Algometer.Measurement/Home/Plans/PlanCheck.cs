using System.Globalization;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Plans;

/// <summary>Checks a plan against the rules: the therapist's page before signing, the home host again before use.</summary>
public static class PlanCheck
{
    /// <summary>Why the plan cannot be signed or used; <see cref="PlanRefusal.None"/> when it can.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="movements">Movements of <c>visit.json</c>.</param>
    public static PlanVerdict Judge(HomePlan plan, HomeRules rules, IReadOnlyList<Visits.Movement> movements)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rules);
        (PlanRefusal refusal, string detail) = Find(plan, rules, movements);
        return Of(refusal, detail, plan);
    }

    internal static PlanVerdict Of(PlanRefusal refusal, string detail, HomePlan? plan) => new(refusal, refusal.TextId(), detail, plan);

    private static (PlanRefusal Refusal, string Detail) Find(HomePlan plan, HomeRules rules, IReadOnlyList<Visits.Movement> movements)
    {
        if (PlaceCheck.Forbidden(plan.Point, rules) is { } forbidden)
        {
            return (PlanRefusal.ForbiddenPlace, TextIds.Never(forbidden.Id));
        }

        if (rules.Point(plan.Point) is not { } point || !Same(point.Region, plan.Region) || rules.Region(plan.Region) is not { } region)
        {
            return (PlanRefusal.UnknownPlace, plan.Point);
        }

        if (rules.Preset(plan.Preset) is null || !movements.Any(movement => Same(movement.Id, plan.Movement)))
        {
            return (PlanRefusal.UnknownPlace, rules.Preset(plan.Preset) is null ? plan.Preset : plan.Movement);
        }

        return PlaceCheck.PairProblem(plan.Region, plan.Tool, plan.Position, rules) is { } reason ? (PlanRefusal.WrongPair, reason)
            : Forces(plan, region) is { Refusal: not PlanRefusal.None } force ? force
            : Times(plan, rules);
    }

    private static (PlanRefusal Refusal, string Detail) Forces(HomePlan plan, HomeRegion region) =>
        !(plan.LowNewtons > 0) || !(plan.HighNewtons > plan.LowNewtons) || !double.IsFinite(plan.HighNewtons) ? (PlanRefusal.BadBand, Newtons(plan.LowNewtons))
        : !(plan.LimitNewtons <= region.CapNewtons) ? (PlanRefusal.LimitAboveCap, Newtons(region.CapNewtons))
        : !(plan.HighNewtons <= plan.LimitNewtons) ? (PlanRefusal.BandAboveLimit, Newtons(plan.LimitNewtons))
        : (PlanRefusal.None, "");

    private static (PlanRefusal Refusal, string Detail) Times(HomePlan plan, HomeRules rules)
    {
        if (plan.HoldSeconds < rules.Hold.LeastSeconds || plan.HoldSeconds > rules.Hold.HardEndSeconds)
        {
            return (PlanRefusal.HoldLength, string.Create(CultureInfo.InvariantCulture, $"{rules.Hold.LeastSeconds:0}–{rules.Hold.HardEndSeconds:0} s"));
        }

        if (plan.Repeats < 1 || plan.Repeats > rules.OverTreatment.HoldsAPoint || plan.SessionsADay < 1 || plan.SessionsADay > rules.OverTreatment.SessionsADay
            || (plan.Days & PlanDays.All) == PlanDays.None || (plan.Days & ~PlanDays.All) != PlanDays.None)
        {
            return (PlanRefusal.TooMuch, string.Create(CultureInfo.InvariantCulture, $"{rules.OverTreatment.HoldsAPoint} / {rules.OverTreatment.SessionsADay}"));
        }

        if (plan.ExpiresUtc <= plan.CreatedUtc || plan.ExpiresUtc - plan.CreatedUtc > TimeSpan.FromDays(rules.Plan.ValidDays))
        {
            return (PlanRefusal.LivesTooLong, Days(rules.Plan.ValidDays));
        }

        if (plan.MeasuredUtc > plan.CreatedUtc || plan.ExpiresUtc - plan.MeasuredUtc > TimeSpan.FromDays(rules.SafeRange.ValidDays))
        {
            return (PlanRefusal.RangeTooOld, Days(rules.SafeRange.ValidDays));
        }

        string? uncleared = plan.Cleared.FirstOrDefault(id => rules.Question(id) is not { } question || !Screening.CanBeCleared(question));
        return uncleared is null ? (PlanRefusal.None, "") : (PlanRefusal.CannotBeCleared, uncleared);
    }

    private static string Newtons(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} N");

    private static string Days(int days) => string.Create(CultureInfo.InvariantCulture, $"{days} d");

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
