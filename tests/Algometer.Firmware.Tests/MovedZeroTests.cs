using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A calibrated cell whose zero has moved can be calibrated again once its power was off, and no load passes for such a zero.</summary>
public sealed class MovedZeroTests
{
    private const int Gain = 45_665_773;
    private const int FourSeconds = 330;

    [Theory]
    [InlineData(6)]
    [InlineData(19)]
    [InlineData(-6)]
    [InlineData(-19)]
    public void It_is_calibrated_with_points_after_it_stood_still_from_power_on(double movedNewtons)
    {
        Bench bench = Calibrated();
        bench.Press(movedNewtons, FourSeconds);
        Recalibrate(bench, movedNewtons);
        Assert.Equal(7, bench.Acks[^1].Value);
        bench.Press(movedNewtons, 8);
        Assert.InRange(bench.Samples[^1].ForceMillinewtons, -50, 50);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(movedNewtons, 45);
        Assert.Equal(0, bench.Samples[^1].Alarm);
    }

    [Fact]
    public void Weights_that_were_on_and_off_again_meanwhile_do_not_hinder_and_weights_that_are_on_do()
    {
        Bench bench = Calibrated();
        bench.Press(6, FourSeconds);
        bench.Press(30, 20);
        Recalibrate(bench, 6);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        bench.Press(6, 8);
        Recalibrate(bench, 6);
        Assert.Equal(7, bench.Acks[^1].Value);
    }

    [Fact]
    public void While_the_newest_sample_is_none_to_be_trusted_nobody_knows_whether_it_is_the_zero()
    {
        Bench bench = Calibrated();
        bench.Press(6, FourSeconds);

        // It was pressed, and the code that stands is the zero's: a stuck one, for all that is known.
        bench.Rise(30);
        bench.Press(30, 4);
        for (int i = 0; i < 12; i++)
        {
            bench.Convert(Bench.Counts(6));
        }

        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.Blanking);
        Recalibrate(bench, 6);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
    }

    [Theory]
    [InlineData(ResetReason.PowerOn, 20.0, 0.0)]
    [InlineData(ResetReason.PowerOn, 6.0, 0.4)]
    [InlineData(ResetReason.Crash, 6.0, 0.0)]
    [InlineData(ResetReason.Unknown, 6.0, 0.0)]
    public void What_is_heavy_moves_or_was_there_at_a_crash_is_a_load(byte resetReason, double newtons, double sway)
    {
        Bench bench = Calibrated(resetReason);
        for (int i = 0; i < 8 * FourSeconds; i++)
        {
            bench.Press(newtons + (sway * Math.Sin(i / 50.0)));
        }

        Recalibrate(bench, newtons);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
    }

    [Fact]
    public void A_load_that_came_after_the_start_is_never_a_zero()
    {
        Bench bench = Calibrated();
        bench.Press(0, FourSeconds);
        bench.Press(6, 2 * FourSeconds);
        Recalibrate(bench, 6);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
    }

    [Fact]
    public void Not_in_a_hold_and_the_limit_is_still_not_raised()
    {
        Bench bench = Calibrated();
        bench.Press(6, FourSeconds);
        bench.Send(MessageType.SetLimit, 70000, planId: 9);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        bench.Send(MessageType.BeginHold);
        Recalibrate(bench, 6);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
    }

    // Who presses from power-on on, and stands still, must not be taken for a free cell by anything but a calibration.
    [Fact]
    public void What_pressed_at_power_on_is_a_load_to_everything_else()
    {
        Bench bench = Calibrated();
        bench.Press(15, FourSeconds);
        int saves = bench.Saves;
        int restarts = bench.Restarts;
        bench.Send(MessageType.SetLimit, 30000);
        bench.Press(15, 200);
        Assert.Equal((saves, 30_000), (bench.Saves, bench.Loop.Settings.LimitMillinewtons));
        bench.Send(MessageType.SetRate, 10);
        Assert.Equal((RefusalReason.WrongState, restarts), (bench.Refusals[^1].Reason, bench.Restarts));
        bench.Send(MessageType.Tare);
        bench.Press(15, 20);
        Assert.Equal(RefusalReason.SensorFault, bench.Refusals[^1].Reason);
        Assert.Equal(15_000, bench.Samples[^1].ForceMillinewtons, 2.0);

        // The calibration stores the limit with it.
        Recalibrate(bench, 15);
        Assert.Equal(7, bench.Acks[^1].Value);
        Assert.Equal(saves + 1, bench.Saves);
    }

    [Fact]
    public void At_ten_samples_a_second_too()
    {
        Bench bench = Calibrated(readMicroseconds: 6000);
        for (int i = 0; i < 50; i++)
        {
            bench.Convert(Bench.Counts(6) + (i % 3), 100_000);
        }

        Recalibrate(bench, 6);
        bench.Idle(20_000);
        Assert.Equal(7, bench.Acks[^1].Value);
    }

    private static Bench Calibrated(byte resetReason = ResetReason.PowerOn, long readMicroseconds = 0)
    {
        var bench = new Bench(readMicroseconds: readMicroseconds, resetReason: resetReason);
        bench.Loop.Settings.CalibrationId = 3;
        bench.Send(MessageType.Start);
        return bench;
    }

    private static void Recalibrate(Bench bench, double zeroNewtons)
    {
        int zero = Bench.Counts(zeroNewtons);
        int[] counts = [zero, zero + 200_000, zero + 400_000, zero + 1_000_000];
        bench.SendPoints(7, Gain, counts, [.. counts.Select(code => (int)((code - zero) * (long)Gain / 1_000_000_000))], zero: zero);
    }
}
