namespace Algometer.Tables;

/// <summary>
/// Numbers that stand for a missing value, such as -9999. Nobody knows it of a number alone: those that are written so and stand apart from the values
/// around them are asked about, and those that were named are missing, as are words of a device's own, such as OL for an overload.
/// </summary>
/// <param name="said">The numbers and words that were named; <see cref="None"/> for none.</param>
public sealed class MissingNumbers(IReadOnlyList<string> said)
{
    /// <summary>The word for a table without such numbers.</summary>
    public const string None = "none";

    private static readonly double[] _usual = [-99, -999, -9999, -99_999, -999_999, 999, 9999, 99_999, 999_999];
    private readonly double[] _numbers = [.. said.Where(text => !IsNone(text) && CellText.IsNumber(text.Trim())).Select(Number)];
    private readonly string[] _words = [.. said.Where(text => !IsNone(text) && !CellText.IsNumber(text.Trim())).Select(text => text.Trim())];
    private readonly bool _asks = said.All(text => !IsNone(text) && !CellText.IsNumber(text.Trim()));

    /// <summary>How many cells were missing by their number or word so far.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a number stands for a missing value; counted.</summary>
    /// <param name="number">The number.</param>
    public bool Take(double number)
    {
        bool isMissing = _numbers.Length > 0 && Array.IndexOf(_numbers, number) >= 0;
        Count += isMissing ? 1 : 0;
        return isMissing;
    }

    /// <summary>Whether a cell is a word that was named; counted.</summary>
    /// <param name="cell">The cell, trimmed; no number.</param>
    public bool TakeWord(ReadOnlySpan<char> cell)
    {
        foreach (string word in _words)
        {
            if (cell.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                Count++;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a number has to be asked about: written as programs write missing values, far from its neighbour, and well outside what the others span.</summary>
    /// <param name="number">The number.</param>
    /// <param name="neighbour">The value before it, or the middle one of all.</param>
    /// <param name="span">The lowest and the highest of the others.</param>
    public bool IsDoubtful(double number, double neighbour, (double Lowest, double Highest) span)
    {
        // Noise of a converter's codes comes past every number.
        double beyond = span.Highest - span.Lowest;
        bool isOutside = !(number >= span.Lowest - beyond && number <= span.Highest + beyond);
        return _asks && IsUsual(number) && isOutside && Math.Abs(number - neighbour) > Math.Abs(number) / 2;
    }

    /// <summary>The lowest and the highest of numbers that are surely values; NaN for none.</summary>
    /// <param name="numbers">The numbers.</param>
    public static (double Lowest, double Highest) Span(IEnumerable<double> numbers)
    {
        double[] values = [.. numbers.Where(number => !double.IsNaN(number) && !IsUsual(number))];
        return values.Length == 0 ? (double.NaN, double.NaN) : (values.Min(), values.Max());
    }

    /// <summary>Whether a number is written as programs write missing values.</summary>
    /// <param name="number">The number.</param>
    public static bool IsUsual(double number) => Math.Abs(number) >= 99 && number == Math.Floor(number) && Array.IndexOf(_usual, number) >= 0;

    /// <summary>What to do about a doubtful number, as the end of a sentence.</summary>
    /// <param name="cell">The cell.</param>
    public static string Question(string cell) => $"'{cell}' stands apart from the other values: a sign for a missing one? Say --missing {cell} if it is, --missing {None} if it was measured.";

    private static bool IsNone(string text) => text.Equals(None, StringComparison.OrdinalIgnoreCase);

    private static double Number(string text)
    {
        CellText.TryNumber(text.Trim(), out double number);
        return number;
    }
}
