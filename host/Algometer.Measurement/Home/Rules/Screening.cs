namespace Algometer.Measurement.Home.Rules;

/// <summary>What the answers before a session lead to.</summary>
public enum ScreeningOutcome
{
    /// <summary>Not every question is answered.</summary>
    Incomplete,

    /// <summary>Nothing speaks against a session.</summary>
    Allowed,

    /// <summary>Something does, and the clinician cleared it in the signed plan.</summary>
    AllowedAsCleared,

    /// <summary>No session; a red flag or a contraindication.</summary>
    Refused,

    /// <summary>No session; the emergency words are shown.</summary>
    Emergency,
}

/// <summary>The judgement of a screening.</summary>
/// <param name="Outcome">What it leads to.</param>
/// <param name="Open">Questions without an answer.</param>
/// <param name="Yes">Questions answered yes that stand against a session, gravest first.</param>
/// <param name="Cleared">Questions answered yes that the plan clears.</param>
/// <param name="Messages">Text ids for the patient, gravest first.</param>
/// <param name="TellTherapist">Whether the therapist's view shows a red-flag notice.</param>
public sealed record ScreeningResult(
    ScreeningOutcome Outcome, IReadOnlyList<string> Open, IReadOnlyList<string> Yes, IReadOnlyList<string> Cleared, IReadOnlyList<string> Messages, bool TellTherapist)
{
    /// <summary>Whether the session may go on.</summary>
    public bool MayGoOn => Outcome is ScreeningOutcome.Allowed or ScreeningOutcome.AllowedAsCleared;
}

/// <summary>Asks before each session and judges the answers.</summary>
public static class Screening
{
    /// <summary>The questions for a region, in order.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="region">The region.</param>
    public static IReadOnlyList<ScreeningQuestion> Questions(HomeRules rules, string region)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return [.. rules.Screening.Where(question => question.Regions.Count == 0 || question.Regions.Contains(region, StringComparer.Ordinal))];
    }

    /// <summary>Whether a signed plan may clear a question at all.</summary>
    public static bool CanBeCleared(ScreeningQuestion question) =>
        question.Action == ScreeningAction.RefuseOrOverride || (question.Action == ScreeningAction.RedFlag && question.Overridable);

    /// <summary>Judges the answers.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="region">The region that is to be pressed.</param>
    /// <param name="answers">Question id to yes or no.</param>
    /// <param name="cleared">Questions that the signed plan clears; none without a plan.</param>
    public static ScreeningResult Judge(HomeRules rules, string region, IReadOnlyDictionary<string, bool> answers, IReadOnlyList<string> cleared)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(cleared);
        IReadOnlyList<ScreeningQuestion> questions = Questions(rules, region);
        string[] open = [.. questions.Where(question => !answers.ContainsKey(question.Id)).Select(question => question.Id)];
        ScreeningQuestion[] yes = [.. questions.Where(question => answers.TryGetValue(question.Id, out bool said) && said)];
        ScreeningQuestion[] excused = [.. yes.Where(question => CanBeCleared(question) && cleared.Contains(question.Id, StringComparer.Ordinal))];
        ScreeningQuestion[] against = [.. yes.Except(excused).OrderByDescending(question => question.Action)];
        bool emergency = against.Any(question => question.Action == ScreeningAction.Emergency);

        // A yes that forbids the session counts at once; only an all-clear needs every answer.
        ScreeningOutcome outcome = emergency ? ScreeningOutcome.Emergency
            : against.Length > 0 ? ScreeningOutcome.Refused
            : open.Length > 0 ? ScreeningOutcome.Incomplete
            : excused.Length > 0 ? ScreeningOutcome.AllowedAsCleared
            : ScreeningOutcome.Allowed;
        return new ScreeningResult(
            outcome,
            open,
            [.. against.Select(question => question.Id)],
            [.. excused.Select(question => question.Id)],
            [.. emergency ? [TextIds.Emergency] : Array.Empty<string>(), .. against.Select(question => TextIds.ScreenYes(question.Id))],
            against.Any(question => question.Action != ScreeningAction.RefuseOrOverride));
    }
}
