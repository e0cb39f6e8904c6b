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
/// <param name="MeanThresholdChangeKpa">Mean change of thresholds in those visits, kPa; null when never measured on both sides.</param>
public sealed record TechniqueOutcome(string Technique, int Visits, double? MeanPainChange, double? MeanThresholdChangeKpa);

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
    public static IReadOnlyList<TechniqueOutcome> Techniques(IReadOnlyList<VisitFindings> visits) =>
    [
        .. visits.SelectMany(found => found.Visit.Treatments.Select(treatment => treatment.Technique).Distinct(StringComparer.Ordinal).Select(technique => (technique, found)))
            .GroupBy(pair => pair.technique, pair => pair.found, StringComparer.Ordinal)
            .Select(group => new TechniqueOutcome(group.Key, group.Count(), Mean(group.Select(found => MeanPainChange(found.Visit))), Mean(group.Select(found => found.ThresholdChangeKpa)))),
    ];

    /// <summary>Mean change of movement pain within a visit, points, after less before; null when nothing was rated on both sides.</summary>
    public static double? MeanPainChange(Visit visit) => Mean(visit.Before.Where(before => before.Pain is not null).SelectMany(before => visit.After
        .Where(after => after.Pain is not null && string.Equals(after.Movement, before.Movement, StringComparison.Ordinal))
        .Select(after => (double?)(after.Pain!.Value - before.Pain!.Value))));

    /// <summary>Why to reassess before more treatment; empty for no reason.</summary>
    public static IReadOnlyList<string> ReassessReasons(Visit visit, VisitLists lists) =>
        [.. lists.Concerns.Where(concern => visit.Intake.Concerns.Contains(concern.Id, StringComparer.Ordinal)).Select(concern => concern.Text)];

    private static double? Mean(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0 ? null : known.Average();
    }
}
