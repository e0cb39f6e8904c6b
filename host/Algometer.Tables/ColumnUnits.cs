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
    /// <summary>Times as minutes and seconds, such as 1:30.</summary>
    public const string MinutesSeconds = "mm:ss";

    /// <summary>Times as hours and minutes, such as 9:30.</summary>
    public const string HoursMinutes = "h:mm";

    /// <summary>Times as dates with the day first, such as 13/1/2026 09:30:00.</summary>
    public const string DayFirst = "d/m/y";

    /// <summary>Times as dates with the month first, such as 1/13/2026 09:30:00.</summary>
    public const string MonthFirst = "m/d/y";

    private const double Kilogram = 9.80665;
    private const double Pound = 4.4482216152605;

    // Headings that are a unit: the counters of microcontrollers, and units written out.
    private static readonly (string Name, string Unit)[] _counters =
    [
        ("millis", "ms"), ("micros", "us"), ("seconds", "s"), ("milliseconds", "ms"), ("microseconds", "us"), ("newton", "N"), ("newtons", "N"), ("sekunden", "s"), ("millisekunden", "ms"), ("secondes", "s"), ("segundos", "s"), ("second", "s"), ("min", "min"), ("mins", "min"), ("minutes", "min"), ("minuten", "min"), ("sec", "s"), ("secs", "s"), ("msec", "ms"), ("ms", "ms"), ("gram", "g"), ("grams", "g"), ("gramm", "g"), ("kilograms", "kg"), ("kilonewton", "kN"),
    ];

    private static readonly HashSet<string> _alone = new(["s", "us", "µs", "N", "mN", "kN", "kgf", "lbf", "kPa"], StringComparer.Ordinal);

    /// <summary>Every unit that is known.</summary>
    public static IReadOnlyList<ColumnUnit> All { get; } =
    [
        new("s", ColumnQuantity.Time, 1), new("sec", ColumnQuantity.Time, 1), new("secs", ColumnQuantity.Time, 1), new("second", ColumnQuantity.Time, 1), new("seconds", ColumnQuantity.Time, 1), new("sek", ColumnQuantity.Time, 1), new("Sekunden", ColumnQuantity.Time, 1), new("seg", ColumnQuantity.Time, 1), new("segundos", ColumnQuantity.Time, 1), new("secondes", ColumnQuantity.Time, 1), new("msec", ColumnQuantity.Time, 1e-3), new("milliseconds", ColumnQuantity.Time, 1e-3), new("microseconds", ColumnQuantity.Time, 1e-6), new("ns", ColumnQuantity.Time, 1e-9), new("cs", ColumnQuantity.Time, 1e-2), new("ds", ColumnQuantity.Time, 0.1), new("ms", ColumnQuantity.Time, 1e-3), new("us", ColumnQuantity.Time, 1e-6), new("µs", ColumnQuantity.Time, 1e-6), new("μs", ColumnQuantity.Time, 1e-6), new("min", ColumnQuantity.Time, 60), new("h", ColumnQuantity.Time, 3600), new("days", ColumnQuantity.Time, 86_400),
        new(DayFirst, ColumnQuantity.Time, 1), new(MonthFirst, ColumnQuantity.Time, 1), new(MinutesSeconds, ColumnQuantity.Time, 1), new(HoursMinutes, ColumnQuantity.Time, 60), new("hh:mm", ColumnQuantity.Time, 60),
        new("N", ColumnQuantity.Force, 1), new("newton", ColumnQuantity.Force, 1), new("newtons", ColumnQuantity.Force, 1), new("mN", ColumnQuantity.Force, 1e-3), new("cN", ColumnQuantity.Force, 1e-2), new("kN", ColumnQuantity.Force, 1e3), new("ozf", ColumnQuantity.Force, Pound / 16), new("oz", ColumnQuantity.Force, Pound / 16),
        new("kgf", ColumnQuantity.Force, Kilogram), new("kg", ColumnQuantity.Force, Kilogram), new("gf", ColumnQuantity.Force, Kilogram / 1000), new("g", ColumnQuantity.Force, Kilogram / 1000), new("lbf", ColumnQuantity.Force, Pound), new("lb", ColumnQuantity.Force, Pound), new("lbs", ColumnQuantity.Force, Pound), new("daN", ColumnQuantity.Force, 10), new("dN", ColumnQuantity.Force, 0.1), new("µN", ColumnQuantity.Force, 1e-6), new("μN", ColumnQuantity.Force, 1e-6), new("uN", ColumnQuantity.Force, 1e-6), new("kp", ColumnQuantity.Force, Kilogram),
        new("kPa", ColumnQuantity.Pressure, 0.1), new("Pa", ColumnQuantity.Pressure, 1e-4), new("MPa", ColumnQuantity.Pressure, 100), new("hPa", ColumnQuantity.Pressure, 0.01), new("bar", ColumnQuantity.Pressure, 10), new("mbar", ColumnQuantity.Pressure, 0.01), new("N/m2", ColumnQuantity.Pressure, 1e-4), new("N/m²", ColumnQuantity.Pressure, 1e-4), new("N/cm2", ColumnQuantity.Pressure, 1), new("N/cm²", ColumnQuantity.Pressure, 1),
        new("kgf/cm2", ColumnQuantity.Pressure, Kilogram), new("kgf/cm²", ColumnQuantity.Pressure, Kilogram), new("kg/cm2", ColumnQuantity.Pressure, Kilogram), new("kg/cm²", ColumnQuantity.Pressure, Kilogram), new("psi", ColumnQuantity.Pressure, 0.6894757293168), new("mmHg", ColumnQuantity.Pressure, 0.0133322387415),
        new("counts", ColumnQuantity.Counts, 1), new("count", ColumnQuantity.Counts, 1), new("raw", ColumnQuantity.Counts, 1),
    ];

    /// <summary>A unit by name: exactly, else without regard to case where only one fits (mN and MN are two things).</summary>
    public static ColumnUnit? Find(string name)
    {
        // "sec." is short for more.
        name = (name ?? "").Length > 2 ? name!.TrimEnd('.') : name ?? "";
        ColumnUnit? exact = All.FirstOrDefault(unit => string.Equals(unit.Name, name, StringComparison.Ordinal));
        ColumnUnit[] loose = [.. All.Where(unit => string.Equals(unit.Name, name, StringComparison.OrdinalIgnoreCase))];
        return exact ?? (loose.Length == 1 && loose[0].Name is not ("mN" or "MPa" or "Pa") ? loose[0] : null);
    }

    /// <summary>What stands in brackets at a heading's end; empty for nothing.</summary>
    internal static string Bracket(string heading) => Bracketed().Match(heading) is { Success: true } match ? match.Groups["unit"].Value.Trim() : "";

    /// <summary>Whether a text in a unit's place says that times are written as a clock, such as <c>hh:mm:ss.fff</c>.</summary>
    internal static bool IsClock(string text) => text.Contains(':', StringComparison.Ordinal) && text.All(c => c is ':' or '.' or ',' || "hmsfHMSF0".Contains(c, StringComparison.Ordinal));

    /// <summary>Whether a cell is a number with a unit beside it, such as <c>39.80 s</c> or <c>300 kPa</c>.</summary>
    internal static bool IsBeside(string cell) => cell.TrimEnd().LastIndexOf(' ') is > 0 and var at && CellText.IsNumber(cell[..at].TrimEnd()) && Find(cell[(at + 1)..].Trim()) is not null;

    /// <summary>Whether a unit is the way in which times are written, and of no size.</summary>
    internal static bool IsForm(ColumnUnit unit) => unit.Name is DayFirst or MonthFirst || unit.Name.Contains(':', StringComparison.Ordinal);

    /// <summary>A multiple in a heading, such as <c>x10</c> in <c>Force x10 (N)</c>, which may be in the numbers or in the unit; empty for none.</summary>
    internal static string Multiple(string heading) => Times().Match(heading) is { Success: true } match ? match.Value.Trim() : "";

    /// <summary>A unit with a number before it, such as <c>0.1N</c> or <c>1/100 s</c>: what one of the numbers is worth; <c>-1N</c> for a gauge that counts pressing below nought.</summary>
    /// <param name="text">As an option has it.</param>
    public static ColumnUnit? Scaled(string text)
    {
        Match match = Worth().Match(text ?? "");
        if (!match.Success || Find(match.Groups["unit"].Value) is not { } unit || IsForm(unit))
        {
            return null;
        }

        double factor = Number("times") / (match.Groups["parts"].Success ? Number("parts") : 1);
        return double.IsFinite(factor) && factor != 0 && (factor > 0 || unit.Quantity is ColumnQuantity.Force or ColumnQuantity.Pressure) ? new ColumnUnit(text!.Trim(), unit.Quantity, unit.Factor * factor) : null;

        double Number(string group) => CellText.TryNumber(match.Groups[group].Value, out double value) ? value : double.NaN;
    }

    /// <summary>Takes a heading apart into a name and the unit it ends in.</summary>
    public static (string Name, ColumnUnit? Unit) Parse(string heading)
    {
        Match match = Bracketed().Match(heading);
        if (match.Success)
        {
            // A part of a unit leaves no doubt, such as 1/100 s; a multiple does, such as 10 N: it may be the range.
            string told = match.Groups["unit"].Value.Trim();
            return (match.Groups["name"].Value.Trim(), Find(told) ?? (told.StartsWith("1/", StringComparison.Ordinal) ? Scaled(told) : null));
        }

        // "Time (s) Run #1": the unit is followed by which one it is.
        if (Within().Match(heading) is { Success: true } within && Find(within.Groups["unit"].Value.Trim()) is { } withinUnit)
        {
            return ($"{within.Groups["name"].Value.Trim()} {within.Groups["rest"].Value.Trim()}", withinUnit);
        }

        if (Spoken().Match(heading) is { Success: true } spoken && Find(spoken.Groups["unit"].Value) is { } spokenUnit)
        {
            return (spoken.Groups["name"].Value, spokenUnit);
        }

        if (Array.Find(_counters, counter => string.Equals(counter.Name, heading, StringComparison.OrdinalIgnoreCase)) is { Unit: { } counted })
        {
            return (heading, Find(counted));
        }

        // A heading that is a unit and nothing else, as it is written: n counts, and N is a force.
        if (_alone.Contains(heading))
        {
            return (heading, Find(heading));
        }

        if (Mangled().Match(heading) is { Success: true } mangled && (Find(mangled.Groups["unit"].Value) ?? Find(mangled.Groups["unit"].Value.Replace('.', '/').Replace('_', '/'))) is { } mangledUnit)
        {
            return (mangled.Groups["name"].Value, mangledUnit);
        }

        if (Slashed().Match(heading) is { Success: true } slashed && Find(slashed.Groups["name"].Value) is null && Find(slashed.Groups["unit"].Value) is { Name: not ("kg" or "g" or "lb" or "lbs" or "oz") } slashedUnit)
        {
            return (slashed.Groups["name"].Value, slashedUnit);
        }

        int at = heading.LastIndexOf('_');
        bool isRate = at > 3 && heading[..at].EndsWith("_per", StringComparison.OrdinalIgnoreCase);
        ColumnUnit? unit = at > 0 && !isRate ? Find(heading[(at + 1)..]) : null;
        return unit is null
            ? (heading, string.Equals(heading, "counts", StringComparison.OrdinalIgnoreCase) ? Find("counts") : null)
            : (heading[..at], unit);
    }

    [GeneratedRegex(@"\A(?<name>[^\[(（［]*)[\[(（［](?<unit>[^\])）］]+)[\])）］]\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\A(?<name>[^\[(（［]+)[\[(（［](?<unit>[^\])）］]+)[\])）］](?<rest>[^\[(（［]*\p{L}[^\[(（［]*|[^\[(（［]*\d[^\[(（［]*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Within();

    [GeneratedRegex(@"\A\s*(?<times>-?\d+([.,]\d+)?)(\s*/\s*(?<parts>\d+))?\s*[x×*·]?\s*(?<unit>\p{L}\S*)\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Worth();

    [GeneratedRegex(@"((?<![\p{L}\d])[xX]|[×*·/])\s?(\d{2,}|0[.,]\d+|\d+[eE^]-?\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Times();

    // MATLAB writes "Force (N)" as Force_N_, R as Force..N.
    [GeneratedRegex(@"\A(?<name>.*[^._])(?:_(?<unit>[^\W\d_][\w]{0,7})_|\.\.(?<unit>[^\W\d_][\w.]{0,7})\.)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mangled();

    // "Zeit/ms", one word and one slash; of a kilogram it may be the body's, and N/s is a rate.
    [GeneratedRegex(@"\A(?<name>[^\s/]+)/(?<unit>\p{L}+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slashed();

    // "Kraft / N", "Time in s", "Force, N"; a slash without blanks may be a rate, such as counts/s.
    [GeneratedRegex(@"\A(?<name>\S.*?)(?: / | in |, ?)(?<unit>\S+)\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spoken();
}
