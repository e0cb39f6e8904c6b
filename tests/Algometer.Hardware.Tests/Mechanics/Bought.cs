using System.Globalization;
using System.Text.RegularExpressions;
using Algometer.Hardware.Tests.Papers;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>
/// What is bought, with the sizes that parts.csv names and the rest from the standard that it names (largest of the standard's range): a part of another size
/// in the list is another solid in the table of intersections.
/// </summary>
internal sealed partial class Bought
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _parts;

    private Bought(IReadOnlyList<IReadOnlyDictionary<string, string>> parts) => _parts = parts;

    public static Bought Read() => new(Table.Read("parts.csv"));

    /// <summary>The list with one part's name in place of another's.</summary>
    public Bought With(string part, string other) => new(
        [.. _parts.Select(row => row.ToDictionary(cell => cell.Key, cell => string.Equals(cell.Key, "part", StringComparison.Ordinal) ? cell.Value.Replace(part, other, StringComparison.Ordinal) : cell.Value, StringComparer.Ordinal))]);

    /// <summary>Length of the screws of a thread that an instrument has, mm, by the list.</summary>
    public double ScrewLength(string kind, int thread, string instrument) => Number($"^{kind} M{thread} × (?<n>[0-9.]+)", instrument);

    /// <summary>Length of the heat-set inserts of a thread, mm; the list says where they go.</summary>
    public double InsertLength(int thread, string instrument, string place) => Number($"^Heat-set insert M{thread} × (?<n>[0-9.]+){(place.Length > 0 ? ", " + place : "$")}", instrument);

    /// <summary>Outer diameter of the washers of a thread, mm.</summary>
    public double WasherOuter(int thread, string instrument) => Only($"^Washer M{thread} ISO (?<n>[0-9]+)", instrument) switch
    {
        "7089" => thread switch { 4 => 9, 5 => 10, 6 => 12, _ => 16 },
        "7092" => thread switch { 4 => 8, 5 => 9, 6 => 11, _ => 15 },
        { } other => throw new FormatException($"ISO {other} is not known here."),
    };

    /// <summary>Thickness of the washers of a thread, mm: ISO 7089 and 7092.</summary>
    public double WasherThickness(int thread, string instrument) => Only($"^Washer M{thread} ISO (?<n>[0-9]+)", instrument) is "7092"
        ? thread switch { 4 => 0.5, 5 => 1, _ => 1.6 }
        : thread switch { 4 => 0.8, 5 => 1, _ => 1.6 };

    /// <summary>Diameter and thickness of the washer that is the probe's stop, mm.</summary>
    public (double Across, double Thick) StopWasher => (Number("^Stop washer 6.4 × (?<n>[0-9.]+) ×", "probe"), Number("^Stop washer 6.4 × [0-9.]+ × (?<n>[0-9.]+)", "probe"));

    /// <summary>Length of the spacers below the board, mm.</summary>
    public double SpacerLength => Number("^Spacer M3 × (?<n>[0-9.]+)", "probe");

    /// <summary>Length of the screws at either end of a spacer, mm.</summary>
    public double SpacerScrewLength => Number("^Spacer M3 × [0-9.]+, with M3 × (?<n>[0-9.]+) screws", "probe");

    /// <summary>Length of the light pipe, mm.</summary>
    public double LightPipeLength => Number("^Light pipe 2 mm, (?<n>[0-9.]+) mm long", "probe");

    /// <summary>Diameter of the vent, mm.</summary>
    public double VentDiameter => Number("^Acoustic vent, (?<n>[0-9.]+) mm", "probe");

    /// <summary>Width and height of the label, mm.</summary>
    public (double Width, double Height) LabelSize => (Number("^Label, polyester, (?<n>[0-9.]+) ×", "probe"), Number("^Label, polyester, [0-9.]+ × (?<n>[0-9.]+) mm", "probe"));

    /// <summary>The sheet between battery and board, mm.</summary>
    public (double Width, double Height, double Thickness) InsulatingSheet => (Number("^Insulating sheet (?<n>[0-9.]+) ×", "ball"), Number("^Insulating sheet [0-9.]+ × (?<n>[0-9.]+) ×", "ball"), Number("^Insulating sheet [0-9.]+ × [0-9.]+ × (?<n>[0-9.]+) mm", "ball"));

    /// <summary>The sheet over the rest of the battery, mm.</summary>
    public (double Width, double Height, double Thickness) BatteryCover => (Number("^Cover of the battery (?<n>[0-9.]+) ×", "ball"), Number("^Cover of the battery [0-9.]+ × (?<n>[0-9.]+) ×", "ball"), Number("^Cover of the battery [0-9.]+ × [0-9.]+ × (?<n>[0-9.]+) mm", "ball"));

    /// <summary>Head of a socket head screw ISO 4762, plain, at most, mm.</summary>
    public static double HeadDiameter(int thread) => thread switch { 3 => 5.5, 4 => 7, _ => 8.5 };

    /// <summary>Across the corners of the key that turns it, mm: ISO 4762, ISO 4026.</summary>
    public static double KeyDiameter(int thread, bool grub) => (grub ? thread switch { 3 => 1.5, _ => 2 } : thread switch { 3 => 2.5, 4 => 3, _ => 4 }) / Math.Cos(Math.PI / 6);

    /// <summary>Outer diameter of a heat-set insert over its knurl, mm.</summary>
    public static double InsertDiameter(int thread) => thread switch { 3 => 4.6, 4 => 6.3, _ => 8.7 };

    private double Number(string pattern, string instrument) => double.Parse(Only(pattern, instrument), CultureInfo.InvariantCulture);

    private string Only(string pattern, string instrument)
    {
        Match[] found = [.. _parts.Where(part => part[instrument] is not "0").Select(part => Regex.Match(part["part"], pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2))).Where(match => match.Success)];
        Assert.True(found.Length == 1, $"parts.csv has {found.Length} parts of the {instrument} for {pattern}.");
        return found[0].Groups["n"].Value;
    }
}
