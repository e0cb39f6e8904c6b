using Algometer.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.VirtualDevice.Tests;

public sealed class VirtualAlgometerTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_bits_and_another_gives_others()
    {
        async Task<List<SampleMessage>> Run(ulong seed) =>
            (await Decoded.SamplesAsync(Decoded.Device(new VirtualDeviceOptions { Seed = seed }), 2000)).GetRange(0, 2000);
        List<SampleMessage> first = await Run(7);
        Assert.Equal(first, await Run(7));
        Assert.NotEqual(first, await Run(8));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(80)]
    [InlineData(92.3)]
    public async Task An_hour_keeps_the_true_rate_and_loses_nothing(double rate)
    {
        int wanted = (int)(rate * 3600);
        List<SampleMessage> samples = await Decoded.SamplesAsync(Decoded.Device(new VirtualDeviceOptions { RateHertz = rate, Scenario = Scenario.Named("idle") }), wanted);
        for (int i = 1; i < wanted; i++)
        {
            Assert.Equal(samples[i - 1].Sequence + 1, samples[i].Sequence);
        }

        double seconds = unchecked(samples[wanted - 1].Microseconds - samples[0].Microseconds) * 1e-6;
        Assert.Equal((wanted - 1) / rate, seconds, 1e-3);
        Assert.All(samples, sample => Assert.Equal(SampleFlag.Simulated, sample.Flags));
    }

    [Theory]
    [InlineData("fault-stuck", SampleFlag.Stuck)]
    [InlineData("fault-absent", SampleFlag.NoData)]
    [InlineData("fault-low", SampleFlag.Desync)]
    [InlineData("fault-saturated", SampleFlag.Saturated)]
    [InlineData("fault-spikes", SampleFlag.Glitch)]
    [InlineData("fault-drift", SampleFlag.ZeroDrift)]
    [InlineData("fault-rate", SampleFlag.RateOutOfRange)]
    public async Task Each_fault_of_a_scenario_is_flagged_by_the_firmware_and_blanks_the_force(string scenario, int flag)
    {
        List<SampleMessage> samples = await Decoded.SamplesAsync(Decoded.Device(new VirtualDeviceOptions { Scenario = Scenario.Named(scenario) }), 80 * 28);
        List<SampleMessage> faulty = samples.FindAll(sample => (sample.Flags & flag) != 0);
        Assert.NotEmpty(faulty);
        Assert.All(faulty, sample => Assert.Equal(Protocol.BlankForce, sample.ForceMillinewtons));
        Assert.DoesNotContain(samples.Take(80 * 15), sample => (sample.Flags & SampleFlag.Faults) != 0);
    }

    [Fact]
    public async Task Faster_than_real_time_a_host_that_reads_late_loses_nothing()
    {
        var time = new FakeTimeProvider();
        var trace = Trace.Of("ramp", TraceQuantity.Newtons, [.. Enumerable.Range(0, 8000).Select(i => (i / 80.0, i * 0.005))]);
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Trace = trace, Speed = 20 });
        Task running = new VirtualDeviceRunner(device, 20, time).RunAsync(TestContext.Current.CancellationToken);
        await Decoded.StartAsync(device);

        // Every time step asks for 2 s at twentyfold speed, 3,200 samples, which no pipe holds.
        List<SampleMessage> samples = await Decoded.ReadToEndAsync(device, () => time.Advance(TimeSpan.FromSeconds(2)));
        Assert.Equal(8000, samples.Count);
        Assert.All(samples.Index().Skip(1), pair => Assert.Equal(samples[pair.Index - 1].Sequence + 1, pair.Item.Sequence));
        await running;
    }

    [Fact]
    public async Task A_full_lossless_link_takes_more_frames_and_hands_on_all_of_them()
    {
        var link = new VirtualLink(lossless: true);
        byte[] frame = new byte[100];
        for (int i = 0; i < 2000; i++)
        {
            Assert.True(link.Send(frame, frame.Length));
        }

        Assert.False(link.Space.IsCompleted);
        byte[] buffer = new byte[300_000];

        // One read empties the pipe; a second would wait for frames that only the next flush hands on.
        int read = await link.HostSide.ReadAsync(buffer, TestContext.Current.CancellationToken);
        await link.Space;
        link.Close();
        for (int count = 1; count > 0; read += count)
        {
            count = await link.HostSide.ReadAsync(buffer, TestContext.Current.CancellationToken);
        }

        Assert.Equal(200_000, read);
    }

    [Fact]
    public async Task The_converters_noise_is_the_data_sheets()
    {
        List<SampleMessage> samples = await Decoded.SamplesAsync(Decoded.Device(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }), 8000);
        double mean = samples.Average(sample => (double)sample.RawCounts);
        double rms = Math.Sqrt(samples.Average(sample => Math.Pow(sample.RawCounts - mean, 2)));
        Assert.InRange(rms, Hx711Model.NoiseCountsAt80 * 0.95, Hx711Model.NoiseCountsAt80 * 1.05);
    }

    [Theory]
    [InlineData(1e9, 8388607)]
    [InlineData(-1e9, -8388608)]
    [InlineData(-1.4, -1)]
    [InlineData(-0.4, 0)]
    public void Codes_saturate_and_round_in_twos_complement(double counts, int code)
    {
        var cell = new Hx711Model(new SeededNoise(1), 21898, 0, 80, 80000);
        cell.ConvertCounts(counts);
        Assert.True(cell.IsReady);
        Assert.Equal(code, cell.Read());
        Assert.False(cell.IsReady);
    }

    [Fact]
    public async Task A_real_time_device_without_a_listener_drops_and_a_fast_one_waits()
    {
        var slow = new VirtualAlgometer(new VirtualDeviceOptions());
        var fast = Decoded.Device(new VirtualDeviceOptions());
        Assert.Equal(10, (await Decoded.SamplesAsync(slow, 10)).Take(10).Count());
        for (int i = 0; i < 5000; i++)
        {
            slow.Step();
        }

        Assert.False(slow.Link.Space.IsCompleted);
        Assert.False(fast.IsStreaming);
    }
}
