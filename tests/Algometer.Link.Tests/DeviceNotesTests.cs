using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>What a device says of its tool, its faults and its memory, in words for people, and kept up to date.</summary>
public sealed class DeviceNotesTests
{
    [Theory]
    [InlineData(ToolKind.Probe, 250_000, "probe")]
    [InlineData(ToolKind.Ball, 100_000, "ball")]
    [InlineData(ToolKind.Unknown, 100_000, "probe")]
    [InlineData(ToolKind.Unknown, 250_000, "ball")]
    [InlineData(7, 250_000, "ball")]
    public void The_tool_is_what_the_device_says_and_by_its_cap_where_it_says_nothing(byte tool, int cap, string name) =>
        Assert.Equal(name, DeviceDescription.From(new HelloMessage { Tool = tool, CapMillinewtons = cap }).Tool);

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(HelloFlag.Simulated | HelloFlag.Streaming | HelloFlag.Uncalibrated | HelloFlag.TooSlow, SampleFlag.Simulated | SampleFlag.Settling, "")]
    [InlineData(0, DeviceFault.AlarmChain, "own alarm failed")]
    [InlineData(0, DeviceFault.ButtonCable, "stop button's cable")]
    [InlineData(0, SampleFlag.NoData, "sends nothing")]
    [InlineData(0, SampleFlag.Saturated, "end of its range")]
    [InlineData(0, SampleFlag.Missed, "missed a reading")]
    [InlineData(HelloFlag.SettingsDefault, 0, "missing or damaged")]
    [InlineData(HelloFlag.NotStored, 0, "not stored yet")]
    [InlineData(HelloFlag.Doubtful, 0, "was damaged")]
    [InlineData(HelloFlag.NotStored, DeviceFault.AlarmChain | SampleFlag.Desync, "own alarm failed", "garbled", "not stored yet")]
    public void Each_thing_to_know_is_told_once_the_most_urgent_first(int flags, int faults, params string[] words)
    {
        IReadOnlyList<string> notes = DeviceDescription.From(new HelloMessage { Flags = (byte)flags, Faults = faults }).Notes;
        string[] expected = [.. words.Where(word => word.Length > 0)];
        Assert.Equal(expected.Length, notes.Count);
        Assert.All(expected.Zip(notes), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(EventCode.FaultRaised)]
    [InlineData(EventCode.FaultCleared)]
    [InlineData(EventCode.AlarmCleared)]
    [InlineData(EventCode.NotStored)]
    public async Task What_changes_on_the_device_is_asked_for(byte code)
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 50);
        Assert.Empty(harness.Session.Device!.Notes);
        harness.Device.Faults = DeviceFault.ButtonCable;
        harness.Device.Tell(code);
        await harness.UntilAsync(() => harness.Session.Device!.Notes.Count == 1);
        int asked = harness.Device.Count(MessageType.Identify);
        await harness.RunAsync(30);
        Assert.Equal(asked, harness.Device.Count(MessageType.Identify));
    }

    [Fact]
    public async Task That_a_limit_is_stored_at_last_is_noticed_without_an_event_and_not_asked_for_all_the_time()
    {
        await using var harness = new SessionHarness(new SinkProbe());
        await harness.UntilAsync(() => harness.Session.Statistics.Samples > 50);
        harness.Device.Flags = HelloFlag.NotStored;
        harness.Device.Tell(EventCode.NotStored);
        await harness.UntilAsync(() => harness.Session.Device!.IsNotStored);
        int asked = harness.Device.Count(MessageType.Identify);
        await harness.RunAsync(25);
        Assert.InRange(harness.Device.Count(MessageType.Identify) - asked, 1, 3);
        harness.Device.Flags = 0;
        await harness.UntilAsync(() => !harness.Session.Device!.IsNotStored);
    }

    [Fact]
    public void A_calibration_that_needs_its_points_is_refused_in_words()
    {
        CommandOutcome outcome = CommandOutcome.Refused(MessageType.BeginHold, RefusalReason.PointsRequired, 1500);
        Assert.Contains("1.5 N less", outcome.Reason, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, RefusalReason.ButtonPressed), reason => Assert.DoesNotContain("reason", CommandOutcome.Refused(MessageType.SetLimit, (byte)reason, 0).Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_hold_refused_for_an_alarm_whose_test_was_disturbed_is_not_called_broken()
    {
        CommandOutcome outcome = CommandOutcome.Refused(MessageType.BeginHold, RefusalReason.SensorFault, DeviceFault.AlarmChain);
        Assert.Contains("has not passed its test", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("let the sensor rest", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_that_is_refused_says_to_take_the_load_off_and_every_other_command_names_the_sensor()
    {
        Assert.StartsWith("Zero is not set: take everything off", CommandOutcome.Refused(MessageType.Tare, RefusalReason.SensorFault, 0).Reason, StringComparison.Ordinal);
        Assert.StartsWith("The sensor has a fault", CommandOutcome.Refused(MessageType.BeginHold, RefusalReason.SensorFault, 0).Reason, StringComparison.Ordinal);
    }
}
