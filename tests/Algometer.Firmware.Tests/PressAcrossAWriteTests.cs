using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A button that is let go and pressed again while the device writes is pressed again.</summary>
public sealed class PressAcrossAWriteTests
{
    [Fact]
    public void It_is_told_and_lets_no_hold_begin()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.IsPressed = true;
        bench.Press(0, 20);
        bench.Send(MessageType.AcknowledgeButton, (uint)bench.Presses[^1].PressId);
        bench.SaveMicroseconds = 400_000;
        bench.Send(MessageType.SetLimit, 50_000);
        bench.WentDown = true;
        bench.Press(0, 8);
        Assert.Equal(2, bench.Presses[^1].PressId);
        bench.IsPressed = false;
        bench.Press(0, 20);
        bench.Send(MessageType.BeginHold);
        Assert.Equal(RefusalReason.ButtonPressed, bench.Refusals[^1].Reason);
    }

    [Fact]
    public void A_contact_that_sparks_while_it_is_held_is_no_second_press()
    {
        var filter = new ButtonFilter();
        int presses = 0;
        for (int at = 0; at < 1000; at += 5)
        {
            presses += filter.Accept(1_000_000 + (at * 1000), true, at % 100 == 0) ? 1 : 0;
        }

        Assert.Equal(1, presses);
    }
}
