using System.Globalization;
using Algometer.Measurement.Agreement;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>The wide form: a row for each subject, a column for each trial, with or without a header and a column of names.</summary>
internal static class WideRatings
{
    public static RatingFile Read(RatingRows table, RatingQuestion question)
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
        if (!table.IsChosen)
        {
            RatingDoubts.LongForm(table, line);
        }

        if (table.Subject is null && (!named || (header && RatingHeadings.IsTrial(table.Headings![0]))) && !IsNumberedWithRest(table))
        {
            RatingDoubts.Subjects(table, line);
        }

        if (named && table.Subject is null)
        {
            AskForHeadings(table);
            AskForTrials(table, line);
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
            throw new FormatException($"Line {line}: there is only {trials.Length} column of trials: agreement needs at least 2.{AsLong(table, question)} If the columns are parted by something else than comma, semicolon or tab, change that.");
        }

        RatingDoubts.Units(table, skip);
        var cells = new RatingCells(table.Delimiter, question.Missing);
        var values = new List<IReadOnlyList<double>>();
        var subjects = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < data.Count; i++)
        {
            DelimitedRow row = data[i];
            string subject = named ? row.Cells[0] : (i + 1).ToString(CultureInfo.InvariantCulture);
            if (subject.Length == 0)
            {
                throw new FormatException($"Line {row.Line}: the subject has no name: write it into every row. Of merged cells a spreadsheet program saves the first alone.");
            }

            if (!subjects.TryAdd(subject, row.Line))
            {
                throw new FormatException(
                    $"Line {row.Line}: subject '{subject}' stands in line {subjects[subject]} already. {(header && !RatingHeadings.IsSubject(table.Headings![0]) ? $"If '{table.Headings[0]}' names no subjects, say --subject COLUMN for the one that does. " : "")}If this is the long form, its first line must be subject,session,trial,value.{AsLong(table, question)}");
            }

            if (row.Cells.Count > width)
            {
                throw new FormatException(
                    $"Line {row.Line}: {row.Cells.Count} cells where the first line has {width}. Where numbers have decimal commas, part the columns by semicolons.");
            }

            values.Add([.. trials.Select((trial, j) => cells.Value(
                j + skip < row.Cells.Count ? row.Cells[j + skip] : "",
                $"Line {row.Line}, column {j + skip + 1}",
                $"subject '{subject}', trial '{trial}'"))]);
        }

        cells.End();
        RatingDoubts.Rows(table, skip, values);
        if (!table.IsChosen)
        {
            RatingDoubts.Columns(table, skip, values, question.Rated != RatedUnit.Automatic);
        }

        string form = $"wide form, {(header ? "with" : "without")} a header, {(named ? "first column names the subjects" : "no column of subjects")}{(leftOut.Count == 0 ? "" : $"; left out, because they hold words or dates: {string.Join(", ", leftOut)}")}";
        return question.Rated == RatedUnit.Session
            ? BySession(values, [.. subjects.Keys], trials, form)
            : new RatingFile(RatingTable.Of(values, [.. subjects.Keys], trials), form, "each value as it stands");
    }

    // A line for each trial with the values of several sites beside one another: which option reads one of them.
    private static string AsLong(RatingRows table, RatingQuestion question)
    {
        string[] headings = table.Headings ?? [];
        int trial = Array.FindIndex(headings, 1 % Math.Max(1, headings.Length), heading => RatingHeadings.IsTrial(heading) || RatingHeadings.IsSession(heading));
        string value = question.Columns.Count == 1 ? question.Columns[0] : trial < 0 ? "" : table.Names.Where((_, i) => i > 0 && i != trial && !RatingHeadings.IsAboutSubject(headings[i])).FirstOrDefault("");
        return value.Length == 0 || headings.Length == 0 ? ""
            : $" If it has a line for each trial, say --subject \"{table.Names[0]}\" --trial {(trial < 0 ? "COLUMN" : $"\"{table.Names[trial]}\"")} --columns \"{value}\".";
    }

    // trial 1, trial 2: the first column is one of the trials, and numbers nothing.
    private static bool IsNumberedWithRest(RatingRows table) => table.Headings is { Length: > 1 } headings && headings[0].Any(char.IsAsciiDigit) && RatingHeadings.IsTrial(headings[0]) && RatingHeadings.IsTrial(headings[1]);

    // pre1, pre2, post1, post2: the sessions pre and post with two trials each.
    private static RatingFile BySession(List<IReadOnlyList<double>> values, string[] subjects, string[] trials, string form)
    {
        (string Word, int[] Columns)[] sessions = RatingHeadings.Alike(trials);
        if (sessions.Length < 2)
        {
            throw new FormatException($"--rate session: the columns {string.Join(", ", trials.Select(trial => $"'{trial}'"))} are called by one word, so nothing says which of them belong to one session: call them by two, such as pre1, pre2, post1, post2, or use the long form, subject,session,trial,value.");
        }

        string means = string.Join("; ", sessions.Select(session => $"{session.Word}: {string.Join(", ", session.Columns.Select(i => trials[i]))}"));
        IReadOnlyList<double>[] rated = [.. values.Select(row => (double[])[.. sessions.Select(session => session.Columns.Average(i => row[i]))])];
        return new RatingFile(RatingTable.Of(rated, subjects, [.. sessions.Select(session => session.Word)]), form, $"the mean of the columns of each word ({means})");
    }

    // Columns of words beside the subjects say something about the row, such as a side; where a subject comes twice by them, one is chosen.
    private static (RatingRows Table, IReadOnlyList<string> LeftOut) WithoutWords(RatingRows table, bool named)
    {
        if (table.Headings is not { } headings)
        {
            return (table, []);
        }

        int[] words = [.. Enumerable.Range(named ? 1 : 0, Math.Max(0, headings.Length - (named ? 1 : 0))).Where(i => IsWords([.. table.Rows.Select(row => i < row.Cells.Count ? row.Cells[i] : "")]))];
        if (words.Length == 0)
        {
            return (table, []);
        }

        if (named && table.Rows.GroupBy(row => row.Cells[0], StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.ToArray() is { } twice
            && Array.Find(words, i => Cell(twice[0], i) != Cell(twice[1], i)) is > 0 and var factor)
        {
            throw new FormatException($"Line {twice[1].Line}: subject '{twice[0].Cells[0]}' stands in line {twice[0].Line} already, there with {headings[factor]} '{Cell(twice[0], factor)}', here '{Cell(twice[1], factor)}': {(headings.Length - words.Length > 2 ? $"choose one with --where \"{headings[factor]}={Cell(twice[0], factor)}\"" : Array.TrueForAll(table.Rows.Select(row => Cell(row, factor)).ToArray(), CellText.IsDate) ? $"say --trial \"{table.Names[factor]}\" if each date is a repeat"
                : $"number each subject's repeats 1, 2, … in a column of its own, and name it with --trial COLUMN")}.");
        }

        if (!table.IsChosen)
        {
            RatingFactors.BesideRows(table, words);
        }

        int[] kept = [.. Enumerable.Range(0, headings.Length).Except(words)];
        return (table with { Headings = [.. kept.Select(i => headings[i])], Names = [.. kept.Select(i => table.Names[i])], Units = [.. kept.Select(i => table.Units[i])], Rows = [.. table.Rows.Select(row => new DelimitedRow(row.Line, [.. kept.Where(i => i < row.Cells.Count).Select(i => row.Cells[i]), .. row.Cells.Skip(headings.Length)]))] }, [.. words.Select(i => headings[i])]);
    }

    // id,2024,2025 and subject,0,30: headings may be bare numbers, where the first cell is a word for subjects and names none itself.
    private static bool IsOverNumbers(DelimitedText delimited) => delimited.Rows[0].Cells[0] is var first && CellText.IsWord(first) && RatingHeadings.IsSubject(first) && !first.Any(char.IsDigit)
        && !ComputedWords.Tokens(first).Any(word => word.Length == 1) && !delimited.Rows.Skip(1).Any(row => CellText.IsWord(row.Cells[0]) && RatingHeadings.IsSubject(row.Cells[0]));

    // Kürzel,0,30 above S00 and S01: a first row that is called otherwise than all below may be the headings in a language that nobody knows.
    private static void AskForHeadings(RatingRows table)
    {
        string[] names = [.. table.Rows.Select(row => row.Cells[0])];
        if (table.Headings is null && names.Length > 2 && CellText.IsWord(names[0]) && !names[0].Any(char.IsAsciiDigit) && names.Skip(1).All(name => name.Any(char.IsAsciiDigit)))
        {
            throw new FormatException($"Line {table.Rows[0].Line}: '{names[0]}' is called otherwise than '{names[1]}' and all rows below: headings or a subject? Say --subject \"{names[0]}\" if the line holds headings, --subject 1 if it is a subject.");
        }
    }

    // Trial 1, Trial 2 or pre, post as the names of rows: each column would be a subject.
    private static void AskForTrials(RatingRows table, int line)
    {
        string[] names = [.. table.Rows.Select(row => row.Cells[0])];
        bool areTrials = Array.TrueForAll(names, RatingHeadings.IsTrialName)
            || (Array.TrueForAll(names, RatingHeadings.IsTrialLetter) && names.Length < table.Names.Length - 1);
        if (areTrials)
        {
            throw new FormatException($"Line {line}: the rows are called '{names[0]}', '{names[1]}' … as trials are: turn the table if each column is a subject, so that it has a row for each subject and a column for each trial, or say --subject \"{table.Names[0]}\" if its rows are subjects.");
        }
    }

    private static string Cell(DelimitedRow row, int at) => at < row.Cells.Count ? row.Cells[at] : "";

    // A remark here and there is a column of words too.
    private static bool IsWords(string[] cells) => cells.Any(cell => CellText.IsWord(cell) || CellText.IsDate(cell)) && Array.TrueForAll(cells, cell => cell.Length == 0 || CellText.IsWord(cell) || CellText.IsDate(cell));

    // ID,1,2,3: repeats that are called by their number alone.
    private static bool IsRunning(IReadOnlyList<string> first) => first.Count > 2 && first[1] is "1" or "0" && first.Skip(1).Select((cell, i) => (Cell: cell, Number: (i + int.Parse(first[1], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture))).All(one => one.Cell == one.Number);

    // A header has words where values would be, or says in its first cell that the column holds subjects.
    public static bool HasHeader(DelimitedText delimited, string? subject)
    {
        IReadOnlyList<string> first = delimited.Rows[0].Cells;
        if ((CellText.IsWord(first[0]) && string.Equals(first[0], subject, StringComparison.OrdinalIgnoreCase)) || IsOverNumbers(delimited))
        {
            return true;
        }

        bool subjectWord = CellText.IsWord(first[0]) && RatingHeadings.IsSubject(first[0]) && (!first.Skip(1).Any(cell => CellText.IsNumber(cell)) || IsRunning(first));
        bool otherWords = first.Skip(1).Any(CellText.IsWord);
        bool onlyWordThere = CellText.IsWord(first[0]) && delimited.Rows.Skip(1).All(row => !CellText.IsWord(row.Cells[0]));
        return subjectWord || (otherWords && first.Skip(1).All(cell => CellText.IsWord(cell) || CellText.IsMissing(cell) || first[0].Length == 0)) || onlyWordThere
            || (first[0].Length == 0 && delimited.Rows.Count > 1 && first.Skip(1).All(cell => cell.Length > 0));
    }
}
