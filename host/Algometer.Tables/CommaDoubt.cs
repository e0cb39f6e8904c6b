namespace Algometer.Tables;

/// <summary>
/// Where commas part the columns, numbers with decimal commas fall apart into two cells each: <c>0,0,1,5</c> is two numbers or four. Asked about where
/// every number is whole and the second of each two cells is as decimals are.
/// </summary>
public static class CommaDoubt
{
    private const int LongestDecimals = 6;
    private const double Alike = 0.5;

    /// <summary>What to do about it, as the end of a sentence.</summary>
    public const string Question = "the numbers may have decimal commas, each of which would end a cell. Save the table with semicolons between its columns, or say --decimal point if every comma parts two columns.";

    /// <summary>Whether times and forces may have fallen apart.</summary>
    /// <param name="layout">Of the table.</param>
    /// <param name="time">Column taken for the times; -1 for none.</param>
    /// <param name="force">Column taken for the forces.</param>
    public static bool IsSignal(TableLayout layout, int time, int force)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (IsBesideForce(layout, force))
        {
            return true;
        }

        int from = time < 0 ? force : Math.Min(time, force);
        int pairs = time < 0 ? 1 : Math.Abs(force - time) + 1;
        if (!IsInPairs(layout.Delimiter, layout.Head, from, pairs))
        {
            return false;
        }

        if (HasZeroBefore(layout.Head, from, pairs))
        {
            return true;
        }

        double[] apart = [.. layout.Head.Select(row => Number(row[Math.Max(0, time)]))];
        double[] joined = [.. layout.Head.Select(row => Number(row[from] + "." + row[from + 1]))];
        return time >= 0 && time == from && Unevenness(joined) is var uneven && double.IsFinite(uneven) && uneven <= Unevenness(apart) + 1e-9;
    }

    /// <summary>Whether repeats may have fallen apart: of true repeats the second is like the first, of decimals it is like nothing.</summary>
    /// <param name="delimiter">What parts the cells.</param>
    /// <param name="rows">The rows of values.</param>
    /// <param name="from">The first column of values.</param>
    /// <param name="isChosen">Whether the columns were named: then only decimals that no whole number has are asked about.</param>
    public static bool IsRepeats(char delimiter, IReadOnlyList<IReadOnlyList<string>> rows, int from, bool isChosen)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int count = rows.Count == 0 ? 0 : rows[0].Count - from;
        int pairs = count / 2;
        if (pairs < 2 || count % 2 != 0 || !rows.All(row => row.Count - from == count) || !IsInPairs(delimiter, rows, from, pairs))
        {
            return false;
        }

        double[] whole = [.. rows.Select(row => Enumerable.Range(0, pairs).Average(i => Number(row[from + (2 * i)])))];
        double[] behind = [.. rows.Select(row => Enumerable.Range(0, pairs).Average(i => Number(row[from + (2 * i) + 1])))];
        return HasZeroBefore(rows, from, pairs) || (!isChosen && rows.Count > 2 && !(Correlation(whole, behind) >= Alike));
    }

    // Time (ms),Force (N), above 0,1,5: behind the forces stand decimals under no heading, of which whole numbers have none.
    private static bool IsBesideForce(TableLayout layout, int force)
    {
        IReadOnlyList<string>[] filled = [.. layout.Head.Where(row => row.Count > force + 1 && row[force + 1].Length > 0)];
        return layout.Delimiter == ',' && layout.HeadingLine > 0 && force + 1 < layout.Columns.Count && layout.Columns[force + 1].IsUnnamed && filled.Length * 2 > layout.Head.Count
            && layout.Head.All(row => row.All(cell => cell.IndexOfAny(['.', ',']) < 0)) && filled.All(row => CellText.IsNumber(row[force]) && IsDecimals(row[force + 1]));
    }

    private static bool IsInPairs(char delimiter, IReadOnlyList<IReadOnlyList<string>> rows, int from, int pairs) => delimiter == ',' && rows.Count > 0
        && rows.All(row => row.Count >= from + (2 * pairs) && row.All(cell => !CellText.IsNumber(cell) || cell.IndexOfAny(['.', ',']) < 0)
            && Enumerable.Range(0, pairs).All(i => CellText.IsValue(row[from + (2 * i)]) && IsDecimals(row[from + (2 * i) + 1])));

    private static bool IsDecimals(string cell) => cell.Length is > 0 and <= LongestDecimals && cell.All(char.IsAsciiDigit);

    // No whole number is written 05.
    private static bool HasZeroBefore(IReadOnlyList<IReadOnlyList<string>> rows, int from, int pairs) =>
        rows.Any(row => Enumerable.Range(0, pairs).Any(i => row[from + (2 * i) + 1] is { Length: > 1 } cell && cell[0] == '0'));

    private static double Number(string cell) => CellText.TryNumber(cell, out double number) ? number : double.NaN;

    // How far steps lie from the one in the middle, in parts of it; infinite where the times do not rise.
    private static double Unevenness(double[] times)
    {
        double[] steps = [.. times.Zip(times.Skip(1)).Select(pair => pair.Second - pair.First).Order()];
        return steps.Length == 0 || !(steps[0] > 0) ? double.PositiveInfinity : Math.Max(steps[^1] - steps[steps.Length / 2], steps[steps.Length / 2] - steps[0]) / steps[steps.Length / 2];
    }

    private static double Correlation(double[] one, double[] other)
    {
        (double a, double b) = (one.Average(), other.Average());
        double both = one.Zip(other).Sum(pair => (pair.First - a) * (pair.Second - b));
        return both / Math.Sqrt(one.Sum(x => (x - a) * (x - a)) * other.Sum(y => (y - b) * (y - b)));
    }
}
