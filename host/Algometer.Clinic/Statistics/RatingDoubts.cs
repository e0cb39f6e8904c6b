using System.Globalization;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>What in a wide table is hardly a repeat of one measurement, and is asked about with the option that settles it.</summary>
internal static class RatingDoubts
{
    private const double OtherMagnitude = 3;
    private const double OtherUnit = 8;
    private const int MostRemedies = 3;
    private const int MostShown = 6;
    private const int MostSubsets = 10;

    /// <summary>Asks where the first column could name the subjects as well as hold values.</summary>
    /// <exception cref="FormatException">It could.</exception>
    public static void Subjects(RatingRows table, int line)
    {
        if (table.Headings is { } written && RatingHeadings.IsTrial(written[0]) && !RatingHeadings.IsSubject(written[0]))
        {
            throw Turned(table, line, table.Names[0]);
        }

        double[][] columns = Numbers(table);
        double[] first = columns[0];
        if (columns.Length < 2 || first.Any(number => double.IsNaN(number) || number != Math.Floor(number)) || first.Distinct().Count() != first.Length)
        {
            return;
        }

        double[] others = [.. columns.Skip(1).SelectMany(column => column).Where(number => !double.IsNaN(number))];
        if (others.Length == 0 || WhyNames(first, others) is not { } why)
        {
            return;
        }

        string name = table.Names[0];
        throw new FormatException($"Line {line}: the first column{(table.Headings is null ? "" : $", '{table.Headings[0]}',")} holds {table.Rows[0].Cells[0]}, {table.Rows[1].Cells[0]} … {why}: subjects or values? Add a first line that says so, or say --subject \"{name}\" if it names subjects, --subject {RatingQuestion.NoSubject} if it holds values.");
    }

    private static FormatException Turned(RatingRows table, int line, string name) => new($"Line {line}: by its name the first column, '{table.Headings![0]}', numbers the trials, and each other column would be a subject: turn the table, so that it has a row for each subject and a column for each trial, or say --subject \"{name}\" if its rows are subjects, --subject {RatingQuestion.NoSubject} if it holds values.");

    /// <summary>Asks where two columns number the rows, as a long table's do.</summary>
    /// <exception cref="FormatException">Two do.</exception>
    public static void LongForm(RatingRows table, int line)
    {
        int width = table.Names.Length;
        string[][] cells = [.. Enumerable.Range(0, width).Select(i => table.Rows.Select(row => i < row.Cells.Count ? row.Cells[i] : "").ToArray())];
        int[] labels = [.. Enumerable.Range(0, width).Where(i => Array.TrueForAll(cells[i], IsLabel))];
        foreach ((int subject, int trial) in labels.SelectMany(a => labels.Where(b => b != a).Select(b => (a, b))))
        {
            int[] sizes = [.. cells[subject].GroupBy(cell => cell, StringComparer.Ordinal).Select(group => group.Count())];
            bool isOncePerTrial = cells[subject].Zip(cells[trial]).Distinct().Count() == table.Rows.Count;

            // What is the same in all of a subject's lines is about the subject; of the rest one column alone may hold the values.
            int[] numbers = [.. Enumerable.Range(0, width).Where(i => i != subject && i != trial && Array.TrueForAll(cells[i], cell => CellText.IsNumber(cell) || CellText.IsMissing(cell)) && cells[subject].Zip(cells[i]).Distinct().Count() > sizes.Length)];
            int[] measured = [.. numbers.Where(i => !Array.TrueForAll(cells[i], IsLabel))];
            int[] values = measured.Length > 0 ? measured : numbers;
            if (sizes.Length > 1 && sizes.Min() > 1 && isOncePerTrial && values.Length == 1 && cells[trial].Distinct(StringComparer.Ordinal).Count() <= sizes.Max())
            {
                throw new FormatException($"Line {line}: column {Shown(table, subject)} comes {(sizes.Min() == sizes.Max() ? sizes.Max() : $"up to {sizes.Max()}")} times with another {Shown(table, trial)}: a line for each value? Say --subject \"{table.Names[subject]}\" --trial \"{table.Names[trial]}\" --columns \"{table.Names[values[0]]}\" if so, or {RatingHeadings.Option(table.Names.Where((_, i) => i != subject))} if each column is a repeat.");
            }
        }
    }

    /// <summary>Asks about a column that says something else, is in another unit, is of another size, or is computed from the rest.</summary>
    /// <param name="table">The table.</param>
    /// <param name="skip">Columns before those of values.</param>
    /// <param name="values">The values, a row for each subject.</param>
    /// <param name="isToldApart">Whether it was said what columns of different words are.</param>
    /// <exception cref="FormatException">There is one.</exception>
    public static void Columns(RatingRows table, int skip, List<IReadOnlyList<double>> values, bool isToldApart)
    {
        string[] names = table.Names[skip..];
        string[] headings = table.Headings is { } written ? [.. written[skip..]] : [.. names.Select(_ => "")];
        string place = table.HeadingLine > 0 ? $"Line {table.HeadingLine}: " : "";
        int[] all = [.. Enumerable.Range(0, names.Length)];

        // Whoever said that no column names the subjects has looked at the first. Of sum and summands the last is the likeliest to be computed.
        int[] doubted = [.. all.Where(i => i > 0 || table.Subject != false)];
        (int At, string Why)[] found =
        [
            .. doubted.Select(i => (i, RatingHeadings.Other(headings, i))).Concat(doubted.Select(i => (i, Size(values, i)))).Concat(doubted.Select(i => (i, Part(table, values, i)))).Concat(doubted.Reverse().Select(i => (i, Computed(table, skip, values, i))))
                .Where(one => one.Item2 is not null).Select(one => (one.i, one.Item2!)).Take(1),
        ];
        foreach ((int at, string why) in found)
        {
            string[] rest = [.. all.Where(i => i != at && RatingHeadings.Other(headings, i) is null).Select(i => names[i])];
            string remedy = rest.Length > 1 ? $"Name the measured columns, such as {RatingHeadings.Option(rest)}" : "Agreement needs two columns of the same measurement";
            throw new FormatException($"{place}the column '{(headings[at].Length == 0 ? names[at] : headings[at])}' {why}: a repeat of the same measurement or not? {remedy}, or {RatingHeadings.Option(names)} if all are repeats.");
        }

        if (!isToldApart)
        {
            Stems(headings, names, place);
            Series(table, headings, names, place);
        }
    }

    /// <summary>Refuses columns in different units.</summary>
    /// <exception cref="FormatException">There are two.</exception>
    public static void Units(RatingRows table, int skip)
    {
        var units = table.Units.Skip(skip).Select((unit, i) => (Unit: unit, At: i + skip)).Where(one => one.Unit is not null).ToArray();
        if (units.FirstOrDefault(one => one.Unit!.Quantity != units[0].Unit!.Quantity || one.Unit.Factor != units[0].Unit!.Factor) is { Unit: { } other } odd)
        {
            string[][] alike = [.. units.GroupBy(one => (one.Unit!.Quantity, one.Unit.Factor)).Select(group => group.Select(one => table.Names[one.At]).ToArray()).Where(group => group.Length > 1)];
            string remedy = alike.Length > 0 ? $"name columns of one unit, such as {RatingHeadings.Option(alike[0])}" : "give them in one unit";
            throw new FormatException($"Line {table.HeadingLine}: column {Shown(table, units[0].At)} is in {units[0].Unit!.Name} and {Shown(table, odd.At)} in {other.Name}: {remedy}.");
        }
    }

    /// <summary>Refuses a row that holds the means or sums of those above it.</summary>
    /// <exception cref="FormatException">There is one.</exception>
    public static void Rows(RatingRows table, int skip, List<IReadOnlyList<double>> values)
    {
        for (int i = 3; i < values.Count; i++)
        {
            double[][] above = [.. Enumerable.Range(0, values[i].Count).Select(j => values.Take(i).Select(row => row[j]).ToArray())];
            double[] own = [.. values[i]];
            double[] tolerance = [.. own.Select((_, j) => Half(table.Rows[i].Cells[j + skip]))];
            bool Is(Func<double[], double> figure) => own.Select((value, j) => Math.Abs(figure(above[j]) - value) <= tolerance[j] && above[j].Max() - above[j].Min() > 4 * tolerance[j]).All(yes => yes);
            string? what = Is(Enumerable.Average) ? "means" : Is(Enumerable.Sum) ? "sums" : Is(Middle) && i > 4 ? "medians"
                : Is(column => Deviation(column, 1)) || Is(column => Deviation(column, 0)) ? "standard deviations"
                : Is(column => Deviation(column, 1) / Math.Sqrt(column.Length)) ? "standard errors"
                : Is(column => 100 * Deviation(column, 1) / column.Average()) ? "coefficients of variation"
                : (own.Length > 2 || (skip > 0 && ComputedWords.IsFigure(table.Rows[i].Cells[0]))) && (Is(Enumerable.Max) || Is(Enumerable.Min)) ? "largest or smallest values"
                : Array.TrueForAll(own, value => value == i) ? "number" : null;
            if (what is not null)
            {
                throw new FormatException($"Line {table.Rows[i].Line} holds the {what} of the rows above it, to the last digit, and no subject: remove the line.");
            }
        }
    }

    // A median of an even number is the mean of the two in the middle.
    private static double Middle(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Deviation(double[] values, int less)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - less));
    }

    private static string? WhyNames(double[] first, double[] others)
    {
        double ratio = Math.Abs(Median(first) / Median(others));
        bool inOrder = first.Length > 2 && first.Zip(first.Skip(1)).All(pair => pair.Second > pair.First);
        return inOrder ? "in rising order"
            : ratio is > OtherMagnitude or < 1 / OtherMagnitude || first.Max() < others.Min() || first.Min() > others.Max() ? "of another size than the rest"
            : first.Length > 3 && first.Max() - first.Min() < 2 * first.Length ? "close together, each once"
            : first.Length > 3 && others.Any(number => number != Math.Floor(number)) ? "without decimals, each once"
            : null;
    }

    private static string? Size(List<IReadOnlyList<double>> values, int at)
    {
        double[] own = [.. values.Select(row => Math.Abs(row[at]))];
        double[] others = [.. values.SelectMany(row => row.Where((_, j) => j != at)).Select(Math.Abs)];
        bool isLarge = own.Min() > others.Max() && Median(own) > OtherMagnitude * Median(others);
        bool isSmall = own.Max() < others.Min() && Median(own) * OtherMagnitude < Median(others);
        return isLarge || isSmall ? "is of another size than the rest" : null;
    }

    // Another gauge or unit from some row on: among values like those beside them some that are of another size, with nothing between.
    private static string? Part(RatingRows table, List<IReadOnlyList<double>> values, int at)
    {
        double[] ratios = [.. values.Select(row => Math.Abs(row[at]) / Median([.. row.Where((_, j) => j != at).Select(Math.Abs)]))];
        int[] odd = [.. Enumerable.Range(0, ratios.Length).Where(i => ratios[i] is > OtherUnit or < 1 / OtherUnit)];
        bool areOthersAlike = ratios.Where((_, i) => !odd.Contains(i)).All(ratio => ratio is < OtherMagnitude and > 1 / OtherMagnitude);
        bool isPart = odd.Length > 1 && odd.Length < ratios.Length && areOthersAlike;
        return isPart && (odd.Select(i => ratios[i]).Max() < 1 || odd.Select(i => ratios[i]).Min() > 1) ? $"is of another size in line {table.Rows[odd[0]].Line} and {odd.Length - 1} more, as in another unit" : null;
    }

    private static string? Computed(RatingRows table, int skip, List<IReadOnlyList<double>> values, int at)
    {
        if (values.Count < 3)
        {
            return null;
        }

        int copy = Enumerable.Range(0, at).FirstOrDefault(j => values.All(row => row[j] == row[at]) && values.Select(row => row[at]).Distinct().Count() > 2, -1);
        if (copy >= 0)
        {
            return $"is an exact copy of {Shown(table, copy + skip)}";
        }

        if (values[0].Count < 3)
        {
            return null;
        }

        bool Is(Func<double[], double> figure)
        {
            int telling = 0;
            for (int i = 0; i < values.Count; i++)
            {
                double[] others = [.. values[i].Where((_, j) => j != at)];
                double tolerance = Half(at + skip < table.Rows[i].Cells.Count ? table.Rows[i].Cells[at + skip] : "");
                if (!(Math.Abs(figure(others) - values[i][at]) <= tolerance))
                {
                    return false;
                }

                telling += others.Max() - others.Min() > 4 * tolerance ? 1 : 0;
            }

            return telling * 2 > values.Count;
        }

        // Of some of the others too: a mean of two of three.
        bool IsMeanOfSome()
        {
            int count = values[0].Count - 1;
            return count is > 2 and <= MostSubsets && Enumerable.Range(1, (1 << count) - 2).Where(set => System.Numerics.BitOperations.PopCount((uint)set) >= 2)
                .Any(set => Is(others => others.Where((_, j) => (set >> j & 1) == 1).Average()));
        }

        return Is(Enumerable.Average) ? "is the mean of the others, to the last digit"
            : values[0].Count > 3 && Is(Middle) ? "is the median of the others"
            : IsMeanOfSome() ? "is the mean of some of the others, to the last digit"
            : Is(Enumerable.Sum) ? "is the sum of the others, to the last digit"
            : Is(Enumerable.Max) || Is(Enumerable.Min) ? "is always the largest or the smallest of the others"
            : Is(others => others.Length == 2 ? others[1] - others[0] : double.NaN) || Is(others => others.Length == 2 ? others[0] - others[1] : double.NaN) ? "is the difference of the others"
            : null;
    }

    // Columns that differ by a number alone are repeats; where some are called otherwise, as another side or rating is, nobody knows.
    private static void Stems(string[] headings, string[] names, string place)
    {
        (string Word, int[] Columns)[] groups = RatingHeadings.Alike(headings);
        (string Word, int[] Columns)[] repeated = [.. groups.Where(group => group.Columns.Length > 1)];
        if (groups.Length > 1 && repeated.Length > 0)
        {
            int[] most = groups.MaxBy(group => group.Columns.Length).Columns;
            int other = Enumerable.Range(0, headings.Length).First(i => !most.Contains(i));
            string remedy = string.Join(" or ", repeated.Take(MostRemedies).Select(group => RatingHeadings.Option(group.Columns.Select(i => names[i]))));
            string means = repeated.Length == groups.Length ? $", --rate session for the mean of each word's columns ({string.Join(", ", groups.Select(group => group.Word))})" : "";
            throw new FormatException($"{place}the columns '{headings[most[0]]}' and '{headings[other]}' are called by different words: repeats of the same measurement or not? Name the measured columns, such as {remedy}{means}, or {RatingHeadings.Option(names)} if all are repeats.");
        }
    }

    // Repeats of one measurement are numbered; sides, sites, muscles and people are called by words that differ, or by words that nobody knows.
    private static void Series(RatingRows table, string[] headings, string[] names, string place)
    {
        if (table.Headings is null || RatingHeadings.IsSeries(headings))
        {
            return;
        }

        throw new FormatException($"{place}are the columns {string.Join(", ", headings.Take(MostShown).Select(heading => $"'{heading}'"))}{(headings.Length > MostShown ? ", …" : "")} repeats of the same measurement? Their headings do not say so, as trial 1, trial 2 do. Say {RatingHeadings.Option(names)} if all are; name the repeats alone if some are; and turn the table if each column is a subject.");
    }

    private static bool IsLabel(string cell) => cell.Length > 0 && (CellText.IsWord(cell) || (CellText.TryNumber(cell, out double number) && number == Math.Floor(number) && cell.IndexOfAny(['.', ',']) < 0));

    private static string Shown(RatingRows table, int at) => table.Headings is { } headings && headings[at].Length > 0 ? $"'{headings[at]}'" : table.Names[at];

    // Half of the last digit that a cell shows.
    private static double Half(string cell)
    {
        int sign = cell.LastIndexOfAny(['.', ',']);
        return (0.5 * Math.Pow(10, sign < 0 ? 0 : sign + 1 - cell.Length)) + 1e-9;
    }

    private static double[][] Numbers(RatingRows table) =>
        [.. Enumerable.Range(0, table.Names.Length).Select(i => table.Rows.Select(row => i < row.Cells.Count && CellText.TryNumber(row.Cells[i], out double number) ? number : double.NaN).ToArray())];

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 1 : sorted[sorted.Length / 2];
    }
}
