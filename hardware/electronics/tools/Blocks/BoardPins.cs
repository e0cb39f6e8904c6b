using Algometer.Electronics.Drawing;
using Algometer.Esp32;

namespace Algometer.Electronics.Blocks;

/// <summary>Which net each pin of the module has, from the firmware's Board and the few pins that the firmware does not know.</summary>
internal static class BoardPins
{
    public static Module ModuleOf(Board board) => board.Number == 1 ? Module.Wroom32 : Module.S3Wroom1;

    /// <summary>The nets by GPIO that the firmware drives or reads.</summary>
    public static IReadOnlyList<(string Net, int Gpio)> OfFirmware(Board board) =>
    [
        ("HX_SCK", board.ConverterClock), ("HX_DOUT", board.ConverterData), ("HX_DOUT", board.DataReady), ("HX_RATE", board.Rate),
        ("BUZZER", board.Buzzer), ("LIGHT", board.Light), ("STOP", board.StopButton), ("HEARTBEAT", board.Heartbeat),
        ("MAIN_SOUNDS", board.MainSounds), ("RESERVE_SOUNDS", board.ReserveSounds), ("STOP_CABLE", board.ButtonCable),
        ("SIMULATE", board.SimulateJumper), ("LINK_TX", board.Transmit), ("LINK_RX", board.Receive),
    ];

    /// <summary>The nets by GPIO that the firmware does not know: boot, service, and the battery's voltage, which it does not read yet.</summary>
    public static IReadOnlyList<(string Net, int Gpio)> OfHardware(Board board) => board.Number == 1
        ? [("BOOT", 0), ("UART0_TX", 1), ("UART0_RX", 3), ("BATTERY_SENSE", 34)]
        : [("BOOT", 0), ("NATIVE_DM", 19), ("NATIVE_DP", 20), ("BATTERY_SENSE", 1)];

    /// <summary>The service header's two data nets: UART0, or the chip's own USB.</summary>
    public static (string Out, string In) ServiceNets(Board board) => board.Number == 1 ? ("UART0_TX", "UART0_RX") : ("NATIVE_DM", "NATIVE_DP");

    /// <summary>Net by pin number of the module.</summary>
    public static IReadOnlyDictionary<string, string> NetOfPin(Board board)
    {
        Module module = ModuleOf(board);
        return OfFirmware(board).Concat(OfHardware(board)).ToDictionary(pair => module.PinOfGpio[pair.Gpio], pair => pair.Net, StringComparer.Ordinal);
    }
}
