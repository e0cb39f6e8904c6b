using Algometer.Measurement.Home.Plans;

namespace Algometer.Clinic.FollowUp;

/// <summary>A plan as pages show it.</summary>
public sealed record PlanView(
    string Id,
    int Revision,
    string Patient,
    string Point,
    string Region,
    Measurement.Ramp.BodySide Side,
    string Tool,
    string Position,
    string Preset,
    double LowNewtons,
    double HighNewtons,
    double LimitNewtons,
    DateTimeOffset MeasuredUtc,
    int HoldSeconds,
    int Repeats,
    int SessionsADay,
    IReadOnlyList<string> Days,
    string Movement,
    IReadOnlyList<string> Cleared,
    string SignedBy,
    DateTimeOffset CreatedUtc,
    DateTimeOffset ExpiresUtc)
{
    private static readonly PlanDays[] _week = [PlanDays.Monday, PlanDays.Tuesday, PlanDays.Wednesday, PlanDays.Thursday, PlanDays.Friday, PlanDays.Saturday, PlanDays.Sunday];

    /// <summary>Describes a plan.</summary>
    public static PlanView Of(HomePlan plan) => new(
        plan.Id,
        plan.Revision,
        plan.Patient,
        plan.Point,
        plan.Region,
        plan.Side,
        plan.Tool,
        plan.Position,
        plan.Preset,
        plan.LowNewtons,
        plan.HighNewtons,
        plan.LimitNewtons,
        plan.MeasuredUtc,
        plan.HoldSeconds,
        plan.Repeats,
        plan.SessionsADay,
        [.. _week.Where(day => (plan.Days & day) != PlanDays.None).Select(Name)],
        plan.Movement,
        plan.Cleared,
        plan.SignedBy,
        plan.CreatedUtc,
        plan.ExpiresUtc);

    /// <summary>Days of their names.</summary>
    /// <exception cref="ArgumentException">One is none.</exception>
    public static PlanDays DaysOf(IEnumerable<string> names) => names.Aggregate(PlanDays.None, (all, name) =>
        all | _week.FirstOrDefault(day => string.Equals(Name(day), name, StringComparison.Ordinal), PlanDays.None) switch
        {
            PlanDays.None => throw new ArgumentException($"'{name}' is no day of the week."),
            PlanDays day => day,
        });

    private static string Name(PlanDays day) => day.ToString().ToLowerInvariant();
}
