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

    /// <summary>Whether tool and position fit the region.</summary>
    /// <param name="region">Region.</param>
    /// <param name="tool">Tool.</param>
    /// <param name="position">Position.</param>
    /// <param name="rules">The rules.</param>
    /// <returns>Null when they do; otherwise the text id of the reason.</returns>
    public static string? PairProblem(string region, string tool, string position, HomeRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RefusedPair? refused = rules.RefusedPairs.FirstOrDefault(pair => Fits(pair.Region, region) && Fits(pair.Tool, tool) && Fits(pair.Position, position));
        return refused is not null ? TextIds.Pair(refused.Id)
            : rules.Pairs.Any(pair => Same(pair.Region, region) && Same(pair.Tool, tool) && Same(pair.Position, position)) ? null
            : TextIds.PairNotListed;
    }

    /// <summary>The place in which a point is never treated at home, or null.</summary>
    /// <param name="point">A point of the body map or the id of a forbidden place itself.</param>
    /// <param name="rules">The rules.</param>
    public static ForbiddenPlace? Forbidden(string point, HomeRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.NeverAtHome.FirstOrDefault(place => Same(place.Id, point) || place.Points.Contains(point, StringComparer.Ordinal));
    }

    internal static PlanVerdict Of(PlanRefusal refusal, string detail, HomePlan? plan) => new(refusal, TextIds.Plan(refusal), detail, plan);

    private static (PlanRefusal Refusal, string Detail) Find(HomePlan plan, HomeRules rules, IReadOnlyList<Visits.Movement> movements)
    {
        if (Forbidden(plan.Point, rules) is { } forbidden)
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

        return PairProblem(plan.Region, plan.Tool, plan.Position, rules) is { } reason ? (PlanRefusal.WrongPair, reason)
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

    private static bool Fits(string pattern, string value) => pattern.Length == 0 || Same(pattern, value);
}
