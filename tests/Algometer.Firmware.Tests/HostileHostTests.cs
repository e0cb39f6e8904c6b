using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>No row of commands, each of which looks harmless, makes the limit ineffective.</summary>
public sealed class HostileHostTests
{
    private const long Plan = 1234;

    [Theory]
    [InlineData(80, 80)]
    [InlineData(10, 10)]
    [InlineData(10, 80)]
    public void A_flood_of_rates_does_not_blind_the_guard(uint first, uint second)
    {
        Bench bench = UnderPlan();
        bench.Loop.Settings.CalibrationId = 3;
        bool sound = false;
        for (int i = 0; i < 400; i++)
        {
            bench.Send(MessageType.SetRate, i % 2 == 0 ? first : second);
            bench.Press(Math.Min(95, i), 3);
            sound |= bench.Sound;
        }

        Assert.True(sound);
    }

    [Fact]
    public void Steps_that_each_shrink_a_little_are_refused_like_one_that_shrinks_much()
    {
        Bench bench = UnderPlan();
        int gain = bench.Loop.Settings.GainPiconewtonsPerCount;
        bench.Send(MessageType.SetCalibration, 9, gain: (int)(gain * 0.99815));
        Assert.Equal(RefusalReason.PointsRequired, bench.Refusals[^1].Reason);
        Assert.Equal(gain, bench.Loop.Settings.GainPiconewtonsPerCount);
    }

    [Fact]
    public void A_tare_taken_over_as_zero_again_and_again_does_not_walk_the_zero_away()
    {
        Bench bench = UnderPlan();
        bench.Loop.Settings.CalibrationId = 3;
        double newtons = 0;
        uint id = 10;
        for (int round = 0; round < 40; round++)
        {
            newtons += 1.8;
            bench.Press(newtons, 20);
            bench.Send(MessageType.Tare);
            bench.Press(newtons, 40);
            DeviceSettings settings = bench.Loop.Settings;
            bench.Send(MessageType.SetCalibration, id++, gain: settings.GainPiconewtonsPerCount, zero: settings.ZeroCounts + settings.TareCounts);
            bench.Press(newtons, 4);
        }

        SampleMessage last = bench.Samples[^1];
        string state = $"zero {bench.Loop.Settings.ZeroCounts} tare {bench.Loop.Settings.TareCounts} force {last.ForceMillinewtons} alarm {last.Alarm:X2} flags {last.Flags:X4}; refusals {string.Join(' ', bench.Refusals.Select(r => r.Reason))}; limit {bench.Loop.Settings.LimitMillinewtons}";
        Assert.InRange(bench.Loop.Settings.ZeroCounts, -1000, 1000);
        Assert.True((last.Alarm & 1) != 0, state);
    }

    [Fact]
    public void Points_that_lie_on_each_other_are_no_evidence()
    {
        Bench bench = UnderPlan();
        bench.SendPoints(5, 30_000_000, [0, 0, 0], [0, 0, 0], Plan);
        Assert.Equal(RefusalReason.PointsRequired, bench.Refusals[^1].Reason);
        Assert.Equal(bench.Identity.CapacityMillinewtons / 20, bench.Refusals[^1].Detail);
    }

    [Fact]
    public void Points_that_the_calibration_does_not_give_back_are_refused()
    {
        Bench bench = UnderPlan();
        bench.SendPoints(5, 45_665_773, [0, 500_000, 1_000_000], [0, 22_833, 47_000], Plan);
        Assert.Equal(RefusalReason.PointsDiffer, bench.Refusals[^1].Reason);
        Assert.InRange(bench.Refusals[^1].Detail, 1_300, 1_400);
    }

    [Fact]
    public void While_the_sensor_is_dead_no_limit_rises_and_no_calibration_is_taken()
    {
        Bench bench = UnderPlan();
        bench.Idle(2_000_000);
        bench.Send(MessageType.SetLimit, 90_000, planId: Plan);
        Assert.Equal(RefusalReason.SensorFault, bench.Refusals[^1].Reason);
        int calibration = bench.Send(MessageType.SetCalibration, 9, gain: 60_000_000);
        Assert.Equal(RefusalReason.SensorFault, Assert.Single(bench.Refusals, r => r.CommandId == calibration).Reason);
        bench.Send(MessageType.SetLimit, 20_000);
        Assert.Equal(20_000, bench.Acks[^1].Value);
    }

    [Fact]
    public void Another_rate_is_refused_in_a_hold_and_under_load_and_the_present_one_restarts_nothing()
    {
        Bench bench = UnderPlan();
        bench.Loop.Settings.CalibrationId = 3;
        int restarts = bench.Restarts;
        bench.Send(MessageType.SetRate, 80);
        Assert.Equal(80, bench.Acks[^1].Value);
        bench.Press(0, 2);
        Assert.Equal((restarts, 0), (bench.Restarts, bench.Samples[^1].Flags & SampleFlag.Settling));
        bench.Send(MessageType.BeginHold);
        int inHold = bench.Send(MessageType.SetRate, 10);
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals, r => r.CommandId == inHold).Reason);
        bench.Send(MessageType.EndHold);
        bench.Rise(20);
        int underLoad = bench.Send(MessageType.SetRate, 10);
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals, r => r.CommandId == underLoad).Reason);
        Assert.Equal(80_000, bench.RateMillihertz);
    }

    [Fact]
    public void A_hold_begins_on_judged_samples_alone()
    {
        Bench bench = UnderPlan();
        bench.Send(MessageType.SetRate, 10);
        bench.Send(MessageType.BeginHold);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
    }

    [Fact]
    public void A_plan_has_no_negative_identity()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 8);
        foreach (long id in new[] { -5, long.MinValue })
        {
            bench.Send(MessageType.SetLimit, 70_000, planId: id);
            Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
            bench.Send(MessageType.SetLimit, 60_000, planId: id);
            Assert.False(bench.Loop.Settings.HasPlan);
        }
    }

    [Theory]
    [InlineData(DeviceSettings.EverydayPlanId)]
    [InlineData(-999)]
    [InlineData(999)]
    [InlineData(long.MinValue)]
    public void A_stranger_does_not_give_a_plan_back_and_raise_under_its_own(long id)
    {
        Bench bench = UnderPlan();
        bench.Send(MessageType.SetLimit, 50_000, planId: id);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
        bench.Send(MessageType.SetLimit, 100_000, planId: 999);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
        Assert.Equal((Plan, 60_000), (bench.Loop.Settings.PlanId, bench.Loop.Settings.LimitMillinewtons));
    }

    [Fact]
    public void Stop_and_start_hide_no_code_that_is_stuck()
    {
        Bench bench = UnderPlan();
        int flags = 0;
        for (int i = 0; i < 10; i++)
        {
            bench.Send(MessageType.Stop);
            bench.Send(MessageType.Start);
            for (int j = 0; j < 4; j++)
            {
                bench.Convert(1234);
                flags |= bench.Samples[^1].Flags;
            }
        }

        Assert.NotEqual(0, flags & SampleFlag.Stuck);
    }

    [Fact]
    public void Another_rate_again_and_again_hides_no_code_that_is_stuck()
    {
        Bench bench = UnderPlan();
        int flags = 0;
        for (int i = 0; i < 10; i++)
        {
            bench.Send(MessageType.SetRate, i % 2 == 0 ? 10u : 80u);
            for (int j = 0; j < 5; j++)
            {
                bench.Convert(1234, i % 2 == 0 ? 100_000 : 12_500);
                flags |= bench.Samples[^1].Flags;
            }
        }

        Assert.NotEqual(0, flags & SampleFlag.Stuck);
    }

    [Fact]
    public void Stop_and_start_hide_no_rate_that_is_wrong()
    {
        Bench bench = UnderPlan();
        int flags = 0;
        for (int i = 0; i < 400; i++)
        {
            bench.Send(MessageType.Stop);
            bench.Send(MessageType.Start);
            bench.Convert(1000 + (i % 3), 9_000);
            flags |= bench.Samples[^1].Flags;
        }

        Assert.NotEqual(0, flags & SampleFlag.RateOutOfRange);
    }

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(int.MinValue, 0, 0, 0)]
    [InlineData(45_665_773, 45_665_773, 0, 0)]
    [InlineData(45_665_773, 0, 8_000_000, 0)]
    [InlineData(45_665_773, 0, 0, int.MaxValue)]
    [InlineData(45_665_773, 0, 0, -2_000_000)]
    public void Stored_settings_that_no_command_would_have_taken_are_none(int gain, int quadratic, int zero, int tare)
    {
        var settings = new DeviceSettings { GainPiconewtonsPerCount = gain, QuadraticPiconewtons = quadratic, ZeroCounts = zero, TareCounts = tare };
        Assert.False(CalibrationRules.Hold(settings, new Bench().Identity.CapacityMillinewtons));
    }

    [Fact]
    public void The_built_in_settings_hold() => Assert.True(CalibrationRules.Hold(new DeviceSettings(), new Bench().Identity.CapacityMillinewtons));

    private static Bench UnderPlan()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 40);
        bench.Send(MessageType.SetLimit, 60_000, planId: Plan);
        bench.Press(0, 8);
        return bench;
    }
}
