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
