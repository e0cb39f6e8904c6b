using Algometer.Measurement.Home.Rules;
using Algometer.Station.Activities.HomeSession;

namespace Algometer.Web.Pages.AtHome;

/// <summary>The questions before a session, gravest first, a screen for each kind.</summary>
internal static class Screening
{
    private static readonly ScreeningAction[] _kinds = [ScreeningAction.Emergency, ScreeningAction.RedFlag, ScreeningAction.RefuseOrOverride];

    /// <summary>The kind that is asked now.</summary>
    public static ScreeningAction Kind(GuidedSessionView session) =>
        _kinds.FirstOrDefault(kind => session.Questions.Any(question => question.Action == kind && session.OpenQuestions.Contains(question.Id, StringComparer.Ordinal)), _kinds[^1]);

    /// <summary>The questions on the screen now.</summary>
    public static QuestionView[] Asked(GuidedSessionView session) =>
        [.. session.Questions.Where(question => question.Action == Kind(session) && session.OpenQuestions.Contains(question.Id, StringComparer.Ordinal))];

    /// <summary>Which screen it is, and of how many.</summary>
    public static (int Step, int Of) Step(GuidedSessionView session)
    {
        ScreeningAction[] asked = [.. _kinds.Where(kind => session.Questions.Any(question => question.Action == kind))];
        return (Array.IndexOf(asked, Kind(session)) + 1, asked.Length);
    }
}
