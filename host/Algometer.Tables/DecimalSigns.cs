namespace Algometer.Tables;

/// <summary>Which decimal sign a table has: one throughout, or a thousands separator would be read as it without anybody noticing.</summary>
internal static class DecimalSigns
{
    /// <summary>The sign that no number of these columns may have: a comma where they have points, a point where they have commas.</summary>
    public static char Other(TableLayout layout, IEnumerable<TableColumn?> columns)
    {
        // Where commas part the columns, none is left within a number but by quotes.
        bool comma = columns.OfType<TableColumn>().Any(column => layout.Head.FirstOrDefault(row => column.Index < row.Count && row[column.Index].AsSpan().IndexOfAny(',', '.') >= 0) is { } first && first[column.Index].Contains(',', StringComparison.Ordinal) && !first[column.Index].Contains('.', StringComparison.Ordinal));
        return comma ? '.' : ',';
    }
}
