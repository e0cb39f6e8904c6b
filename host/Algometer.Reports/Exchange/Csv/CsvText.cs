using System.Globalization;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Tables;

namespace Algometer.Reports.Exchange.Csv;

/// <summary>
/// Cells of comma-separated values (RFC 4180, UTF-8, LF). A text that a spreadsheet would run as a formula gets one apostrophe in front, and
/// so does a text that begins with an apostrophe; a reader takes exactly one leading apostrophe away and has the very text again.
/// </summary>
public static class CsvText
{
    // Signs that begin a formula, the full-width ones too, and what some programs skip before looking.
    private const string Dangerous = "=+-@\t\r\n＝＋－＠'";

    /// <summary>A text as a cell.</summary>
    /// <param name="text">Any text; null is an empty cell, an empty text is a quoted one.</param>
    public static string Cell(string? text)
    {
        if (text is null)
        {
            return "";
        }

        string safe = IsDangerous(text) ? "'" + text : text;
        return safe.Length == 0 || safe.AsSpan().IndexOfAny(",;\"\r\n\t") >= 0 || safe[0] == ' ' || safe[^1] == ' ' ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>The text that <see cref="Cell"/> was given, from the cell without its quotes.</summary>
    /// <param name="cell">The cell's content.</param>
    public static string Text(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith('\'') ? cell[1..] : cell;
    }

    /// <summary>Any value of a column as a cell.</summary>
    /// <param name="value">String, long, double, bool, DateTimeOffset, DateOnly or null.</param>
    public static string Value(object? value) => value switch
    {
        null => "",
        string text => Cell(text),
        double number => double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        DateTimeOffset moment => Moment(moment),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Cell(value.ToString()),
    };

    /// <summary>Writes a table.</summary>
    /// <typeparam name="T">A row.</typeparam>
    /// <param name="table">Its columns.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="writer">Where to.</param>
    public static void Write<T>(ExportTable<T> table, IEnumerable<T> rows, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Join(',', table.Columns.Select(column => column.Name)) + "\n");
        foreach (T row in rows)
        {
            writer.Write(string.Join(',', table.Columns.Select(column => Value(column.Read(row)))) + "\n");
        }
    }

    internal static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static bool IsDangerous(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().TrimStart(' ');
        return trimmed.Length > 0 && Dangerous.Contains(trimmed[0], StringComparison.Ordinal);
    }
}
