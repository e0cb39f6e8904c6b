using Algometer.Wire;

namespace Algometer.VirtualDevice.Tests;

/// <summary>Recorded loads of any length: gone through as they are played.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task A_recorded_load_is_read_no_further_than_it_is_played()
    {
        int read = 0;
        IEnumerable<(double Seconds, double Value)> Year()
        {
            for (int i = 0; ; i++)
            {
                read++;
                yield return (i / 80.0, 10 + (i % 7 * 0.01));
            }
        }

        const long Count = 80L * 86_400 * 365;
        var device = Decoded.Device(new VirtualDeviceOptions { Trace = new Trace("a year", TraceQuantity.Newtons, Year(), Count, (Count - 1) / 80.0, 1 / 80.0) });
        Assert.Equal(0, read);
        List<SampleMessage> samples = await Decoded.SamplesAsync(device, 800);
        Assert.InRange(read, samples.Count, samples.Count + 1000);
        Assert.Equal((double)(read - 1) / Count, device.Progress, 1e-12);
    }

    [Fact]
    public async Task Its_file_is_closed_when_the_device_is_put_away()
    {
        bool isClosed = false;
        IEnumerable<(double Seconds, double Value)> Points()
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    yield return (i / 80.0, 10);
                }
            }
            finally
            {
                isClosed = true;
            }
        }

        var device = Decoded.Device(new VirtualDeviceOptions { Trace = new Trace("file", TraceQuantity.Newtons, Points(), 1000, 12.5, 1 / 80.0) });
        Assert.Equal(10, (await Decoded.SamplesAsync(device, 10)).Take(10).Count());
        Assert.False(isClosed);
        device.PutLoadAway();
        Assert.True(isClosed);
    }

    [Fact]
    public void At_another_rate_it_is_linear_between_its_points_and_missing_where_one_of_both_is()
    {
        var trace = Trace.Of("steps", TraceQuantity.Newtons, [(0, 0), (0.1, 1), (0.3, 3), (0.4, double.NaN), (0.5, 5), (0.6, 6)]);
        Assert.Equal(0.1, trace.MedianIntervalSeconds, 1e-12);
        Trace even = trace.Resample(20);
        (double Seconds, double Value)[] points = [.. even.Points];
        Assert.Equal(13, even.Count);
        Assert.Equal(even.Count, points.Length);
        Assert.Equal([0, 0.5, 1, 1.5, 2, 2.5, 3, double.NaN, double.NaN, double.NaN, 5, 5.5, 6], points.Select(point => Math.Round(point.Value, 9)));
        Assert.Equal(0.6, even.DurationSeconds, 1e-12);
    }

    [Fact]
    public void A_single_point_is_a_trace_too()
    {
        var trace = Trace.Of("one", TraceQuantity.Counts, [(0, 7)]);
        Assert.Equal((0, 7), Assert.Single(trace.Resample(80).Points));
    }
}
