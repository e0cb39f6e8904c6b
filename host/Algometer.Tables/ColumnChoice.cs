using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Tables;

/// <summary>Which column is meant: the one that an option names, or the only one whose heading fits.</summary>
internal static partial class ColumnChoice
{
    private static readonly string[] _codeNames = ["raw", "raw_counts", "raw counts", "raw value", "raw values", "counts", "adc", "adc counts", "adc value", "hx711"];
    private const int MostRemedies = 3;
    private const int WrittenOut = 5;
    private static readonly string[] _anyNames = ["value", "wert", "messwert", "valeur", "valor", "valore", "y", "y_value"];
    private static readonly string[] _timeNames = ["time", "t", "timestamp", "time stamp", "zeit", "zeitstempel", "elapsed", "elapsed time", "temps", "tiempo", "tempo", "uhrzeit", "heure", "hora", "ora", "horodatage", "x_value", "stopwatch", "stoppuhr", "日時", "時刻", "時間", "时间", "klo", "aika", "tid"];
    private static readonly string[] _forceNames = ["force", "load", "f", "kraft", "pressure", "p", "druck", "weight", "fuerza", "fuerte", "forza", "forca", "força", "grip_force", .. _codeNames];

    /// <summary>The time column; null where the rate stands for it.</summary>
    /// <param name="file">The table.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="isUnitSaid">Whether the option named the unit: then it is obeyed whatever the values look like.</param>
    public static TableColumn? Time(TableFile file, TableLayout layout, SignalQuestion question, out bool isUnitSaid)
    {
        isUnitSaid = question.Time is not null && Wanted(layout, "--time", question.Time, [ColumnQuantity.Time]).Unit is not null;
        return question.RateHertz is null ? Find(file, layout, "--time", question.Time, _timeNames, [ColumnQuantity.Time]) : null;
    }

    /// <summary>Whether the option named the force's unit.</summary>
    public static bool IsForceUnitSaid(TableLayout layout, SignalQuestion question) =>
        question.Force is not null && Wanted(layout, "--force", question.Force, [ColumnQuantity.Force, ColumnQuantity.Pressure, ColumnQuantity.Counts]).Unit is not null;

    /// <summary>The value column; its unit is known.</summary>
    public static TableColumn Force(TableFile file, TableLayout layout, SignalQuestion question)
    {
        TableColumn found = Find(file, layout, "--force", question.Force, _forceNames, [ColumnQuantity.Force, ColumnQuantity.Pressure, ColumnQuantity.Counts]);
        if (found.Unit is null && IsCodes(found))
        {
            found = found with { Unit = ColumnUnits.Find("counts") };
        }

        // The published grip-force recordings name no unit; their description says newtons.
        if (found.Unit is null && string.Equals(found.Heading, "Grip_Force", StringComparison.Ordinal))
        {
            found = found with { Unit = ColumnUnits.Find("N") };
        }

        if (found.Unit is null && layout.Head.FirstOrDefault(row => found.Index < row.Count && ColumnUnits.IsBeside(row[found.Index])) is { } worded)
        {
            throw Wrong(file, layout, $"'{CellText.Short(worded[found.Index])}' in column '{found.Shown}' has its unit beside the number: leave the units out of the cells, and write them into the heading, such as {found.Name} ({worded[found.Index].Split(' ')[^1]}).");
        }

        if (found.Unit is null && found.Strange is null && StatusColumn.UnitBeside(layout, found) is ({ } beside, { } its))
        {
            throw Wrong(file, layout, $"the column '{found.Shown}' names no unit, and the column '{beside.Shown}' says {its.Name}. Say --force \"{found.Called}:{its.Name}\" if that is its unit.");
        }

        string[] said = Said(layout, [ColumnQuantity.Force, ColumnQuantity.Pressure]) is { } unit ? [$" (the lines above the headings speak of {unit})", $"--force \"{found.Called}:{unit}\" if that is meant, else "] : ["", ""];
        return found.Unit is null
            ? throw Wrong(file, layout, $"the column '{found.Shown}' {(found.Strange is { } strange ? $"says '{strange}', which is no unit that is known" : "names no unit")}{said[0]}. Say {said[1]}--force \"{found.Called}:UNIT\" with one of {Units(ColumnQuantity.Force, ColumnQuantity.Pressure, ColumnQuantity.Counts)}, or with what 1 is worth, such as 0.1N.")
            : found;
    }

    private static TableColumn Find(TableFile file, TableLayout layout, string option, string? asked, string[] names, ColumnQuantity[] quantities)
    {
        (string? Name, ColumnUnit? Unit) wanted = Wanted(layout, option, asked, quantities);
        TableColumn[] fitting = wanted.Name is { } name ? Named(layout, name) : Guessed(layout, names, quantities);
        if (fitting.Length != 1)
        {
            throw Wrong(file, layout, NotOne(layout, option, fitting, wanted.Name is null ? quantities : []));
        }

        TableColumn found = fitting[0];
        if (wanted.Unit is not null)
        {
            return quantities.Contains(wanted.Unit.Quantity)
                ? found with { Unit = wanted.Unit, Other = null, Strange = null }
                : throw Wrong(file, layout, $"'{wanted.Unit.Name}' is no unit for {option}: write one of {Units(quantities)}.");
        }

        return found switch
        {
            { Unit: { } unit, Other: { } other } => throw Wrong(file, layout, $"the heading '{found.Shown}' says {unit.Name}, and line {layout.UnitsLine} below it says {other.Name}. Say {option} \"{found.Called}:{unit.Name}\" or {option} \"{found.Called}:{other.Name}\"."),
            { Unit: { } unit } when !quantities.Contains(unit.Quantity) => throw Wrong(file, layout, $"'{unit.Name}' is no unit for {option}: write one of {Units(quantities)}."),
            { Unit: { } unit } when ColumnUnits.Multiple(found.Name) is { Length: > 0 } times => throw Wrong(file, layout, $"in the heading '{found.Shown}' the '{times}' may be in the numbers or in the unit. Say {option} \"{found.Called}:{unit.Name}\" if they are {unit.Name} as they stand, else what 1 is worth, such as {option} \"{found.Called}:0.1{unit.Name}\"."),
            _ => found,
        };
    }

    private static string NotOne(TableLayout layout, string option, TableColumn[] fitting, ColumnQuantity[] quantities)
    {
        string rate = Rate(layout);
        string without = !string.Equals(option, "--time", StringComparison.Ordinal) ? ""
            : rate.Length == 0 ? ", or --row-rate HERTZ for a table without times"
            : $", or for a table without times --row-rate {rate}, of which the lines above the values speak";
        TableColumn? doubtful = fitting.Length > 0 ? null : layout.Columns.FirstOrDefault(column => column.Unit is { } unit && quantities.Contains(unit.Quantity));
        if (doubtful is not null)
        {
            return $"no column is surely what {option} needs: '{doubtful.Shown}' says '{ColumnWords.Against(doubtful)}'. If it is what was measured, say {option} \"{doubtful.Called}:{doubtful.Unit!.Name}\"; the headings are {layout.HeadingList}{without}.";
        }

        if (fitting.Length == 0 && string.Equals(option, "--force", StringComparison.Ordinal) && quantities.Length > 0
            && layout.Columns.FirstOrDefault(column => layout.Head.All(row => column.Index < row.Count && CellText.IsNumber(row[column.Index])) && StatusColumn.UnitBeside(layout, column) is ({ } its, _) && its.Index == column.Index + 1) is { } value
            && StatusColumn.UnitBeside(layout, value) is ({ } units, { } unitBeside))
        {
            return $"for {option} no column fits; the column '{units.Shown}' says {unitBeside.Name}. Say {option} \"{value.Called}:{unitBeside.Name}\" if '{value.Shown}' beside it is what was measured; the headings are {layout.HeadingList}.";
        }

        string problem = fitting.Length == 0 ? "no column fits" : $"{fitting.Length} columns fit ({string.Join(", ", fitting.Select(column => $"'{column.Shown}'"))})";
        bool isAlike = fitting.Select(column => column.Heading).Distinct(StringComparer.Ordinal).Count() < fitting.Length;
        string name = isAlike ? $"{option} \"{fitting[0].Index + 1}\" or another number"
            : fitting.Length > 0 ? string.Join(" or ", fitting.Take(MostRemedies).Select(column => $"{option} \"{column.Called}{(column.Unit is null ? ":UNIT" : "")}\""))
            : $"{option} \"{(layout.HeadingLine == 0 ? "NUMBER" : "NAME")}:UNIT\"";
        return $"for {option} {problem}; the {(layout.HeadingLine == 0 ? "columns" : "headings")} are {layout.HeadingList}. Say {name}{without}.";
    }

    // A heading as it is written comes before the part without its unit, and both before a column's number.
    private static TableColumn[] Named(TableLayout layout, string name)
    {
        TableColumn[] written = [.. layout.Columns.Where(column => string.Equals(column.Heading, name, StringComparison.Ordinal))];
        TableColumn[] bare = written.Length > 0 ? written : [.. layout.Columns.Where(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(column.Heading, name, StringComparison.OrdinalIgnoreCase))];
        return bare.Length > 0 || !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? bare
            : [.. layout.Columns.Where(column => column.Index == number - 1)];
    }

    // A column whose heading has such a unit, or such a name and no unit; a name with another quantity's unit is none.
    private static TableColumn[] Guessed(TableLayout layout, string[] names, ColumnQuantity[] quantities)
    {
        TableColumn[] byUnit = [.. layout.Columns.Where(column => column.Unit is { } unit && quantities.Contains(unit.Quantity) && ColumnWords.Against(column).Length == 0)];
        TableColumn[] byName = [.. layout.Columns.Where(column => column.Unit is null && names.Contains(column.Name, StringComparer.OrdinalIgnoreCase))];

        // This program's own table has two times: the one from the first sample is meant.
        if (quantities.Contains(ColumnQuantity.Time) && layout.Columns[0].Heading is "sequence" && byUnit is [{ Heading: "time_s" }, { Heading: "device_us" }])
        {
            return [byUnit[0]];
        }

        // A force beside its codes: the force is meant.
        TableColumn[] all = [.. byUnit, .. byName];
        TableColumn[] forces = [.. all.Where(column => !IsCodes(column))];
        TableColumn[] fitting = forces.Length > 0 ? forces : all;

        // A word that says nothing is the values' name where nothing says more.
        return fitting.Length > 0 || quantities.Contains(ColumnQuantity.Time) ? fitting : [.. layout.Columns.Where(column => column.Unit is null && _anyNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase))];
    }

    private static bool IsCodes(TableColumn column) => column.Unit is { Quantity: ColumnQuantity.Counts } || (column.Unit is null && _codeNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase));

    private static (string? Name, ColumnUnit? Unit) Wanted(TableLayout layout, string option, string? asked, ColumnQuantity[] quantities)
    {
        if (asked is null || layout.Columns.Any(column => string.Equals(column.Heading, asked, StringComparison.Ordinal)))
        {
            return (asked, null);
        }

        string? clock = Array.Find((string[])[":mm:ss", ":h:mm", ":hh:mm"], end => asked.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        int at = clock is null ? asked.LastIndexOf(':') : asked.Length - clock.Length;
        return at <= 0
            ? (asked, null)
            : (asked[..at], ColumnUnits.Find(asked[(at + 1)..]) ?? ColumnUnits.Scaled(asked[(at + 1)..]) ?? throw new TableException($"{option}: '{CellText.Short(asked[(at + 1)..])}' is no unit that is known; write one of {Units(quantities)}."));
    }

    // Samples a second, where the lines above the values name one number of them; empty otherwise.
    internal static string Rate(TableLayout layout)
    {
        string[] rates = [.. layout.Preamble.SelectMany(line => SamplingRate().Matches(line.Text)).Select(match => match.Groups["rate"].Value).Distinct(StringComparer.Ordinal)];
        return rates.Length == 1 ? rates[0] : "";
    }

    [GeneratedRegex("""(?<![\d.,])(?<rate>\d{1,6}(\.\d{1,3})?) ?(Hz|Sa/s|S/s|samples/s|samples per second)\b|sampl(ing|e)[ _]?(rate|frequency)["':= ]+(?<rate>\d{1,6}(\.\d{1,3})?)(?![\d.,]*\d| ?(kHz|MHz|ms))""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SamplingRate();

    private static string? Said(TableLayout layout, ColumnQuantity[] quantities) => layout.Preamble
        .SelectMany(line => line.Text.Split([' ', ':', ';', ',', '\t', '(', ')', '[', ']', '='], StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(word => ColumnUnits.Find(word) is { } unit && quantities.Contains(unit.Quantity) && string.Equals(unit.Name, word, word.Length < WrittenOut ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase));

    internal static string Units(params ColumnQuantity[] quantities) => string.Join(", ", ColumnUnits.All.Where(unit => quantities.Contains(unit.Quantity)).Select(unit => unit.Name));

    private static TableException Wrong(TableFile file, TableLayout layout, string words) =>
        new($"{file.Place(layout.HeadingLine)}: {words}");
}
