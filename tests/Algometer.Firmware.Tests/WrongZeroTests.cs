using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>No calibration locks a device: one with a wrong zero is not taken, and one that was stored is mended with points and a cell that is free.</summary>
public sealed class WrongZeroTests
{
    private const int Gain = 45_665_773;
    private const int FourSeconds = 330;

    [Theory]
    [InlineData(-2_000_000)]
    [InlineData(-200_000)]
    public void A_calibrated_device_takes_no_zero_that_would_call_a_free_cell_loaded(int zero)
    {
        Bench bench = Started(0, 0);
        bench.Press(0, 20);
        bench.Send(MessageType.SetCalibration, 7, gain: Gain, zero: zero);
        RefusalMessage refusal = Assert.Single(bench.Refusals);
        Assert.Equal(RefusalReason.OutOfRange, refusal.Reason);
        Assert.Equal(3u, bench.Loop.Settings.CalibrationId);

        // The nearest zero that it would take is told, and taken.
        Assert.InRange(refusal.Detail, -90_000, -80_000);
        bench.Send(MessageType.SetCalibration, 7, gain: Gain, zero: refusal.Detail);
        Assert.Equal(7, bench.Acks[^1].Value);
    }

    [Fact]
    public void Nor_one_that_would_call_it_drifted_though_its_points_agree()
    {
        Bench bench = Started(0, 0);
        bench.Press(0, 20);
        Recalibrate(bench, 500_000);
        Assert.Equal(RefusalReason.OutOfRange, Assert.Single(bench.Refusals).Reason);
    }

    [Theory]
    [InlineData(-2_000_000)]
    [InlineData(-600_000)]
    [InlineData(600_000)]
    [InlineData(3_000_000)]
    public void A_wrong_zero_that_was_stored_is_mended_with_points_after_the_cell_stood_free_from_power_on(int wrong)
    {
        Bench bench = Started(wrong, 4_000);
        Press(bench, 4_000, FourSeconds);
        Recalibrate(bench, 4_000);
        Assert.Equal(7, Assert.Single(bench.Acks, a => a.Command == MessageType.SetCalibrationPoints).Value);
        Press(bench, 4_000, 20);
        Assert.InRange(bench.Samples[^1].ForceMillinewtons, -50, 50);
    }

    [Fact]
    public void A_zero_of_the_past_vouches_for_a_cell_far_from_its_makers_zero()
    {
        Bench bench = Started(3_000_000, 700_000, past: 690_000);
        Press(bench, 700_000, FourSeconds);
        Recalibrate(bench, 700_000);
        Assert.Equal(7, Assert.Single(bench.Acks, a => a.Command == MessageType.SetCalibrationPoints).Value);
    }

    [Theory]
    [InlineData(700_000, ResetReason.PowerOn, FourSeconds, 0)]
    [InlineData(4_000, ResetReason.Crash, FourSeconds, 0)]
    [InlineData(4_000, ResetReason.PowerOn, 200, 0)]
    [InlineData(4_000, ResetReason.PowerOn, FourSeconds, 300_000)]
    public void What_no_zero_vouches_for_did_not_stand_or_is_loaded_now_is_not(int counts, byte reason, int samples, int load)
    {
        Bench bench = Started(-2_000_000, counts, reason);
        Press(bench, counts, samples);
        Press(bench, counts + load, 8);
        Recalibrate(bench, counts + load);
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals).Reason);
        Assert.Equal(3u, bench.Loop.Settings.CalibrationId);
    }

    [Fact]
    public void Without_its_points_it_is_not_mended_where_a_force_would_become_smaller()
    {
        Bench bench = Started(-2_000_000, 0);
        Press(bench, 0, FourSeconds);
        bench.Send(MessageType.SetCalibration, 7, gain: Gain);
        Assert.Equal(RefusalReason.PointsRequired, Assert.Single(bench.Refusals).Reason);
    }

    private static Bench Started(int zero, int counts, byte reason = ResetReason.PowerOn, int past = 0)
    {
        var bench = new Bench(resetReason: reason, load: settings =>
        {
            (settings.CalibrationId, settings.ZeroCounts, settings.GainPiconewtonsPerCount) = (3, past, Gain);
            if (past != 0)
            {
                settings.History.Remember(settings);
            }

            settings.ZeroCounts = zero;
            settings.History.Remember(settings);
        });
        bench.Send(MessageType.Start);
        Press(bench, counts, 8);
        return bench;
    }

    private static void Press(Bench bench, int counts, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            bench.Convert(counts + (i % 3));
        }
    }

    private static void Recalibrate(Bench bench, int zero)
    {
        int[] counts = [zero, zero + 200_000, zero + 400_000, zero + 1_000_000];
        bench.SendPoints(7, Gain, counts, [.. counts.Select(code => (int)((code - zero) * (long)Gain / 1_000_000_000))], zero: zero);
    }
}
