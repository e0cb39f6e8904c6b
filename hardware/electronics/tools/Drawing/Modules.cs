using System.Globalization;

namespace Algometer.Electronics.Drawing;

/// <summary>The two modules, every pin of the package; a GPIO is found by its number.</summary>
internal sealed record Module(Symbol Symbol, IReadOnlyDictionary<int, string> PinOfGpio, string Maker, string PartNumber, string Footprint)
{
    /// <summary>ESP32-WROOM-32E.</summary>
    public static Module Wroom32 { get; } = Make(
        "ESP32-WROOM-32E",
        "ESP32-WROOM-32E-N4",
        "RF_Module:ESP32-WROOM-32",
        new() { [0] = "25", [2] = "24", [4] = "26", [5] = "29", [12] = "14", [13] = "16", [14] = "13", [15] = "23", [16] = "27", [17] = "28", [18] = "30", [19] = "31", [21] = "33", [22] = "36", [23] = "37", [25] = "10", [26] = "11", [27] = "12", [32] = "8", [33] = "9", [34] = "6", [35] = "7", [36] = "4", [39] = "5" },
        [("3", "EN", -20), ("35", "TXD0", -6), ("34", "RXD0", -4), ("17", "SD2", 4), ("18", "SD3", 6), ("19", "CMD", 8), ("20", "CLK", 10), ("21", "SD0", 12), ("22", "SD1", 14), ("32", "NC", 16)],
        new() { [1] = "35", [3] = "34" },
        ["1", "15", "38", "39"]);

    /// <summary>ESP32-S3-WROOM-1.</summary>
    public static Module S3Wroom1 { get; } = Make(
        "ESP32-S3-WROOM-1",
        "ESP32-S3-WROOM-1-N8",
        "algometer:ESP32-S3-WROOM-1_RadioOff",
        new() { [0] = "27", [1] = "39", [2] = "38", [3] = "15", [4] = "4", [5] = "5", [6] = "6", [7] = "7", [8] = "12", [9] = "17", [10] = "18", [11] = "19", [12] = "20", [13] = "21", [14] = "22", [15] = "8", [16] = "9", [17] = "10", [18] = "11", [21] = "23", [43] = "37", [44] = "36" },
        [("3", "EN", -20), ("13", "IO19/D-", -6), ("14", "IO20/D+", -4), ("28", "IO35", 0), ("29", "IO36", 2), ("30", "IO37", 4), ("31", "IO38", 6), ("32", "IO39", 8), ("33", "IO40", 10), ("34", "IO41", 12), ("35", "IO42", 14), ("26", "IO45", 16), ("16", "IO46", 18), ("24", "IO47", 20), ("25", "IO48", 22)],
        new() { [19] = "13", [20] = "14", [35] = "28", [36] = "29", [37] = "30", [38] = "31", [39] = "32", [40] = "33", [41] = "34", [42] = "35", [45] = "26", [46] = "16", [47] = "24", [48] = "25" },
        ["1", "40", "41"]);

    private static Module Make(string name, string partNumber, string footprint, Dictionary<int, string> right, (string Number, string Name, int Place)[] left, Dictionary<int, string> others, string[] grounds)
    {
        var pins = new List<(char, int, string, string, string)> { ('T', 0, "2", "3V3", "power_in") };
        pins.AddRange(left.Select(pin => ('L', pin.Place, pin.Number, pin.Name, string.Equals(pin.Name, "EN", StringComparison.Ordinal) ? "input" : "bidirectional")));
        pins.AddRange(right.OrderBy(pair => pair.Key).Select((pair, i) => ('R', -24 + (2 * i), pair.Value, "IO" + pair.Key.ToString(CultureInfo.InvariantCulture), "bidirectional")));
        pins.AddRange(grounds.Select((number, i) => ('B', -6 + (4 * i), number, "GND", i == 0 ? "power_in" : "passive")));
        Symbol symbol = Shapes.Box(name, "U", $"{name} module, {partNumber}", 13, -28, 26, [.. pins]);
        Dictionary<int, string> all = new(right);
        foreach ((int gpio, string pin) in others)
        {
            all.Add(gpio, pin);
        }

        return new(symbol, all, "Espressif", partNumber, footprint);
    }
}
