using System.Globalization;

namespace Algometer.Electronics.Drawing;

/// <summary>What is bought for a value: maker, maker's number, footprint.</summary>
internal sealed record Stock(string Maker, string PartNumber, string Footprint)
{
    private const string Small = "Capacitor_SMD:C_0603_1608Metric";

    private static readonly Dictionary<string, Stock> _capacitors = new(StringComparer.Ordinal)
    {
        ["10nF C0G"] = new("Murata", "GRM1885C1H103JA01D", Small),
        ["1nF C0G"] = new("Murata", "GRM1885C1H102JA01D", Small),
        ["100nF C0G"] = new("Murata", "GRM31C5C1E104JA01L", "Capacitor_SMD:C_1206_3216Metric"),
        ["100nF"] = new("Murata", "GRM188R71H104KA93D", Small),
        ["1µF"] = new("Murata", "GRM188R71C105KA12D", Small),
        ["4.7µF"] = new("Murata", "GRM21BR71A475KA73L", "Capacitor_SMD:C_0805_2012Metric"),
        ["10µF"] = new("Murata", "GRM21BR61E106KA73L", "Capacitor_SMD:C_0805_2012Metric"),
        ["22µF"] = new("Murata", "GRM31CR61E226KE15L", "Capacitor_SMD:C_1206_3216Metric"),
        ["1µF film"] = new("WIMA", "MKS2C041001F00JSSD", "Capacitor_THT:C_Rect_L7.2mm_W5.5mm_P5.00mm_FKS2_FKP2_MKS2_MKP2"),
    };

    /// <summary>A pad of copper for a test needle: nothing is bought.</summary>
    public static Stock Pad { get; } = new("", "", "TestPoint:TestPoint_Pad_D1.0mm");

    /// <summary>A 1 % thick-film resistor, 0603. The value as in "4.7k", "100R", "1M".</summary>
    public static Stock Resistor(string value)
    {
        char unit = value[^1];
        string number = value[..^1];
        string code = number.Contains('.', StringComparison.Ordinal) ? number.Replace('.', char.ToUpper(unit, CultureInfo.InvariantCulture)) : number + char.ToUpper(unit, CultureInfo.InvariantCulture);
        return new("Yageo", $"RC0603FR-07{code}L", "Resistor_SMD:R_0603_1608Metric");
    }

    /// <summary>A capacitor of a value.</summary>
    public static Stock Capacitor(string value) => _capacitors[value];
}
