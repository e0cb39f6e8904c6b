namespace Algometer.Tables;

/// <summary>
/// Numbers that stand for a missing value, such as -9999. Nobody knows it of a number alone: those that stand apart from all others
/// (<see cref="OutlyingNumbers"/>) are asked about, and those that were named are missing, as are words of a device's own, such as OL for an overload.
/// </summary>
/// <param name="said">The numbers and words that were named; <see cref="None"/> for none.</param>
public sealed class MissingNumbers(IReadOnlyList<string> said)
{
    /// <summary>The word for a table without such numbers.</summary>
    public const string None = "none";

    private readonly double[] _numbers = [.. said.Where(text => !IsNone(text) && CellText.IsNumber(text.Trim())).Select(Number)];
    private readonly string[] _words = [.. said.Where(text => !IsNone(text) && !CellText.IsNumber(text.Trim())).Select(text => text.Trim())];
    private readonly bool _asks = !said.Any(IsNone);

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

    /// <summary>Whether numbers that stand apart are asked about: not where it was said that none is missing.</summary>
    public bool Asks => _asks;

    /// <summary>What to do about a doubtful number, as the end of a sentence.</summary>
    /// <param name="number">The number.</param>
    public static string Question(double number) => Question(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    private static string Question(string cell) => $"'{cell}' stands apart from the other values: a sign for a missing one? Say --missing {cell} if it is, --missing {None} if it was measured.";

    private static bool IsNone(string text) => text.Equals(None, StringComparison.OrdinalIgnoreCase);

    private static double Number(string text)
    {
        CellText.TryNumber(text.Trim(), out double number);
        return number;
    }
}
