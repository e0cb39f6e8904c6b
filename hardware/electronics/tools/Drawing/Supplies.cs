using static Algometer.Electronics.Drawing.Shapes;

namespace Algometer.Electronics.Drawing;

/// <summary>Supply symbols. A net has the name of its supply.</summary>
internal static class Supplies
{
    public static Symbol Ground { get; } = GroundOf("GND", "Ground of the device", filled: false);

    public static Symbol UsbGround { get; } = GroundOf("GND_USB", "Ground of the computer's side of the isolation", filled: true);

    public static Symbol Flag { get; } = new("PWR_FLAG", "#FLG", "Says that a net is a supply", [new("1", "pwr", "power_out", 0, 0, 90, 0)], [Line(false, 0, 0, 0, -1, -0.8, -1.6, 0, -2.2, 0.8, -1.6, 0, -1)], ShowsPins: false) { IsPower = true };

    /// <summary>All that are not ground, by name.</summary>
    public static IReadOnlyDictionary<string, Symbol> ByName { get; } = new[] { "+3V3", "AVDD", "VSYS", "VBUS", "V3_USB", "V5", "V5_USE", "VALARM" }.ToDictionary(name => name, Rail, StringComparer.Ordinal);

    private static Symbol GroundOf(string name, string description, bool filled) => new(
        name,
        "#PWR",
        description,
        [new("1", name, "power_in", 0, 0, 270, 0)],
        [Line(false, 0, 0, 0, 1), Line(filled, -1, 1, 1, 1, 0, 2, -1, 1)],
        ShowsPins: false)
    { IsPower = true };

    private static Symbol Rail(string name) => new(
        name,
        "#PWR",
        $"Supply {name}",
        [new("1", name, "power_in", 0, 0, 90, 0)],
        [Line(false, 0, 0, 0, -2), Line(false, -0.6, -1, 0, -2, 0.6, -1)],
        ShowsPins: false)
    { IsPower = true };
}
