using System.Globalization;
using System.Text;
using Algometer.Electronics.Blocks;
using Algometer.Electronics.Drawing;
using Algometer.Electronics.Nets;
using Algometer.Esp32;

namespace Algometer.Electronics.Wiring;

/// <summary>
/// The wiring with modules on a breadboard, from the schematic's nets: each wire level, from the pin that the schematic gives its net to the
/// module's terminal, with colour, colour's name and net.
/// </summary>
internal static class WiringDiagram
{
    private const int Row = 30;
    private const int BoardRight = 300;
    private const int ModuleLeft = 640;
    private const int Width = 1180;

    public static string Draw(Board board, Netlist schematic)
    {
        bool first = board.Number == 1;
        IReadOnlyList<WiringModule> modules = WiringModule.Of(needsBridge: true);
        var body = new StringBuilder();
        int y = 100;
        var middles = new List<int>();
        foreach (WiringModule module in modules)
        {
            int top = y;
            y += 46;
            foreach (Terminal terminal in module.Terminals)
            {
                string[] pins = PinsOf(board, schematic, terminal.Net);
                for (int i = 0; i < pins.Length; i++)
                {
                    DrawWire(body, terminal, pins[i], y, joinsAbove: i > 0);
                    y += Row;
                }
            }

            body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{ModuleLeft}\" y=\"{top}\" width=\"500\" height=\"{y - top - 4}\" rx=\"8\" class=\"module\"/>\n");
            body.Append(CultureInfo.InvariantCulture, $"<text x=\"{ModuleLeft + 16}\" y=\"{top + 24}\" class=\"title\">{Text(module.Title)}</text>\n");
            string[] lines = module.Detail.Split('|');
            for (int i = 0; i < lines.Length; i++)
            {
                body.Append(CultureInfo.InvariantCulture, $"<text x=\"{ModuleLeft + 110}\" y=\"{top + 52 + (18 * i)}\" class=\"detail\">{Text(lines[i])}</text>\n");
            }

            middles.Add((top + y) / 2);
            y += 14;
        }

        // The buzzer is the second module, the circuit the third: its transistor joins the buzzer's minus.
        int edge = ModuleLeft + 500;
        body.Append(CultureInfo.InvariantCulture, $"<path d=\"M{edge} {middles[1]}H{edge + 24}V{middles[2]}H{edge}\" fill=\"none\" stroke=\"#953800\" stroke-width=\"5\"/>\n<text x=\"{edge - 12}\" y=\"{middles[1] + 5}\" text-anchor=\"end\" class=\"terminal\">minus</text>\n<text x=\"{edge - 12}\" y=\"{middles[2] + 5}\" text-anchor=\"end\" class=\"terminal\">TONE</text>\n");

        string name = first ? "ESP32 DevKit (WROOM-32)" : "ESP32-S3 DevKitC-1";
        string link = first ? "USB: power, runtime, debugger" : "Either USB: power, runtime, debugger";
        int bottom = y;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {bottom + 70}\" font-family=\"DejaVu Sans, Verdana, sans-serif\" role=\"img\">\n<title>Algometer with modules: {Text(name)}</title>\n");
        svg.Append("<style>.board{fill:#0b3d2e;stroke:#062a1f;stroke-width:2}.module{fill:none;stroke:#57606a;stroke-width:2}.title{font-size:17px;font-weight:bold;fill:#1f2328}.detail{font-size:13px;fill:#424a53}.pin{font-size:15px;fill:#fff}.terminal{font-size:15px;font-weight:bold;fill:#1f2328}.wire{font-size:13px;fill:#1f2328}.head{font-size:22px;font-weight:bold;fill:#1f2328}</style>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{bottom + 70}\" fill=\"#ffffff\"/>\n<text x=\"40\" y=\"46\" class=\"head\">{Text(name)}: wiring with modules</text>\n<text x=\"40\" y=\"74\" class=\"detail\">3V3 and GND may be taken from any pin of that name over the breadboard's rails. Not a medical device; not built yet.</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"40\" y=\"100\" width=\"{BoardRight - 40}\" height=\"{bottom - 118}\" rx=\"10\" class=\"board\"/>\n<text x=\"60\" y=\"130\" class=\"pin\" font-weight=\"bold\">{Text(first ? "ESP32 DevKit" : "ESP32-S3 DevKitC-1")}</text>\n");
        svg.Append(body);
        string open = string.Join(" and ", new[] { board.UnusedBusClock, board.UnusedChipSelect }.Select(gpio => "GPIO " + gpio.ToString(CultureInfo.InvariantCulture)));
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"40\" y=\"{bottom + 20}\" class=\"detail\">Leave {open} open: the bus uses them for itself. {Text(link)}</text>\n<text x=\"40\" y=\"{bottom + 44}\" class=\"detail\">On a person: a laptop on its battery, or a USB isolator between. The tone sounds from power-on until the first samples are judged.</text>\n</svg>\n");
        return svg.ToString();
    }

    /// <summary>The board's pins on a net of the schematic, as people find them on the header.</summary>
    private static string[] PinsOf(Board board, Netlist schematic, string net)
    {
        if (net is "+3V3" or "GND")
        {
            return [net is "GND" ? "GND" : "3V3"];
        }

        Module module = BoardPins.ModuleOf(board);
        string reference = schematic.Only(module.Symbol.Name).Reference;
        string[] numbers = [.. schematic[net].Pins.Where(pin => string.Equals(pin.Reference, reference, StringComparison.Ordinal)).Select(pin => pin.Number)];
        return [.. module.PinOfGpio.Where(pair => numbers.Contains(pair.Value, StringComparer.Ordinal)).Select(pair => pair.Key).OrderDescending().Select(gpio => "GPIO " + gpio.ToString(CultureInfo.InvariantCulture))];
    }

    private static void DrawWire(StringBuilder svg, Terminal terminal, string pin, int y, bool joinsAbove)
    {
        int end = joinsAbove ? ModuleLeft - 30 : ModuleLeft;
        string path = joinsAbove ? FormattableString.Invariant($"M{BoardRight} {y}H{end}V{y - Row}") : FormattableString.Invariant($"M{BoardRight} {y}H{end}");
        svg.Append(CultureInfo.InvariantCulture, $"<g data-net=\"{terminal.Net}\">\n<path d=\"{path}\" fill=\"none\" stroke=\"{terminal.Colour}\" stroke-width=\"5\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{BoardRight - 12}\" y=\"{y + 5}\" text-anchor=\"end\" class=\"pin\">{pin}</text>\n<circle cx=\"{BoardRight}\" cy=\"{y}\" r=\"6\" fill=\"#d4a72c\"/>\n");
        string remark = terminal.Remark.Length > 0 && !joinsAbove ? ": " + terminal.Remark : "";
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{BoardRight + 16}\" y=\"{y - 6}\" class=\"wire\">{Text($"{terminal.ColourName}, {terminal.Net}{remark}")}</text>\n");
        if (!joinsAbove)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{ModuleLeft}\" cy=\"{y}\" r=\"6\" fill=\"#d4a72c\"/>\n<text x=\"{ModuleLeft + 16}\" y=\"{y + 5}\" class=\"terminal\">{Text(terminal.Label)}</text>\n");
        }

        svg.Append("</g>\n");
    }

    private static string Text(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
