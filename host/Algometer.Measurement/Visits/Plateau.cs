using Algometer.Measurement.Agreement;

namespace Algometer.Measurement.Visits;

/// <summary>Whether to talk about another way, and why. It prompts a talk and decides nothing.</summary>
public static class Plateau
{
    /// <summary>The reasons; empty for none.</summary>
    /// <param name="visits">In order of date.</param>
    /// <param name="rule">When it counts. [P]</param>
    /// <param name="mdc">What a change of thresholds is judged against; null when nothing is known, and then thresholds do not count.</param>
    public static IReadOnlyList<string> Reasons(IReadOnlyList<VisitFindings> visits, EscalationRule rule, DetectableChange? mdc)
    {
        ArgumentNullException.ThrowIfNull(visits);
        ArgumentNullException.ThrowIfNull(rule);
        string[] found = [.. Brief(visits, rule), .. Standstill(visits, rule, mdc)];
        if (found.Length == 0)
        {
            return [];
        }

        double? done = PlanDone(visits);
        return done < rule.LeastPlanPercent
            ? [.. found, FormattableString.Invariant($"Only about {done:0} % of the plan for home was done: talk about the plan first.")]
            : [.. found, "More of the same may not be the answer: talk with the patient about what else there is, and about another look at the cause."];
    }

    // Relief that fades quickly, time after time.
    private static IEnumerable<string> Brief(IReadOnlyList<VisitFindings> visits, EscalationRule rule)
    {
        double[] told = [.. visits.Select(found => found.Visit.Intake.ReliefHours).OfType<double>().TakeLast(rule.ReliefOf)];
        int brief = told.Count(hours => hours < rule.ReliefHours);
        if (told.Length == rule.ReliefOf && brief >= rule.ReliefBrief)
        {
            yield return FormattableString.Invariant($"Relief lasted less than {rule.ReliefHours:0} h after {brief} of the last {told.Length} visits.");
        }
    }

    private static IEnumerable<string> Standstill(IReadOnlyList<VisitFindings> visits, EscalationRule rule, DetectableChange? mdc)
    {
        VisitFindings[] rated = [.. visits.Where(found => found.Visit.Intake.Pain is not null)];
        if (rated.Length < 2 || (rated.Length < rule.Visits && Days(rated) < rule.Days))
        {
            yield break;
        }

        // Over the window only: an early success does not hide a later standstill.
        VisitFindings[] window = rated.Length >= rule.Visits ? rated[^rule.Visits..] : rated;
        int first = window[0].Visit.Intake.Pain!.Value;
        int now = window[^1].Visit.Intake.Pain!.Value;
        double percent = first > 0 ? 100.0 * (first - now) / first : 0;
        if (first == 0 || first - now >= rule.PainPoints || percent >= rule.PainPercent)
        {
            yield break;
        }

        double? change = ThresholdChange(window);
        if (mdc is not null && change > mdc.Kpa)
        {
            yield break;
        }

        yield return $"Pain at intake went from {first} to {now} of 10 over {window.Length} visits and {Days(window)} days.";
        if (change is { } kpa)
        {
            yield return $"Thresholds before treatment changed by {new ChangeVerdict(kpa, mdc).Words()}";
        }
    }

    private static double? ThresholdChange(VisitFindings[] window)
    {
        VisitFindings[] measured = [.. window.Where(found => found.BeforeKpa.Count > 0)];
        return measured.Length < 2 ? null : VisitFindings.Change(measured[0].BeforeKpa, measured[^1].BeforeKpa);
    }

    private static double? PlanDone(IReadOnlyList<VisitFindings> visits)
    {
        int[] told = [.. visits.Select(found => found.Visit.Intake.PlanDonePercent).OfType<int>()];
        return told.Length == 0 ? null : told.Average();
    }

    private static int Days(VisitFindings[] visits) => visits[^1].Visit.Date.DayNumber - visits[0].Visit.Date.DayNumber;
}
