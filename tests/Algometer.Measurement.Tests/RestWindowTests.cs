using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;
using Algometer.VirtualDevice;
using CsCheck;

namespace Algometer.Measurement.Tests;

public sealed class RestWindowTests
{
    private const double NewtonsPerCount = 45.667e-6;
    private const double NoiseNewtons = 0.0027;

    [Fact]
    public void A_load_at_rest_is_seen_within_two_windows() => Gen.ULong.Sample(
        seed =>
        {
            (double seconds, double newtons) = First(seed, _ => 20);
            Assert.InRange(seconds, 1.1, 2.5);
            Assert.Equal(20, newtons, 0.0015);
        },
        iter: 300);

    [Fact]
    public void A_load_that_swings_or_creeps_in_is_read_when_it_is_there_whatever_its_pace() => Gen.Select(Gen.ULong, Gen.Double[0.1, 3], Gen.Double[-5, 5], Gen.Double[0.5, 6]).Sample(
        (seed, paceSeconds, step, hertz) =>
        {
            (_, double newtons) = First(seed, t => 20 - (step * Math.Exp(-t / paceSeconds) * Math.Cos(2 * Math.PI * hertz * t)));
            Assert.Equal(20, newtons, 0.004);
            (_, newtons) = First(seed, t => 20 - (step * Math.Exp(-t / paceSeconds)));
            Assert.Equal(20, newtons, 0.025);
        },
        iter: 300);

    [Fact]
    public void The_turn_of_a_slow_swing_is_no_rest()
    {
        (_, double newtons) = First(3721, t => 20 + (Math.Exp(-t / 3) * Math.Cos(2 * Math.PI * 0.5223970531830668 * t)));
        Assert.Equal(20, newtons, 0.004);
    }

    [Fact]
    public void A_place_that_never_rests_is_read_after_20_seconds_and_one_that_shakes_never()
    {
        (double seconds, _) = First(1, t => 20 + (0.012 * Math.Sin(2 * Math.PI * 1.3 * t)));
        Assert.InRange(seconds, 20, 23);
        Assert.True(double.IsNaN(First(1, t => 20 + (0.1 * Math.Sin(2 * Math.PI * 1.3 * t))).Seconds));
    }

    [Fact]
    public void Samples_from_before_a_gap_are_not_averaged_with_those_after()
    {
        var window = new RestWindow(0.015);
        for (int i = 0; i < 200; i++)
        {
            long late = i < 90 ? 0 : 2_000_000;
            window.Accept(At(i, (i * 12_500L) + late, i < 90 ? 10_000 : 500_000), NewtonsPerCount);
            Assert.Equal(i >= 90 + RestWindow.Length - 1, window.IsFull);
        }

        Assert.Equal(500_000, window.Mean, 0.001);
    }

    private static (double Seconds, double Newtons) First(ulong seed, Func<double, double> force)
    {
        var noise = new SeededNoise(seed);
        var window = new RestWindow(0.015);
        for (int i = 0; i < 80 * 40; i++)
        {
            double seconds = i / 80.0;
            window.Accept(At(i, i * 12_500L, (int)Math.Round((force(seconds) + (NoiseNewtons * noise.Normal())) / NewtonsPerCount)), NewtonsPerCount);
            if (window.IsAtRest)
            {
                return (seconds, window.Mean * NewtonsPerCount);
            }
        }

        return (double.NaN, double.NaN);
    }

    private static Sample At(long sequence, long microseconds, int counts) => new(sequence, microseconds, counts, counts * NewtonsPerCount, SampleFlags.None, AlarmState.None);
}
