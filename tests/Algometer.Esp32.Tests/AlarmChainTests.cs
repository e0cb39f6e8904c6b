using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>Each open or short of the alarm that the drawings name is found at the start, and none is made up.</summary>
public sealed class AlarmChainTests
{
    public static TheoryData<string> Parts() => [.. _faults.Keys];

    private static readonly Dictionary<string, Action<SimulatedSounders>> _faults = new(StringComparer.Ordinal)
    {
        ["main buzzer or its wire open"] = s => s.MainLine = false,
        ["reserve buzzer or its wire open"] = s => s.ReserveLine = false,
        ["main line open, its pull-up reads as sounding"] = s => s.MainLine = true,
        ["reserve line open, its pull-up reads as sounding"] = s => s.ReserveLine = true,
        ["main driver shorted"] = s => s.MainLine = true,
        ["driver of the program's pin open (Q9, R49)"] = s => s.PinDrives = false,
        ["main circuit never sounds: timing node leaks to the supply"] = s => s.MainTripMicroseconds = long.MaxValue / 8,
        ["reserve circuit never sounds"] = s => s.ReserveTripMicroseconds = long.MaxValue / 8,
        ["main timing capacitor too small"] = s => s.MainTripMicroseconds = 90_000,
        ["reserve timing capacitor too small"] = s => s.ReserveTripMicroseconds = 90_000,
        ["main timing capacitor too large"] = s => s.MainTripMicroseconds = 900_000,
        ["reserve timing capacitor too large"] = s => s.ReserveTripMicroseconds = 900_000,
        ["the program's pin sounds the reserve buzzer too"] = s => s.PinDrivesReserve = true,
        ["no beat passes the coupling"] = s => s.IsCoupled = false,
        ["the former does not merge fast beats"] = s => s.Merges = false,
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void It_is_found_at_the_start_lets_no_hold_begin_and_no_self_test_pass(string part)
    {
        using var device = new Device(prepare: board => _faults[part](board.Sounders));
        device.Run(0.3);
        device.Send(MessageType.Start);
        device.Send(MessageType.SetLimit, 50000);
        device.Run(12);
        Assert.Contains(device.Events, e => e.Code == EventCode.FaultRaised && e.Value == DeviceFault.AlarmChain);
        Assert.True(device.Board.Shines);
        device.Send(MessageType.RunSelfTest);
        device.Run(1);
        Assert.NotEqual(0, device.SelfTests[^1].FailedFlags & DeviceFault.AlarmChain);
        Assert.NotEqual(0, device.Last.Alarm & AlarmBit.SelfTestDue);
        device.Send(MessageType.BeginHold);
        device.Run(0.1);
        Assert.Equal(RefusalReason.SensorFault, device.Refusals[^1].Reason);
        Assert.NotEqual(0, device.Refusals[^1].Detail & DeviceFault.AlarmChain);

        // The guard itself does not care.
        device.Force = _ => 55;
        device.Run(0.5);
        Assert.NotEqual(0, device.Last.Alarm & AlarmBit.OverLimit);
    }

    /// <summary>Where a read-out takes longer than a beat lasts, no beat can be too fast: a device that slow leaves that step out.</summary>
    [Fact]
    public void None_is_made_up_on_a_device_too_slow_for_80()
    {
        using var device = new Device(prepare: board => board.IlMicroseconds = 6, program: Instrumented.Entry());
        device.Run(12);
        Assert.DoesNotContain(device.Events, e => e.Code == EventCode.FaultRaised && (e.Value & DeviceFault.AlarmChain) != 0);
    }

    [Theory]
    [InlineData(80, 0)]
    [InlineData(10, 0)]
    [InlineData(80, 1)]
    [InlineData(80, 3)]
    public void A_sound_alarm_is_tried_once_and_nothing_is_made_up(int rate, double pressesAt)
    {
        using var device = new Device(prepare: board => board.TurnMicroseconds = 300);
        device.Run(0.3);
        device.Send(MessageType.Start);
        device.Send(MessageType.SetRate, (uint)rate);
        device.Send(MessageType.SetLimit, 50000);
        device.Run(0.2);
        long from = device.Board.Microseconds + (long)(pressesAt * 1e6);
        device.Force = t => pressesAt > 0 && t > from && t < from + 2_000_000 ? 20 : 0;
        device.Listen();
        device.Run(12);
        Assert.DoesNotContain(device.Events, e => e.Code == EventCode.FaultRaised && (e.Value & DeviceFault.All) != 0);

        // The pin alone was tried, without which the main one would have been silent.
        Assert.True(device.SoundedAt >= 0);
        device.Send(MessageType.RunSelfTest);
        device.Run(5);
        Assert.Equal(0, device.SelfTests[^1].FailedFlags & DeviceFault.All);
        long before = device.Board.Beats;
        device.Run(4);
        Assert.Equal(4 * rate, device.Board.Beats - before, 4.0);
    }

    [Fact]
    public void Who_presses_over_the_limit_while_it_is_tried_is_alarmed_in_time()
    {
        for (double at = 0.3; at < 3.5; at += 0.1)
        {
            using var device = new Device();
            device.Run(0.3);
            device.Send(MessageType.Start);
            device.Run(at);
            device.Listen();
            device.Force = _ => 65;
            device.Run(0.06);
            Assert.True(device.SoundedAt >= 0 || device.Board.Sounds, $"at {at:0.0} s nothing sounds");
            Assert.NotEqual(0, device.Last.Alarm & AlarmBit.OverLimit);
        }
    }

    [Fact]
    public void Under_load_no_beat_is_withheld()
    {
        for (double at = 0.8; at < 3; at += 0.15)
        {
            using Device device = InItsSelfTest(at);

            // Slowly, so that no pre-warning sounds.
            long from = device.Board.Microseconds;
            device.Force = t => Math.Min(20, (t - from) * 2e-5);
            device.Run(0.15);
            long before = device.Board.Beats;
            device.Run(1);
            Assert.Equal(80, device.Board.Beats - before, 2.0);
        }
    }

    // None begins before the test is through, so there is none to be withheld.
    [Fact]
    public void In_a_hold_no_beat_is_withheld()
    {
        using Device device = InItsSelfTest(0.1);
        while (!device.Acks.Exists(a => a.Command == MessageType.BeginHold))
        {
            Assert.True(device.Board.Microseconds < 6_000_000);
            device.Send(MessageType.BeginHold);
            device.Run(0.02);
        }

        long before = device.Board.Beats;
        device.RunAlive(4);
        Assert.NotEqual(0, device.Last.Alarm & AlarmBit.HoldActive);
        Assert.Equal(320, device.Board.Beats - before, 4.0);
    }

    // Somebody presses all the while, and the alarm sounds: what could not be looked at has not passed.
    [Theory]
    [InlineData(true, 20)]
    [InlineData(false, 20)]
    [InlineData(true, 65)]
    public void A_test_that_is_disturbed_has_not_passed_and_is_made_again(bool drives, double newtons)
    {
        // No beep tells of the reserve one.
        using var device = new Device(prepare: board => board.Sounders.ReserveTripMicroseconds = drives ? 420_000 : 90_000);
        device.Run(0.3);
        device.Send(MessageType.Start);
        device.Send(MessageType.SetLimit, 50000);
        device.Run(1);
        device.Force = _ => newtons / 2;
        device.Run(0.3);
        device.Force = _ => newtons;
        device.Run(6);
        device.Send(MessageType.RunSelfTest);
        device.Run(1);
        Assert.Equal(DeviceFault.AlarmChain, device.SelfTests[^1].FailedFlags);
        device.Send(MessageType.BeginHold);
        device.Run(0.1);
        RefusalMessage refusal = device.Refusals[^1];
        Assert.Equal((RefusalReason.SensorFault, DeviceFault.AlarmChain), (refusal.Reason, refusal.Detail & DeviceFault.AlarmChain));
        Assert.DoesNotContain(device.Events, e => e.Code == EventCode.FaultRaised && (e.Value & DeviceFault.AlarmChain) != 0);

        // Made again when it is quiet: a sound one passes, a dead one is a fault.
        device.Force = _ => 0;
        device.Run(0.5);
        device.Send(MessageType.AcknowledgeAlarm);
        device.Run(drives ? 5 : 16);
        device.Send(MessageType.RunSelfTest);
        device.Run(1);
        Assert.Equal(drives ? 0 : DeviceFault.AlarmChain, device.SelfTests[^1].FailedFlags);
        Assert.Equal(!drives, device.Events.Exists(e => e.Code == EventCode.FaultRaised && (e.Value & DeviceFault.AlarmChain) != 0));
        device.Send(MessageType.BeginHold);
        device.Run(0.1);
        Assert.Equal(drives, (device.Last.Alarm & AlarmBit.HoldActive) != 0);
    }

    [Fact]
    public void A_buzzer_that_is_dead_while_its_alarm_disturbs_the_test_is_found_by_that_alarm()
    {
        using var device = new Device(prepare: board => board.Sounders.PinDrives = false);
        device.Run(0.3);
        device.Send(MessageType.Start);
        device.Run(1);
        device.Force = _ => 30;
        device.Run(0.2);
        device.Force = _ => 65;
        device.Run(4);
        Assert.Contains(device.Events, e => e.Code == EventCode.FaultRaised && e.Value == DeviceFault.AlarmChain);
    }

    [Fact]
    public void A_buzzer_that_fails_later_is_found_by_the_alarms_that_it_leaves_unheard()
    {
        using Device device = new Device().Ready();
        device.Run(5);
        device.Board.Sounders.MainLine = false;
        device.Force = _ => 30;
        device.Run(0.5);
        device.Force = _ => 65;
        device.Run(3);
        Assert.Contains(device.Events, e => e.Code == EventCode.FaultRaised && e.Value == DeviceFault.AlarmChain);
    }

    // A device that streams, so many seconds into its self-test.
    private static Device InItsSelfTest(double seconds)
    {
        var device = new Device();
        device.Run(0.3);
        device.Send(MessageType.Start);
        device.Send(MessageType.SetLimit, 50000);
        device.Run(0.2);
        device.Send(MessageType.RunSelfTest);
        device.Run(seconds);
        return device;
    }
}
