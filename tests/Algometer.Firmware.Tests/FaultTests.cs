using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A fault is counted, stays noted when it is gone, and settings that make no sense are none.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(12_500, 0)]
    [InlineData(25_000, 1)]
    [InlineData(37_500, 2)]
    [InlineData(125_000, 9)]
    public void As_many_conversions_are_missed_as_would_have_come(long interval, int missed)
    {
        var check = new SensorCheck(196133, 100_000);
        check.SetNominal(80000);
        check.JudgeTime(1_000_000, false);
        Assert.Equal(missed > 0 ? SampleFlag.Missed : 0, check.JudgeTime(1_000_000 + interval, false));
        Assert.Equal(missed, check.MissedBefore);
    }

    [Fact]
    public void One_that_went_away_by_itself_stays_noted_beside_the_next()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Convert(8_388_607);
        bench.Press(0, 20);
        Assert.Equal(AlarmBit.SelfTestDue, bench.Samples[^1].Alarm);
        bench.Idle(60_000);
        bench.Press(0, 20);
        bench.Send(MessageType.Identify);
        bench.Press(0, 3);
        Assert.Equal(SampleFlag.Saturated | SampleFlag.NoData, bench.Hellos[^1].Faults & (SampleFlag.Saturated | SampleFlag.NoData));
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 40);
        Assert.Equal(1, bench.Restarts - 1);
        Assert.Equal(0, bench.Samples[^1].Alarm);
    }

    [Fact]
    public void A_converter_that_is_silent_gives_no_beat()
    {
        Bench bench = new Bench().Streaming();
        int beats = bench.Beats;
        bench.Press(0, 10);
        Assert.Equal(beats + 10, bench.Beats);
        int samples = bench.Samples.Count;
        bench.Idle(2_000_000);
        Assert.True(bench.Samples.Count > samples);
        Assert.Equal(beats + 10, bench.Beats);
    }

    [Fact]
    public void No_hold_begins_with_a_sensor_fault_that_is_not_cleared_and_none_outlives_one()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Send(MessageType.BeginHold);
        bench.Press(0, 2);
        bench.Convert(8_388_607);
        Assert.False(bench.Loop.IsGuardingHold);
        Assert.Equal(HoldEndReason.Fault, bench.Events.Single(e => e.Code == EventCode.HoldEnded).Value);
        bench.Press(0, 20);
        bench.Send(MessageType.BeginHold);
        Assert.Equal((RefusalReason.SensorFault, SampleFlag.Saturated), (bench.Refusals[^1].Reason, bench.Refusals[^1].Detail & SampleFlag.Saturated));
    }

    [Fact]
    public void A_drifted_zero_is_heard_at_once_under_load_and_less_urgently_at_rest()
    {
        foreach (double newtons in new[] { 0.0, 30 })
        {
            Bench bench = new Bench().Streaming();
            bench.Rise(newtons);
            bench.Press(newtons, 20);
            int changes = 0;
            bool light = bench.Light;
            for (int i = 0; i < 320; i++)
            {
                bench.Press(-6);
                changes += bench.Light == light ? 0 : 1;
                light = bench.Light;
            }

            // 0.5 Hz and 2 Hz: what the person sees in four seconds.
            Assert.InRange(changes, newtons > 0 ? 14 : 3, newtons > 0 ? 18 : 5);
        }
    }

    [Fact]
    public void A_missed_conversion_fails_a_self_test_and_power_cycles_nothing()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        int restarts = bench.Restarts;
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 5);
        bench.Idle(12_000);
        bench.Convert(1, 12_500);
        bench.Press(0, 30);
        Assert.Equal(SampleFlag.Missed, bench.SelfTests[^1].FailedFlags);
        Assert.Equal(AlarmBit.SelfTestDue, bench.Samples[^1].Alarm);
        Assert.Equal(restarts, bench.Restarts);
    }

    [Theory]
    [InlineData(1, 60_000)]
    [InlineData(45_665_773, 200_000)]
    public void Stored_settings_that_make_no_sense_are_not_used(int gain, int limit)
    {
        Bench bench = new Bench(load: settings => (settings.GainPiconewtonsPerCount, settings.LimitMillinewtons, settings.ZeroCounts) = (gain, limit, 77));
        HelloMessage hello = bench.Hellos[^1];
        Assert.Equal(gain == 1, (hello.Flags & HelloFlag.SettingsDefault) != 0);
        Assert.Equal(gain == 1 ? DeviceSettings.LowestCapMillinewtons : hello.CapMillinewtons, hello.LimitMillinewtons);
        Assert.Equal(gain == 1 ? 0 : 77, bench.Loop.Settings.ZeroCounts);
        Assert.Equal(DeviceSettings.ProbeGainPiconewtonsPerCount, bench.Loop.Settings.GainPiconewtonsPerCount);
    }
}
