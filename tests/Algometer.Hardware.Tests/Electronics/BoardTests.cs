using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The firmware's pins by themselves: none used twice, none that the chip keeps for itself.</summary>
public sealed class BoardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_pin_is_used_twice(int number)
    {
        Board board = Boards.All[number];
        int[] pins = [.. Boards.Pins(board).Values, board.UnusedBusClock, board.UnusedChipSelect];
        Assert.Equal(pins.Length, pins.Distinct().Count());
    }
}
