using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>What the firmware's Board says, as net name to GPIO: the names by which the schematics and the wiring diagrams know its pins.</summary>
internal static class Boards
{
    /// <summary>Every board that the firmware knows, by its number in hello.</summary>
    public static IReadOnlyDictionary<int, Board> All { get; } = new[] { Board.DevKit(), Board.Esp32S3() }.ToDictionary(board => (int)board.Number);

    /// <summary>The nets of a board's used pins. The same GPIO twice is an error of the board.</summary>
    public static IReadOnlyDictionary<string, int> Pins(Board board) => new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["HX_SCK"] = board.ConverterClock,
        ["HX_DOUT"] = board.ConverterData,
        ["HX_READY"] = board.DataReady,
        ["HX_RATE"] = board.Rate,
        ["BUZZER"] = board.Buzzer,
        ["LIGHT"] = board.Light,
        ["STOP"] = board.StopButton,
        ["HEARTBEAT"] = board.Heartbeat,
        ["SIMULATE"] = board.SimulateJumper,
        ["LINK_TX"] = board.Transmit,
        ["LINK_RX"] = board.Receive,
    };
}
