namespace Algometer.Tables;

/// <summary>One line of text before a table's headings.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Text">Its cells, joined by a blank.</param>
public sealed record PreambleLine(int Line, string Text);

/// <summary>
/// How a table is laid out: what parts its cells, where its headings, its units and its first row of values stand. Found by looking at its first
/// rows; what stands above the headings is a preamble.
/// </summary>
/// <param name="Delimiter">What parts the cells.</param>
/// <param name="Columns">The columns.</param>
/// <param name="HeadingLine">Line of the headings; 0 where there are none.</param>
/// <param name="UnitsLine">Line of the units below the headings; 0 where there is none.</param>
/// <param name="FirstLine">Line of the first row of values; 0 where there is none.</param>
/// <param name="Preamble">What stands above the headings.</param>
/// <param name="Head">The first rows of values, for a look.</param>
public sealed record TableLayout(
    char Delimiter,
    IReadOnlyList<TableColumn> Columns,
    int HeadingLine,
    int UnitsLine,
    int FirstLine,
    IReadOnlyList<PreambleLine> Preamble,
    IReadOnlyList<IReadOnlyList<string>> Head)
{
    /// <summary>The delimiter in words.</summary>
    public string DelimiterName => Delimiter switch { ';' => "semicolon", '\t' => "tab", '|' => "bar", _ => "comma" };

    /// <summary>The headings, for a message.</summary>
    public string HeadingList => string.Join(", ", Columns.Take(20).Select(column => $"'{column.Shown}'")) + (Columns.Count > 20 ? ", …" : "");

    /// <summary>The layout in sentences: what was taken for what.</summary>
    /// <param name="file">The table.</param>
    public IReadOnlyList<string> Words(TableFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        List<string> words = [$"Text: {file.EncodingName}, columns parted by {DelimiterName}."];
        if (Preamble.Count > 0)
        {
            bool isAround = HeadingLine > 0 && Preamble[^1].Line > HeadingLine;
            words.Add($"{Lines(Preamble[0].Line, Preamble[^1].Line)} {(isAround ? "around" : "above")} the headings: left out.");
        }

        words.Add(HeadingLine == 0
            ? $"No headings: the columns are called by their number, {HeadingList}."
            : $"Headings in line {HeadingLine}{(UnitsLine > 0 ? $", units in line {UnitsLine}" : "")}: {HeadingList}.");
        return words;
    }

    internal static string Lines(int from, int to) => from == to ? $"Line {from}" : $"Lines {from} to {to}";
}
