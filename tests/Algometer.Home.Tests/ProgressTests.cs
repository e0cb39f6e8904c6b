using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;

namespace Algometer.Home.Tests;

public sealed class ProgressTests
{
    private static readonly HomePlan _plan = Given.Plan with { CreatedUtc = Given.Noon, MeasuredUtc = Given.Noon, ExpiresUtc = Given.Noon.AddDays(30), SessionsADay = 1, Days = PlanDays.Monday | PlanDays.Wednesday | PlanDays.Friday };

    [Fact]
    public void Rest_days_never_break_a_streak_and_a_second_session_a_day_adds_nothing()
    {
        // 6 May 2026 is a Wednesday.
        SessionRecord[] done = [Rated(0, 6), Rated(2, 6), Rated(5, 6), GateTests.At(Given.Noon.AddDays(5).AddHours(3))];
        HomeProgress progress = Of(done, 6);
        Assert.Equal(3, progress.StreakDays);
        Assert.Equal(3, progress.SessionsPlanned);
        Assert.Equal(100, progress.AdherencePercent);
        Assert.Equal(2, Of([done[0], done[1]], 5.2).StreakDays);
        Assert.Equal(0, Of([done[0], done[1]], 6.2).StreakDays);
    }

    [Fact]
    public void Stopping_being_refused_and_locked_days_keep_the_streak()
    {
        SessionRecord refused = GateTests.At(Given.Noon.AddDays(2)) with { Entries = [], End = SessionEnd.Refused };
        Assert.Equal(2, Of([Rated(0, 6), refused], 3).StreakDays);
        SessionRecord locked = GateTests.At(Given.Noon) with { End = SessionEnd.StopRule, Entries = [new(30, SessionEntryKind.BandEntered, 1, "", 25), new(60, SessionEntryKind.Locked, 0, "numb", 72)] };
        Assert.Equal(2, Of([locked, Rated(5, 6)], 5.5).StreakDays);
    }

    [Theory]
    [InlineData(6, 6, "progress.within-error")]
    [InlineData(6, 5, "progress.better")]
    [InlineData(6, 7, "progress.worse")]
    public void A_trend_is_called_a_change_only_beyond_what_ratings_scatter(int first, int last, string text) =>
        Assert.Equal(text, Of([Rated(0, first), Rated(2, last)], 3).Movement.Text);

    [Fact]
    public void A_plateau_is_prompted_with_its_reasons_only_when_the_plan_was_kept()
    {
        SessionRecord[] kept = [.. new[] { 0, 2, 5, 7, 9, 12 }.Select(day => Rated(day, 6))];
        Assert.Equal(["plateau.pain"], Of(kept, 12.5).Plateau.Select(reason => reason.Text), StringComparer.Ordinal);
        Assert.Empty(Of(kept[..5], 9.5).Plateau);
        Assert.Empty(Of([.. kept[..3], Rated(7, 5), Rated(9, 5), Rated(12, 5)], 12.5).Plateau);
        Assert.Empty(Of([kept[0], kept[1], kept[5]], 16).Plateau);
        Assert.Equal(["plateau.pain", "plateau.threshold"], Of(kept, 12.5, new ThresholdChange(28, 50)).Plateau.Select(reason => reason.Text), StringComparer.Ordinal);
        Assert.Empty(Of(kept, 12.5, new ThresholdChange(60, 50)).Plateau);
    }

    [Fact]
    public void Relief_shorter_than_a_day_in_three_of_four_sessions_is_a_reason()
    {
        SessionRecord[] Relief(params double[] hours) => [.. hours.Select((each, i) => Rated(i * 2, 6 - i) with { Evening = new EveningAnswer(Given.Noon.AddDays(i * 2), false, each) })];
        Assert.Contains(Of(Relief(5, 30, 5, 5), 7).Plateau, reason => reason.Text == "plateau.relief");
        Assert.DoesNotContain(Of(Relief(5, 30, 30, 5), 7).Plateau, reason => reason.Text == "plateau.relief");
        Assert.DoesNotContain(Of(Relief(5, 5, 5), 7).Plateau, reason => reason.Text == "plateau.relief");
    }

    [Fact]
    public void A_red_flag_reaches_the_therapist()
    {
        var session = new GuidedSession(Given.Setup(_plan));
        session.Answer("night-pain", true);
        Assert.Equal(["red-flag"], Of([session.ToRecord()], 1).TellTherapist);
    }

    private static SessionRecord Rated(int day, int pain) => GateTests.At(Given.Noon.AddDays(day)) with
    {
        Entries = [new(1, SessionEntryKind.MovementBefore, 0, "", pain), new(30, SessionEntryKind.BandEntered, 1, "", 25), new(31, SessionEntryKind.Pain, 1, "key", pain)],
    };

    private static HomeProgress Of(SessionRecord[] sessions, double days, ThresholdChange? threshold = null) =>
        HomeProgress.Of(Given.Rules, Given.Lists, _plan, sessions, Given.Noon.AddDays(days), TimeSpan.Zero, threshold);
}
