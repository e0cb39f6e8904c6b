using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;

namespace Algometer.Home.Tests;

/// <summary>A session whose program was lost before it asked how it felt: asked later, with the same effect.</summary>
public sealed class LateFeelingTests
{
    private static readonly DateTimeOffset _later = Given.Noon.AddMinutes(20);

    [Fact]
    public void It_is_asked_after_a_session_that_was_cut_off_and_after_no_other()
    {
        SessionRecord cut = Cut();
        Assert.True(LateFeeling.IsDue(cut, _later));
        Assert.False(LateFeeling.IsDue(cut with { End = SessionEnd.Completed }, _later));
        Assert.False(LateFeeling.IsDue(cut with { Entries = [] }, _later));
        Assert.False(LateFeeling.IsDue(cut, Given.Noon.AddMinutes(-1)));
        Assert.True(LateFeeling.IsDue(cut, Given.Noon.AddHours(5.9)));
        Assert.False(LateFeeling.IsDue(cut, Given.Noon.AddHours(6)));
        Assert.True(HomeHistory.EveningDue(cut, Given.Noon.AddHours(6)));
    }

    [Theory]
    [InlineData("easier")]
    [InlineData("same")]
    [InlineData("sore")]
    [InlineData("unsure")]
    public void An_answer_is_kept_and_asked_for_once(string feeling)
    {
        SessionRecord told = Answer(Cut(), feeling);
        SessionEntry entry = told.Entries[^1];
        Assert.Equal((SessionEntryKind.Feeling, feeling, 1200.0), (entry.Kind, entry.Text, entry.Seconds));
        Assert.False(LateFeeling.IsDue(told, _later));
        Assert.Throws<ArgumentException>(() => Answer(told, feeling));
        Assert.Equal("", Judge([told]).Reason);
    }

    [Fact]
    public void Worse_makes_the_rest_of_the_day_gentler()
    {
        SessionGrant before = Judge([Cut()]);
        SessionGrant after = Judge([Answer(Cut(), "worse")]);
        Assert.Equal("lock.too-much", after.Reason);
        Assert.True(after.HighNewtons < before.HighNewtons);
        Assert.Equal(1, after.TooMuchBefore);
    }

    [Fact]
    public void Worse_for_the_second_time_in_the_days_that_count_locks_the_place_and_tells_the_therapist()
    {
        SessionRecord first = Cut(new SessionEntry(40, SessionEntryKind.TooMuch, 1, "too-much-pain", null));
        SessionRecord told = Answer(first, "worse");
        Assert.Contains(told.Entries, entry => entry is { Kind: SessionEntryKind.Locked, Text: "too-much", Value: > 0 });
        Assert.Equal(["too-much"], HomeHistory.ReasonsForTherapist(told));
        Assert.Equal("lock.until", Judge([told]).Reason);
        Assert.Equal(_later.AddHours(Given.Rules.TooMuch.LockHours), LateFeeling.RestsUntil(told));
        Assert.Null(LateFeeling.RestsUntil(Answer(Cut(), "worse")));
    }

    [Fact]
    public void What_the_movement_said_already_is_not_counted_twice()
    {
        SessionRecord told = Answer(Cut(new SessionEntry(90, SessionEntryKind.TooMuch, 0, "movement-worse", null)), "worse");
        Assert.Single(told.Entries, entry => entry.Kind == SessionEntryKind.TooMuch);
        Assert.DoesNotContain(told.Entries, entry => entry.Kind == SessionEntryKind.Locked);
    }

    [Fact]
    public void What_is_no_answer_is_refused() => Assert.Throws<ArgumentException>(() => Answer(Cut(), "wonderful"));

    private static SessionRecord Cut(params SessionEntry[] more)
    {
        SessionRecord whole = GateTests.At(Given.Noon);
        return whole with { End = SessionEnd.None, Entries = [.. whole.Entries, .. more] };
    }

    private static SessionRecord Answer(SessionRecord session, string feeling) => LateFeeling.Answer(session, feeling, Given.Rules, [session], _later);

    private static SessionGrant Judge(SessionRecord[] history) => SessionGate.Judge(Given.Rules, Given.Plan with { SessionsADay = 2 }, history, _later, TimeSpan.Zero);
}
