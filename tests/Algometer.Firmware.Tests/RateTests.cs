using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A converter runs at ten or at eighty, give or take its own clock; at anything else nothing of it is believed.</summary>
public sealed class RateTests
{
    [Theory]
    [InlineData(80, 25.5)]
    [InlineData(80, 32)]
    [InlineData(80, 40)]
    [InlineData(80, 45)]
    [InlineData(80, 55)]
    [InlineData(80, 63)]
    [InlineData(80, 105)]
    [InlineData(10, 4)]
    [InlineData(10, 7)]
    [InlineData(10, 13.5)]
    public void A_rate_that_is_neither_ten_nor_eighty_is_a_fault_within_four_seconds(int nominal, double rate)
    {
        Bench bench = Running(nominal, rate, 4);
        Assert.Contains(bench.Samples, s => (s.Flags & SampleFlag.RateOutOfRange) != 0);
        Assert.Equal(Protocol.BlankForce, bench.Samples[^1].ForceMillinewtons);
    }

    [Theory]
    [InlineData(80, 71)]
    [InlineData(80, 92.3)]
    [InlineData(80, 96)]
    [InlineData(10, 9)]
    [InlineData(10, 12)]
    public void A_converters_own_clock_is_none(int nominal, double rate) =>
        Assert.All(Running(nominal, rate, 10).Samples, s => Assert.Equal(0, s.Flags & SampleFlag.RateOutOfRange));

    [Theory]
    [InlineData(80)]
    [InlineData(10)]
    public void One_conversion_a_second_that_is_missing_is_no_rate(int nominal)
    {
        Bench bench = Running(nominal, nominal, 2);
        for (int second = 0; second < 5; second++)
        {
            for (int i = 0; i < nominal - 1; i++)
            {
                bench.ConvertAfter(i % 3, 1_000_000 / nominal);
            }

            bench.ConvertAfter(3, 2_000_000 / nominal);
        }

        Assert.Equal(5, bench.Samples.Count(s => (s.Flags & SampleFlag.Missed) != 0));
        Assert.All(bench.Samples, s => Assert.Equal(0, s.Flags & SampleFlag.RateOutOfRange));
    }

    // Nor do the device's own writes keep it from being known, each of which is a disturbance.
    [Theory]
    [InlineData(112, true)]
    [InlineData(60, true)]
    [InlineData(80, false)]
    [InlineData(92.3, false)]
    [InlineData(71, false)]
    public void It_is_measured_between_writes_however_often_they_come(double rate, bool isFault)
    {
        Bench bench = new Bench().Streaming();
        bench.SaveMicroseconds = 60_000;
        for (int i = 0; i < rate * 20; i++)
        {
            if (i % 50 == 0)
            {
                bench.Send(MessageType.SetLimit, i % 100 == 0 ? 50_000u : 51_000u, planId: 77);
                long away = bench.Microseconds;
                long next = (long)((Math.Floor(away * rate / 1e6) + 1) * 1e6 / rate);
                bench.Convert(i % 3, 1);
                bench.ConvertAfter(i % 3, Math.Max(1, next - away - 1));
            }

            bench.ConvertAfter(i % 3, (long)(1_000_000 / rate));
        }

        // While it is wrong no limit rises.
        Assert.True(isFault || bench.Saves > 15);
        Assert.Equal(isFault, bench.Samples.Exists(s => (s.Flags & SampleFlag.RateOutOfRange) != 0));
    }

    private static Bench Running(int nominal, double rate, double seconds)
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        if (nominal == 10)
        {
            bench.Send(MessageType.SetRate, 10);
        }

        bench.Samples.Clear();
        for (int i = 0; i < rate * seconds; i++)
        {
            bench.ConvertAfter(i % 3, (long)(1_000_000 / rate));
        }

        return bench;
    }
}
