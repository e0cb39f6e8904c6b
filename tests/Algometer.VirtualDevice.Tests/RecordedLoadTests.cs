using Algometer.Firmware;
using Algometer.Tables;
using Algometer.Wire;

namespace Algometer.VirtualDevice.Tests;

/// <summary>Every recording, sample by sample, through the real firmware and the wire.</summary>
public sealed class RecordedLoadTests
{
    private static readonly double _newtonsPerCount = new DeviceSettings().GainPiconewtonsPerCount * 1e-12;

    [Fact]
    public async Task Every_recording_comes_out_of_the_device_as_it_went_in()
    {
        string data = Checkout.Need(Checkout.Recordings, "The folder of recordings (shared/data)");
        int played = 0;
        foreach (string file in Directory.EnumerateFiles(data, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(file).StartsWith("P4_-_Power_Grasp_-_Force_Only_-_Easy", StringComparison.Ordinal))
            {
                Assert.Contains("no row of numbers", Assert.Throws<TableException>(() => RecordedTrace.Read(file)).Message, StringComparison.Ordinal);
                continue;
            }

            IReadOnlyList<string> curves = RecordedTrace.Curves(file);
            foreach (string curve in curves.Count == 0 ? [""] : curves)
            {
                Trace trace = RecordedTrace.Read(file, curve.Length == 0 ? null : curve);
                Compare(trace, await Decoded.SamplesAsync(Decoded.Device(new VirtualDeviceOptions { Trace = trace })));
                played++;
            }
        }

        Assert.True(played > 100, $"{played} recordings");
    }

    [Fact]
    public async Task A_recording_is_resampled_to_a_given_rate()
    {
        string data = Checkout.Need(Checkout.Recordings, "The folder of recordings (shared/data)");
        Trace trace = RecordedTrace.Read(Path.Combine(data, "tissue-relaxation", "230327.csv"), "FF1 1A");
        List<SampleMessage> samples = await Decoded.SamplesAsync(Decoded.Device(new VirtualDeviceOptions { Trace = trace, RateHertz = 80 }));
        Assert.Equal((int)(17.5 * 80) + 1, samples.Count);
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.Equal(12500u, pair.Second.Microseconds - pair.First.Microseconds));
    }

    private static void Compare(Trace trace, List<SampleMessage> samples)
    {
        (double Seconds, double Value)[] points = [.. trace.Points];
        Assert.Equal(points.Length, samples.Count);
        for (int i = 0; i < samples.Count; i++)
        {
            SampleMessage sample = samples[i];
            Assert.Equal(samples[0].Sequence + (uint)i, sample.Sequence);
            Assert.True(Math.Abs((sample.RawCounts * _newtonsPerCount) - points[i].Value) <= _newtonsPerCount, $"{trace.Name}, sample {i}");
            Assert.True(Math.Abs(((sample.Microseconds - samples[0].Microseconds) * 1e-6) - points[i].Seconds) < 1e-5, $"{trace.Name}, time of sample {i}");
            Assert.True((sample.Flags & SampleFlag.Faults) == 0, $"{trace.Name}, sample {i}: flags {sample.Flags:X4}");
        }
    }
}
