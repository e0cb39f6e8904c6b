using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;

namespace Algometer.Home.Tests;

public sealed class GuidedSessionTests
{
    [Fact]
    public void A_whole_session_goes_from_the_questions_to_how_it_feels()
    {
        var bench = new SessionBench();
        for (int hold = 1; hold <= 3; hold++)
        {
            bench.ToHold();
            Assert.Equal(hold, bench.Session.HoldNumber);
            int asked = 0;
            bench.PressAnswering(30, 100, () => asked++ < 2 ? 6 : 3);
            Assert.Equal(HoldOutcome.PainEased, bench.Session.LastOutcome);
            Assert.Equal(SessionPhase.Release, bench.Session.Phase);
            bench.Press(0, 1);
            if (hold < 3)
            {
                Assert.Equal(SessionPhase.Rest, bench.Session.Phase);
                bench.Press(0, 28.5);
                Assert.Equal(SessionPhase.Rest, bench.Session.Phase);
                bench.Until(() => bench.Session.Phase == SessionPhase.Approach, 0, 2);
            }
        }

        Assert.Equal(SessionPhase.MovementAfter, bench.Session.Phase);
        bench.Session.RateMovement(4);
        Assert.Equal(Measurement.Visits.MovementChange.MuchBetter, bench.Session.Change);
        bench.Session.ReportFeeling("easier");
        Assert.True(bench.Session.IsOver);
        Assert.Equal(SessionEnd.Completed, bench.Session.End);
        Assert.Equal(3, HomeHistory.Holds(bench.Session.ToRecord()).Count);
    }

    [Fact]
    public void More_is_said_below_the_band_only_and_never_in_or_above_it()
    {
        var bench = new SessionBench().ToApproach();
        bench.Press(5, 2);
        Assert.Equal(SessionCue.More, bench.Session.Cue);
        bench.Feed(25.1);
        Assert.NotEqual(SessionCue.More, bench.Session.Cue);
        bench.Press(30, 2);
        Assert.Equal(SessionCue.Hold, bench.Session.Cue);
        bench.Press(39, 1);
        Assert.Equal(SessionCue.Less, bench.Session.Cue);
    }

    [Fact]
    public void Once_the_band_is_kept_a_force_that_falls_is_never_asked_back()
    {
        var bench = new SessionBench().ToHold();
        bench.PressAnswering(30, 10, () => 5);
        int before = bench.Cues.Count;
        for (double force = 30; force > 22; force -= 0.01)
        {
            bench.Feed(force);
        }

        bench.PressAnswering(22, 10, () => 5);
        Assert.DoesNotContain(SessionCue.More, bench.Cues[before..]);
        Assert.Equal(Given.Plan.HighNewtons, bench.Session.View().HighNewtons);
    }

    [Fact]
    public void After_pain_at_the_top_of_what_is_sought_nothing_asks_for_more()
    {
        var bench = new SessionBench().ToHold();
        bench.Session.RatePain(7);
        bench.Press(23, 2);
        Assert.DoesNotContain(SessionCue.More, bench.Cues[^160..]);
        bench.Session.RatePain(5);
        bench.Press(23, 2);
        Assert.Equal(SessionCue.More, bench.Session.Cue);
    }

    [Fact]
    public void Pressing_faster_than_ten_newtons_a_second_is_told_at_once()
    {
        var bench = new SessionBench().ToApproach();
        int samples = 0;
        for (double force = 0; force < 20 && bench.Session.Cue != SessionCue.Slower; force += 25.0 / 80, samples++)
        {
            bench.Feed(force);
        }

        Assert.Equal(SessionCue.Slower, bench.Session.Cue);
        Assert.InRange(samples / 80.0, 0, 0.35);
        Assert.True(bench.Has(SessionEntryKind.TooFast));
        Assert.Equal("approach.too-fast", bench.Session.View().Say);
    }

    [Fact]
    public void Pain_is_asked_at_the_start_and_every_fifteen_seconds()
    {
        var bench = new SessionBench().ToHold();
        bench.PressAnswering(30, 58, () => 6);
        double[] asked = [.. bench.Session.Entries.Where(entry => entry.Kind == SessionEntryKind.PainAsked).Select(entry => entry.Seconds)];
        Assert.Equal(4, asked.Length);
        Assert.All(asked.Zip(asked.Skip(1)), pair => Assert.Equal(15, pair.Second - pair.First, 0.05));
    }

    [Fact]
    public void Above_the_pain_sought_ease_off_is_said_at_once_and_at_eight_the_hold_ends()
    {
        HomePlan gentle = Given.Plan with { Preset = "gentle" };
        var bench = new SessionBench(Given.Setup(gentle)).ToHold();
        bench.Session.RatePain(6);
        Assert.Equal(SessionCue.EaseOff, bench.Session.Cue);
        Assert.Equal(SessionPhase.Hold, bench.Session.Phase);
        bench.Press(30, 0.5);
        Assert.Equal(SessionCue.EaseOff, bench.Session.Cue);
        bench.Press(26, 0.5);
        Assert.Equal(SessionCue.Hold, bench.Session.Cue);
        bench.Session.RatePain(8);
        Assert.Equal(HoldOutcome.TooMuchPain, bench.Session.LastOutcome);
        Assert.Equal(SessionPhase.Release, bench.Session.Phase);
        Assert.Equal(SessionCue.LetGo, bench.Session.Cue);
    }

    [Fact]
    public void Pain_rising_by_two_at_the_same_force_stops_and_locks_the_point_for_a_day()
    {
        var bench = new SessionBench().ToHold();
        bench.Session.RatePain(5);
        bench.Press(30.5, 15);
        bench.Session.RatePain(7);
        Assert.Equal(HoldOutcome.PainRising, bench.Session.LastOutcome);
        bench.Press(0, 1);
        Assert.Equal(SessionPhase.Feeling, bench.Session.Phase);
        bench.Session.ReportFeeling("worse");
        Assert.Equal(SessionEnd.StopRule, bench.Session.End);
        SessionGrant grant = SessionGate.Judge(Given.Rules, Given.Plan, [bench.Session.ToRecord()], Given.Noon.AddHours(23), TimeSpan.Zero);
        Assert.Equal("lock.until", grant.Reason);
        Assert.True(SessionGate.Judge(Given.Rules, Given.Plan, [bench.Session.ToRecord()], Given.Noon.AddHours(25), TimeSpan.Zero).Allowed);
    }

    [Fact]
    public void Pain_rising_with_the_force_does_not_stop()
    {
        var bench = new SessionBench().ToHold(26);
        bench.Session.RatePain(5);
        bench.Press(34, 15);
        bench.Session.RatePain(7);
        Assert.Equal(SessionPhase.Hold, bench.Session.Phase);
    }

    [Fact]
    public void Pain_that_eased_ends_the_hold_but_not_before_thirty_seconds()
    {
        var bench = new SessionBench().ToHold();
        bench.Session.RatePain(6);
        bench.Press(30, 15);
        bench.Session.RatePain(4);
        Assert.Equal(SessionPhase.Hold, bench.Session.Phase);
        bench.Press(30, 10);
        Assert.Equal(SessionPhase.Hold, bench.Session.Phase);
        bench.Until(() => bench.Session.Phase == SessionPhase.Release, 30, 5);
        Assert.Equal(HoldOutcome.PainEased, bench.Session.LastOutcome);
    }

    [Fact]
    public void A_rating_before_the_band_is_no_baseline_for_pain_that_eases()
    {
        var bench = new SessionBench().ToApproach();
        bench.Press(0.2, 1);
        bench.Session.RatePain(6);
        bench.ToHold();
        bench.Session.RatePain(4);
        bench.PressAnswering(30, 40, () => 4);
        Assert.Equal(SessionPhase.Hold, bench.Session.Phase);
    }

    [Fact]
    public void Less_pain_at_less_force_is_not_easing()
    {
        var bench = new SessionBench().ToHold(35);
        bench.Session.RatePain(6);
        bench.PressAnswering(26, 40, () => 4);
        Assert.Equal(SessionPhase.Hold, bench.Session.Phase);
    }

    [Fact]
    public void The_hard_end_counts_time_under_load_in_or_out_of_the_band()
    {
        var bench = new SessionBench().ToHold();
        double began = bench.Seconds;
        bench.PressAnswering(24, 120, () => 6);
        Assert.Equal(HoldOutcome.HardEnd, bench.Session.LastOutcome);
        Assert.InRange(bench.Seconds - began, 88, 91);
    }

    [Theory]
    [InlineData("normal", 30)]
    [InlineData("normal", 60)]
    [InlineData("gentle", 45)]
    public void The_planned_time_ends_the_hold_and_no_praise_follows_it(string preset, int seconds)
    {
        var bench = new SessionBench(Given.Setup(Given.Plan with { Preset = preset, HoldSeconds = seconds })).ToHold(27);
        double began = bench.Session.Entries.Last(entry => entry.Kind == SessionEntryKind.BandEntered).Seconds;
        bench.PressAnswering(27, 120, () => 4);
        SessionEntry ended = bench.Session.Entries.Single(entry => entry.Kind == SessionEntryKind.HoldEnded);
        Assert.Equal("completed", ended.Text);
        Assert.InRange(ended.Seconds - began, seconds - 0.5, seconds + 0.5);
        Assert.Equal(SessionCue.Done, bench.Session.Cue);
        Assert.Equal(["hold.completed"], bench.Session.View().Messages);
        int before = bench.Cues.Count;
        bench.Press(27, 5);
        Assert.All(bench.Cues[before..], cue => Assert.Equal(SessionCue.Done, cue));
    }

    [Fact]
    public void Who_goes_on_after_the_end_is_told_to_let_go_at_last()
    {
        var bench = new SessionBench(Given.Setup(Given.Plan with { HoldSeconds = 60 })).ToHold().PressAnswering(30, 70, () => 6);
        bench.Press(30, 30);
        Assert.Equal(SessionCue.Done, bench.Session.Cue);
        bench.Press(30, 20);
        Assert.Equal(SessionCue.LetGo, bench.Session.Cue);
    }

    [Fact]
    public void A_body_that_braces_is_asked_for_a_little_less_and_not_praised()
    {
        var bench = new SessionBench().ToHold();
        bench.PressAnswering(30, 12, () => 5);
        int before = bench.Cues.Count;
        for (int i = 0; i < 80 * 8; i++)
        {
            bench.Feed(30 + (0.9 * Math.Sin(2 * Math.PI * 9.4 * i / 80)));
            if (bench.Session.PainDue)
            {
                bench.Session.RatePain(5);
            }
        }

        Assert.True(bench.Session.View().Bracing);
        Assert.Equal(SessionCue.Less, bench.Session.Cue);
        Assert.DoesNotContain(SessionCue.Hold, bench.Cues[(before + (6 * 80))..]);
    }

    [Fact]
    public void A_ball_that_feels_nothing_while_more_is_asked_for_is_asked_about_and_more_is_asked_no_longer()
    {
        var bench = new SessionBench().ToApproach().Press(0.1, 9);
        Assert.Equal(SessionCue.More, bench.Session.Cue);
        bench.Press(0.1, 2);
        Assert.Equal(SessionCue.FeelsNothing, bench.Session.Cue);
        bench.Press(0.1, 60);
        Assert.Equal(SessionCue.FeelsNothing, bench.Session.Cue);
        bench.Press(6, 1);
        Assert.Equal(SessionCue.More, bench.Session.Cue);
    }

    [Fact]
    public void After_too_much_the_band_falls_and_the_next_hold_begins_only_when_the_person_says_so()
    {
        var bench = new SessionBench().ToHold();
        bench.Session.RatePain(8);
        Assert.Contains("again.gentler", bench.Session.View().Messages, StringComparer.Ordinal);
        bench.Press(0, 120);
        Assert.Equal((SessionPhase.Rest, "rest.next"), (bench.Session.Phase, bench.Session.View().Say));
        Assert.True(bench.Session.View().MayContinue);
        Assert.Equal((25 * 0.85, 38 * 0.85), (bench.Session.LowNewtons, bench.Session.HighNewtons));
        bench.Session.Continue();
        Assert.Equal(SessionPhase.Approach, bench.Session.Phase);
        bench.Press(33, 1);
        Assert.Equal(SessionCue.Less, bench.Session.Cue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Too_much_twice_ends_the_session_locks_the_point_and_is_noted_for_the_therapist(bool byLimit)
    {
        var bench = new SessionBench().ToHold();
        bench.Session.RatePain(9);
        bench.Press(0, 31).Session.Continue();
        bench.ToHold(26);
        if (byLimit)
        {
            bench.Feed(45);
        }
        else
        {
            bench.Session.RatePain(8);
        }

        Assert.Contains("again.locked", bench.Session.View().Messages, StringComparer.Ordinal);
        Assert.True(bench.Session.View().TellTherapist);
        bench.Press(0, 1);
        Assert.Equal(SessionPhase.Feeling, bench.Session.Phase);
        bench.Session.ReportFeeling("sore");
        Assert.Equal(SessionEnd.StopRule, bench.Session.End);
        SessionRecord record = bench.Session.ToRecord();
        Assert.Equal("lock.until", SessionGate.Judge(Given.Rules, Given.Plan, [record], Given.Noon.AddHours(47), TimeSpan.Zero).Reason);
        Assert.True(SessionGate.Judge(Given.Rules, Given.Plan, [record], Given.Noon.AddHours(49), TimeSpan.Zero).Allowed);
    }

    [Fact]
    public void A_worse_movement_or_feeling_counts_once_as_too_much()
    {
        var bench = new SessionBench(Given.Setup(Given.Plan with { Repeats = 1 })).ToHold();
        bench.Session.RatePain(8);
        bench.Press(0, 1);
        bench.Session.RateMovement(9);
        Assert.Contains("again.locked", bench.Session.View().Messages, StringComparer.Ordinal);
        bench.Session.ReportFeeling("worse");
        Assert.Equal(["too-much-pain", "movement-worse"], bench.Session.Entries.Where(entry => entry.Kind == SessionEntryKind.TooMuch).Select(entry => entry.Text), StringComparer.Ordinal);
        Assert.Single(bench.Session.Entries, entry => entry.Kind == SessionEntryKind.Locked);
    }

    [Fact]
    public void A_load_in_the_rest_starts_the_rest_anew()
    {
        var bench = new SessionBench().ToHold().PressAnswering(30, 2, () => 5);
        bench.Press(0, 29);
        bench.Press(10, 1);
        Assert.Equal(SessionCue.LetGo, bench.Session.Cue);
        bench.Press(0, 29);
        Assert.Equal(SessionPhase.Rest, bench.Session.Phase);
        bench.Until(() => bench.Session.Phase == SessionPhase.Approach, 0, 2);
    }

    [Fact]
    public void Questions_that_nobody_answers_end_the_hold()
    {
        var bench = new SessionBench().ToHold();
        bench.Until(() => bench.Session.Phase == SessionPhase.Release, 30, 40);
        Assert.Equal(HoldOutcome.NoAnswer, bench.Session.LastOutcome);
    }

    [Fact]
    public void Letting_go_is_fine_and_after_the_planned_time_the_hold_is_complete()
    {
        var early = new SessionBench().ToHold().PressAnswering(30, 20, () => 6).Press(1, 4);
        Assert.Equal(HoldOutcome.LetGo, early.Session.LastOutcome);
        var late = new SessionBench().ToHold().PressAnswering(30, 62, () => 6).Press(1, 4);
        Assert.Equal(HoldOutcome.Completed, late.Session.LastOutcome);
        Assert.Equal(SessionPhase.Rest, late.Session.Phase);
    }

    [Theory]
    [InlineData(SessionPhase.Approach)]
    [InlineData(SessionPhase.Hold)]
    public void The_limit_ends_the_hold_at_the_first_sample_above_it(SessionPhase phase)
    {
        SessionBench bench = phase == SessionPhase.Hold ? new SessionBench().ToHold() : new SessionBench().ToApproach();
        bench.Feed(42);
        Assert.Equal(HoldOutcome.OverLimit, bench.Session.LastOutcome);
        Assert.Equal(SessionCue.LetGo, bench.Session.Cue);
        Assert.Contains("over-limit.let-go", bench.Session.View().Messages, StringComparer.Ordinal);
    }

    [Fact]
    public void The_devices_own_alarm_ends_the_hold_too()
    {
        var bench = new SessionBench().ToHold().Press(30, 0.1, AlarmState.OverLimit);
        Assert.Equal(HoldOutcome.OverLimit, bench.Session.LastOutcome);
    }

    [Fact]
    public void A_link_that_is_silent_for_a_second_ends_the_hold_and_may_be_gone_on_from_after_the_check()
    {
        var bench = new SessionBench().ToHold();
        bench.Session.Silence(0.9);
        Assert.Equal(SessionPhase.Hold, bench.Session.Phase);
        bench.Session.Silence(1);
        Assert.Equal(HoldOutcome.LinkLost, bench.Session.LastOutcome);
        Assert.Equal(SessionPhase.Trouble, bench.Session.Phase);
        Assert.Equal(SessionCue.LetGo, bench.Session.Cue);
        bench.Press(0, 1);
        bench.Session.Continue();
        Assert.Equal(SessionPhase.Rest, bench.Session.Phase);
        bench.Press(0, 28).Until(() => bench.Session.Phase == SessionPhase.DeviceCheck, 0, 3);
        bench.Until(() => bench.Session.Phase == SessionPhase.Approach, 0, 3);
    }

    [Fact]
    public void A_stretch_of_missing_samples_of_a_second_ends_the_hold()
    {
        var bench = new SessionBench().ToHold().Skip(85).Feed(30);
        Assert.Equal(HoldOutcome.LinkLost, bench.Session.LastOutcome);
    }

    [Fact]
    public void A_sensor_fault_ends_the_hold_and_blanks_the_force()
    {
        var bench = new SessionBench().ToHold().Feed(30, flags: SampleFlags.Stuck);
        Assert.Equal(HoldOutcome.SensorFault, bench.Session.LastOutcome);
        Assert.True(double.IsNaN(bench.Session.View().Newtons));
        Assert.Equal("trouble.sensor", bench.Session.View().Say);
    }

    [Fact]
    public void A_device_that_started_anew_is_never_gone_on_with_by_itself()
    {
        var bench = new SessionBench().ToHold();
        bench.Session.Report(new DeviceReport(true, true, true, bench.Session.LimitNewtons, StartedAnew: true));
        Assert.Equal(HoldOutcome.DeviceReset, bench.Session.LastOutcome);
        Assert.False(bench.Session.MayContinue);
        bench.Fit().Press(0, 60);
        Assert.Equal(SessionPhase.Trouble, bench.Session.Phase);
        bench.Session.Continue();
        Assert.Equal(SessionPhase.Feeling, bench.Session.Phase);
        Assert.Equal(SessionEnd.DeviceFailed, bench.Session.End);

        // It is reported as long as the session lasts, and told once: the session can be ended.
        bench.Session.Report(new DeviceReport(true, true, true, bench.Session.LimitNewtons, StartedAnew: true));
        Assert.Equal(SessionPhase.Feeling, bench.Session.Phase);
        bench.Session.ReportFeeling(TextIds.Feelings[0]);
        Assert.Equal(SessionPhase.Done, bench.Session.Phase);
    }

    [Fact]
    public void A_device_clock_that_runs_backwards_means_that_it_started_anew()
    {
        var bench = new SessionBench().ToHold().Rewind().Feed(30);
        Assert.Equal(HoldOutcome.DeviceReset, bench.Session.LastOutcome);
        double now = bench.Session.Now;
        bench.Press(0, 1);
        Assert.InRange(bench.Session.Now - now, 0.9, 1.1);
    }

    [Theory]
    [InlineData("check.disconnected", false, true, true, 41.8, false)]
    [InlineData("check.no-ball", true, false, true, 41.8, false)]
    [InlineData("check.calibration", true, true, false, 41.8, false)]
    [InlineData("check.limit", true, true, true, 60, false)]
    [InlineData("check.limit", true, true, true, double.NaN, false)]
    [InlineData("check.self-test", true, true, true, 41.8, true)]
    public void No_hold_begins_before_the_device_is_fit(string problem, bool connected, bool ball, bool calibrated, double limit, bool selfTest)
    {
        var bench = new SessionBench().ToCheck();
        bench.Session.Report(new DeviceReport(connected, ball, calibrated, limit, selfTest));
        bench.Press(0, 5);
        Assert.Equal(SessionPhase.DeviceCheck, bench.Session.Phase);
        Assert.Equal(problem, bench.Session.View().Say);
        bench.Fit().Press(0, 5);
        Assert.Equal(SessionPhase.Approach, bench.Session.Phase);
    }

    [Fact]
    public void A_device_that_is_there_is_never_called_missing_before_it_was_looked_at()
    {
        var bench = new SessionBench().ToCheck();
        Assert.Equal((SessionPhase.DeviceCheck, "check.moving"), (bench.Session.Phase, bench.Session.View().Say));
        bench.Session.Report(new DeviceReport(false, true, true, double.NaN));
        Assert.Equal("check.disconnected", bench.Session.View().Say);
    }

    [Fact]
    public void A_hold_that_can_no_longer_be_stored_is_over_and_the_next_waits_for_a_choice()
    {
        var bench = new SessionBench().ToHold();
        bench.Unrecorded();
        Assert.Equal((HoldOutcome.Stopped, SessionPhase.Trouble, "trouble.unrecorded", true), (bench.Session.LastOutcome, bench.Session.Phase, bench.Session.View().Say, bench.Session.MayContinue));
        bench.Press(0, 2);
        bench.Session.Continue();
        bench.Press(0, 60);
        Assert.Equal((SessionPhase.DeviceCheck, "check.unrecorded"), (bench.Session.Phase, bench.Session.View().Say));
        bench.Fit().Press(0, 5);
        Assert.Equal(SessionPhase.Approach, bench.Session.Phase);
    }

    [Fact]
    public void No_hold_begins_under_an_alarm_that_nobody_answered()
    {
        var bench = new SessionBench().ToHold();
        bench.Feed(bench.Session.LimitNewtons + 3);
        Assert.Equal(HoldOutcome.OverLimit, bench.Session.LastOutcome);
        bench.Alarmed().Press(0, 40);
        Assert.Equal((SessionPhase.Rest, "check.alarm", false), (bench.Session.Phase, bench.Session.View().Say, bench.Session.View().MayContinue));
        bench.Session.Continue();
        bench.Press(0, 1);
        Assert.Equal(SessionPhase.Rest, bench.Session.Phase);
        bench.Fit().Session.Continue();
        bench.Press(0, 1);
        Assert.Equal(SessionPhase.Approach, bench.Session.Phase);
    }

    [Theory]
    [InlineData(AlarmState.OverLimit, SampleFlags.None)]
    [InlineData(AlarmState.None, SampleFlags.Stuck)]
    public void No_hold_begins_with_the_very_sample_that_tells_an_alarm_or_a_fault(AlarmState alarm, SampleFlags flags)
    {
        foreach (bool rested in (bool[])[true, false])
        {
            var bench = rested ? new SessionBench().ToHold() : new SessionBench().ToCheck();
            if (rested)
            {
                bench.PressAnswering(30, 100, () => 5).Until(() => bench.Session.Phase == SessionPhase.Rest, 0, 5);
            }

            // Each sample about the moment at which the hold would begin.
            double due = rested ? bench.Session.RestSecondsLeft : Given.Rules.Zero.Seconds;
            bench.Press(0, due - 0.2);
            for (int i = 0; i < 80; i++)
            {
                bench.Feed(0, alarm, flags);
                Assert.False(bench.Session.GuardsHold);
            }
        }
    }

    [Fact]
    public void What_was_pressed_after_the_word_to_let_go_is_in_the_peak_and_the_word_goes_with_the_load()
    {
        var bench = new SessionBench().ToHold();
        double over = bench.Session.LimitNewtons + 3;
        bench.Feed(over);
        Assert.Equal("over-limit.let-go", bench.Session.View().Messages[0]);
        bench.Press(over + 8, 0.3);
        bench.Press(0, 1);
        Assert.InRange(HomeHistory.Holds(bench.Session.ToRecord())[0].PeakNewtons!.Value, over + 7.9, over + 8.1);
        Assert.Equal(SessionPhase.Rest, bench.Session.Phase);
        Assert.DoesNotContain("over-limit.let-go", bench.Session.View().Messages, StringComparer.Ordinal);
        Assert.Contains("again.gentler", bench.Session.View().Messages, StringComparer.Ordinal);
    }

    [Fact]
    public void Worse_as_the_feeling_is_answered_and_makes_the_next_free_session_of_the_day_gentler()
    {
        SessionSetup setup = Given.FreeSetup();
        SessionGrant first = Gate();
        var bench = new SessionBench(setup with { Grant = first });
        bench.ToCheck();
        bench.Until(() => bench.Session.Phase == SessionPhase.Approach, 0, 10).Press(20, 2);
        bench.Session.Stop();
        bench.Press(0, 1);
        bench.Session.GiveReason("enough");
        if (bench.Session.Phase == SessionPhase.MovementAfter)
        {
            bench.Session.RateMovement(6);
        }

        bench.Session.ReportFeeling("worse");
        Assert.Contains("feeling.worse-heard", bench.Session.View().Messages, StringComparer.Ordinal);
        SessionRecord done = bench.Session.ToRecord();
        SessionGrant again = Gate(1, done);
        Assert.True(again.Allowed);
        Assert.Equal("lock.too-much", again.Reason);
        Assert.Equal(first.LimitNewtons * 0.85, again.LimitNewtons, 0.11);
        Assert.Equal(first.LimitNewtons, Gate(24, done).LimitNewtons);

        SessionGrant Gate(double hours = 0, params SessionRecord[] history) => SessionGate.JudgeFree(Given.Rules, setup.Patient, setup.Free!, history, Given.Noon.AddHours(hours), TimeSpan.Zero);
    }

    [Fact]
    public void After_a_trouble_that_was_gone_on_from_nothing_offers_to_go_on_before_the_rest_is_over()
    {
        var bench = new SessionBench().ToHold();
        bench.Session.Silence(1.2);
        bench.Press(0, 1);
        Assert.True(bench.Session.View().MayContinue);
        bench.Session.Continue();
        Assert.DoesNotContain(bench.Session.View().Messages, id => id.StartsWith("trouble.", StringComparison.Ordinal));
        Assert.Equal((SessionPhase.Rest, false), (bench.Session.Phase, bench.Session.View().MayContinue));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(0.8)]
    [InlineData(-0.8)]
    public void No_hold_begins_while_the_ball_is_loaded_or_its_zero_is_off(double newtons)
    {
        var bench = new SessionBench().ToCheck().Press(newtons, 5);
        Assert.Equal("check.unload", bench.Session.View().Say);
    }

    [Fact]
    public void A_free_session_has_the_lowest_cap_no_band_and_never_says_more()
    {
        var bench = new SessionBench(Given.FreeSetup()).ToApproach();
        Assert.Equal(60, bench.Session.LimitNewtons);
        Assert.False(bench.Session.View().HasBand);
        bench.Press(0, 5).Press(3, 2).PressAnswering(20, 50, () => 2);
        Assert.DoesNotContain(SessionCue.More, bench.Cues);
        bench.Press(56, 0.5);
        Assert.Equal(SessionCue.Less, bench.Session.Cue);
        bench.Feed(60.5);
        Assert.Equal(HoldOutcome.OverLimit, bench.Session.LastOutcome);
    }

    [Fact]
    public void A_free_session_has_an_aim_and_more_pain_than_that_is_eased_off()
    {
        HomeRules gentle = Given.Rules with { FreeMode = Given.Rules.FreeMode with { PainLow = 3, PainHigh = 5 } };
        foreach ((HomeRules rules, int high, SessionCue cue) in ((HomeRules, int, SessionCue)[])[(Given.Rules, 7, SessionCue.Hold), (gentle, 5, SessionCue.EaseOff)])
        {
            SessionBench bench = new SessionBench(Given.FreeSetup(rules)).ToApproach();
            Assert.Equal(high, bench.Session.PainHigh);
            bench.PressAnswering(20, 16, () => 7);
            Assert.Equal(cue, bench.Session.Cue);
        }
    }

    [Fact]
    public void Who_says_why_before_letting_go_is_led_to_let_go_and_rests_before_the_next_hold()
    {
        var bench = new SessionBench(Given.Setup(Given.Plan with { Repeats = 2 })).ToHold();
        bench.Session.Stop("page");
        bench.Session.GiveReason("too-strong");
        Assert.Equal((SessionPhase.Release, SessionCue.LetGo), (bench.Session.Phase, bench.Session.Cue));
        Assert.Equal(120, bench.Session.RecheckSecondsLeft);
        bench.Press(0, 1);
        Assert.Equal(SessionPhase.Rest, bench.Session.Phase);
        Assert.InRange(bench.Session.RestSecondsLeft, 28, 30);
        bench.Press(0, 40);
        Assert.Equal(SessionPhase.Approach, bench.Session.Phase);
    }

    [Fact]
    public void The_movement_is_compared_only_within_two_minutes()
    {
        var bench = new SessionBench(Given.Setup(Given.Plan with { Repeats = 1 })).ToHold();
        bench.Session.RatePain(8);
        bench.Press(0, 119);
        Assert.InRange(bench.Session.RecheckSecondsLeft, 0.5, 3);
        bench.Press(0, 3);
        bench.Session.RateMovement(2);
        Assert.Equal(Measurement.Visits.MovementChange.NotRated, bench.Session.Change);
        Assert.True(bench.Has(SessionEntryKind.MovementAfter, "late"));
    }

    [Fact]
    public void The_record_reads_back_as_it_was_written()
    {
        var bench = new SessionBench().ToHold().PressAnswering(30, 40, () => 6);
        bench.Session.Stop();
        SessionRecord record = bench.Session.ToRecord() with { Evening = new EveningAnswer(Given.Noon.AddHours(8), true, 3) };
        SessionRecord back = System.Text.Json.JsonSerializer.Deserialize<SessionRecord>(System.Text.Json.JsonSerializer.Serialize(record))!;
        Assert.Equal(record.Entries, back.Entries);
        Assert.Equal(record with { Entries = [] }, back with { Entries = record with { Entries = [] } is { } empty ? empty.Entries : [] });
        Assert.Equal(HomeHistory.Holds(record)[0].Pains, HomeHistory.Holds(back)[0].Pains);
    }
}
