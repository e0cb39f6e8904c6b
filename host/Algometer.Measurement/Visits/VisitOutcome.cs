namespace Algometer.Measurement.Visits;

/// <summary>How a movement's pain changed.</summary>
public enum MovementChange
{
    /// <summary>One of both was not rated.</summary>
    NotRated,

    /// <summary>More pain by as much as counts.</summary>
    Worse,

    /// <summary>Less than what counts either way.</summary>
    Same,

    /// <summary>Less pain by what counts.</summary>
    Better,

    /// <summary>Much less pain.</summary>
    MuchBetter,
}

/// <summary>A movement before and after.</summary>
/// <param name="Movement">Which.</param>
/// <param name="Before">Pain before; null when not rated.</param>
/// <param name="After">Pain after; null when not rated.</param>
/// <param name="Change">Judged.</param>
public sealed record MovementOutcome(string Movement, int? Before, int? After, MovementChange Change);

/// <summary>What a technique gave over the visits.</summary>
/// <param name="Technique">Which.</param>
/// <param name="Visits">Visits with it.</param>
/// <param name="MeanPainChange">Mean change of movement pain in those visits, points; null when never rated on both sides.</param>
public sealed record TechniqueOutcome(string Technique, int Visits, double? MeanPainChange);

/// <summary>Judges visits by the rules of the lists; it prompts a talk and decides nothing.</summary>
public static class VisitOutcome
{
    /// <summary>Every movement rated in the visit.</summary>
    public static IReadOnlyList<MovementOutcome> Movements(Visit visit, OutcomeRule rule) =>
    [
        .. visit.Before.Select(movement => movement.Movement).Concat(visit.After.Select(movement => movement.Movement)).Distinct(StringComparer.Ordinal).Select(id =>
        {
            int? before = visit.Before.FirstOrDefault(movement => string.Equals(movement.Movement, id, StringComparison.Ordinal))?.Pain;
            int? after = visit.After.FirstOrDefault(movement => string.Equals(movement.Movement, id, StringComparison.Ordinal))?.Pain;
            return new MovementOutcome(id, before, after, Judge(before, after, rule));
        }),
    ];

    /// <summary>A change of pain by the rule: either points or percent suffice.</summary>
    public static MovementChange Judge(int? before, int? after, OutcomeRule rule)
    {
        if (before is not { } first || after is not { } second)
        {
            return MovementChange.NotRated;
        }

        int fall = first - second;
        double percent = first > 0 ? 100.0 * fall / first : 0;
        return fall >= rule.MuchBetterPoints || percent >= rule.MuchBetterPercent ? MovementChange.MuchBetter
            : fall >= rule.BetterPoints || percent >= rule.BetterPercent ? MovementChange.Better
            : -fall >= rule.BetterPoints ? MovementChange.Worse
            : MovementChange.Same;
    }

    /// <summary>Outcomes by technique over all visits.</summary>
    public static IReadOnlyList<TechniqueOutcome> Techniques(IReadOnlyList<Visit> visits) =>
    [
        .. visits.SelectMany(visit => visit.Treatments.Select(treatment => treatment.Technique).Distinct(StringComparer.Ordinal).Select(technique => (technique, visit)))
            .GroupBy(pair => pair.technique, StringComparer.Ordinal)
            .Select(group =>
            {
                double[] changes = [.. group.Select(pair => MeanChange(pair.visit)).OfType<double>()];
                return new TechniqueOutcome(group.Key, group.Count(), changes.Length == 0 ? null : changes.Average());
            }),
    ];

    /// <summary>Why another way should be talked about; empty for no reason. Visits in order of date.</summary>
    public static IReadOnlyList<string> EscalationReasons(IReadOnlyList<Visit> visits, EscalationRule rule)
    {
        Visit[] rated = [.. visits.Where(visit => visit.Intake.Pain is not null)];
        if (rated.Length < 2)
        {
            return [];
        }

        int days = rated[^1].Date.DayNumber - rated[0].Date.DayNumber;
        bool long1 = days >= rule.Days;
        bool long2 = rated.Length >= rule.Visits;
        if (!long1 && !long2)
        {
            return [];
        }

        // Over the window only: an early success does not hide a later standstill.
        Visit[] window = long2 ? rated[^rule.Visits..] : rated;
        int first = window[0].Intake.Pain!.Value;
        int now = window[^1].Intake.Pain!.Value;
        double percent = first > 0 ? 100.0 * (first - now) / first : 0;
        return first > 0 && first - now < rule.PainPoints && percent < rule.PainPercent
            ? [$"Pain at intake went from {first} to {now} of 10 over {window.Length} visits and {window[^1].Date.DayNumber - window[0].Date.DayNumber} days.", "More of the same may not be the answer: talk with the patient about what else there is, and about another look at the cause."]
            : [];
    }

    /// <summary>Why to reassess before more treatment; empty for no reason.</summary>
    public static IReadOnlyList<string> ReassessReasons(Visit visit, VisitLists lists) =>
        [.. lists.Concerns.Where(concern => visit.Intake.Concerns.Contains(concern.Id, StringComparer.Ordinal)).Select(concern => concern.Text)];

    private static double? MeanChange(Visit visit)
    {
        double[] changes =
        [
            .. visit.Before.Where(before => before.Pain is not null).SelectMany(before => visit.After
                .Where(after => after.Pain is not null && string.Equals(after.Movement, before.Movement, StringComparison.Ordinal))
                .Select(after => (double)(after.Pain!.Value - before.Pain!.Value))),
        ];
        return changes.Length == 0 ? null : changes.Average();
    }
}
