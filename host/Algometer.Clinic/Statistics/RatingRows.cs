using System.Globalization;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>The rows of a table of repeat measurements after the options: only the rows and columns that are wanted, the subjects first.</summary>
/// <param name="Delimiter">What parts the cells.</param>
/// <param name="Headings">The headings; null for a table without.</param>
/// <param name="HeadingLine">Their line, from 1.</param>
/// <param name="Rows">The rows below.</param>
/// <param name="Subject">Whether the first column names subjects: true, false, or null where the headings do not say.</param>
/// <param name="IsChosen">Whether the columns of values were named.</param>
/// <param name="Names">What options call the columns.</param>
/// <param name="Units">The columns' units, where headings or a row of units say them.</param>
/// <param name="Notes">What was left out, in words.</param>
internal sealed record RatingRows(char Delimiter, string[]? Headings, int HeadingLine, IReadOnlyList<DelimitedRow> Rows, bool? Subject, bool IsChosen, string[] Names, ColumnUnit?[] Units, IReadOnlyList<string> Notes)
{
    /// <summary>Columns, by their place in the table, of which an option said which rows are wanted.</summary>
    public IReadOnlySet<int> Answered { get; private init; } = new HashSet<int>();

    /// <summary>Applies the options.</summary>
    /// <exception cref="FormatException">A column is not there, or the table holds figures computed from its values.</exception>
    /// <param name="table">The table.</param>
    /// <param name="hasHeadings">Whether its first row names the columns.</param>
    /// <param name="units">Its row of units; null for none.</param>
    /// <param name="isLong">Whether it has a line for each value: its columns stay as they are then.</param>
    /// <param name="question">What was asked.</param>
    public static RatingRows Of(DelimitedText table, bool hasHeadings, DelimitedRow? units, bool isLong, RatingQuestion question)
    {
        IReadOnlyList<DelimitedRow> rows = hasHeadings ? [.. table.Rows.Skip(1)] : table.Rows;
        int width = table.Rows.Max(row => row.Cells.Count);
        if (hasHeadings && table.Rows[0].Cells.Count == 1 && width > 2)
        {
            throw new FormatException($"Line {table.Rows[0].Line} has one cell where the rows below have {width}: part both by the same sign.");
        }

        if (hasHeadings && table.Rows.Count > 2 && table.Rows[0].Cells.Count > 1 && rows.All(row => row.Cells.Count == table.Rows[0].Cells.Count + 1 && row.Cells[^1].Length > 0) && rows.Select(row => row.Cells[0]).Distinct(StringComparer.Ordinal).Count() == rows.Count)
        {
            throw new FormatException($"Line {table.Rows[0].Line} has {table.Rows[0].Cells.Count} cells where every row below has {width}: the first column has no heading, as R writes its row names. Write one for it, or an empty cell, at the line's beginning (in R: col.names=NA), or leave the row names out.{(table.Delimiter == ',' ? " If the numbers have decimal commas, part the columns by semicolons." : "")}");
        }

        string[] headings = hasHeadings ? [.. table.Rows[0].Cells] : [.. Enumerable.Range(1, width).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        var notes = new List<string>();
        var dropped = new HashSet<int>();
        foreach ((string column, string value) in question.Where)
        {
            int at = RatingHeadings.Find(headings, column, "--where");
            dropped.Add(at);
            string[] there = [.. rows.Select(row => Cell(row, at)).Distinct(StringComparer.Ordinal)];
            if (string.Equals(value, RatingFactors.Any, StringComparison.OrdinalIgnoreCase) && !there.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                notes.Add($"whatever {headings[at]} says");
                continue;
            }

            rows = [.. rows.Where(row => string.Equals(Cell(row, at), value, StringComparison.OrdinalIgnoreCase))];
            notes.Add($"only rows with {headings[at]} = {value}");
            if (rows.Count == 0)
            {
                throw new FormatException($"--where: no row has '{value}' in column '{headings[at]}'; it holds {string.Join(", ", there.Take(12).Select(one => $"'{one}'"))}.");
            }
        }

        int? subject = question.Subject is null or RatingQuestion.NoSubject ? null : RatingHeadings.Find(headings, question.Subject, "--subject");
        int[] columns = isLong ? [] : RatingHeadings.FindAll(headings, question.Columns, "--columns");
        if (columns.Length > 0 && subject is null && question.Subject is null && hasHeadings)
        {
            int named = Array.FindIndex(headings, RatingHeadings.IsSubject);
            subject = named < 0 ? null : named;
        }

        RefuseFigures(table, hasHeadings, rows, headings, RatingHeadings.FindAll(headings, question.Columns, "--columns"), dropped);
        int[] kept = [.. columns.Length > 0 ? columns : Enumerable.Range(0, headings.Length).Where(i => isLong || (!dropped.Contains(i) && i != subject))];
        kept = subject is { } first && !isLong ? [first, .. kept.Where(i => i != first)] : kept;
        string[] names = hasHeadings ? RatingHeadings.Names(headings) : headings;
        bool all = kept.SequenceEqual(Enumerable.Range(0, headings.Length));
        return new RatingRows(
            table.Delimiter,
            hasHeadings ? [.. kept.Select(i => headings[i])] : null,
            hasHeadings ? table.Rows[0].Line : 0,
            all ? rows : [.. rows.Select(row => new DelimitedRow(row.Line, [.. kept.Select(i => Cell(row, i))]))],
            question.Subject == RatingQuestion.NoSubject ? false : subject is not null ? true : null,
            columns.Length > 0,
            [.. kept.Select(i => names[i])],
            [.. kept.Select(i => Unit(hasHeadings ? headings[i] : "", units is null ? "" : Cell(units, i)))],
            notes)
        {
            Answered = dropped,
        };
    }

    // Where heading and row of units disagree, the column is in neither for sure.
    private static ColumnUnit? Unit(string heading, string below)
    {
        ColumnUnit? named = ColumnUnits.Parse(heading).Unit;
        ColumnUnit? said = below.Length == 0 ? null : ColumnUnits.Find(below.Trim('(', ')', '[', ']', ' '));
        return named is not null && said is not null && (named.Quantity != said.Quantity || named.Factor != said.Factor)
            ? throw new FormatException($"The heading '{heading}' says {named.Name}, and the row of units below it says {said.Name}: correct one of them.")
            : said ?? named;
    }

    private static string Cell(DelimitedRow row, int at) => at < row.Cells.Count ? row.Cells[at] : "";

    // A mean among the values would be rated as one of them.
    private static void RefuseFigures(DelimitedText table, bool hasHeadings, IReadOnlyList<DelimitedRow> rows, string[] headings, int[] columns, HashSet<int> dropped)
    {
        int figure = hasHeadings ? Array.FindIndex(headings, heading => heading.Length > 1 && ComputedWords.IsFigure(heading)) : -1;
        if (figure > 0 && !dropped.Contains(figure) && (columns.Length == 0 || columns.Contains(figure)))
        {
            throw new FormatException($"Line {table.Rows[0].Line}: the column '{headings[figure]}' is computed from the others and no measurement: remove it, or name the measured ones with --columns.");
        }

        // Two letters may be somebody's initials, Max and Min somebody's name, and N1 a number: below all others they are hardly the first, and the
        // values themselves show the second.
        int tail = rows.Count;
        for (; tail > 0 && IsFigure(Name(rows[tail - 1])); tail--)
        {
        }

        if (rows.Where((row, i) => (i >= tail || Name(row).Length > 2) && IsFigure(Name(row))).FirstOrDefault() is { } computed)
        {
            throw new FormatException($"Line {computed.Line}: '{Name(computed)}' is computed from the rows above and no subject: remove the line, or give a subject of that name another.");
        }
    }

    private static bool IsFigure(string name) => ComputedWords.IsFigure(name) && !name.Any(char.IsAsciiDigit) && !(name is "Max" or "Min");

    private static string Name(DelimitedRow row) => row.Cells.FirstOrDefault(cell => cell.Length > 0) ?? "";
}
