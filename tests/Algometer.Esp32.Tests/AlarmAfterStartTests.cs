using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>Whatever the start, nothing is taken for good before the alarm was tried, and nobody who presses is left in silence.</summary>
public sealed class AlarmAfterStartTests
{
    [Theory]
    [InlineData(15)]
    [InlineData(1.5)]
    public void A_dead_buzzer_is_not_forgotten_by_a_crash(double crashesAt)
    {
        SimulatedFlash flash = Crashed(crashesAt, Dead);
        using var device = new Device(flash, Dead);
        device.Run(0.3);
        device.Send(MessageType.Start);
        device.Run(1);
        AssertRefused(device);
        device.Run(12);
        Assert.Contains(device.Events, e => e.Code == EventCode.FaultRaised && e.Value == DeviceFault.AlarmChain);
        AssertRefused(device);
    }

    [Fact]
    public void A_sound_one_is_tried_after_a_crash_too_and_lets_a_hold_begin()
    {
        using var device = new Device(Crashed(15, _ => { }));
        device.Run(0.3);
        device.Send(MessageType.Start);
        device.Run(6);
        Assert.DoesNotContain(device.Events, e => e.Code == EventCode.FaultRaised && (e.Value & DeviceFault.All) != 0);
        device.Send(MessageType.BeginHold);
        device.Run(0.1);
        Assert.NotEqual(0, device.Last.Alarm & AlarmBit.HoldActive);
    }

    [Fact]
    public void No_hold_begins_and_no_self_test_passes_before_the_test_is_through()
    {
        for (double at = 0.3; at < 2; at += 0.3)
        {
            using var device = new Device();
            device.Run(0.3);
            device.Send(MessageType.Start);
            device.Run(at);
            AssertRefused(device);
        }
    }

    [Fact]
    public void A_dead_buzzer_never_guards_a_hold_however_early_it_is_asked_for()
    {
        for (double at = 0.2; at < 5; at += 0.4)
        {
            using var device = new Device(prepare: Dead);
            device.Run(0.3);
            device.Send(MessageType.Start);
            device.Run(at);
            AssertRefused(device);
        }
    }

    // Someone still presses when the device has restarted: the buzzer says so until it is judged, and goes on when that is too much.
    [Theory]
    [InlineData(200)]
    [InlineData(9000)]
    public void After_a_crash_the_buzzer_sounds_until_the_first_sample_is_judged(long turn)
    {
        SimulatedFlash flash = Crashed(15, board => board.TurnMicroseconds = turn);
        using var device = new Device(flash, board => board.TurnMicroseconds = turn) { Force = _ => 90 };
        while (device.SoundedAt < 0)
        {
            device.Run(0.001);
            Assert.True(device.Board.Microseconds < 1_000_000);
        }

        while (!device.Events.Exists(e => e.Code == EventCode.OverLimit))
        {
            Assert.True(device.Board.Sounds && device.Board.Shines, $"silent at {device.Board.Microseconds}");
            device.Run(0.001);
            Assert.True(device.Board.Microseconds < 4_000_000);
        }

        device.Listen();
        device.Run(1);
        Assert.True(device.SoundedAt >= 0);
    }

    [Fact]
    public void At_rest_a_crash_falls_silent_with_the_first_sample_that_is_judged()
    {
        using var device = new Device(Crashed(15, _ => { }));
        device.Run(0.6);
        Assert.True(device.SoundedAt > 0);
        Assert.False(device.Board.Sounds);
    }

    private static void Dead(SimulatedBoard board) => board.Sounders.PinDrives = false;

    private static void AssertRefused(Device device)
    {
        int holds = device.Send(MessageType.BeginHold);
        device.Send(MessageType.RunSelfTest);
        device.Run(0.6);
        RefusalMessage refusal = Assert.Single(device.Refusals, r => r.CommandId == holds);
        Assert.Equal((RefusalReason.SensorFault, DeviceFault.AlarmChain), (refusal.Reason, refusal.Detail & DeviceFault.AlarmChain));
        Assert.NotEqual(0, device.SelfTests[^1].FailedFlags & DeviceFault.AlarmChain);
    }

    // A device with a stored limit that ran for so long and crashed.
    private static SimulatedFlash Crashed(double seconds, Action<SimulatedBoard> prepare)
    {
        var flash = new SimulatedFlash();
        using (var device = new Device(flash))
        {
            device.Run(0.6);
            device.Send(MessageType.SetLimit, 50000);
            device.Run(1);
        }

        using (var device = new Device(flash, prepare))
        {
            device.Run(seconds);
            device.Board.At(device.Board.Microseconds + 1000, () => throw new InvalidOperationException("a bug"));
            device.Run(1);
            Assert.True(device.Board.Rebooted);
        }

        return flash;
    }
}
