using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>What may be a press counts as one: a sample that waits to be judged, and a force above a limit however low.</summary>
public sealed class LoadedTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(10)]
    public void No_limit_rises_while_a_sample_waits_that_may_be_a_press(int rate)
    {
        Bench bench = WithASampleThatWaits(rate);
        bench.Send(MessageType.SetLimit, 90_000, planId: 55);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        Assert.Empty(bench.Acks.FindAll(a => a.Command == MessageType.SetLimit));
        Pressed(bench, rate);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(10)]
    public void Nor_is_another_rate_set_or_a_calibration_taken(int rate)
    {
        Bench bench = WithASampleThatWaits(rate);
        bench.Send(MessageType.SetRate, rate == 80 ? 10u : 80u);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        bench.Send(MessageType.SetCalibration, 9, gain: 60_000_000);
        Assert.Equal((RefusalReason.WrongState, MessageType.SetCalibration), (bench.Refusals[^1].Reason, bench.Refusals[^1].Command));
        Pressed(bench, rate);
    }

    [Fact]
    public void Nor_is_a_lowered_limit_written()
    {
        Bench bench = WithASampleThatWaits(80);
        bench.Send(MessageType.SetLimit, 50_000);
        Assert.Equal(0, bench.Saves);
        Pressed(bench, 80);
        Assert.Equal(0, bench.Saves);
    }

    [Fact]
    public void While_it_is_over_no_limit_rises_and_no_other_rate_is_set_however_low_the_limit_is()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Send(MessageType.SetLimit, 1000);
        int saves = bench.Saves;
        bench.Press(1.7, 20);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.OverLimit);
        AssertRefused(bench);
        bench.Send(MessageType.Tare);
        bench.Press(1.7, 20);
        Assert.Equal(saves, bench.Saves);
    }

    [Fact]
    public void Nor_within_the_hysteresis()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 2400);
        bench.Press(1.95, 20);
        bench.Press(2.45, 4);
        bench.Press(1.95, 20);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.OverLimit);
        AssertRefused(bench);
    }

    private static void AssertRefused(Bench bench)
    {
        bench.Send(MessageType.SetLimit, 90_000, planId: 55);
        Assert.Equal((RefusalReason.WrongState, MessageType.SetLimit), (bench.Refusals[^1].Reason, bench.Refusals[^1].Command));
        bench.Send(MessageType.SetRate, 10);
        Assert.Equal((RefusalReason.WrongState, MessageType.SetRate), (bench.Refusals[^1].Reason, bench.Refusals[^1].Command));
    }

    // Seventy newtons from one conversion to the next.
    private static Bench WithASampleThatWaits(int rate)
    {
        Bench bench = new Bench(load: settings => settings.CalibrationId = 7).Streaming();
        bench.Press(0, 40);
        if (rate == 10)
        {
            bench.Send(MessageType.SetRate, 10);
            for (int i = 0; i < 12; i++)
            {
                bench.Convert(i % 3, 100_000);
            }
        }

        int before = bench.Samples.Count;
        bench.Convert(Bench.Counts(70), 1_000_000 / rate);
        Assert.Equal(before, bench.Samples.Count);
        return bench;
    }

    private static void Pressed(Bench bench, int rate)
    {
        for (int i = 0; i < 4; i++)
        {
            bench.Convert(Bench.Counts(70) + i, 1_000_000 / rate);
        }

        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.OverLimit);
    }
}
