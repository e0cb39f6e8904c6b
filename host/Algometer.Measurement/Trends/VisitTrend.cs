using Algometer.Measurement.Visits;

namespace Algometer.Measurement.Trends;

/// <summary>Pain at one visit.</summary>
/// <param name="Date">The day.</param>
/// <param name="Before">Rating 0 to 10 at intake, or of the movement before treatment; null when not rated.</param>
/// <param name="After">Rating of the movement right after treatment; null when not rated, and for pain at intake.</param>
/// <param name="Change">The two judged by the clinic's rule.</param>
/// <param name="RangeBefore">Range of the movement before, in its own unit; null when not measured.</param>
/// <param name="RangeAfter">The same after.</param>
public sealed record VisitRating(DateOnly Date, int? Before, int? After, MovementChange Change, double? RangeBefore, double? RangeAfter);

/// <summary>Pain at intake and of movements, visit by visit.</summary>
/// <param name="Pain">Pain at intake.</param>
/// <param name="Movements">Each movement that was rated, by its name in data.</param>
public sealed record VisitTrend(IReadOnlyList<VisitRating> Pain, IReadOnlyDictionary<string, IReadOnlyList<VisitRating>> Movements)
{
    /// <summary>Of visits in any order.</summary>
    /// <param name="visits">The visits.</param>
    /// <param name="rule">When a change counts.</param>
    public static VisitTrend Of(IEnumerable<Visit> visits, OutcomeRule rule)
    {
        Visit[] ordered = [.. visits.OrderBy(visit => visit.Date)];
        string[] names = [.. ordered.SelectMany(visit => visit.Before.Concat(visit.After)).Where(rated => rated.Pain is not null || rated.Range is not null).Select(rated => rated.Movement).Distinct(StringComparer.Ordinal)];
        return new VisitTrend(
            [.. ordered.Where(visit => visit.Intake.Pain is not null).Select(visit => new VisitRating(visit.Date, visit.Intake.Pain, null, MovementChange.NotRated, null, null))],
            names.ToDictionary(
                name => name,
                IReadOnlyList<VisitRating> (name) => [.. ordered.Select(visit => Of(visit, name, rule)).OfType<VisitRating>()],
                StringComparer.Ordinal));
    }

    private static VisitRating? Of(Visit visit, string movement, OutcomeRule rule)
    {
        MovementRating? before = visit.Before.FirstOrDefault(rated => string.Equals(rated.Movement, movement, StringComparison.Ordinal));
        MovementRating? after = visit.After.FirstOrDefault(rated => string.Equals(rated.Movement, movement, StringComparison.Ordinal));
        return before is null && after is null ? null : new VisitRating(visit.Date, before?.Pain, after?.Pain, VisitOutcome.Judge(before?.Pain, after?.Pain, rule), before?.Range, after?.Range);
    }
}
