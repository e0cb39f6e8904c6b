using Algometer.Electronics.Nets;
using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>The schematic that the rules are held to, the firmware's pins, and the rules that are broken.</summary>
internal sealed class RuleBook(Netlist nets, Board board)
{
    public Netlist Nets => nets;

    public Board Board => board;

    public string Module { get; } = nets.Only(board.Number == 1 ? "ESP32-WROOM-32E" : "ESP32-S3-WROOM-1").Reference;

    /// <summary>Each a sentence.</summary>
    public List<string> Broken { get; } = [];
}
