using System.Globalization;
using Algometer.Measurement.Agreement;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>The wide form: a row for each subject, a column for each trial, with or without a header and a column of names.</summary>
internal static class WideRatings
{
    private const double OtherMagnitude = 3;

    public static RatingFile Read(RatingRows table)
    {
        bool header = table.Headings is not null;
        IReadOnlyList<DelimitedRow> data = table.Rows;
        int line = header ? table.HeadingLine : data.Count == 0 ? 1 : data[0].Line;
        if (data.Count < 2)
        {
            throw new FormatException(data.Count == 0
                ? "There is only a header: add one row for each subject."
                : $"There is only one subject (line {data[0].Line}): agreement needs at least 2.");
        }

        bool named = table.Subject ?? (data.Any(row => CellText.IsWord(row.Cells[0])) || (header && (table.Headings![0].Length == 0 || RatingHeadings.IsSubject(table.Headings[0]))));
        if (table.Subject is null && !named)
        {
            AskForSubjects(table, line);
        }

        (table, IReadOnlyList<string> leftOut) = WithoutWords(table, named);
        data = table.Rows;
        int skip = named ? 1 : 0;
        int width = header ? table.Headings!.Length : data.Max(row => row.Cells.Count);
        string[] trials = [.. Enumerable.Range(0, Math.Max(0, width - skip)).Select(column => header && table.Headings![column + skip].Length > 0
            ? table.Headings![column + skip]
            : $"trial {(column + 1).ToString(CultureInfo.InvariantCulture)}")];
        if (trials.Length < 2)
        {
            throw new FormatException($"Line {line}: there is only {trials.Length} column of trials: agreement needs at least 2. If the columns are parted by something else than comma, semicolon or tab, change that.");
        }

        var numbers = new DecimalText(table.Delimiter);
        var values = new List<IReadOnlyList<double>>();
        var subjects = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < data.Count; i++)
        {
            DelimitedRow row = data[i];
            string subject = named ? row.Cells[0] : (i + 1).ToString(CultureInfo.InvariantCulture);
            if (subject.Length == 0)
            {
                throw new FormatException($"Line {row.Line}: the subject has no name.");
            }

            if (!subjects.TryAdd(subject, row.Line))
            {
                throw new FormatException(
                    $"Line {row.Line}: subject '{subject}' stands in line {subjects[subject]} already. If this is the long form, its first line must be subject,session,trial,value.");
            }

            if (row.Cells.Count > width)
            {
                throw new FormatException(
                    $"Line {row.Line}: {row.Cells.Count} cells where the first line has {width}. Where numbers have decimal commas, part the columns by semicolons.");
            }

            values.Add([.. trials.Select((trial, j) => RatingFile.Value(
                numbers,
                j + skip < row.Cells.Count ? row.Cells[j + skip] : "",
                $"Line {row.Line}, column {j + skip + 1}",
                $"subject '{subject}', trial '{trial}'"))]);
        }

        numbers.End("The table");
        if (!table.IsChosen && table.Subject != false)
        {
            AskForOthers(trials, values, header ? line : 0);
        }

        string form = $"wide form, {(header ? "with" : "without")} a header, {(named ? "first column names the subjects" : "no column of subjects")}{(leftOut.Count == 0 ? "" : $"; left out, because they hold words: {string.Join(", ", leftOut)}")}";
        return new RatingFile(RatingTable.Of(values, [.. subjects.Keys], trials), form, "each value as it stands");
    }

    // Whole numbers that never come twice, in order or of another size than the rest, are hardly measured: but nobody has said that they are not.
    private static void AskForSubjects(RatingRows table, int line)
    {
        double[][] columns = [.. Enumerable.Range(0, table.Rows.Max(row => row.Cells.Count)).Select(i => table.Rows.Select(row => i < row.Cells.Count && CellText.TryNumber(row.Cells[i], out double number) ? number : double.NaN).ToArray())];
        double[] first = columns[0];
        if (columns.Length < 3 || first.Any(number => double.IsNaN(number) || number != Math.Floor(number)) || first.Distinct().Count() != first.Length)
        {
            return;
        }

        double others = Median([.. columns.Skip(1).SelectMany(column => column).Where(number => !double.IsNaN(number))]);
        double ratio = Math.Abs(Median(first) / others);
        bool inOrder = first.Length > 2 && first.Zip(first.Skip(1)).All(pair => pair.Second > pair.First);
        if (inOrder || ratio > OtherMagnitude || ratio < 1 / OtherMagnitude)
        {
            string name = table.Headings is null ? "1" : table.Headings[0];
            throw new FormatException($"Line {line}: the first column{(table.Headings is null ? "" : $", '{name}',")} holds {table.Rows[0].Cells[0]}, {table.Rows[1].Cells[0]} … {(inOrder ? "in rising order" : "of another size than the rest")}: subjects or values? Add a first line that says so, or say --subject \"{name}\" if it names subjects, --subject {RatingQuestion.NoSubject} if it holds values.");
        }
    }

    // A column that says something else about the subject, or whose every value is of another size than all the rest, is hardly one of the repeats.
    private static void AskForOthers(string[] trials, List<IReadOnlyList<double>> values, int headingLine)
    {
        for (int i = 0; i < trials.Length && trials.Length > 2; i++)
        {
            int at = i;
            double[] own = [.. values.Select(row => Math.Abs(row[at]))];
            double[] others = [.. values.SelectMany(row => row.Where((_, j) => j != at)).Select(Math.Abs)];
            bool isOther = headingLine > 0 && RatingHeadings.IsOther(trials[i]);
            bool isLarge = own.Min() > others.Max() && Median(own) > OtherMagnitude * Median(others);
            bool isSmall = own.Max() < others.Min() && Median(own) * OtherMagnitude < Median(others);
            if (isOther || isLarge || isSmall)
            {
                string rest = string.Join(',', trials.Where((_, j) => j != at));
                throw new FormatException($"{(headingLine > 0 ? $"Line {headingLine}: " : "")}the column '{trials[i]}' {(isOther ? "says something else about the subjects" : "is of another size than the rest")}: a repeat of the same measurement or not? Name the measured columns, such as --columns {rest}.");
            }
        }
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 1 : sorted[sorted.Length / 2];
    }

    // Columns of words beside the subjects say something about the row, such as a side; where a subject comes twice by them, one is chosen.
    private static (RatingRows Table, IReadOnlyList<string> LeftOut) WithoutWords(RatingRows table, bool named)
    {
        if (table.Headings is not { } headings)
        {
            return (table, []);
        }

        int[] words = [.. Enumerable.Range(named ? 1 : 0, Math.Max(0, headings.Length - (named ? 1 : 0))).Where(i => table.Rows.All(row => i < row.Cells.Count && CellText.IsWord(row.Cells[i])))];
        if (words.Length == 0)
        {
            return (table, []);
        }

        if (named && table.Rows.GroupBy(row => row.Cells[0], StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.ToArray() is { } twice
            && Array.Find(words, i => twice[0].Cells[i] != twice[1].Cells[i]) is > 0 and var factor)
        {
            throw new FormatException($"Line {twice[1].Line}: subject '{twice[0].Cells[0]}' stands in line {twice[0].Line} already, there with {headings[factor]} '{twice[0].Cells[factor]}', here '{twice[1].Cells[factor]}': choose one with --where \"{headings[factor]}={twice[0].Cells[factor]}\".");
        }

        int[] kept = [.. Enumerable.Range(0, headings.Length).Except(words)];
        return (table with { Headings = [.. kept.Select(i => headings[i])], Rows = [.. table.Rows.Select(row => new DelimitedRow(row.Line, [.. kept.Where(i => i < row.Cells.Count).Select(i => row.Cells[i]), .. row.Cells.Skip(headings.Length)]))] }, [.. words.Select(i => headings[i])]);
    }

    // A header has words where values would be, or says in its first cell that the column holds subjects.
    public static bool HasHeader(DelimitedText delimited)
    {
        IReadOnlyList<string> first = delimited.Rows[0].Cells;
        bool subjectWord = CellText.IsWord(first[0]) && RatingHeadings.IsSubject(first[0]) && !first.Skip(1).Any(cell => CellText.IsNumber(cell));
        bool otherWords = first.Skip(1).Any(CellText.IsWord);
        bool onlyWordThere = CellText.IsWord(first[0]) && delimited.Rows.Skip(1).All(row => !CellText.IsWord(row.Cells[0]));
        return subjectWord || (otherWords && first.Skip(1).All(cell => CellText.IsWord(cell) || CellText.IsMissing(cell) || first[0].Length == 0)) || onlyWordThere
            || (first[0].Length == 0 && delimited.Rows.Count > 1 && first.Skip(1).All(cell => cell.Length > 0));
    }
}
