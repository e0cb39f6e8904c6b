using Algometer.Measurement.Easing;
using Algometer.Measurement.Home.Session;
using Algometer.Station.Activities.HomeSession;
using Algometer.Web.Pages.AtHome;
using Algometer.Web.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Algometer.Web.Tests.Home;

/// <summary>What is heard of a session when something in it changes: each once, and nothing that urges.</summary>
public sealed class SessionVoiceTests : IAsyncDisposable
{
    private readonly ComponentPage _page = new();
    private readonly SessionVoice _voice;

    public SessionVoiceTests() => _voice = new SessionVoice(_page.Services.GetRequiredService<HomeWords>());

    private string Said => string.Join(" | ", _voice.Latest.Select(heard => $"{heard.Kind} {heard.What}"));

    [Fact]
    public void A_screen_is_said_once_however_often_it_is_looked_at()
    {
        for (int look = 0; look < 20; look++)
        {
            _voice.Follow(SomeSession.In(SessionPhase.Place));
        }

        Assert.Equal("say place", Said);
        Assert.Contains("Press Enter to go on.", _voice.Latest.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_cue_is_said_and_has_its_tone_until_the_press_is_over()
    {
        _voice.Follow(Hold(SessionCue.Hold));
        Assert.Equal("stay", _voice.Guide);
        _voice.Follow(Hold(SessionCue.Less));
        Assert.Equal("less", _voice.Guide);
        Assert.Equal("say cue.hold | say cue.less", Said);
        _voice.Follow(SomeSession.In(SessionPhase.Rest));
        Assert.Equal("none", _voice.Guide);
        _voice.Follow(null);
        Assert.Equal("none", _voice.Guide);
    }

    [Fact]
    public void To_let_go_is_urgent()
    {
        _voice.Follow(Hold(SessionCue.Hold));
        _voice.Follow(Hold(SessionCue.LetGo));
        Assert.True(_voice.Latest.Last() is { What: "cue.let-go", Urgent: true });
        Assert.All(_voice.Latest.SkipLast(1), heard => Assert.False(heard.Urgent));
    }

    [Fact]
    public void A_question_about_pain_is_asked_with_its_tone_and_no_cue_is_said_over_it()
    {
        _voice.Follow(Hold(SessionCue.Hold));
        _voice.Follow(Hold(SessionCue.More) with { PainDue = true });
        Assert.Equal("say cue.hold | tone ask | say pain.ask", Said);
    }

    [Fact]
    public void Each_answer_about_pain_is_thanked_so_that_the_question_does_not_stand_on()
    {
        GuidedSessionView asked = Hold(SessionCue.Hold) with { PainDue = true };
        GuidedSessionView heard = Hold(SessionCue.Hold) with { Messages = ["pain.heard"] };
        _voice.Follow(asked);
        _voice.Follow(heard);
        _voice.Follow(heard with { PainDue = true });
        _voice.Follow(heard);
        Assert.Equal("tone ask | say pain.ask | say pain.heard | tone ask | say pain.ask | say pain.heard", Said);
    }

    [Fact]
    public void Each_screen_of_questions_is_said()
    {
        GuidedSessionView first = SomeSession.In(SessionPhase.Screening);
        _voice.Follow(first);
        _voice.Follow(first with { OpenQuestions = [.. first.Questions.Where(question => question.Action != Measurement.Home.Rules.ScreeningAction.Emergency).Select(question => question.Id)] });
        Assert.Equal("say screening | say screening", Said);
        Assert.False(string.Equals(_voice.Latest.First().Text, _voice.Latest.Last().Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Easing_is_told_when_it_comes_and_not_again()
    {
        _voice.Follow(Hold(SessionCue.Hold) with { Easing = EasingState.Steady });
        _voice.Follow(Hold(SessionCue.Hold) with { Easing = EasingState.PossiblyEasing });
        _voice.Follow(Hold(SessionCue.Hold) with { Easing = EasingState.Easing });
        Assert.Single(_voice.Latest, heard => heard.What == "easing");
    }

    [Fact]
    public void A_browser_that_was_away_finds_the_latest_with_counts_that_never_come_again()
    {
        for (int turn = 0; turn < 30; turn++)
        {
            _voice.Follow(Hold(turn % 2 == 0 ? SessionCue.Hold : SessionCue.Less));
        }

        Assert.Equal(8, _voice.Latest.Count);
        int[] counts = [.. _voice.Latest.Select(heard => heard.N)];
        Assert.True(counts.Zip(counts.Skip(1)).All(pair => pair.Second == pair.First + 1));
        Assert.Equal(30, counts[^1]);
    }

    public async ValueTask DisposeAsync() => await _page.DisposeAsync();

    private static GuidedSessionView Hold(SessionCue cue) => SomeSession.In(SessionPhase.Hold) with { PainDue = false, Cue = cue, Easing = EasingState.Steady };
}
