using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;

namespace Algometer.Home.Tests;

public sealed class GateTests
{
    private static readonly SessionEntry _pressed = new(30, SessionEntryKind.BandEntered, 1, "", 25);

    [Fact]
    public void Two_sessions_a_day_and_no_more_by_the_patients_own_day()
    {
        SessionRecord first = At(Given.Noon.AddHours(-6));
        SessionRecord second = At(Given.Noon.AddHours(-2));
        Assert.True(Judge([first]).Allowed);
        SessionGrant grant = Judge([first, second]);
        Assert.Equal("lock.sessions-today", grant.Reason);
        Assert.Equal(Given.Noon.Date.AddDays(1), grant.UntilUtc!.Value.UtcDateTime);

        // Ten hours further east the first one was on another day.
        Assert.True(SessionGate.Judge(Given.Rules, Given.Plan, [first with { StartedUtc = Given.Noon.AddHours(-23) }, second], Given.Noon, TimeSpan.FromHours(10)).Allowed);
        Assert.True(Judge([first, second with { Entries = [] }]).Allowed);
        Assert.True(Judge([first, second with { Point = "rhomboids" }]).Allowed);
        Assert.True(Judge([first, second with { Side = Measurement.Ramp.BodySide.Right }]).Allowed);
        Assert.False(SessionGate.Judge(Given.Rules, Given.Plan with { SessionsADay = 1 }, [first], Given.Noon, TimeSpan.Zero).Allowed);
    }

    [Fact]
    public void A_refused_session_is_the_day_s_answer_at_every_place_and_without_a_plan()
    {
        SessionRecord refused = At(Given.Noon.AddMinutes(-1)) with { Entries = [], End = SessionEnd.Refused, Point = "rhomboids" };
        SessionGrant grant = Judge([refused]);
        Assert.Equal("screen.refused", grant.Reason);
        Assert.Equal(Given.Noon.Date.AddDays(1), grant.UntilUtc!.Value.UtcDateTime);
        Assert.True(grant.TellTherapist);
        var free = new FreePlace("gluteus-maximus", Measurement.Ramp.BodySide.Left, "ball", "seated");
        Assert.Equal("screen.refused", SessionGate.JudgeFree(Given.Rules, refused.Patient, free, [refused], Given.Noon, TimeSpan.Zero).Reason);
        Assert.True(Judge([refused with { StartedUtc = Given.Noon.AddHours(-20) }]).Allowed);
        Assert.True(Judge([refused with { Patient = "somebody-else" }]).Allowed);
    }

    [Fact]
    public void Worse_for_the_rest_of_the_day_means_two_days_of_rest_and_a_lower_band()
    {
        SessionRecord worse = At(Given.Noon.AddDays(-1).AddHours(1)) with { Evening = new EveningAnswer(Given.Noon.AddHours(-16), true, null) };
        SessionGrant grant = Judge([worse]);
        Assert.Equal("lock.rest", grant.Reason);
        Assert.Equal(Given.Noon.AddHours(32), grant.UntilUtc);
        grant = SessionGate.Judge(Given.Rules, Given.Plan, [worse], Given.Noon.AddHours(33), TimeSpan.Zero);
        Assert.True(grant.Allowed);
        Assert.Equal("lock.band-lowered", grant.Reason);
        Assert.Equal(32.3, grant.HighNewtons);
        Assert.Equal(25, grant.LowNewtons);
        Assert.Equal(35.5, grant.LimitNewtons);
        Assert.True(grant.LimitNewtons >= grant.HighNewtons);
    }

    [Fact]
    public void Worse_twice_in_a_week_locks_until_a_new_plan_and_tells_the_therapist()
    {
        SessionRecord one = At(Given.Noon.AddDays(1)) with { Evening = new EveningAnswer(Given.Noon.AddDays(1), true, null) };
        SessionRecord other = At(Given.Noon.AddDays(7)) with { Evening = new EveningAnswer(Given.Noon.AddDays(7), true, null) };
        SessionGrant grant = SessionGate.Judge(Given.Rules, Given.Plan, [one, other], Given.Noon.AddDays(15), TimeSpan.Zero);
        Assert.Equal("lock.until-new-plan", grant.Reason);
        Assert.True(grant.TellTherapist);
        Assert.Null(grant.UntilUtc);
        HomePlan renewed = Given.Plan with { Revision = 2, CreatedUtc = Given.Noon.AddDays(14) };
        Assert.True(SessionGate.Judge(Given.Rules, renewed, [one, other], Given.Noon.AddDays(15), TimeSpan.Zero).Allowed);
        SessionRecord later = other with { Evening = new EveningAnswer(Given.Noon.AddDays(9), true, null) };
        Assert.Equal("lock.band-lowered", SessionGate.Judge(Given.Rules, Given.Plan, [one, later], Given.Noon.AddDays(15), TimeSpan.Zero).Reason);
    }

    [Fact]
    public void However_often_it_was_worse_the_band_stays_a_band_below_the_limit()
    {
        for (int times = 0; times <= 10; times++)
        {
            SessionRecord[] worse = [.. Enumerable.Range(0, times).Select(i => At(Given.Noon.AddDays(i * 10)) with { Evening = new EveningAnswer(Given.Noon.AddDays(i * 10), true, null) })];
            SessionGrant grant = SessionGate.Judge(Given.Rules, Given.Plan, worse, Given.Noon.AddDays(200), TimeSpan.Zero);
            Assert.True(grant.LowNewtons > 0 && grant.LowNewtons < grant.HighNewtons && grant.HighNewtons <= grant.LimitNewtons && grant.HighNewtons <= Given.Plan.HighNewtons);
        }
    }

    [Fact]
    public void Without_a_plan_the_limit_is_the_lowest_cap_and_place_and_pair_must_fit()
    {
        SessionGrant Free(string point, string tool, string position) =>
            SessionGate.JudgeFree(Given.Rules, "K17", new FreePlace(point, Measurement.Ramp.BodySide.Left, tool, position), [], Given.Noon, TimeSpan.Zero);
        Assert.Equal(60, Free("gluteus-maximus", "ball", "seated").LimitNewtons);
        Assert.True(Free("gluteus-maximus", "ball", "seated").Allowed);
        Assert.Equal("pair.neck-lying", Free("upper-trapezius", "ball", "lying").Reason);
        Assert.Equal("never.shoulder-blade", Free("infraspinatus", "ball", "wall").Reason);
        Assert.Equal("plan.unknown-place", Free("elbow", "ball", "wall").Reason);
    }

    [Fact]
    public void A_sign_that_needs_help_at_once_locks_every_point_with_and_without_a_plan()
    {
        SessionRecord emergency = At(Given.Noon.AddMinutes(-1)) with { Point = "rhomboids", Entries = [new(0, SessionEntryKind.Locked, 0, "emergency", 24)], End = SessionEnd.Refused };
        SessionGrant grant = Judge([emergency]);
        Assert.Equal(("emergency.locked", Given.Noon.AddMinutes(-1).AddHours(24)), (grant.Reason, grant.UntilUtc!.Value));
        Assert.Equal("emergency.locked", Free([emergency], Given.Noon).Reason);
        Assert.True(Judge([emergency with { Patient = "K18" }]).Allowed);
        Assert.True(SessionGate.Judge(Given.Rules, Given.Plan, [emergency], Given.Noon.AddHours(24), TimeSpan.Zero).Allowed);
    }

    [Fact]
    public void What_was_too_much_today_is_asked_for_again_at_no_time_of_the_day()
    {
        SessionRecord once = At(Given.Noon.AddHours(-2)) with { Entries = [_pressed, new(40, SessionEntryKind.TooMuch, 1, "too-much-pain", null)] };
        SessionGrant grant = Judge([once]);
        Assert.Equal((true, "lock.too-much", 21.2, 32.3, 1), (grant.Allowed, grant.Reason, grant.LowNewtons, grant.HighNewtons, grant.TooMuchBefore));
        grant = SessionGate.Judge(Given.Rules, Given.Plan, [once], Given.Noon.AddDays(1), TimeSpan.Zero);
        Assert.Equal((25.0, 38.0, 1), (grant.LowNewtons, grant.HighNewtons, grant.TooMuchBefore));
        Assert.Equal(0, SessionGate.Judge(Given.Rules, Given.Plan, [once], Given.Noon.AddDays(8), TimeSpan.Zero).TooMuchBefore);
        SessionRecord locked = once with { Entries = [.. once.Entries, new(40, SessionEntryKind.Locked, 1, "too-much", 48)] };
        Assert.Equal(0, SessionGate.Judge(Given.Rules, Given.Plan, [locked], Given.Noon.AddDays(3), TimeSpan.Zero).TooMuchBefore);
    }

    [Fact]
    public void What_was_too_much_in_an_earlier_session_counts_in_the_next()
    {
        var bench = new SessionBench(Given.Setup() with { Grant = Given.Grant() with { TooMuchBefore = 1 } }).ToHold();
        bench.Session.RatePain(8);
        Assert.True(bench.Has(SessionEntryKind.Locked, "too-much"));
        Assert.False(bench.Session.MayHoldAgain);
    }

    [Fact]
    public void Without_a_plan_locks_rests_and_the_days_number_of_sessions_hold_too()
    {
        SessionRecord worse = At(Given.Noon) with { PlanId = "", Evening = new EveningAnswer(Given.Noon, true, null) };
        Assert.Equal(("lock.rest", Given.Noon.AddHours(48)), (Free([worse], Given.Noon.AddHours(47)).Reason, Free([worse], Given.Noon.AddHours(47)).UntilUtc!.Value));
        Assert.True(Free([worse], Given.Noon.AddHours(49)).Allowed);
        SessionRecord again = At(Given.Noon.AddDays(3)) with { PlanId = "", Evening = new EveningAnswer(Given.Noon.AddDays(3), true, null) };
        Assert.Equal("lock.until", Free([worse, again], Given.Noon.AddDays(9)).Reason);
        Assert.True(Free([worse, again], Given.Noon.AddDays(11)).Allowed);
        Assert.Equal("lock.sessions-today", Free([At(Given.Noon.AddHours(-6)), At(Given.Noon.AddHours(-2))], Given.Noon).Reason);
        SessionRecord locked = At(Given.Noon.AddHours(-1)) with { Entries = [new(5, SessionEntryKind.Locked, 1, "numb", 24)] };
        Assert.Equal("lock.until", Free([locked], Given.Noon).Reason);
    }

    [Theory]
    [InlineData("quadriceps", "roller", "seated")]
    [InlineData("upper-trapezius", "cane", "seated")]
    public void A_tool_without_a_sensor_is_never_guided(string point, string tool, string position)
    {
        string region = Given.Rules.Point(point)!.Region;
        Assert.Equal("tool.no-sensor", PlaceCheck.PairProblem(region, tool, position, Given.Rules));
        Assert.Equal("tool.no-sensor", SessionGate.JudgeFree(Given.Rules, "K17", new FreePlace(point, Measurement.Ramp.BodySide.Left, tool, position), [], Given.Noon, TimeSpan.Zero).Reason);
    }

    [Fact]
    public void A_session_that_the_gate_refused_cannot_be_made() =>
        Assert.Throws<ArgumentException>(() => new GuidedSession(Given.Setup() with { Grant = Given.Grant() with { Allowed = false } }));

    internal static SessionRecord At(DateTimeOffset started) => new()
    {
        Id = started.ToString("O"),
        Patient = "K17",
        PlanId = "P-1",
        PlanRevision = 1,
        Point = "upper-trapezius",
        Side = Measurement.Ramp.BodySide.Left,
        StartedUtc = started,
        RulesVersion = "1",
        End = SessionEnd.Completed,
        Entries = [_pressed],
    };

    private static SessionGrant Free(SessionRecord[] history, DateTimeOffset now) =>
        SessionGate.JudgeFree(Given.Rules, "K17", new FreePlace("upper-trapezius", Measurement.Ramp.BodySide.Left, "ball", "wall"), history, now, TimeSpan.Zero);

    private static SessionGrant Judge(SessionRecord[] history) => SessionGate.Judge(Given.Rules, Given.Plan, history, Given.Noon, TimeSpan.Zero);
}
