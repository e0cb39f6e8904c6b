using Algometer.Measurement.Guard;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>A line that is slow connects and is told as slow; one on which nothing is answered is told too. Neither is opened again and again.</summary>
public sealed class SlowLineTests
{
    private readonly SinkProbe _sink = new();

    [Theory]
    [InlineData(0.9)]
    [InlineData(1.9)]
    [InlineData(3)]
    public async Task A_line_of_some_seconds_there_and_back_connects_at_the_first_opening(double roundTrip)
    {
        await using var harness = new SessionHarness(_sink);
        harness.Device.DelaySeconds = roundTrip;
        await harness.UntilAsync(() => harness.Session.State == LinkState.Connected, roundTrip + 1);
        await harness.RunAsync((3 * roundTrip) + 2);
        Assert.Equal(1, harness.Device.Opened);
        Assert.Equal(LinkState.Connected, harness.Session.State);
        Assert.Equal(0, harness.Session.Statistics.Reconnections);
        Assert.True(_sink.Samples.Count > 80);
        int judged = _sink.Arrivals.Count;
        await harness.RunAsync(3);
        if (roundTrip < 1)
        {
            Assert.InRange(_sink.Arrivals.Count - judged, 230, 250);
            Assert.DoesNotContain(StreamDoubt.Late, _sink.Doubts);
        }
        else
        {
            Assert.Empty(_sink.Arrivals);
            Assert.Equal(StreamDoubt.Late, _sink.Doubts[^1]);
        }
    }

    [Fact]
    public async Task A_line_that_becomes_slow_comes_back_and_is_told_as_slow_until_it_is_quick_again()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Arrivals.Count > 80);
        harness.Device.DelaySeconds = 1.5;
        await harness.RunAsync(10);
        Assert.Equal(LinkState.Connected, harness.Session.State);
        Assert.Equal(StreamDoubt.Late, _sink.Doubts[^1]);
        Assert.InRange(harness.Device.Opened, 1, 2);
        harness.Device.DelaySeconds = 0;
        await harness.RunAsync(4);
        int judged = _sink.Arrivals.Count;
        await harness.RunAsync(1);
        Assert.InRange(_sink.Arrivals.Count - judged, 78, 82);
    }

    [Fact]
    public async Task A_device_that_answers_nothing_is_told_so_while_its_samples_are_judged_and_until_it_answers()
    {
        await using var harness = new SessionHarness(_sink);
        await harness.UntilAsync(() => _sink.Arrivals.Count > 80);
        harness.Device.LosesAnswer = _ => true;
        int judged = _sink.Arrivals.Count;
        await harness.UntilAsync(() => harness.Session.StateReason.Length > 0, 3);
        Assert.Equal(LinkState.Connected, harness.Session.State);
        Assert.Contains("answers nothing", harness.Session.StateReason, StringComparison.Ordinal);
        await harness.RunAsync(2);
        Assert.True(_sink.Arrivals.Count > judged + 300);
        harness.Device.LosesAnswer = _ => false;
        await harness.UntilAsync(() => harness.Session.StateReason.Length == 0, 0.6);
        Assert.Equal(1, harness.Device.Opened);
        Assert.DoesNotContain(_sink.States, told => told.State == LinkState.Lost);
    }

    [Fact]
    public async Task A_line_on_which_nobody_answers_is_opened_again_after_five_seconds_and_not_before()
    {
        await using var harness = new SessionHarness(_sink);
        harness.Device.DelaySeconds = 1000;
        await harness.RunAsync(4.9);
        Assert.Equal(1, harness.Device.Opened);
        await harness.UntilAsync(() => harness.Device.Opened >= 2, 1);
        Assert.Contains("nothing answered for 5 s", harness.Session.StateReason, StringComparison.Ordinal);
        harness.Device.DelaySeconds = 0;
        await harness.UntilAsync(() => harness.Session.State == LinkState.Connected);
        Assert.True(harness.Device.Count(MessageType.Identify) > 10);
    }
}
