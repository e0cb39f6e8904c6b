using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>The session against a device that restarts, loses answers, sends what would crash a program, or is another one.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_that_restarts_behind_an_open_port_is_told_and_started_again(bool helloComes)
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 50);
        harness.Device.Reboot(helloComes);
        long before = harness.Session.Statistics.Samples;
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > before + 50);
        Assert.Equal(LinkState.Connected, harness.Session.State);
        (LinkState State, string Reason) lost = Assert.Single(sink.States, told => told.State == LinkState.Lost);
        Assert.Contains("restarted", lost.Reason, StringComparison.Ordinal);
        Assert.Contains(sink.Gaps, gap => gap.Reason.Contains("restarted", StringComparison.Ordinal));
        Assert.True(harness.Device.Streaming);
    }

    [Theory]
    [InlineData(1_000_000u)]
    [InlineData(0u)]
    public async Task A_hello_of_the_same_start_with_a_number_that_cannot_be_is_no_restart_and_costs_nothing(uint next)
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 80);
        harness.Device.Introduce(next);
        await harness.RunAsync(3);
        Assert.DoesNotContain(sink.States, told => told.State == LinkState.Lost);
        Assert.Contains(StreamDoubt.Numbering, sink.Doubts);
        Assert.Equal(StreamDoubt.None, sink.Doubts[^1]);
        Assert.Empty(sink.Gaps);
        Assert.Equal(sink.Arrivals.Count, sink.Samples.Count);
        Assert.All(sink.Samples.Zip(sink.Samples.Skip(1)), pair => Assert.Equal(pair.First.Sequence + 1, pair.Second.Sequence));
    }

    [Fact]
    public async Task A_device_that_counts_anew_under_the_same_start_is_told_as_that_and_started_again()
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 80);
        harness.Device.Reboot(says: false);
        harness.Device.BootId--;
        long before = harness.Session.Statistics.Samples;
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > before + 50);
        Assert.Contains("began to count anew", Assert.Single(sink.States, told => told.State == LinkState.Lost).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_has_come_is_taken_before_time_passes()
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 20);

        // A thread of another's that is late is not a device that is late: nothing of a session may wait for one unknown to the clock.
        for (int i = 0; i < 50; i++)
        {
            Task<CommandOutcome> answered = harness.SendAsync(new Command { Type = MessageType.Start });
            await harness.WhenIdle();
            Assert.True(answered.IsCompleted, $"the answer to command {i}");
        }
    }

    [Fact]
    public async Task A_device_that_stops_streaming_by_itself_is_started_again_and_one_that_a_person_stopped_is_not()
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 20);
        await harness.SendAsync(new Command { Type = MessageType.Stop });
        int starts = harness.Device.Count(MessageType.Start);
        await harness.RunAsync(4);
        Assert.Equal(starts, harness.Device.Count(MessageType.Start));
        Assert.False(harness.Session.IsStreamWanted);
        await harness.SendAsync(new Command { Type = MessageType.Start });
        long before = harness.Session.Statistics.Samples;
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > before + 20);
    }

    [Fact]
    public async Task From_a_session_that_has_stopped_reading_no_sample_is_awaited()
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 20);
        Assert.True(harness.Session.IsStreamWanted);
        await harness.CloseAsync();
        Assert.False(harness.Session.IsStreamWanted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_hold_whose_beginning_was_not_acknowledged_is_held_on_both_sides(int lostAnswers)
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 20);
        int lost = 0;
        harness.Device.LosesAnswer = type => type == MessageType.BeginHold && lost++ < lostAnswers;
        Task<CommandOutcome> beginning = harness.SendAsync(new Command { Type = MessageType.BeginHold });
        await harness.UntilAsync(() => beginning.IsCompleted);
        CommandOutcome outcome = await beginning;
        Assert.True(outcome.Accepted, outcome.Reason);
        Assert.True(harness.Device.Holding);
    }

    [Fact]
    public async Task A_hold_that_the_device_still_guards_from_before_does_not_stand_in_the_way_of_the_next()
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 20);
        Assert.True((await harness.SendAsync(new Command { Type = MessageType.BeginHold })).Accepted);
        await harness.RunAsync(0.5);

        // The host's side ended by itself; nobody told the device.
        Task<CommandOutcome> again = harness.SendAsync(new Command { Type = MessageType.BeginHold });
        await harness.UntilAsync(() => again.IsCompleted);
        Assert.True((await again).Accepted, (await again).Reason);
        Assert.Equal(1, harness.Device.Count(MessageType.EndHold));
    }

    [Fact]
    public async Task An_end_of_a_hold_that_was_never_answered_is_asked_for_until_samples_say_that_it_ended()
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 20);
        Assert.True((await harness.SendAsync(new Command { Type = MessageType.BeginHold })).Accepted);
        await harness.RunAsync(0.2);

        // A beginning whose every answer is lost, and no sample tells either: it counts as not begun, and must not stay begun there.
        await harness.SendAsync(new Command { Type = MessageType.EndHold });
        harness.Device.LosesAnswer = type => type == MessageType.BeginHold;
        Task<CommandOutcome> unheard = harness.SendAsync(new Command { Type = MessageType.BeginHold });
        await harness.UntilAsync(() => unheard.IsCompleted, converting: false);
        Assert.False((await unheard).Accepted);
        await harness.UntilAsync(() => !harness.Device.Holding);
    }

    [Fact]
    public async Task A_stale_sample_of_a_hold_does_not_make_a_refusal_an_acceptance()
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 20);
        Assert.True((await harness.SendAsync(new Command { Type = MessageType.BeginHold })).Accepted);
        await harness.RunAsync(0.2);
        await harness.SendAsync(new Command { Type = MessageType.Stop });
        Assert.False((await harness.SendAsync(new Command { Type = MessageType.BeginHold })).Accepted);
    }

    [Fact]
    public async Task A_sample_numbered_just_below_0_ends_nothing()
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => harness.Session.State == LinkState.Connected && harness.Device.Streaming);
        harness.Device.Sample(new SampleMessage { Sequence = 0xFFFFFFF0, Microseconds = 1_010_000 });
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 50);
        Assert.All(sink.Samples, sample => Assert.InRange(sample.Sequence, 0, 1000));
        Assert.False(harness.Session.Completion.IsCompleted);
    }

    [Fact]
    public async Task An_exception_in_the_sink_is_told_and_the_session_goes_on()
    {
        var sink = new ThrowingSink();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => sink.Arrivals > 50);
        Assert.False(harness.Session.Completion.IsCompleted);
        Assert.Equal(LinkState.Connected, harness.Session.State);
        Assert.Contains("judging a sample (InvalidOperationException: not today)", sink.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_device_at_the_same_port_is_told_and_its_samples_begin_without_a_gap()
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 50);
        harness.Device.DeviceId = 0x99;
        harness.Device.Reboot(says: true);
        int before = sink.Samples.Count;
        await harness.UntilAsync(() => sink.Samples.Count > before + 20);
        Assert.Equal(0x99, harness.Session.Device!.DeviceId);

        // Under the other device's own numbers, at a time that goes on.
        uint newest = harness.Device.Sequence - 1;
        Assert.Equal(Enumerable.Range(0, sink.Samples.Count - before).Select(i => newest - (sink.Samples.Count - before) + 1 + i), sink.Samples.Skip(before).Select(sample => sample.Sequence));
        Assert.All(sink.Samples.Zip(sink.Samples.Skip(1)), pair => Assert.True(pair.Second.DeviceMicroseconds > pair.First.DeviceMicroseconds));
        Assert.Empty(sink.Gaps);
        Assert.Single(sink.States, told => told.State == LinkState.Lost);
    }

    [Fact]
    public async Task A_pinned_device_that_is_replaced_is_asked_for_until_it_is_back_and_nothing_of_the_other_is_used()
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink, new DeviceSessionOptions { ExpectedDeviceId = 0x51 });
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 50);
        long before = harness.Session.Statistics.Samples;
        harness.Device.DeviceId = 0x99;
        harness.Device.Reboot(says: true);
        await harness.UntilAsync(() => harness.Session.State == LinkState.Lost);
        Assert.Contains("00000099", harness.Session.StateReason, StringComparison.Ordinal);
        int asked = harness.Device.Count(MessageType.Identify);
        int started = harness.Device.Count(MessageType.Start);
        await harness.RunAsync(5);
        Assert.False(harness.Session.Completion.IsCompleted);
        Assert.Equal(LinkState.Lost, harness.Session.State);
        Assert.Contains("00000099", harness.Session.StateReason, StringComparison.Ordinal);
        Assert.InRange(harness.Device.Count(MessageType.Identify) - asked, 8, 40);
        Assert.Equal(started, harness.Device.Count(MessageType.Start));
        Assert.Equal(before, harness.Session.Statistics.Samples);
        harness.Device.DeviceId = 0x51;
        harness.Device.Reboot(says: false);
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > before + 50);
        Assert.Equal(LinkState.Connected, harness.Session.State);
    }

    [Fact]
    public async Task A_record_that_is_long_enough_ends_there_whatever_is_missing_after_it()
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => sink.Samples.Count > 50);
        long end = -1;
        sink.Sampled = sample =>
        {
            // In the middle of what is sent again after an outage.
            if (sample.Sequence == end)
            {
                harness.Session.EndRecord();
            }
        };
        end = harness.Device.Sequence + 30;
        harness.Device.IsAway = true;
        await harness.RunAsync(1);
        harness.Device.IsAway = false;
        await harness.UntilAsync(() => sink.Samples[^1].Sequence >= end);
        int arrived = sink.Arrivals.Count;
        await harness.RunAsync(1);
        double began = harness.Seconds;
        await harness.CloseAsync();
        Assert.InRange(harness.Seconds, began, began + 0.05);
        Assert.Equal(end, sink.Samples[^1].Sequence);
        Assert.Empty(sink.Gaps);
        Assert.True(sink.Arrivals.Count > arrived + 60, "what arrives is judged to the end");
    }

    [Fact]
    public async Task What_is_missing_after_the_end_of_a_record_is_no_loss_although_it_never_comes()
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => sink.Samples.Count > 50);
        long end = harness.Device.Sequence + 30;
        sink.Sampled = sample =>
        {
            if (sample.Sequence == end)
            {
                harness.Session.EndRecord();
            }
        };

        // A busy machine is late in ending the session: by then the line has lost more, and the device sends nothing again.
        harness.Device.SendsAgain = false;
        harness.Device.LosesSample = sequence => sequence > end + 2 && sequence % 3 == 0;
        await harness.UntilAsync(() => harness.Device.Sequence > end + 40);
        await harness.CloseAsync();
        Assert.Equal(end, sink.Samples[^1].Sequence);
        Assert.Empty(sink.Gaps);
        Assert.Equal(0, harness.Session.Statistics.Lost);
    }

    [Fact]
    public async Task What_is_missing_when_a_session_is_ended_is_still_had_again()
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 50);
        uint lost = await LoseOneAsync(harness);
        harness.Device.SendsAgain = true;
        double began = harness.Seconds;
        await harness.CloseAsync();
        Assert.Empty(sink.Gaps);
        Assert.Contains(sink.Samples, sample => sample.Sequence == lost);
        Assert.InRange(harness.Seconds - began, 0.1, 1.5);
    }

    [Fact]
    public async Task The_end_of_a_session_does_not_wait_for_a_device_that_sends_nothing_again()
    {
        var sink = new SinkProbe();
        await using var harness = new SessionHarness(sink);
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 50);
        await LoseOneAsync(harness);
        double began = harness.Seconds;
        await harness.CloseAsync();
        Assert.InRange(harness.Seconds - began, 1.9, 3.1);
        Assert.Equal("the session ended before they could be had again", Assert.Single(sink.Gaps).Reason);
    }

    [Fact]
    public async Task What_sends_something_and_is_no_algometer_is_said_to_be_none()
    {
        var device = new Garbling();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var session = new DeviceSession(device, new SinkProbe(), time);
        session.Start();
        while (!session.StateReason.Contains("nothing of it says that it is an Algometer", StringComparison.Ordinal))
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        Assert.Equal(LinkState.Connecting, session.State);
    }

    // A sample that the line loses, and that the device does not send again for now.
    private static async Task<uint> LoseOneAsync(SessionHarness harness)
    {
        uint lost = harness.Device.Sequence + 1;
        harness.Device.LosesSample = sequence => sequence == lost;
        harness.Device.SendsAgain = false;
        await harness.UntilAsync(() => harness.Device.Sequence > lost + 3);
        return lost;
    }

    private sealed class ThrowingSink : ISampleSink
    {
        public int Arrivals { get; private set; }

        public string Told { get; private set; } = "";

        public void OnArrival(in Sample sample)
        {
            Arrivals++;
            throw new InvalidOperationException("not today");
        }

        public void OnSample(in Sample sample) => throw new InvalidOperationException("nor today");

        public void OnGap(in SampleGap gap)
        {
        }

        public void OnDeviceEvent(in DeviceEvent deviceEvent)
        {
        }

        public void OnButton(in ButtonPress press)
        {
        }

        public void OnDevice(DeviceDescription device)
        {
        }

        public void OnCalibration(in CellCalibration calibration, long fromSequence)
        {
        }

        public void OnClock(in ClockPoint point)
        {
        }

        public void OnProgramError(string what) => Told = Told.Length == 0 ? what : Told;

        public void OnState(LinkState state, string reason)
        {
        }
    }

    private sealed class Garbling : ITransport
    {
        public string Name => "garbling";

        public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new Endless());

        private sealed class Endless : MemoryStream
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
                buffer.Span.Fill(0x55);
                return buffer.Length;
            }
        }
    }
}
