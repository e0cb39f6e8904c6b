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
}
