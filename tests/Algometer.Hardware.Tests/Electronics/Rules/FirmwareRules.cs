using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>What the firmware drives and reads: each line on the pin that Board names.</summary>
internal sealed class FirmwareRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        Gpio("HX_SCK", Board.ConverterClock);
        Gpio("HX_DOUT", Board.ConverterData);
        Gpio("HX_DOUT", Board.DataReady);
        Gpio("HX_RATE", Board.Rate);
        Gpio("BUZZER", Board.Buzzer);
        Gpio("LIGHT", Board.Light);
        Gpio("STOP", Board.StopButton);
        Gpio("HEARTBEAT", Board.Heartbeat);
        Gpio("MAIN_SOUNDS", Board.MainSounds);
        Gpio("RESERVE_SOUNDS", Board.ReserveSounds);
        Gpio("STOP_CABLE", Board.ButtonCable);
        Gpio("SIMULATE", Board.SimulateJumper);
        Gpio("LINK_TX", Board.Transmit);
        Gpio("LINK_RX", Board.Receive);
        foreach (int open in new[] { Board.UnusedBusClock, Board.UnusedChipSelect })
        {
            Net net = Nets.Of(Module, ModulePins.Of(Board, open));
            Hold(net.SaysOpen && net.Pins.Count == 1, $"GPIO {open} must stay open, but it is on {net.Name}");
        }
    }

    private void Gpio(string net, int gpio) => Joined(net, Module, ModulePins.Of(Board, gpio), $"GPIO {gpio}");
}
