using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>A long collection falls between the look at the level, which allocates, and the look at the clock: nothing about the sensor follows from it.</summary>
public sealed class CollectionTests
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(45_000)]
    [InlineData(150_000)]
    public void Time_lost_between_level_and_clock_is_no_fault(long microseconds)
    {
        using Device device = new Device(program: Instrumented.Entry()) { Force = _ => 20 }.Ready();
        Collect(device, microseconds, 30);
        Assert.DoesNotContain(device.Samples, sample => (sample.Flags & SampleFlag.Blanking) != 0);
        Assert.DoesNotContain(device.Events, e => e.Code == EventCode.FaultRaised);
        Assert.Equal(0, device.Last.Alarm);
        Assert.True(microseconds < 20_000 || device.Samples.Exists(sample => (sample.Flags & SampleFlag.Missed) != 0), "what is missing is not told");
    }

    [Fact]
    public void A_converter_that_dies_in_a_collection_is_found_right_after_it()
    {
        using Device device = new Device(program: Instrumented.Entry()) { Force = _ => 20 }.Ready();
        long died = device.Board.Microseconds;
        device.Board.Converter.IsAbsent = true;
        Collect(device, 150_000, 1);
        SampleMessage found = device.Samples.First(sample => (sample.Flags & SampleFlag.NoData) != 0);
        Assert.InRange(found.Microseconds - died, 0, 170_000);
    }

    private static void Collect(Device device, long microseconds, int times)
    {
        for (int i = 0; i < times; i++)
        {
            bool done = false;
            device.Board.LevelRead = high =>
            {
                // Half of them while no conversion waits.
                if (!done && (high || i % 2 == 0))
                {
                    done = true;
                    device.Board.Spend(microseconds);
                }
            };
            device.Run((microseconds / 1e6) + 0.1 + (i * 0.0007));
        }
    }
}
