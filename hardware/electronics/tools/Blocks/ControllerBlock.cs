using Algometer.Electronics.Drawing;
using Algometer.Esp32;

namespace Algometer.Electronics.Blocks;

/// <summary>The module with its reset, boot and service pins; every other pin from the firmware's Board.</summary>
internal static class ControllerBlock
{
    public static void Draw(Sheet s, Board board)
    {
        Module module = BoardPins.ModuleOf(board);
        s.Frame("Controller", 154, 14, 250, 112);
        Part chip = s.Place(module.Symbol, module.Symbol.Name, new(module.Maker, module.PartNumber, module.Footprint), 206, 62, texts: TextPlace.Inside);
        s.Wire(chip["2"], new Point(206, 29));
        s.Supply("+3V3", 206, 29);
        Point[] grounds = [.. module.Symbol.Pins.Where(pin => string.Equals(pin.Name, "GND", StringComparison.Ordinal)).Select(pin => chip[pin.Number])];
        s.Wire(grounds[0], (grounds[0].X, 92), (grounds[^1].X, 92), (grounds[^1].X, 90));
        foreach (Point ground in grounds[1..^1])
        {
            s.Wire(ground, new Point(ground.X, 92));
        }

        s.Ground(grounds[1].X, 92);
        Part bulk = s.C("22µF", 226, 25);
        Part fast = s.C("100nF", 236, 25);
        s.Wire(bulk["1"], (226, 20), (236, 20), (236, 22));
        s.Supply("+3V3", 226, 20);
        s.Ground(226, 28);
        s.Ground(236, 28);

        // Reset: 10 ms after the supply.
        Part pull = s.R("10k", 176, 37);
        Part slow = s.C("1µF", 176, 47);
        Part reset = s.Place(Passives.Button, "RESET", new("C&K", "PTS645SM43SMTR92LFS", "Button_Switch_SMD:SW_Push_1P1T_NO_6x6mm_H9.5mm"), 167, 47, texts: TextPlace.Left);
        s.Supply("+3V3", 176, 33);
        s.Wire(new(176, 33), pull["1"]);
        s.Wire(pull["2"], (176, 42), slow["1"]);
        s.Wire(chip["3"], (167, 42), (167, 44));
        s.Wire(new(167, 42), new Point(166, 42));
        s.Label("EN", 166, 42, left: true);
        s.Ground(176, 50);
        s.Ground(167, 50);

        Part bootPull = s.R("10k", 176, 63);
        Part boot = s.Place(Passives.Button, "BOOT", new("C&K", "PTS645SM43SMTR92LFS", "Button_Switch_SMD:SW_Push_1P1T_NO_6x6mm_H9.5mm"), 167, 73, texts: TextPlace.Left);
        s.Supply("+3V3", 176, 59);
        s.Wire(new(176, 59), bootPull["1"]);
        s.Wire(bootPull["2"], (176, 68), (167, 68), (167, 70));
        s.Wire(new(176, 68), new Point(178, 68));
        s.Label("BOOT", 178, 68, left: false);
        s.Ground(167, 76);

        Part service = s.Place(Chips.ServiceHeader, "Service", new("Wurth Elektronik", "61300611121", "Connector_PinHeader_2.54mm:PinHeader_1x06_P2.54mm_Vertical"), 168, 98);
        s.Wire(service["1"], (180, 93), (180, 90));
        s.Supply("+3V3", 180, 90);
        s.Wire(service["6"], (180, 103), (180, 105));
        s.Ground(180, 105);
        (string Out, string In) names = BoardPins.ServiceNets(board);
        foreach ((string pin, string net) in new[] { ("2", "EN"), ("3", "BOOT"), ("4", names.Out), ("5", names.In) })
        {
            s.Label(net, service[pin].X, service[pin].Y, left: false);
        }

        IReadOnlyDictionary<string, string> nets = BoardPins.NetOfPin(board);
        var direct = new HashSet<string>(StringComparer.Ordinal) { "3" };
        foreach (Pin pin in module.Symbol.Pins.Where(pin => !direct.Contains(pin.Number) && pin.Name is not ("3V3" or "GND")))
        {
            Point end = chip[pin.Number];
            bool left = pin.X < 0;
            if (nets.TryGetValue(pin.Number, out string? net))
            {
                var at = new Point(end.X + (left ? -2 : 2), end.Y);
                s.Wire(end, at);
                s.Label(net, at.X, at.Y, left);
            }
            else
            {
                s.Open(end);
            }
        }

        s.Text(board.Number == 1
            ? "IO0, 2, 5, 12 and 15 choose the boot mode: only\nBOOT is wired. IO6 to 11 are the flash's.\nService is UART0: runtime, debugger.\nDTR and RTS are not wired: no host can reset this."
            : "IO0, 3, 45 and 46 choose the boot mode: only\nBOOT is wired. Service is the native USB:\nruntime, debugger. DTR and RTS are not wired:\nno host can reset this.", 199, 98, 1.4);
    }
}
