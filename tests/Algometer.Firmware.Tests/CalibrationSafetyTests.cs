using Algometer.Wire;
using CsCheck;

namespace Algometer.Firmware.Tests;

/// <summary>No calibration makes the limit unreachable, and none that makes a force smaller comes without evidence.</summary>
public sealed class CalibrationSafetyTests
{
    private static readonly int[] _counts = [0, 200_000, 400_000, 1_000_000];

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(20_000_000)]
    [InlineData(200_000_000)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_full_scale_that_does_not_fit_the_cell_is_refused(int gain)
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetCalibration, 5, gain: gain);
        Assert.Equal(RefusalReason.OutOfRange, bench.Refusals[^1].Reason);
        bench.SendPoints(5, gain, _counts, [.. _counts.Select(c => (int)Math.Clamp((long)gain * c / 1_000_000_000, int.MinValue, int.MaxValue))]);
        Assert.Equal(RefusalReason.OutOfRange, bench.Refusals[^1].Reason);
        Assert.Equal(0u, bench.Loop.Settings.CalibrationId);
    }

    [Fact]
    public void A_quadratic_term_that_bends_the_limit_away_is_refused()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetCalibration, 5, gain: 60_000_000, quadratic: -8_000_000);
        Assert.Equal((RefusalReason.OutOfRange, -1_875_000), (bench.Refusals[^1].Reason, bench.Refusals[^1].Detail));
        bench.Send(MessageType.SetCalibration, 5, gain: 60_000_000, quadratic: 1_875_001);
        Assert.Equal((RefusalReason.OutOfRange, 1_875_000), (bench.Refusals[^1].Reason, bench.Refusals[^1].Detail));

        // Within that bound it may still keep the cell's end out of reach.
        bench.Send(MessageType.SetCalibration, 5, gain: 24_000_000, quadratic: -750_000);
        Assert.Equal((RefusalReason.OutOfRange, 0), (bench.Refusals[^1].Reason, bench.Refusals[^1].Detail));
    }

    [Fact]
    public void What_makes_a_force_smaller_needs_points()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetCalibration, 5, gain: 40_000_000);
        Assert.Equal(RefusalReason.PointsRequired, bench.Refusals[^1].Reason);
        bench.Send(MessageType.SetCalibration, 5, gain: 46_000_000, zero: 300_000);
        Assert.Equal(RefusalReason.PointsRequired, bench.Refusals[^1].Reason);
        bench.SendPoints(5, 40_000_000, _counts, [0, 8_000, 16_000, 40_000]);
        Assert.Equal(5, bench.Acks[^1].Value);
        bench.Press(0, 8);
        bench.Send(MessageType.SetCalibration, 6, gain: 50_000_000);
        Assert.Equal(6, bench.Acks[^1].Value);
    }

    [Fact]
    public void Under_a_plan_what_makes_a_force_smaller_needs_the_plan_too()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 40000, planId: 1234);
        bench.Press(0, 8);
        bench.SendPoints(5, 40_000_000, _counts, [0, 8_000, 16_000, 40_000]);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
        bench.SendPoints(5, 40_000_000, _counts, [0, 8_000, 16_000, 40_000], planId: 4321);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
        bench.SendPoints(5, 40_000_000, _counts, [0, 8_000, 16_000, 40_000], planId: 1234);
        Assert.Equal(5, bench.Acks[^1].Value);
    }

    [Theory]
    [InlineData(40000)]
    [InlineData(30000)]
    public void A_limit_without_a_plan_does_not_take_the_plan_away(uint limit)
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 40000, planId: 1234);
        bench.Press(0, 8);
        bench.Send(MessageType.SetLimit, limit);
        Assert.Equal((int)limit, bench.Acks[^1].Value);
        bench.SendPoints(5, 40_000_000, _counts, [0, 8_000, 16_000, 40_000]);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
    }

    [Fact]
    public void The_everyday_limit_is_no_plan()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 60000, planId: 1);
        bench.Press(0, 8);
        bench.SendPoints(5, 40_000_000, _counts, [0, 8_000, 16_000, 40_000]);
        Assert.Equal(5, bench.Acks[^1].Value);
    }

    [Fact]
    public void A_calibrated_device_is_not_calibrated_under_load()
    {
        Bench bench = new Bench().Streaming();
        bench.SendPoints(5, 45_665_773, _counts, [.. _counts.Select(c => (int)(45_665_773L * c / 1_000_000_000))]);
        bench.Press(0, 8);
        bench.Press(20, 8);
        bench.SendPoints(6, 45_665_773, _counts, [.. _counts.Select(c => (int)(45_665_773L * c / 1_000_000_000))]);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        bench.Send(MessageType.SetCalibration, 6, gain: 46_000_000);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
    }

    // Whatever a host sends: what is taken over can still reach the cap, and without points no force became smaller.
    [Fact]
    public void Whatever_is_accepted_the_limit_can_be_reached() =>
        Gen.Select(Gen.Int, Gen.Int[-60_000_000, 120_000_000], Gen.Bool, Gen.Int[-3_000_000, 3_000_000], Gen.Int[-8388608, 8388607]).Sample((any, near, isNear, quadratic, zero) =>
        {
            Bench bench = new Bench().Streaming();
            bench.Send(MessageType.SetCalibration, 5, gain: isNear ? near : any, quadratic: quadratic, zero: zero);
            if (bench.Loop.Settings.CalibrationId == 0)
            {
                return bench.Refusals.Count == 1;
            }

            int end = bench.Loop.Settings.GainPiconewtonsPerCount > 0 ? 8388607 : -8388608;
            int capacity = bench.Identity.CapacityMillinewtons;
            var nominal = new DeviceSettings();
            return ForceConversion.ToMillinewtons(bench.Loop.Settings, end) >= capacity
                && ForceConversion.ToMillinewtons(bench.Loop.Settings, 1_314_000) >= ForceConversion.ToMillinewtons(nominal, 1_314_000) - (capacity / 50);
        }, iter: 2000);
}
