namespace Algometer.Link.Tests;

public sealed class ClockMapTests
{
    [Fact]
    public void Offset_and_skew_are_found_through_late_answers()
    {
        var random = new Random(3);
        var map = new ClockMap();
        const double skew = 40e-6;
        const long offset = 1_700_000_000_000_000;
        for (int i = 0; i < 32; i++)
        {
            long device = i * 400_000L;
            long delay = random.Next(4) == 0 ? random.Next(20_000) : random.Next(300);
            long wall = device + offset + (long)(device * skew);
            map.Add(new ClockPoint(device, wall + (delay / 2), 200 + delay));
        }

        Assert.Equal(40, map.SkewPartsPerMillion, 15.0);
        long wanted = 20_000_000 + offset + (long)(20_000_000 * skew);
        Assert.InRange(map.ToWallUnixMicroseconds(20_000_000) - wanted, -500, 500);
    }

    [Fact]
    public void The_skew_lies_within_its_uncertainty_as_often_as_that_says()
    {
        var random = new Random(11);
        int within = 0;
        const int Runs = 400;
        for (int run = 0; run < Runs; run++)
        {
            double skew = (random.NextDouble() - 0.5) * 200e-6;
            ClockMap map = Filled(random, 32, skew);
            within += Math.Abs(map.SkewPartsPerMillion - (skew * 1e6)) <= map.SkewUncertaintyPartsPerMillion ? 1 : 0;
        }

        Assert.InRange(within / (double)Runs, 0.90, 0.99);
    }

    [Fact]
    public void The_uncertainty_is_unknown_with_the_skew_and_falls_with_time()
    {
        var random = new Random(12);
        Assert.True(double.IsNaN(new ClockMap().SkewUncertaintyPartsPerMillion));
        Assert.True(double.IsNaN(Filled(random, 15, 0).SkewUncertaintyPartsPerMillion));
        ClockMap map = Filled(random, 16, 0);
        double early = map.SkewUncertaintyPartsPerMillion;
        Assert.InRange(early, 1, 1000);
        Assert.InRange(Filled(random, 32, 0).SkewUncertaintyPartsPerMillion, 0.1, early / 2);
        map.Reset();
        Assert.True(double.IsNaN(map.SkewUncertaintyPartsPerMillion));
    }

    // Each answer is late by something of its own, on the way there or back.
    private static ClockMap Filled(Random random, int points, double skew)
    {
        var map = new ClockMap();
        for (int i = 0; i < points; i++)
        {
            long device = i * 400_000L;
            long there = random.Next(150);
            long back = random.Next(150);
            map.Add(new ClockPoint(device, 1_700_000_000_000_000 + device + (long)(device * skew) + ((there - back) / 2), 200 + there + back));
        }

        return map;
    }
}
