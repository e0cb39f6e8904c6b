using Algometer.VirtualDevice;
using Algometer.Wire.Tests.SecondClient;

namespace Algometer.Wire.Tests;

/// <summary>What PROTOCOL.md section 5 says about a session, asked of the real firmware.</summary>
public sealed class ProtocolSessionTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Checkout.Root, "firmware", "Algometer.Wire", "PROTOCOL.md"));

    [Fact]
    public void A_device_that_starts_says_hello_calibration_and_reset_and_streams_only_when_asked()
    {
        var device = new DocumentedDevice();
        device.Pass(2_000_000);
        Assert.Equal([MessageType.Hello, MessageType.Calibration, MessageType.Event], device.Types);
        Assert.Equal(EventCode.Reset, device.Events[0].Code);
        Assert.Equal(0, device.Hellos[0].Flags & HelloFlag.Streaming);
        device.Ask(MessageType.Start);
        device.Pass(1_000_000);
        Assert.InRange(device.Samples.Count, 75, 85);

        // It sampled before: the back-log has those too.
        Assert.True(device.Samples[0].Sequence > 100);
        device.Ask(MessageType.RequestBacklog, 50, 10);
        device.Pass(500_000);
        Assert.Equal(10u, device.Ends[0].Count);
    }

    [Fact]
    public void Start_while_streaming_changes_nothing_and_stop_ends_a_hold()
    {
        DocumentedDevice device = Streaming();
        device.Ask(MessageType.Start);
        device.Pass(500_000);
        Assert.DoesNotContain(device.Samples, sample => (sample.Flags & SampleFlag.Blanking) != 0);
        device.Ask(MessageType.BeginHold);
        device.Ask(MessageType.Stop);
        Assert.Equal(HoldEndReason.Stopped, Assert.Single(device.Events, told => told.Code == EventCode.HoldEnded).Value);
    }

    [Fact]
    public void A_silent_link_ends_a_hold_after_a_second_and_nothing_else()
    {
        DocumentedDevice device = Streaming();
        device.Ask(MessageType.SetLimit, 45_000);
        device.Ask(MessageType.BeginHold);
        int taken = device.Samples.Count;
        device.Pass(900_000);
        Assert.NotEqual(0, device.Samples[^1].Alarm & AlarmBit.HoldActive);
        device.Pass(4_100_000);
        Assert.Equal(HoldEndReason.LinkSilent, Assert.Single(device.Events, told => told.Code == EventCode.HoldEnded).Value);
        Assert.InRange(device.Samples.Count - taken, 390, 410);
        device.Ask(MessageType.Identify);
        Assert.Equal(45_000, device.Hellos[^1].LimitMillinewtons);
        Assert.NotEqual(0, device.Hellos[^1].Flags & HelloFlag.Streaming);
    }

    [Theory]
    [InlineData(0u, 10u, 10u, 0u)]
    [InlineData(0u, 500u, 500u, 0u)]
    public void A_range_that_is_held_is_sent_whole(uint first, uint count, uint follow, uint begins)
    {
        DocumentedDevice device = Streaming();
        device.Pass(7_000_000);
        Request(device, first, count, follow, begins);
    }

    [Fact]
    public void A_range_that_is_partly_or_wholly_gone_is_clipped_and_no_refusal()
    {
        DocumentedDevice device = Streaming();
        device.Pass(20_000_000);
        int held = device.Hellos[0].BacklogSamples;
        uint next = device.Samples[^1].Sequence + 1;
        uint oldest = next - (uint)held;
        Request(device, oldest - 100, 150, 50, oldest, slack: 4);
        Request(device, 0, 10, 0, device.Samples[^1].Sequence + 1 - (uint)held, slack: 4);

        // Past the newest it is clipped as well, and what is not taken yet is refused.
        next = device.Samples[^1].Sequence + 1;
        int before = device.Acks.Count;
        device.Ask(MessageType.RequestBacklog, next - 5, 1000);
        Assert.InRange(device.Acks[before].Value, 5, 8);
        Assert.Equal(RefusalReason.NotHeld, device.AskRefused(MessageType.RequestBacklog, next + 1000, 1).Reason);
    }

    [Fact]
    public void Samples_come_again_as_they_were_in_order_and_at_least_as_fast_as_new_ones()
    {
        DocumentedDevice device = Streaming();
        device.Pass(6_000_000);
        SampleMessage[] live = [.. device.Samples];
        device.Samples.Clear();
        uint first = live[0].Sequence;
        device.Ask(MessageType.RequestBacklog, first, 400);
        device.Pass(400 * 12_500);
        SampleMessage[] again = [.. device.Samples.Where(sample => (sample.Flags & SampleFlag.Backlog) != 0)];
        Assert.Equal(400, again.Length);
        Assert.Single(device.Ends);
        for (int i = 0; i < again.Length; i++)
        {
            SampleMessage was = live[i];
            was.Flags |= SampleFlag.Backlog;
            Assert.Equal(was, again[i]);
        }

        // Live ones never waited for them.
        uint[] meanwhile = [.. device.Samples.Where(sample => (sample.Flags & SampleFlag.Backlog) == 0).Select(sample => sample.Sequence)];
        Assert.All(meanwhile.Zip(meanwhile.Skip(1)), pair => Assert.Equal(pair.First + 1, pair.Second));
    }

    [Fact]
    public void Tare_and_self_test_take_the_time_that_the_document_gives_and_all_else_is_answered_at_once()
    {
        DocumentedDevice device = Streaming();
        Assert.InRange(device.Ask(MessageType.Tare), 150_000, 260_000);
        Assert.InRange(device.Ask(MessageType.RunSelfTest), 350_000, 460_000);
        foreach (byte type in (byte[])[MessageType.Identify, MessageType.Start, MessageType.AcknowledgeAlarm, MessageType.Mute, MessageType.AcknowledgeButton,
            MessageType.EndHold, MessageType.RequestStatistics, MessageType.RequestCalibrations, MessageType.RequestBacklog, MessageType.BeginHold, MessageType.EndHold])
        {
            Assert.InRange(device.Ask(type), 0, 100_000);
        }

        device.Ask(MessageType.SetRate, 10);
        device.Pass(2_000_000);
        Assert.InRange(device.Ask(MessageType.Tare), 250_000, 600_000);
        Assert.InRange(device.Ask(MessageType.RunSelfTest), 3_000_000, 3_500_000);
    }

    [Fact]
    public void In_a_hold_exactly_the_documented_commands_are_refused()
    {
        DocumentedDevice device = Streaming();
        device.Ask(MessageType.BeginHold);
        foreach ((byte type, uint value) in ((byte, uint)[])[(MessageType.Tare, 0), (MessageType.SetRate, 10), (MessageType.SetCalibration, 7), (MessageType.RunSelfTest, 0), (MessageType.BeginHold, 0)])
        {
            Assert.Equal(RefusalReason.WrongState, device.AskRefused(type, value, gain: 45_665_773).Reason);
        }

        int refused = device.Refusals.Count;
        device.Ask(MessageType.SetLimit, 40_000);
        device.Ask(MessageType.Start);
        device.Ask(MessageType.Identify);
        device.Ask(MessageType.RequestBacklog, 0, 1);
        device.Ask(MessageType.AcknowledgeAlarm);
        device.Ask(MessageType.Mute, 1);
        device.Ask(MessageType.AcknowledgeButton, 1);
        device.Ask(MessageType.RequestStatistics);
        device.Ask(MessageType.RequestCalibrations);
        device.Ask(MessageType.EndHold);
        Assert.Equal(refused, device.Refusals.Count);
        foreach (string name in (string[])["tare", "set rate", "set calibration", "self-test", "begin hold"])
        {
            Assert.Contains(name, Line("During a guided hold these are refused"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Begin_hold_is_refused_without_a_stream()
    {
        var device = new DocumentedDevice();
        device.Pass(100_000);
        Assert.Equal(RefusalReason.WrongState, device.AskRefused(MessageType.BeginHold).Reason);
    }

    [Fact]
    public void The_smallest_limit_is_the_documented_one()
    {
        DocumentedDevice device = Streaming();
        RefusalMessage refusal = device.AskRefused(MessageType.SetLimit, 999);
        Assert.Equal(RefusalReason.OutOfRange, refusal.Reason);
        Assert.Equal(1000, refusal.Detail);
        Assert.Contains("The smallest limit is 1000 mN", _document, StringComparison.Ordinal);
        int refused = device.Refusals.Count;
        device.Ask(MessageType.SetLimit, 1000);
        Assert.Equal(refused, device.Refusals.Count);
    }

    [Fact]
    public void A_calibration_takes_over_with_tare_0_from_the_sample_that_it_names()
    {
        DocumentedDevice device = Streaming(new VirtualDeviceOptions { Scenario = Scenario.Named("idle"), Calibration = new VirtualCalibration(5, 0, 45_665_773, 0, 0, 300) });
        Assert.Equal(300, device.Calibrations[^1].TareCounts);

        // A greater gain makes forces greater, which no device refuses.
        device.Ask(MessageType.SetCalibration, 77, 1_700_000_000, gain: 46_000_000);
        Assert.Equal(77u, device.Calibrations[^1].CalibrationId);
        Assert.Equal(0, device.Calibrations[^1].TareCounts);
        Assert.InRange(device.Calibrations[^1].FromSequence, device.Samples[^1].Sequence, device.Samples[^1].Sequence + 2);
    }

    [Fact]
    public void Event_numbers_begin_at_0_and_grow_by_one()
    {
        DocumentedDevice device = Streaming();
        device.Ask(MessageType.BeginHold);
        device.Ask(MessageType.EndHold);
        device.Ask(MessageType.SetLimit, 40_000);
        device.Ask(MessageType.Tare);
        Assert.True(device.Events.Count >= 5);
        Assert.Equal(Enumerable.Range(0, device.Events.Count), device.Events.Select(told => told.EventId));
    }

    [Fact]
    public void The_nominal_rate_is_in_hello_and_the_measured_one_in_statistics()
    {
        DocumentedDevice device = Streaming(new VirtualDeviceOptions { Scenario = Scenario.Named("idle"), RateHertz = 92.3 });
        device.Pass(4_000_000);
        device.Ask(MessageType.RequestStatistics);
        Assert.Equal(80_000u, device.Hellos[0].RateMillihertz);
        Assert.InRange(device.Statistics[^1].RateMillihertz, 92_000u, 92_600u);
    }

    [Theory]
    [InlineData(126, true)]
    [InlineData(127, false)]
    [InlineData(128, false)]
    [InlineData(129, false)]
    [InlineData(130, false)]
    public void What_is_longer_than_a_frame_may_be_is_dropped_although_its_CRC_is_right(int between, bool isRead)
    {
        byte[] message = new byte[between - 1];
        message[0] = Protocol.Version;
        message[1] = 0x70;
        uint crc = Crc32.Compute(message, 0, message.Length - 4);
        BitConverter.TryWriteBytes(message.AsSpan(message.Length - 4), crc);
        byte[] frame = new byte[between + 2];
        message.CopyTo(frame, 2);
        Assert.Equal(frame.Length, Cobs.StuffInPlace(frame, message.Length + 2));
        var reader = new FrameReader();
        int offset = 0;
        Assert.Equal(isRead, reader.TryRead(frame, ref offset, frame.Length));
        Assert.Equal(isRead ? 0 : 1, reader.Malformed);

        // In step again at the next.
        byte[] next = Convert.FromHexString("000401400105F80479F000");
        offset = 0;
        Assert.True(reader.TryRead(next, ref offset, next.Length));
    }

    [Fact]
    public void What_is_no_command_is_refused_as_unknown()
    {
        RefusalMessage refusal = Streaming().AskRefused(0x70);
        Assert.Equal((RefusalReason.UnknownCommand, -1), (refusal.Reason, refusal.Detail));
    }

    [Fact]
    public void Of_several_reasons_the_first_of_the_documented_order_is_told()
    {
        DocumentedDevice device = Streaming();
        device.Ask(MessageType.BeginHold);
        Assert.Equal(RefusalReason.WrongState, device.AskRefused(MessageType.SetRate, 33).Reason);
        Assert.Equal(RefusalReason.WrongState, device.AskRefused(MessageType.SetCalibration, 0).Reason);
        Assert.Equal(RefusalReason.AboveCap, device.AskRefused(MessageType.SetLimit, 200_000).Reason);
        Assert.Equal(RefusalReason.OutOfRange, device.AskRefused(MessageType.SetLimit, 999).Reason);
        Assert.Equal(RefusalReason.PlanRequired, device.AskRefused(MessageType.SetLimit, 70_000).Reason);
        Assert.Equal(RefusalReason.WrongState, device.AskRefused(MessageType.SetLimit, 70_000, planId: 7).Reason);
    }

    [Fact]
    public void An_acknowledgement_is_void_with_the_next_sample_above_the_limit()
    {
        var hand = new DirectedHand();
        DocumentedDevice device = Streaming(new VirtualDeviceOptions { Hand = hand });
        hand.Press(65);
        device.Pass(300_000);
        Assert.Equal(AlarmBit.OverLimit | AlarmBit.Latched, device.Samples[^1].Alarm & (AlarmBit.OverLimit | AlarmBit.Latched));

        // Neither over nor latched refuses a hold, or ends it.
        device.Ask(MessageType.BeginHold);
        device.Pass(200_000);
        Assert.NotEqual(0, device.Samples[^1].Alarm & AlarmBit.HoldActive);
        Assert.Empty(device.Refusals);
        device.Ask(MessageType.EndHold);
        device.Ask(MessageType.AcknowledgeAlarm);
        device.Pass(200_000);
        hand.Press(30);
        device.Pass(300_000);
        Assert.Equal(AlarmBit.Latched, device.Samples[^1].Alarm & (AlarmBit.OverLimit | AlarmBit.Latched));
        device.Ask(MessageType.AcknowledgeAlarm);
        device.Pass(100_000);
        Assert.Equal(0, device.Samples[^1].Alarm & AlarmBit.Latched);
    }

    [Fact]
    public void A_silent_link_stands_in_the_alarm_byte_until_it_is_acknowledged()
    {
        DocumentedDevice device = Streaming();
        device.Ask(MessageType.BeginHold);
        device.Pass(3_000_000);
        Assert.NotEqual(0, device.Samples[^1].Alarm & AlarmBit.LinkLost);
        device.Ask(MessageType.AcknowledgeAlarm);
        device.Pass(100_000);
        Assert.Equal(0, device.Samples[^1].Alarm & AlarmBit.LinkLost);
    }

    [Fact]
    public void Another_rate_settles_four_samples_and_goes_on_counting()
    {
        DocumentedDevice device = Streaming();
        device.Samples.Clear();
        device.Ask(MessageType.SetRate, 10);
        device.Pass(3_000_000);
        Assert.Equal(4, device.Samples.Count(sample => (sample.Flags & SampleFlag.Settling) != 0));
        Assert.All(device.Samples.Zip(device.Samples.Skip(1)), pair => Assert.Equal(pair.First.Sequence + 1, pair.Second.Sequence));
    }

    [Fact]
    public void A_mute_of_no_seconds_ends_the_one_before()
    {
        DocumentedDevice device = Streaming();
        device.Ask(MessageType.Mute, 30);
        device.Pass(100_000);
        Assert.NotEqual(0, device.Samples[^1].Alarm & AlarmBit.Muted);
        device.Ask(MessageType.Mute, 0);
        device.Pass(100_000);
        Assert.Equal(0, device.Samples[^1].Alarm & AlarmBit.Muted);
    }

    [Fact]
    public void A_request_for_no_samples_is_acknowledged_and_closed() => Request(Streaming(), 0, 0, 0, 0);

    [Fact]
    public void A_press_that_does_not_wait_is_acknowledged()
    {
        DocumentedDevice device = Streaming();
        device.Ask(MessageType.AcknowledgeButton, 999);
        Assert.Empty(device.Refusals);
    }

    private static DocumentedDevice Streaming(VirtualDeviceOptions? options = null)
    {
        var device = new DocumentedDevice(options);
        device.Ask(MessageType.Start);
        device.Pass(300_000);
        return device;
    }

    private static void Request(DocumentedDevice device, uint first, uint count, uint follow, uint begins, uint slack = 0)
    {
        int acks = device.Acks.Count;
        int ends = device.Ends.Count;
        device.Ask(MessageType.RequestBacklog, first, count);
        device.Pass(8_000_000);
        Assert.InRange((uint)device.Acks[acks].Value, follow - Math.Min(slack, follow), follow);
        BacklogEndMessage end = device.Ends[ends];
        Assert.InRange(end.FirstSequence, begins, begins + slack);
        Assert.InRange(end.Count, follow - Math.Min(slack, follow), follow);
    }

    private static string Line(string begins)
    {
        int at = _document.IndexOf(begins, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The document no longer says: {begins}");
        return _document[at..(at + 300)];
    }
}
