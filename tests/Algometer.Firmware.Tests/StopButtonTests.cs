using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>The patient's button ends what runs and lets nothing begin: down, pressed between two looks, or with its cable broken.</summary>
public sealed class StopButtonTests
{
    [Fact]
    public void No_hold_begins_while_it_is_down()
    {
        Bench bench = Supervised();
        bench.IsPressed = true;
        bench.Press(0, 4);
        bench.Send(MessageType.AcknowledgeButton, (uint)bench.Presses[^1].PressId);
        bench.Press(0, 100);
        bench.Send(MessageType.BeginHold);
        Assert.Equal(RefusalReason.ButtonPressed, bench.Refusals[^1].Reason);
        Assert.False(bench.Loop.IsGuardingHold);
        bench.IsPressed = false;
        bench.Press(0, 4);
        bench.Send(MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
    }

    [Fact]
    public void No_hold_begins_before_the_host_has_taken_the_press()
    {
        Bench bench = new Bench().Streaming();
        bench.IsPressed = true;
        bench.Press(0, 4);
        bench.IsPressed = false;
        bench.Press(0, 4);
        bench.Send(MessageType.BeginHold);
        Assert.Equal(RefusalReason.ButtonPressed, bench.Refusals[^1].Reason);
        bench.Send(MessageType.AcknowledgeButton, (uint)bench.Presses[^1].PressId);
        bench.Send(MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
    }

    [Fact]
    public void A_press_that_came_and_went_between_two_looks_ends_the_hold()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.BeginHold);
        bench.Press(0, 2);
        bench.WentDown = true;
        bench.Press(0, 4);
        Assert.False(bench.Loop.IsGuardingHold);
        Assert.Equal(1, bench.Presses[^1].PressId);
        bench.Press(0, 20);
        Assert.All(bench.Presses, press => Assert.Equal(1, press.PressId));
    }

    [Fact]
    public void Contacts_that_bounce_are_one_press()
    {
        var filter = new ButtonFilter();
        int presses = 0;
        (long At, bool Level, bool Fell)[] looks =
            [(0, false, true), (5, true, false), (10, false, true), (15, true, true), (40, true, false), (300, true, false), (400, false, false), (405, true, true), (410, false, false), (500, false, false)];
        foreach ((long at, bool level, bool fell) in looks)
        {
            presses += filter.Accept(1_000_000 + (at * 1000), level, fell) ? 1 : 0;
        }

        Assert.Equal(1, presses);
        Assert.True(filter.Accept(2_000_000, true, true));
        Assert.False(filter.Accept(2_005_000, true, false));
    }

    [Fact]
    public void A_broken_cable_is_noted_lets_no_hold_begin_and_ends_one()
    {
        Bench bench = Supervised();
        bench.Press(0, 20);
        bench.Send(MessageType.BeginHold);
        bench.Press(0, 2);
        bench.ButtonCableWhole = false;
        bench.Press(0, 20);
        Assert.False(bench.Loop.IsGuardingHold);
        Assert.Equal(HoldEndReason.Fault, bench.Events.Single(e => e.Code == EventCode.HoldEnded).Value);
        Assert.Equal(DeviceFault.ButtonCable, bench.Events.Single(e => e.Code == EventCode.FaultRaised).Value);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.SelfTestDue);
        Assert.Equal(0, bench.Samples[^1].Flags & DeviceFault.All);
        Assert.True(bench.Light);
        bench.Send(MessageType.BeginHold);
        Assert.Equal(RefusalReason.SensorFault, bench.Refusals[^1].Reason);
        Assert.Equal(DeviceFault.ButtonCable, bench.Refusals[^1].Detail);

        // A self-test clears it only when it is whole again.
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 40);
        Assert.Equal(DeviceFault.ButtonCable, bench.SelfTests[^1].FailedFlags);
        bench.ButtonCableWhole = true;
        bench.Press(0, 20);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.SelfTestDue);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 40);
        Assert.Equal(0, bench.SelfTests[^1].FailedFlags);
        Assert.Equal(0, bench.Samples[^1].Alarm);
        bench.Send(MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
    }

    [Fact]
    public void A_spark_in_the_cable_is_no_fault()
    {
        Bench bench = Supervised();
        bench.Press(0, 20);
        bench.ButtonCableWhole = false;
        bench.Press(0, 4);
        bench.ButtonCableWhole = true;
        bench.Press(0, 40);
        Assert.DoesNotContain(bench.Events, e => e.Code == EventCode.FaultRaised);
    }

    // The alarm has passed its test, for which the loop turns as fast as on the device.
    private static Bench Supervised()
    {
        Bench bench = new Bench(lines: true).Streaming();
        for (int i = 0; i < 320; i++)
        {
            bench.ConvertAfter(i % 3, 12_500);
        }

        Assert.Empty(bench.Events.FindAll(e => e.Code == EventCode.FaultRaised));
        return bench;
    }

    [Fact]
    public void Hello_tells_what_is_not_cleared()
    {
        Bench bench = Supervised();
        bench.ButtonCableWhole = false;
        bench.Press(0, 30);
        bench.Send(MessageType.Identify);
        bench.Press(0, 3);
        Assert.Equal(DeviceFault.ButtonCable, bench.Hellos[^1].Faults);
    }
}
