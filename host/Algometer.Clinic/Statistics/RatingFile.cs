using Algometer.Measurement.Agreement;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>What is rated in a long file that has sessions.</summary>
public enum RatedUnit
{
    /// <summary>Sessions where there are several, else trials.</summary>
    Automatic,

    /// <summary>The mean of each session's trials: one column for each session.</summary>
    Session,

    /// <summary>Each trial of each session: one column for each.</summary>
    Trial,
}

/// <summary>A balanced table read from a CSV file.</summary>
/// <param name="Table">The table.</param>
/// <param name="Form">How the file was read, in words.</param>
/// <param name="Rated">What each value is, in words.</param>
public sealed record RatingFile(RatingTable Table, string Form, string Rated)
{
    private const long MostBytes = 16 << 20;
    private const int MostShown = 12;

    /// <summary>What was taken for what, a sentence each.</summary>
    public IReadOnlyList<string> Words() =>
    [
        $"Form: {Form}.",
        $"Subjects: {Table.Subjects}, {List(Table.SubjectNames)}.",
        $"Columns: {Table.Trials}, {List(Table.TrialNames)}.",
        $"Rated: {Rated}.",
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="question">How to read it; null for what its headings say.</param>
    /// <exception cref="FormatException">The file cannot be used; the message names file, line, cell and remedy.</exception>
    public static RatingFile Read(string path, RatingQuestion? question = null)
    {
        string name = Path.GetFileName(path);
        try
        {
            if (Directory.Exists(path) || new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                throw new FormatException($"{name} is {(Directory.Exists(path) ? "a folder" : $"larger than {MostBytes >> 20} MiB")}: give a CSV file with one value for each subject and trial.");
            }

            using TextReader reader = TableFile.Of(path).Open();
            return Parse(reader.ReadToEnd(), name, question);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new FormatException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <param name="question">How to read it; null for what its headings say.</param>
    /// <exception cref="FormatException">The text cannot be used.</exception>
    public static RatingFile Parse(string text, string name, RatingQuestion? question = null)
    {
        try
        {
            (DelimitedText delimited, DelimitedRow? units, string[] leftOut) = WithoutFrame(TableFile.OfText("", text));
            if (delimited.Rows.Count == 0)
            {
                throw new FormatException("it is empty: write one row for each subject and one column for each trial");
            }

            question ??= new RatingQuestion();
            bool isLong = LongRatings.IsLong(delimited, question);
            bool hasHeadings = (isLong && question.Trial is null) || WideRatings.HasHeader(delimited, question.Subject);
            RefuseCommas(delimited, hasHeadings, isLong, question);
            var rows = RatingRows.Of(delimited, hasHeadings, units, isLong, question);
            RatingFile file = isLong ? LongRatings.Read(rows, question) : WideRatings.Read(rows, question);
            string[] notes = [.. leftOut, .. rows.Notes];
            return notes.Length == 0 ? file : file with { Form = $"{file.Form}; {string.Join("; ", notes)}" };
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw new FormatException($"{name}: {problem.Message}", problem);
        }
    }

    // Under headings of other things the second of two cells may well be like nothing.
    private static void RefuseCommas(DelimitedText table, bool hasHeadings, bool isLong, RatingQuestion question)
    {
        IReadOnlyList<string>[] values = [.. table.Rows.Skip(hasHeadings ? 1 : 0).Select(row => row.Cells)];
        bool IsApart(int from) => CommaDoubt.IsRepeats(table.Delimiter, values, from, question.Columns.Count > 0 || (hasHeadings && !RatingHeadings.IsSeries([.. table.Rows[0].Cells.Skip(from)])));
        if (!isLong && !question.IsDecimalPoint && (IsApart(0) || IsApart(1)))
        {
            throw new FormatException($"Line {table.Rows[hasHeadings ? 1 : 0].Line}: {CommaDoubt.Question}");
        }
    }

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostShown).Select(name => $"'{name}'")) + (names.Count > MostShown ? ", …" : "");

    // Lines above the headings that are narrower than these, and a row of units below them.
    private static (DelimitedText Table, DelimitedRow? Units, string[] LeftOut) WithoutFrame(TableFile file)
    {
        var table = DelimitedText.Parse(file);
        TableLayout? layout = null;
        try
        {
            layout = file.Layout;
        }
        catch (TableException)
        {
            // Without a row of numbers: what follows says what is wrong with the table as ratings.
        }

        if (layout is not { HeadingLine: > 0 } found || found.Delimiter != table.Delimiter)
        {
            return (table, null, []);
        }

        int width = table.Rows.First(row => row.Line == found.HeadingLine).Cells.Count;
        DelimitedRow[] above = [.. table.Rows.TakeWhile(row => row.Line < found.HeadingLine)];
        bool isPreamble = above.Length > 0 && Array.TrueForAll(above, row => row.Cells.Count(cell => cell.Length > 0) < width);
        List<string> words = [];
        if (isPreamble)
        {
            words.Add(above.Length == 1 ? $"line {above[0].Line} above the headings left out" : $"lines {above[0].Line} to {above[^1].Line} above the headings left out");
        }

        if (found.UnitsLine > 0)
        {
            words.Add($"line {found.UnitsLine} holds units");
        }

        return (table with { Rows = [.. table.Rows.Where(row => row.Line != found.UnitsLine && !(isPreamble && row.Line < found.HeadingLine))] }, table.Rows.FirstOrDefault(row => row.Line == found.UnitsLine), [.. words]);
    }
}
