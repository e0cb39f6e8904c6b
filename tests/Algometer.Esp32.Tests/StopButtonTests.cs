using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>The stop button on the board: pressed while the flash is written, its cable open, its cable shorted.</summary>
public sealed class StopButtonTests
{
    [Theory]
    [InlineData(5, 250)]
    [InlineData(150, 60)]
    [InlineData(400, 60)]
    [InlineData(400, 250)]
    public void A_press_that_begins_and_ends_in_a_write_is_told(int writeMilliseconds, int pressMilliseconds)
    {
        using Device device = Ready(writeMilliseconds);
        device.Send(MessageType.SetLimit, 55000, planId: 9);
        Press(device, 40, pressMilliseconds);
        device.Run(2);
        Assert.NotEmpty(device.Presses);
        Assert.All(device.Presses, press => Assert.Equal(1, press.PressId));
    }

    [Fact]
    public void One_that_began_in_a_write_and_goes_on_is_told_at_its_end()
    {
        using Device device = Ready(400);
        device.Board.Flash.EraseMicroseconds = 400_000;
        device.Send(MessageType.SetLimit, 55000, planId: 9);
        Press(device, 100, 500);
        device.Run(2);
        Assert.NotEmpty(device.Presses);
    }

    [Fact]
    public void One_that_a_single_erase_swallowed_is_lost()
    {
        // What the README owns up to: no interrupt is served while a block is erased.
        using Device device = Ready(400);
        device.Board.Flash.EraseMicroseconds = 400_000;
        device.Send(MessageType.SetLimit, 55000, planId: 9);
        Press(device, 100, 150);
        device.Run(2);
        Assert.Empty(device.Presses);
    }

    [Theory]
    [InlineData(ButtonCable.Open)]
    [InlineData(ButtonCable.Shorted)]
    public void A_cable_that_is_not_whole_lets_no_hold_begin(ButtonCable cable)
    {
        using Device device = new Device().Ready();
        device.Board.Cable = cable;
        device.Run(0.4);
        Assert.Contains(device.Events, e => e.Code == EventCode.FaultRaised && e.Value == DeviceFault.ButtonCable);
        if (device.Presses.Count > 0)
        {
            device.Send(MessageType.AcknowledgeButton, (uint)device.Presses[^1].PressId);
        }

        device.Run(0.1);
        device.Send(MessageType.BeginHold);
        device.Run(0.1);
        Assert.Equal(RefusalReason.SensorFault, device.Refusals[^1].Reason);
        Assert.Equal(DeviceFault.ButtonCable, device.Refusals[^1].Detail);
        Assert.Equal(0, device.Last.Alarm & AlarmBit.HoldActive);
    }

    [Theory]
    [InlineData(ButtonCable.Open, HoldEndReason.Fault)]
    [InlineData(ButtonCable.Shorted, HoldEndReason.Button)]
    public void A_cable_that_breaks_in_a_hold_ends_it(ButtonCable cable, int reason)
    {
        using Device device = new Device { Force = _ => 20 }.Ready();
        device.Send(MessageType.BeginHold);
        device.RunAlive(1);
        device.Board.Cable = cable;
        device.RunAlive(0.3);
        Assert.Equal(reason, device.Events.Single(e => e.Code == EventCode.HoldEnded).Value);
    }

    [Fact]
    public void A_pressed_button_is_no_broken_cable()
    {
        using Device device = new Device().Ready();
        device.Board.ButtonPressed = true;
        device.Run(2);
        Assert.DoesNotContain(device.Events, e => e.Code == EventCode.FaultRaised);
        Assert.NotEmpty(device.Presses);
    }

    private static Device Ready(int writeMilliseconds)
    {
        Device device = new Device().Ready();
        device.Board.Flash.FlushMicroseconds = writeMilliseconds * 1000;
        device.Run(4);
        device.Presses.Clear();
        return device;
    }

    private static void Press(Device device, int afterMilliseconds, int milliseconds)
    {
        long at = device.Board.Microseconds + (afterMilliseconds * 1000L);
        device.Board.At(at, () => device.Board.ButtonPressed = true);
        device.Board.At(at + (milliseconds * 1000L), () => device.Board.ButtonPressed = false);
    }
}
