namespace Algometer.Tables;

/// <summary>One row of a delimited text.</summary>
/// <param name="Line">The line in which it begins, from 1.</param>
/// <param name="Cells">Its cells, trimmed, quotes removed.</param>
public sealed record DelimitedRow(int Line, IReadOnlyList<string> Cells);

/// <summary>A whole table in memory, for small ones: its rows as they stand, empty ones left out.</summary>
/// <param name="Delimiter">What parts the cells.</param>
/// <param name="Rows">The rows.</param>
public sealed record DelimitedText(char Delimiter, IReadOnlyList<DelimitedRow> Rows)
{
    private const int MostRows = 1_000_000;

    /// <summary>Parses a text.</summary>
    /// <param name="text">The whole table.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="TableException">A quote is never closed, or it is no table; the message names the line.</exception>
    public static DelimitedText Parse(string text, string name = "The table") => Parse(TableFile.OfText(name, text));

    /// <summary>
    /// Parses what a program wrote by RFC 4180 with commas, to the letter: nothing is trimmed, an empty cell is null and a quoted empty one an empty text.
    /// </summary>
    /// <param name="text">The whole table.</param>
    /// <returns>Rows with the line they begin in, the headings first.</returns>
    /// <exception cref="TableException">A quote is never closed or stands within a cell; the message names the line.</exception>
    public static IReadOnlyList<(int Line, string?[] Cells)> AsWritten(string text)
    {
        var rows = new List<(int Line, string?[] Cells)>();
        using var reader = new RowReader(TableFile.OfText("", text), ',', isAsWritten: true);
        while (reader.Read())
        {
            rows.Add((reader.Line, [.. Enumerable.Range(0, reader.Count).Select(reader.Written)]));
        }

        return rows;
    }

    /// <summary>Parses a file.</summary>
    /// <param name="file">The table.</param>
    /// <exception cref="TableException">A quote is never closed, or it is no table; the message names the line.</exception>
    public static DelimitedText Parse(TableFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        char delimiter = LayoutFinder.DelimiterOf(file);
        var rows = new List<DelimitedRow>();
        using var reader = new RowReader(file, delimiter);
        while (reader.Read())
        {
            rows.Add(new DelimitedRow(reader.Line, reader.Cells()));
            if (rows.Count > MostRows)
            {
                throw new TableException($"{file.Name} has more than {MostRows:N0} rows: cut it into several tables.");
            }
        }

        return new DelimitedText(delimiter, rows);
    }
}
