using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>A level that says "ready" for ever, whatever the bits look like: it is found, and it keeps nobody from the button, the alarm or the commands.</summary>
public sealed class LevelAlwaysLowTests
{
    [Theory]
    [InlineData(80u, true)]
    [InlineData(80u, false)]
    [InlineData(10u, true)]
    [InlineData(10u, false)]
    public void It_leaves_time_for_button_alarm_and_commands(uint rate, bool busFails)
    {
        using Device device = Broken(rate, busFails);
        int presses = device.Presses.Count;
        int pongs = device.Pongs.Count;
        int lights = device.LightChanges;
        device.Board.ButtonPressed = true;
        device.Send(MessageType.Ping);
        device.Run(0.2);
        device.Board.ButtonPressed = false;
        Assert.True(device.Presses.Count > presses, "the press is not told");
        Assert.True(device.Pongs.Count > pongs, "the ping is not answered");
        device.Run(1.8);

        // A sensor fault at rest: the high alarm's light goes on and off twice a second. At 10 samples/s the binding waits for what is really there.
        Assert.True(device.LightChanges - lights >= 6 || (rate == 10 && !busFails), "the alarm does not go on");
    }

    [Theory]
    [InlineData(true, SampleFlag.Desync)]
    [InlineData(false, SampleFlag.RateOutOfRange)]
    public void It_is_a_fault_that_blanks(bool busFails, int flag)
    {
        using Device device = Broken(80, busFails);
        Assert.Contains(device.Events, e => e.Code == EventCode.FaultRaised && (e.Value & flag) != 0);
        Assert.True((device.Last.Alarm & AlarmBit.SelfTestDue) != 0);
        device.Send(MessageType.BeginHold);
        device.Run(0.2);
        Assert.Equal(RefusalReason.SensorFault, device.Refusals[^1].Reason);
    }

    [Fact]
    public void A_bus_that_fails_never_shows_the_force_of_before()
    {
        using Device device = new Device().Ready();
        device.Force = _ => 30;
        device.Run(0.5);
        device.Board.BusFails = true;
        device.Force = _ => 70;
        device.Run(0.1);
        int before = device.Samples.Count;
        device.Run(0.5);
        Assert.True(device.Samples.Count > before);
        Assert.All(device.Samples.Skip(before), sample => Assert.Equal(Protocol.BlankForce, sample.ForceMillinewtons));
    }

    [Fact]
    public void No_more_samples_are_sent_than_a_fast_converter_makes()
    {
        using Device device = Broken(80, false);
        int before = device.Samples.Count;
        device.Run(2);
        Assert.InRange((device.Samples.Count - before) / 2, 100, 170);
    }

    private static Device Broken(uint rate, bool busFails)
    {
        Device device = new Device().Ready();
        if (rate == 10)
        {
            device.Send(MessageType.SetRate, rate);
            device.Run(2);
        }

        device.Board.BusFails = busFails;
        device.Board.Converter.LevelWireGrounded = !busFails;
        device.Run(rate == 10 ? 6 : 3);
        return device;
    }
}
