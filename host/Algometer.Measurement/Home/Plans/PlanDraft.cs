using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Home.Plans;

/// <summary>Makes the plan that the therapist's page starts from: band and limit from the measured range, the rest from preset and rules.</summary>
public static class PlanDraft
{
    /// <summary>Drafts a plan.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="range">The measured range; not too old.</param>
    /// <param name="preset">The preset.</param>
    /// <param name="position">The position; must fit tool and region.</param>
    /// <param name="side">The side.</param>
    /// <param name="id">Id of the plan.</param>
    /// <param name="patient">Code of the patient.</param>
    /// <param name="signedBy">Who signs.</param>
    /// <param name="nowUtc">Now.</param>
    /// <param name="plan">The draft, when there is no problem.</param>
    public static SafeRangeProblem TryMake(
        HomeRules rules, SafeRange range, HomePreset preset, string position, BodySide side, string id, string patient, string signedBy, DateTimeOffset nowUtc, out HomePlan? plan)
    {
        ArgumentNullException.ThrowIfNull(range);
        ArgumentNullException.ThrowIfNull(preset);
        plan = null;
        SafeRangeProblem problem = range.Age(rules, nowUtc);
        if (problem != SafeRangeProblem.None)
        {
            return problem;
        }

        problem = range.Band(preset, out double low, out double high, out double limit);
        if (problem != SafeRangeProblem.None)
        {
            return problem;
        }

        // It ends when the range does: an old range is no range.
        DateTimeOffset created = DateTimeOffset.FromUnixTimeSeconds(nowUtc.ToUnixTimeSeconds());
        DateTimeOffset measured = DateTimeOffset.FromUnixTimeSeconds(range.MeasuredUtc.ToUnixTimeSeconds());
        DateTimeOffset life = created.AddDays(rules.Plan.ValidDays);
        DateTimeOffset rangeLife = measured.AddDays(rules.SafeRange.ValidDays);
        plan = new HomePlan
        {
            Id = id,
            Patient = patient,
            Point = range.Point,
            Region = range.Region,
            Side = side,
            Tool = range.Tool,
            Position = position,
            Preset = preset.Id,
            LowNewtons = low,
            HighNewtons = high,
            LimitNewtons = limit,
            MeasuredUtc = measured,
            HoldSeconds = (int)preset.HoldSeconds,
            Repeats = Math.Min(preset.Repeats, rules.OverTreatment.HoldsAPoint),
            SessionsADay = 1,
            Movement = rules.Point(range.Point)?.Movement ?? "",
            SignedBy = signedBy,
            CreatedUtc = created,
            ExpiresUtc = life < rangeLife ? life : rangeLife,
            RulesVersion = rules.Version,
        };
        return SafeRangeProblem.None;
    }
}
