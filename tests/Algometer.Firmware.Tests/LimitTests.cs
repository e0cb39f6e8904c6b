using Algometer.Wire;
using CsCheck;

namespace Algometer.Firmware.Tests;

/// <summary>The limit and its latch: what may move them, and what never opens them.</summary>
public sealed class LimitTests
{
    [Fact]
    public void A_blank_force_over_the_limit_stays_over_and_latched()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(40, 3);
        bench.Press(65, 3);
        bench.Convert(8388607);
        Assert.Equal(Protocol.BlankForce, bench.Samples[^1].ForceMillinewtons);
        Assert.Equal(AlarmBit.OverLimit | AlarmBit.Latched, bench.Samples[^1].Alarm & (AlarmBit.OverLimit | AlarmBit.Latched));
        bench.Send(MessageType.AcknowledgeAlarm);
        for (int i = 0; i < 6; i++)
        {
            bench.Convert(-8388608);
        }

        Assert.Equal(AlarmBit.OverLimit | AlarmBit.Latched, bench.Samples[^1].Alarm & (AlarmBit.OverLimit | AlarmBit.Latched));
        bench.Idle(100_000);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.NoData);
        Assert.Equal(AlarmBit.OverLimit | AlarmBit.Latched, bench.Samples[^1].Alarm & (AlarmBit.OverLimit | AlarmBit.Latched));
        Assert.DoesNotContain(bench.Events, e => e.Code == EventCode.BackBelowLimit);
    }

    [Theory]
    [InlineData(60000, 58.85, true)]
    [InlineData(60000, 58.75, false)]
    [InlineData(10000, 9.55, true)]
    [InlineData(10000, 9.45, false)]
    public void It_is_back_below_only_under_the_limit_less_the_hysteresis(uint limit, double newtons, bool stillOver)
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, limit);
        bench.Press((limit / 1000.0) + 0.5, 4);
        bench.Press(newtons, 4);
        Assert.Equal(stillOver, (bench.Samples[^1].Alarm & AlarmBit.OverLimit) != 0);
        Assert.Equal(!stillOver, bench.Events.Exists(e => e.Code == EventCode.BackBelowLimit));
    }

    [Fact]
    public void Nothing_but_a_force_below_ends_over_limit() =>
        Gen.Select(Gen.Int[0, 3], Gen.Double[0, 70]).Array[1, 40].Sample(steps =>
        {
            Bench bench = new Bench().Streaming();
            bench.Press(45, 3);
            bench.Press(61, 3);
            double last = 61;
            foreach ((int what, double force) in steps)
            {
                bool over = (bench.Samples[^1].Alarm & AlarmBit.OverLimit) != 0;
                if (what == 0)
                {
                    bench.Convert(8388607);
                }
                else if (what == 1)
                {
                    bench.Idle(41_000);
                }
                else
                {
                    last = Math.Clamp(force, last - 0.9, last + 0.9);
                    bench.Press(last);
                }

                SampleMessage now = bench.Samples[^1];
                bool below = now.ForceMillinewtons != Protocol.BlankForce && now.ForceMillinewtons <= 58800;
                if (over && (now.Alarm & AlarmBit.OverLimit) == 0 && !below)
                {
                    return false;
                }
            }

            return true;
        }, iter: 300);

    [Fact]
    public void A_blank_force_is_no_approach_to_the_limit_and_its_slope_begins_anew()
    {
        Bench bench = new Bench().Streaming();
        bench.Rise(52);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.PreWarning);
        bench.Convert(8388607);
        Assert.Equal(0, bench.Samples[^1].Alarm & AlarmBit.PreWarning);
        bench.Press(53, 7);
        Assert.Equal(0, bench.Samples[^1].Alarm & AlarmBit.PreWarning);
    }

    [Fact]
    public void An_acknowledgement_is_void_with_the_next_sample_above_the_limit()
    {
        Bench bench = new Bench().Streaming();
        bench.Rise(61);
        bench.Press(61, 3);
        bench.Send(MessageType.AcknowledgeAlarm);
        bench.Press(61, 2);
        for (double force = 58; force > 0; force -= 3)
        {
            bench.Press(force);
        }

        Assert.Equal(AlarmBit.Latched, bench.Samples[^1].Alarm & (AlarmBit.Latched | AlarmBit.OverLimit));
        bench.Send(MessageType.AcknowledgeAlarm);
        bench.Press(0, 2);
        Assert.Equal(0, bench.Samples[^1].Alarm & AlarmBit.Latched);
    }

    [Fact]
    public void A_limit_is_not_raised_in_a_hold_or_under_load()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 30000, planId: 9);
        bench.Press(10, 4);
        bench.Send(MessageType.SetLimit, 40000, planId: 9);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        Assert.Equal(30000, bench.Refusals[^1].Detail);
        bench.Press(0, 12);
        bench.Send(MessageType.BeginHold);
        bench.Send(MessageType.SetLimit, 40000, planId: 9);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        Assert.Equal(30000, bench.Loop.Settings.LimitMillinewtons);
        bench.Send(MessageType.EndHold);
        bench.Send(MessageType.SetLimit, 40000, planId: 9);
        Assert.Equal(40000, bench.Acks[^1].Value);
    }

    [Theory]
    [InlineData(40000)]
    [InlineData(30000)]
    [InlineData(50000)]
    public void Another_plan_does_not_take_a_plans_place(uint limit)
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 40000, planId: 1234);
        bench.Press(0, 8);
        bench.Send(MessageType.SetLimit, limit, planId: 4321);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
        Assert.Equal(40000, bench.Refusals[^1].Detail);
        Assert.Equal((1234, 40000), (bench.Loop.Settings.PlanId, bench.Loop.Settings.LimitMillinewtons));
        bench.Send(MessageType.BeginHold);
        bench.Send(MessageType.SetLimit, limit, planId: 4321);
        Assert.Equal((1234, 40000), (bench.Loop.Settings.PlanId, bench.Loop.Settings.LimitMillinewtons));
    }

    [Fact]
    public void A_plan_that_was_given_back_makes_room_for_another()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 40000, planId: 1234);
        bench.Press(0, 8);
        bench.Send(MessageType.SetLimit, 60000, planId: 1234);
        bench.Press(0, 8);
        bench.Send(MessageType.SetLimit, 60000, planId: -1234);
        Assert.Equal(60000, bench.Acks[^1].Value);
        Assert.False(bench.Loop.Settings.HasPlan);
        bench.Press(0, 8);
        bench.Send(MessageType.SetLimit, 90000, planId: 4321);
        Assert.Equal(90000, bench.Acks[^1].Value);
        Assert.Equal(4321, bench.Loop.Settings.PlanId);
    }

    [Fact]
    public void Hello_tells_the_plan_and_limit_that_are_on_however_soon_it_is_asked_for()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        foreach ((uint limit, long plan, long told) in new[] { (40_000u, 1234L, 1234L), (30_000u, 0L, 1234L), (30_000u, -1234L, 0L) })
        {
            bench.Send(MessageType.Identify);
            bench.Press(0);
            bench.Send(MessageType.SetLimit, limit, planId: plan);
            bench.Press(0);
            bench.Send(MessageType.Identify);
            bench.Press(0, 2);
            Assert.Equal((told, (int)limit), (bench.Hellos[^1].PlanId, bench.Hellos[^1].LimitMillinewtons));
        }
    }

    [Fact]
    public void Giving_back_never_raises()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 60001, planId: -1234);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
        bench.Send(MessageType.SetLimit, 40000, planId: 1234);
        bench.Press(0, 8);
        bench.Send(MessageType.SetLimit, 40001, planId: -1234);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
        Assert.True(bench.Loop.Settings.HasPlan);
    }

    [Fact]
    public void A_plan_is_given_back_in_a_hold_too()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 40000, planId: 1234);
        bench.Send(MessageType.BeginHold);
        bench.Send(MessageType.SetLimit, 40000, planId: -1234);
        Assert.Equal(40000, bench.Acks[^1].Value);
        Assert.False(bench.Loop.Settings.HasPlan);
    }

    [Fact]
    public void Giving_back_what_no_plan_holds_wears_no_flash()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 50000);
        int saves = bench.Saves;
        bench.Send(MessageType.SetLimit, 50000, planId: DeviceSettings.EverydayPlanId);
        Assert.Equal(50000, bench.Acks[^1].Value);
        Assert.Equal(saves, bench.Saves);
    }

    [Theory]
    [InlineData(0x80000000u)]
    [InlineData(4294967295u)]
    [InlineData(2147483647u)]
    public void A_limit_beyond_every_force_is_above_the_cap(uint limit)
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, limit, planId: 9);
        Assert.Equal(RefusalReason.AboveCap, bench.Refusals[^1].Reason);
        Assert.Equal(bench.Identity.CapMillinewtons, bench.Refusals[^1].Detail);
    }

    [Theory]
    [InlineData(int.MaxValue, -int.MaxValue)]
    [InlineData(-int.MaxValue, int.MaxValue)]
    [InlineData(0, int.MaxValue)]
    public void A_force_clipped_at_either_end_is_a_jump_and_no_arithmetic_slip(int before, int after)
    {
        var check = new SensorCheck(196133, 100_000);
        check.SetNominal(80000);
        check.JudgeValue(1, before);
        Assert.NotEqual(0, check.JudgeValue(2, after) & SampleFlag.Jump);
        Assert.Equal(0, check.JudgeValue(3, after) & SampleFlag.Jump);
    }

    [Fact]
    public void A_force_that_falls_from_one_end_to_the_other_is_no_approach_to_the_limit()
    {
        var guard = new LimitGuard { LimitMillinewtons = 60000 };
        for (int i = 0; i < 8; i++)
        {
            guard.Accept(i * 12500L, int.MaxValue);
        }

        guard.Accept(100_000, -int.MaxValue);
        Assert.False(guard.IsPreWarning);
        Assert.False(guard.IsOver);
        for (int i = 0; i < 8; i++)
        {
            guard.Accept(112_500 + (i * 12500L), -int.MaxValue);
        }

        guard.Accept(212_500, 59_000);
        Assert.True(guard.IsPreWarning);
    }
}
