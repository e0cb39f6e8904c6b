using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The firmware's pins by themselves: none used twice, none that the chip keeps for itself.</summary>
public sealed class BoardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_pin_is_used_twice_and_none_decides_how_the_chip_starts(int number)
    {
        Board board = SchematicFiles.BoardOf(number);
        int[] wired = [board.ConverterClock, board.ConverterData, board.DataReady, board.Rate, board.Buzzer, board.Light, board.StopButton, board.Heartbeat, board.MainSounds, board.ReserveSounds, board.ButtonCable, board.SimulateJumper, board.Transmit, board.Receive];
        int[] pins = [.. wired, board.UnusedBusClock, board.UnusedChipSelect];
        Assert.Equal(pins.Length, pins.Distinct().Count());

        // Strapping pins, the flash's pins, and pins that can only read.
        int[] never = number == 1 ? [0, 2, 5, 12, 15, 6, 7, 8, 9, 10, 11, 34, 35, 36, 39] : [0, 3, 45, 46, 26, 27, 28, 29, 30, 31, 32];
        Assert.Empty(wired.Intersect(never));
    }
}
