using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Tests.Easing;

public sealed class QuickChangesTests
{
    [Theory]
    [InlineData(-0.10, 1.5)]
    [InlineData(-0.10, 3.0)]
    [InlineData(-0.20, 3.0)]
    [InlineData(0.12, 2.5)]
    public void A_change_is_taken_off_once_and_no_more_than_it_was(double size, double seconds)
    {
        // Levels a second apart see one change several times over; each must not be taken off anew.
        var trace = new HoldTrace(60);
        for (int i = 0; i < 600; i++)
        {
            trace.Add(3 + (size * Math.Clamp(((i * 0.1) - 30) / seconds, 0, 1)));
        }

        var quick = new QuickChanges(trace.Capacity);
        quick.Find(trace);
        double taken = quick.At(55) - quick.At(10);
        Assert.InRange(taken / size, 0.9, 1.05);
        Assert.Equal(-taken, quick.NetFall, 9);
    }

    [Fact]
    public void Two_changes_apart_are_both_taken_off()
    {
        var trace = new HoldTrace(60);
        for (int i = 0; i < 600; i++)
        {
            double t = i * 0.1;
            trace.Add(3 - (0.08 * Math.Clamp(t - 20, 0, 1)) - (0.06 * Math.Clamp(t - 26, 0, 1)));
        }

        var quick = new QuickChanges(trace.Capacity);
        quick.Find(trace);
        Assert.Equal(-0.14, quick.At(55) - quick.At(10), 2);
    }
}
