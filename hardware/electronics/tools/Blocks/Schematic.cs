using Algometer.Electronics.Drawing;
using Algometer.Esp32;

namespace Algometer.Electronics.Blocks;

/// <summary>A whole schematic: three pages, the project and the symbols' library, as file name to text.</summary>
internal static class Schematic
{
    private const string Library = "algometer";
    private const string SecondSheet = "supply-and-link.kicad_sch";
    private const string ThirdSheet = "alarm.kicad_sch";

    /// <summary>The folder and file name of a board.</summary>
    public static string NameOf(Board board) => board.Number == 1 ? "esp32" : "esp32-s3";

    public static IReadOnlyDictionary<string, string> Files(Board board)
    {
        string name = NameOf(board);
        var naming = new Naming(name);
        var first = new Sheet("measurement", naming);
        ConverterBlock.Draw(first);
        ControllerBlock.Draw(first, board);
        PersonBlocks.Button(first);
        PersonBlocks.Lights(first);
        first.Text(
            "One board for the probe and for the ball. The ball adds the battery option of page 2; its parts carry \"ball\" in the field Fit.\n"
            + "Pins of the controller are those of firmware/Algometer.Esp32/Board.cs: the tests hold every one.\n"
            + "Drawn and simulated, not built. Not a medical device.",
            14, 168, 1.8);
        var second = new Sheet("supply and link", naming);
        LinkBlocks.Usb(second);
        LinkBlocks.Bridge(second);
        SupplyBlocks.Supply(second);
        LinkBlocks.IsolatedSupply(second);
        SupplyBlocks.Battery(second);
        second.Text(
            "Currents at 3.3 V, typical\n\nESP32, radio off\nESP32-S3, radio off\nbridge of 350 ohms\nHX711\nisolator\nbuzzers, sounding\nlights\nalarm circuits\n\nall, sounding\nconverter gives\n1200 mAh give",
            242, 24, 1.8);
        second.Text("\n\n30 - 70 mA\n40 - 100 mA\n9.4 mA\n1.5 mA\n2 mA\n65 mA\n6 mA\n0.1 mA\n\n120 - 185 mA\n600 mA\n6 - 10 h", 280, 24, 1.8);
        second.Text(
            "The battery below 3.4 V: AVDD and +3V3 follow it down.\nThe bridge is ratiometric, so force stays right. At\n3.08 V on +3V3 U14 (page 3) holds the ESP32 in reset:\nboth tones sound. At 2.8 V the guard opens.",
            242, 74, 1.8);
        var third = new Sheet("alarm", naming);
        AlarmBlocks.PulseFormer(third);
        AlarmBlocks.MainChannel(third);
        AlarmBlocks.ReserveChannel(third);
        SounderBlocks.MainBuzzer(third);
        SounderBlocks.ReserveBuzzer(third);
        SounderBlocks.Reservoir(third);
        TestPointBlock.Draw(third);
        SupervisorBlock.Draw(third);

        string link = SheetSymbol(first, "Supply and link", SecondSheet, 118, "Page 2: USB, isolation, the bridge of the link,\nregulators, switch, battery option of the ball.");
        string alarm = SheetSymbol(first, "Alarm", ThirdSheet, 152, "Page 3: the two missing-pulse circuits, their\nbuzzers, the reservoir.");

        Symbol[] symbols = [.. first.Parts.Concat(second.Parts).Concat(third.Parts).Select(part => part.Symbol).DistinctBy(symbol => symbol.Name, StringComparer.Ordinal).OrderBy(symbol => symbol.Name, StringComparer.Ordinal)];
        string title = board.Number == 1 ? "Algometer, ESP32" : "Algometer, ESP32-S3";
        string root = naming.Id("document", 1);
        var tail = new List<string> { "  (sheet_instances", "    (path \"/\" (page \"1\"))", $"    (path \"/{link}\" (page \"2\"))", $"    (path \"/{alarm}\" (page \"3\"))", "  )", "  (symbol_instances" };
        tail.AddRange(first.Parts.Select(part => Instance("/" + part.Id, part)));
        tail.AddRange(second.Parts.Select(part => Instance($"/{link}/{part.Id}", part)));
        tail.AddRange(third.Parts.Select(part => Instance($"/{alarm}/{part.Id}", part)));
        tail.Add("  )");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{name}.kicad_sch"] = Page(root, title + ": measurement", first, symbols, tail),
            [SecondSheet] = Page(naming.Id("document", 2), title + ": supply and link", second, symbols, []),
            [ThirdSheet] = Page(naming.Id("document", 3), title + ": alarm", third, symbols, []),
            [$"{name}.kicad_pro"] = Project(name),
            ["fp-lib-table"] = $"(fp_lib_table\n  (lib (name \"{Library}\")(type \"KiCad\")(uri \"${{KIPRJMOD}}/../footprints/{Library}.pretty\")(options \"\")(descr \"Footprints of the algometer\"))\n)\n",
            ["sym-lib-table"] = $"(sym_lib_table\n  (lib (name \"{Library}\")(type \"KiCad\")(uri \"${{KIPRJMOD}}/../symbols/{Library}.kicad_sym\")(options \"\")(descr \"Symbols of the algometer\"))\n)\n",
        };
    }

    /// <summary>The library of all symbols.</summary>
    public static string LibraryFile(IEnumerable<Symbol> symbols) => $"(kicad_symbol_lib (version 20211014) (generator algometer)\n{string.Join('\n', symbols.Select(symbol => symbol.Write("")))}\n)\n";

    /// <summary>All symbols that any board uses.</summary>
    public static IEnumerable<Symbol> Symbols { get; } =
    [
        .. new[]
        {
            Passives.Resistor, Passives.Capacitor, Passives.Ferrite, Passives.Fuse, Passives.Diode, Passives.Schottky, Passives.Light, Passives.Suppressor, Passives.Button, Passives.Jumper,
            Passives.Buzzer, Passives.NChannel, Passives.PChannel, Passives.Clamp, Passives.SuperCapacitor, Passives.Changeover, Passives.TestPoint, Chips.Comparators, Chips.Isolator, Chips.IsolatedSupply, Chips.Converter, Chips.Comparator, Chips.Bridge, Chips.UsbGuard, Chips.Regulator,
            Chips.QuietRegulator, Chips.Charger, Chips.CellGuard, Chips.Supervisor, Chips.LoadCell, Chips.UsbConnector, Chips.ButtonJack, Chips.CellJack, Chips.ServiceHeader,
            Module.Wroom32.Symbol, Module.S3Wroom1.Symbol, Supplies.Ground, Supplies.UsbGround, Supplies.Flag,
        }.Concat(Supplies.ByName.Values).OrderBy(symbol => symbol.Name, StringComparer.Ordinal),
    ];

    // A sub-sheet, joined to the first page by labels and supplies alone.
    private static string SheetSymbol(Sheet sheet, string title, string file, int top, string text)
    {
        const int Left = 256;
        string id = sheet.Id();
        sheet.Add(FormattableString.Invariant($"  (sheet (at {new Point(Left, top)}) (size {62 * Point.Millimetres:0.####} {24 * Point.Millimetres:0.####}) (fields_autoplaced) (stroke (width 0.2) (type solid) (color 0 0 0 0)) (fill (color 255 255 215 1)) (uuid {id}) (property \"Sheet name\" \"{title}\" (id 0) (at {new Point(Left, top - 1)} 0) (effects (font (size 1.8 1.8)) (justify left bottom))) (property \"Sheet file\" \"{file}\" (id 1) (at {new Point(Left, top + 25)} 0) (effects (font (size 1.27 1.27)) (justify left top))))"));
        sheet.Text(text, Left + 3, top + 5, 1.5);
        return id;
    }

    private static string Instance(string path, Part part) =>
        $"    (path \"{path}\" (reference \"{part.Reference}\") (unit 1) (value \"{part.Value}\") (footprint \"{part.Stock?.Footprint ?? ""}\"))";

    private static string Page(string id, string title, Sheet sheet, IEnumerable<Symbol> symbols, IEnumerable<string> tail)
    {
        IEnumerable<string> lines =
        [
            "(kicad_sch (version 20211123) (generator eeschema)",
            $"  (uuid {id})",
            "  (paper \"A3\")",
            $"  (title_block (title \"{title}\") (rev \"A\") (company \"Algometer contributors\") (comment 1 \"Not a medical device. Drawn and simulated, not built.\"))",
            "  (lib_symbols",
            .. symbols.Select(symbol => symbol.Write(Library + ":")),
            "  )",
            .. sheet.Write(Library),
            .. tail,
            ")",
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string Project(string name) => $$"""
        {
          "meta": { "filename": "{{name}}.kicad_pro", "version": 1 },
          "schematic": { "legacy_lib_dir": "", "legacy_lib_list": [], "meta": { "version": 1 } },
          "erc": { "meta": { "version": 0 }, "erc_exclusions": [] },
          "sheets": [],
          "text_variables": {}
        }

        """;
}
