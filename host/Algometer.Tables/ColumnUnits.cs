using System.Text.RegularExpressions;

namespace Algometer.Tables;

/// <summary>What a column of somebody else's table measures.</summary>
public enum ColumnQuantity
{
    /// <summary>A time.</summary>
    Time,

    /// <summary>A force.</summary>
    Force,

    /// <summary>A force on an area.</summary>
    Pressure,

    /// <summary>A converter's code.</summary>
    Counts,
}

/// <summary>A unit and its size in the unit of the record: seconds, newtons, newtons per cm² (which is 10 kPa), counts.</summary>
/// <param name="Name">As tables write it.</param>
/// <param name="Quantity">What it measures.</param>
/// <param name="Factor">How many of the record's unit one of it is.</param>
public sealed record ColumnUnit(string Name, ColumnQuantity Quantity, double Factor);

/// <summary>Units as tables write them: <c>time_s</c>, <c>Force (N)</c>, <c>load [kgf]</c>.</summary>
public static partial class ColumnUnits
{
    private const double Kilogram = 9.80665;
    private const double Pound = 4.4482216152605;

    // Headings that are a unit: the counters of microcontrollers, and units written out.
    private static readonly (string Name, string Unit)[] _counters =
    [
        ("millis", "ms"), ("micros", "us"), ("seconds", "s"), ("milliseconds", "ms"), ("microseconds", "us"), ("newtons", "N"),
    ];

    /// <summary>Every unit that is known.</summary>
    public static IReadOnlyList<ColumnUnit> All { get; } =
    [
        new("s", ColumnQuantity.Time, 1), new("sec", ColumnQuantity.Time, 1), new("secs", ColumnQuantity.Time, 1), new("second", ColumnQuantity.Time, 1), new("seconds", ColumnQuantity.Time, 1), new("msec", ColumnQuantity.Time, 1e-3), new("milliseconds", ColumnQuantity.Time, 1e-3), new("microseconds", ColumnQuantity.Time, 1e-6), new("ns", ColumnQuantity.Time, 1e-9), new("ms", ColumnQuantity.Time, 1e-3), new("us", ColumnQuantity.Time, 1e-6), new("µs", ColumnQuantity.Time, 1e-6), new("μs", ColumnQuantity.Time, 1e-6), new("min", ColumnQuantity.Time, 60), new("h", ColumnQuantity.Time, 3600), new("days", ColumnQuantity.Time, 86_400),
        new("N", ColumnQuantity.Force, 1), new("newton", ColumnQuantity.Force, 1), new("newtons", ColumnQuantity.Force, 1), new("mN", ColumnQuantity.Force, 1e-3), new("kN", ColumnQuantity.Force, 1e3),
        new("kgf", ColumnQuantity.Force, Kilogram), new("kg", ColumnQuantity.Force, Kilogram), new("gf", ColumnQuantity.Force, Kilogram / 1000), new("g", ColumnQuantity.Force, Kilogram / 1000), new("lbf", ColumnQuantity.Force, Pound), new("lb", ColumnQuantity.Force, Pound), new("lbs", ColumnQuantity.Force, Pound), new("daN", ColumnQuantity.Force, 10),
        new("kPa", ColumnQuantity.Pressure, 0.1), new("Pa", ColumnQuantity.Pressure, 1e-4), new("MPa", ColumnQuantity.Pressure, 100), new("N/cm2", ColumnQuantity.Pressure, 1), new("N/cm²", ColumnQuantity.Pressure, 1),
        new("kgf/cm2", ColumnQuantity.Pressure, Kilogram), new("kgf/cm²", ColumnQuantity.Pressure, Kilogram), new("kg/cm2", ColumnQuantity.Pressure, Kilogram), new("kg/cm²", ColumnQuantity.Pressure, Kilogram), new("psi", ColumnQuantity.Pressure, 0.6894757293168), new("mmHg", ColumnQuantity.Pressure, 0.0133322387415),
        new("counts", ColumnQuantity.Counts, 1), new("count", ColumnQuantity.Counts, 1), new("raw", ColumnQuantity.Counts, 1),
    ];

    /// <summary>A unit by name: exactly, else without regard to case where only one fits (mN and MN are two things).</summary>
    public static ColumnUnit? Find(string name)
    {
        ColumnUnit? exact = All.FirstOrDefault(unit => string.Equals(unit.Name, name, StringComparison.Ordinal));
        ColumnUnit[] loose = [.. All.Where(unit => string.Equals(unit.Name, name, StringComparison.OrdinalIgnoreCase))];
        return exact ?? (loose.Length == 1 && loose[0].Name is not ("mN" or "MPa" or "Pa") ? loose[0] : null);
    }

    /// <summary>Takes a heading apart into a name and the unit it ends in.</summary>
    public static (string Name, ColumnUnit? Unit) Parse(string heading)
    {
        Match match = Bracketed().Match(heading);
        if (match.Success)
        {
            return (match.Groups["name"].Value.Trim(), Find(match.Groups["unit"].Value.Trim()));
        }

        if (Spoken().Match(heading) is { Success: true } spoken && Find(spoken.Groups["unit"].Value) is { } told)
        {
            return (spoken.Groups["name"].Value, told);
        }

        if (Array.Find(_counters, counter => string.Equals(counter.Name, heading, StringComparison.OrdinalIgnoreCase)) is { Unit: { } counted })
        {
            return (heading, Find(counted));
        }

        int at = heading.LastIndexOf('_');
        ColumnUnit? unit = at > 0 ? Find(heading[(at + 1)..]) : null;
        return unit is null
            ? (heading, string.Equals(heading, "counts", StringComparison.OrdinalIgnoreCase) ? Find("counts") : null)
            : (heading[..at], unit);
    }

    [GeneratedRegex(@"\A(?<name>[^\[(（［]*)[\[(（［](?<unit>[^\])）］]+)[\])）］]\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bracketed();

    // "Kraft / N", "Time in s", "Force, N"; a slash without blanks may be a rate, such as counts/s.
    [GeneratedRegex(@"\A(?<name>\S.*?)(?: / | in |, )(?<unit>\S+)\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spoken();
}
