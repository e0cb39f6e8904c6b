using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;

namespace Algometer.Home.Tests;

public sealed class StopTests
{
    public static TheoryData<string> Reasons() => [.. Given.Rules.StopReasons.Select(reason => reason.Id)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_does_what_its_rule_says(string id)
    {
        StopReason rule = Given.Rules.StopReason(id)!;
        var bench = new SessionBench().ToHold();
        bench.Session.Stop("key");
        Assert.Equal(SessionPhase.StopReason, bench.Session.Phase);
        Assert.Equal(SessionCue.LetGo, bench.Session.Cue);
        Assert.Equal(HoldOutcome.Stopped, bench.Session.LastOutcome);
        bench.Press(0, 0.5);
        bench.Session.GiveReason(id);
        Assert.True(bench.Has(SessionEntryKind.StopReason, id));
        Assert.Contains(TextIds.StopThen(id), bench.Session.View().Messages, StringComparer.Ordinal);
        Assert.Equal(rule.TellTherapist, bench.Session.View().TellTherapist);
        Assert.Equal(rule.LockHours, bench.Session.Entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Locked)?.Value ?? 0);
        Assert.Equal(
            rule.Action switch
            {
                StopAction.MayGoOn => SessionPhase.Rest,
                StopAction.LockPoint => SessionPhase.Feeling,
                StopAction.WatchTingling => SessionPhase.Tingling,
                StopAction.Emergency => SessionPhase.Emergency,
                _ => SessionPhase.MovementAfter,
            },
            bench.Session.Phase);
        if (rule.Action == StopAction.Emergency)
        {
            Assert.Contains(TextIds.Emergency, bench.Session.View().Messages, StringComparer.Ordinal);
        }

        bool locked = !SessionGate.Judge(Given.Rules, Given.Plan, [bench.Session.ToRecord()], Given.Noon.AddHours(20), TimeSpan.FromHours(12)).Allowed;
        Assert.Equal(rule.LockHours > 0, locked);
    }

    [Theory]
    [InlineData("sharp-electric")]
    [InlineData("numb")]
    [InlineData("weakness")]
    [InlineData("dizzy")]
    public void Nerve_signs_and_dizziness_lock_the_point_for_a_day(string id)
    {
        StopReason reason = Given.Rules.StopReason(id)!;
        Assert.Equal(StopAction.LockPoint, reason.Action);
        Assert.Equal(24, reason.LockHours);
        Assert.True(reason.TellTherapist);
    }

    [Theory]
    [InlineData(8, SessionPhase.Rest, false)]
    [InlineData(30, SessionPhase.Feeling, false)]
    [InlineData(70, SessionPhase.Feeling, true)]
    public void Tingling_gone_soon_is_written_down_and_one_that_stays_locks(double seconds, SessionPhase phase, bool locked)
    {
        var bench = new SessionBench().ToHold();
        bench.Session.Stop();
        bench.Press(0, 0.2);
        bench.Session.GiveReason("tingling");
        bench.Press(0, seconds);
        bench.Session.TinglingGone();
        Assert.Equal(phase, bench.Session.Phase);
        Assert.Equal(locked, bench.Has(SessionEntryKind.Locked));
        Assert.True(bench.Has(SessionEntryKind.Tingling));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Stopping_fits_every_phase_and_asks_why(int step)
    {
        var bench = new SessionBench();
        if (step > 0)
        {
            bench.ToCheck();
        }

        if (step > 1)
        {
            bench.ToApproach2();
        }

        if (step > 2)
        {
            bench.ToHold();
        }

        bench.Session.Stop("button");
        Assert.Equal(SessionPhase.StopReason, bench.Session.Phase);
        bench.Session.GiveReason("enough");
        Assert.True(bench.Session.Phase is SessionPhase.Feeling or SessionPhase.MovementAfter);
    }

    [Fact]
    public void Leaving_ends_a_hold_and_keeps_what_was_entered()
    {
        var bench = new SessionBench().ToHold();
        bench.Session.Leave();
        Assert.Equal(SessionEnd.Left, bench.Session.End);
        Assert.True(bench.Has(SessionEntryKind.HoldEnded, "stopped"));
        Assert.Equal(6, HomeHistory.Movement(bench.Session.ToRecord()).Before);
    }

    [Theory]
    [InlineData("numb", "worse", "stop.numb.then")]
    [InlineData("numb", "same", "stop.numb.then")]
    [InlineData("interrupted", "worse", "feeling.worse-heard")]
    public void What_rests_until_a_time_is_said_to_the_end_of_the_session(string reason, string feeling, string said)
    {
        var bench = new SessionBench().ToHold();
        bench.Session.Stop("page");
        bench.Session.GiveReason(reason);
        bench.Press(0, 1);
        bench.Session.EndForToday();
        Assert.DoesNotContain("stop.interrupted.then", bench.Session.View().Messages, StringComparer.Ordinal);
        if (bench.Session.Phase == SessionPhase.MovementAfter)
        {
            bench.Session.RateMovement(4);
        }

        bench.Session.ReportFeeling(feeling);
        Assert.Equal(SessionPhase.Done, bench.Session.Phase);
        Assert.Contains(said, bench.Session.View().Messages, StringComparer.Ordinal);
        Assert.Equal(said == "feeling.worse-heard", bench.Session.View().Messages.Contains("feeling.worse-heard", StringComparer.Ordinal));
    }
}

internal static class BenchSteps
{
    public static SessionBench ToApproach2(this SessionBench bench) => bench.Until(() => bench.Session.Phase == SessionPhase.Approach, 0, 10);
}
