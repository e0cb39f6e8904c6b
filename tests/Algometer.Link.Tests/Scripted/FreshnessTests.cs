using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>What lay on the way for seconds is recorded and is not now: neither the guard nor a page takes it for the present force.</summary>
public sealed class FreshnessTests
{
    private readonly SinkProbe _sink = new();

    [Fact]
    public async Task What_a_server_held_back_over_an_outage_is_recorded_and_judged_by_nobody()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        await harness.WhenIdle();
        uint from = harness.Device.Sequence;
        harness.Device.IsHeldBack = true;
        harness.Device.IsAway = true;
        await harness.RunAsync(4);
        uint to = harness.Device.Sequence;
        harness.Device.IsAway = false;
        await harness.UntilAsync(() => _sink.Samples.Count > to + 50);
        Assert.DoesNotContain(_sink.Arrivals, sample => sample.Sequence >= from && sample.Sequence < to);
        Assert.Equal(Enumerable.Range(0, _sink.Samples.Count).Select(i => (long)i), _sink.Samples.Select(sample => sample.Sequence));
        Assert.All(_sink.Samples.Where(sample => sample.Sequence >= from && sample.Sequence < to), sample => Assert.NotEqual(SampleFlags.None, sample.Flags & SampleFlags.Backlog));
        Assert.Empty(_sink.Gaps);
        Assert.Contains(_sink.Arrivals, sample => sample.Sequence >= to);
    }

    [Fact]
    public async Task An_acknowledgement_of_an_earlier_start_makes_nothing_present()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Samples.Count > 50);
        harness.Device.LosesAnswer = type => type == MessageType.Start;
        harness.Device.IsAway = true;
        await harness.RunAsync(1);
        harness.Device.IsAway = false;
        await harness.UntilAsync(() => harness.Session.State == LinkState.Connected);
        int judged = _sink.Arrivals.Count;
        var writer = new FrameWriter();
        int length = new AckMessage { CommandId = 0x7777, Command = MessageType.Start, Value = 0 }.Write(writer);
        harness.Device.Raw(writer.Frame[..length]);
        await harness.RunAsync(0.3);
        Assert.Equal(judged, _sink.Arrivals.Count);
        harness.Device.LosesAnswer = _ => false;
        await harness.UntilAsync(() => _sink.Arrivals.Count > judged, 3);
    }

    [Fact]
    public void What_comes_late_by_the_mapped_clock_is_recorded_and_judged_by_nobody()
    {
        const long Wall = 1_700_000_000_000_000;
        var dispatcher = new FrameDispatcher(_sink) { PingSentAt = _ => Wall };
        var writer = new FrameWriter();
        void Feed(int length, long after) => dispatcher.Accept(writer.Frame, length, Wall + after);
        void Take(uint i, long after) => Feed(new SampleMessage { Sequence = i, Microseconds = 12_500 * (i + 1), ForceMillinewtons = 0 }.Write(writer), after);
        Feed(new HelloMessage { DeviceId = 1, BootId = 1, CapacityMillinewtons = 196133, CapMillinewtons = 100_000, LimitMillinewtons = 60_000, RateMillihertz = 80_000 }.Write(writer), 0);
        Feed(new CalibrationMessage { GainPiconewtonsPerCount = 45665773, CapacityMillinewtons = 196133 }.Write(writer), 0);
        Feed(new PongMessage { CommandId = 1, Microseconds = 0 }.Write(writer), 0);
        Take(0, 12_500);
        Take(1, 25_000);
        Take(2, 3_000_000);
        Assert.Equal([0, 1], _sink.Arrivals.Select(sample => sample.Sequence));
        Assert.Equal([0, 1, 2], _sink.Samples.Select(sample => sample.Sequence));
        Assert.Equal(2, dispatcher.LiveSamples);

        // A host whose clock was set knows nothing of lateness until the next pong.
        dispatcher.HostClockSet();
        Take(3, 3_600_000_000);
        Assert.Equal([0, 1, 3], _sink.Arrivals.Select(sample => sample.Sequence));
    }
}
