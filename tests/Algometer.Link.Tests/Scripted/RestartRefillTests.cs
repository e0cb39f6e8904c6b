using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>A device that restarted has taken samples before anybody asks it again: none that it holds is lost, and what is lost is reckoned without them.</summary>
public sealed class RestartRefillTests
{
    private readonly SinkProbe _sink = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(900)]
    public async Task Behind_an_open_port(int already)
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        await harness.RunAsync(already * 0.0125, converting: false);
        harness.Device.Reboot(says: true, already);
        await WholeAsync(harness);
    }

    [Fact]
    public async Task Without_a_hello_of_its_own()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        harness.Device.Reboot(says: false);
        await WholeAsync(harness);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Behind_an_outage(double seconds)
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        harness.Device.IsAway = true;
        await harness.RunAsync(1);
        harness.Device.Reboot(says: false);
        await harness.RunAsync(seconds);
        harness.Device.IsAway = false;
        await WholeAsync(harness);
    }

    [Fact]
    public async Task While_what_was_missing_of_its_last_start_is_being_sent_again()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        harness.Device.IsAway = true;
        await harness.RunAsync(2);
        harness.Device.SendsAgain = false;
        harness.Device.IsAway = false;
        await harness.RunAsync(1.5);
        harness.Device.SendsAgain = true;
        harness.Device.Reboot(says: true);
        await WholeAsync(harness);
        Assert.Contains(_sink.Gaps, gap => string.Equals(gap.Reason, "the device restarted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Again_and_again()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        long before = _sink.Samples[^1].DeviceMicroseconds;
        double began = harness.Seconds;
        for (int i = 0; i < 3; i++)
        {
            harness.Device.Reboot(says: i != 1);
            await harness.RunAsync(0.3);
        }

        await WholeAsync(harness);

        // The record's time is the time that passed, not a sum of waits.
        Assert.InRange(_sink.Samples[^1].DeviceMicroseconds - before, (long)((harness.Seconds - began - 0.5) * 1e6), (long)((harness.Seconds - began + 0.5) * 1e6));
    }

    [Fact]
    public void A_device_that_takes_another_start_s_number_and_counts_on_is_not_asked_for_what_is_recorded()
    {
        var bench = new StartBench(_sink);
        bench.Hello(boot: 1);
        bench.Run(1000);
        bench.Hello(boot: 2);
        bench.Run(100);
        Assert.Equal(1100, _sink.Samples.Count);
        Assert.InRange(Assert.Single(_sink.Gaps).Count, 1, 2);
    }

    // Every sample of the present start, in order, each once, and no more time and numbers than passed.
    private async Task WholeAsync(SessionHarness harness)
    {
        uint boot = harness.Device.BootId;
        await harness.UntilAsync(() => harness.Session.State == LinkState.Connected && harness.Session.Device?.BootId == boot && harness.Device.Streaming);
        await harness.RunAsync(4);
        uint count = harness.Device.Sequence;
        int from = _sink.Samples.Count - (int)count;
        Assert.True(from > 50, $"{count} of this start in {_sink.Samples.Count}");
        for (int i = from + 1; i < _sink.Samples.Count; i++)
        {
            Assert.Equal(_sink.Samples[i - 1].Sequence + 1, _sink.Samples[i].Sequence);
            Assert.Equal(12_500, _sink.Samples[i].DeviceMicroseconds - _sink.Samples[i - 1].DeviceMicroseconds);
        }

        SampleGap reckoned = _sink.Gaps[^1];
        Assert.Contains("reckoned", reckoned.Reason, StringComparison.Ordinal);
        Assert.Equal(_sink.Samples[from].Sequence, reckoned.FirstSequence + reckoned.Count);
        Assert.True(_sink.Samples[from].DeviceMicroseconds > _sink.Samples[from - 1].DeviceMicroseconds);
        Assert.InRange(reckoned.Count, 1, 400);
    }

    // A stream without a session, in step with the clock of the wall.
    private sealed class StartBench(SinkProbe sink)
    {
        private const int Gain = 45665773;
        private readonly FrameDispatcher _dispatcher = new(sink);
        private readonly FrameWriter _writer = new();
        private uint _sequence;
        private long _clock;

        public void Hello(uint boot)
        {
            Feed(new HelloMessage
            {
                DeviceId = 42, BootId = boot, NextSequence = _sequence, UptimeMicroseconds = _clock, CapacityMillinewtons = 196133, RateMillihertz = 80_000, LimitMillinewtons = 60_000, CapMillinewtons = 100_000,
            }.Write(_writer));
            Feed(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
        }

        public void Run(int samples)
        {
            for (int i = 0; i < samples; i++)
            {
                _clock += 12_500;
                Feed(new SampleMessage { Sequence = _sequence++, Microseconds = (uint)_clock, RawCounts = 200_000, ForceMillinewtons = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(200_000) }.Write(_writer));
                Assert.Null(_dispatcher.RefillWanted);
            }
        }

        private void Feed(int length) => _dispatcher.Accept(_writer.Frame, length, 1_700_000_000_000_000 + _clock);
    }
}
