using System.Globalization;

namespace Algometer.Tables;

/// <summary>The dates beside a column of times of day.</summary>
internal sealed class DateColumn
{
    private static readonly string[] _forms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "d.M.yyyy"];

    private readonly TableFile _file;
    private readonly TableColumn _column;
    private string _text = "";
    private double _seconds = double.NaN;

    private DateColumn(TableFile file, TableColumn column) => (_file, _column) = (file, column);

    /// <summary>The column's name for messages.</summary>
    public string Shown => _column.Shown;

    /// <summary>The column of dates in a table with times of day; null where there is none.</summary>
    /// <exception cref="TableException">Its dates change and can be read in two ways.</exception>
    public static DateColumn? Beside(TableFile file, TableLayout layout, TableColumn time)
    {
        TableColumn? found = layout.Columns.FirstOrDefault(column => column.Index != time.Index && Cells(layout, column) is { Length: > 0 } cells && Array.TrueForAll(cells, CellText.IsDate));
        if (found is null)
        {
            return null;
        }

        string[] days = Cells(layout, found);
        if (Array.TrueForAll(days, day => TryRead(day, out _)))
        {
            return new DateColumn(file, found);
        }

        // A date that never changes takes nothing away from the times beside it.
        return days.Distinct(StringComparer.Ordinal).Count() == 1 ? null
            : throw new TableException($"{file.Place(layout.FirstLine)}, column '{found.Shown}': '{days[0]}' can be read as two dates, and it changes. Write 2026-03-01 or 1.3.2026, or say --row-rate HERTZ.");
    }

    /// <summary>The same column, before its first row.</summary>
    public DateColumn Anew() => new(_file, _column);

    /// <summary>Seconds from 1970 to the beginning of the present row's date.</summary>
    /// <exception cref="TableException">The row has no date.</exception>
    public double Seconds(RowReader rows)
    {
        ReadOnlySpan<char> cell = rows.Cell(_column.Index);
        if (!cell.SequenceEqual(_text))
        {
            _text = cell.ToString();
            _seconds = TryRead(_text, out double seconds) ? seconds : throw new TableException($"{_file.Place(rows.Line)}, column '{_column.Shown}': '{CellText.Short(_text)}' is no date as in the rows before it.");
        }

        return _seconds;
    }

    private static string[] Cells(TableLayout layout, TableColumn column) => [.. layout.Head.Where(row => column.Index < row.Count && row[column.Index].Length > 0).Select(row => row[column.Index])];

    private static bool TryRead(string cell, out double seconds)
    {
        bool isRead = DateTime.TryParseExact(cell, _forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime day);
        seconds = isRead ? (day.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond : double.NaN;
        return isRead;
    }
}
