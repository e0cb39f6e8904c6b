using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;

namespace Algometer.Home.Tests;

public sealed class ScreeningTests
{
    public static TheoryData<string> Questions() => [.. Given.Rules.Screening.Select(question => question.Id)];

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_yes_to_any_question_stops_the_session_unless_the_signed_plan_clears_it(string id)
    {
        ScreeningQuestion question = Given.Rules.Question(id)!;
        string region = question.Regions.Count > 0 ? question.Regions[0] : "neck-shoulder";
        Dictionary<string, bool> answers = All(region, id);
        ScreeningResult result = Screening.Judge(Given.Rules, region, answers, []);
        Assert.Equal(question.Action == ScreeningAction.Emergency ? ScreeningOutcome.Emergency : ScreeningOutcome.Refused, result.Outcome);
        Assert.Contains(TextIds.ScreenYes(id), result.Messages, StringComparer.Ordinal);
        Assert.Equal(question.Action == ScreeningAction.Emergency, result.Messages[0] == TextIds.Emergency);
        Assert.Equal(question.Action != ScreeningAction.RefuseOrOverride, result.TellTherapist);
        bool clearable = question.Action == ScreeningAction.RefuseOrOverride || question.Overridable;
        Assert.Equal(clearable ? ScreeningOutcome.AllowedAsCleared : result.Outcome, Screening.Judge(Given.Rules, region, answers, [id]).Outcome);
    }

    [Fact]
    public void Nothing_is_allowed_before_every_question_is_answered_but_a_yes_counts_at_once()
    {
        Assert.Equal(ScreeningOutcome.Incomplete, Screening.Judge(Given.Rules, "neck-shoulder", new Dictionary<string, bool>(StringComparer.Ordinal), []).Outcome);
        Dictionary<string, bool> answers = All("neck-shoulder", "");
        Assert.Equal(ScreeningOutcome.Allowed, Screening.Judge(Given.Rules, "neck-shoulder", answers, []).Outcome);
        answers.Remove("fever");
        Assert.Equal(["fever"], Screening.Judge(Given.Rules, "neck-shoulder", answers, []).Open);
        Assert.Equal(ScreeningOutcome.Emergency, Screening.Judge(Given.Rules, "neck-shoulder", new Dictionary<string, bool>(StringComparer.Ordinal) { ["speech-vision"] = true }, []).Outcome);
    }

    [Fact]
    public void Pregnancy_is_asked_for_the_back_and_not_for_the_neck()
    {
        Assert.Contains(Screening.Questions(Given.Rules, "mid-back"), question => question.Id == "pregnancy");
        Assert.DoesNotContain(Screening.Questions(Given.Rules, "neck-shoulder"), question => question.Id == "pregnancy");
    }

    [Fact]
    public void An_emergency_is_never_cleared_by_a_plan_in_a_session()
    {
        var session = new GuidedSession(Given.Setup(Given.Plan with { Cleared = ["severe-headache"] }));
        session.Answer("severe-headache", true);
        Assert.Equal(SessionPhase.Emergency, session.Phase);
        Assert.Equal(TextIds.Emergency, session.View().Messages[0]);
        Assert.Equal(SessionEnd.Refused, session.End);
    }

    private static Dictionary<string, bool> All(string region, string yes) =>
        Screening.Questions(Given.Rules, region).ToDictionary(question => question.Id, question => question.Id == yes, StringComparer.Ordinal);
}
