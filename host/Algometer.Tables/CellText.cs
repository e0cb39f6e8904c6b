using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Tables;

/// <summary>What a cell's text is, whatever its column.</summary>
public static partial class CellText
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int LongestMissing = 7;
    private const string Thousands = "\u00A0\u202F\u2009'’";

    private static readonly string[] _missing = ["–", ".", "?", "NaN", "NA", "n/a", "null", "none", "missing", "#N/A", "#NULL!", "#NV", "#N/D", "k.A.", "k. A."];

    /// <summary>Whether a cell says that its value is missing.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    public static bool IsMissing(ReadOnlySpan<char> cell)
    {
        // Most cells are numbers, and no word begins as one does.
        if (cell.Length is 0 or > LongestMissing || char.IsAsciiDigit(cell[^1]))
        {
            return cell.Length == 0;
        }

        foreach (string word in _missing)
        {
            if (cell.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return cell.IndexOfAnyExcept('-') < 0;
    }

    /// <summary>Whether a cell is a number, with a decimal point or comma.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    public static bool IsNumber(ReadOnlySpan<char> cell) => TryNumber(cell, out _);

    /// <summary>Reads a number with a decimal point or comma, whichever it has.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="value">The number; NaN for none.</param>
    public static bool TryNumber(ReadOnlySpan<char> cell, out double value)
    {
        if (PlainNumber.TryRead(cell, out value, out _))
        {
            return true;
        }

        value = double.NaN;
        if (cell.Length is 0 or > 60)
        {
            return false;
        }

        Span<char> plain = stackalloc char[60];
        int length = WithoutThousands(cell, plain);
        plain = plain[..length];
        plain.Replace(',', '.');
        plain.Replace('−', '-');
        return double.TryParse(plain, Number, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && plain.IndexOfAnyInRange('0', '9') >= 0;
    }

    // Blanks that never break and apostrophes part thousands and nothing else: 1 012,5 in French, 1'012.5 in Swiss tables.
    private static int WithoutThousands(ReadOnlySpan<char> cell, Span<char> plain)
    {
        cell.CopyTo(plain);
        int sign = cell.IndexOfAny('.', ',');
        int end = sign < 0 ? cell.Length : sign;
        int from = cell[0] is '-' or '+' or '−' ? 1 : 0;
        if (cell.IndexOfAny(Thousands) < 0)
        {
            return cell.Length;
        }

        int count = from;
        for (int i = from; i < end; i++)
        {
            bool isBetween = i > from && (end - i) % 4 == 0;
            if (isBetween != Thousands.Contains(cell[i], StringComparison.Ordinal))
            {
                return cell.Length;
            }

            if (!isBetween)
            {
                plain[count++] = cell[i];
            }
        }

        cell[end..].CopyTo(plain[count..]);
        return count + cell.Length - end;
    }

    /// <summary>Whether a cell is a word: no value, no missing value, and not a number that is merely written wrongly.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    public static bool IsWord(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length > 0 && char.IsLetter(cell[0]) && !IsMissing(cell) && !IsEndless(cell);
    }

    /// <summary>Whether a cell is a date without a time.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    public static bool IsDate(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return IsMoment(cell) && !cell.Contains(':', StringComparison.Ordinal);
    }

    /// <summary>Whether a number's comma or point may part thousands: three digits behind it, one to three before it, the first not 0.</summary>
    internal static bool MayPartThousands(ReadOnlySpan<char> cell, char sign = ',')
    {
        int at = cell.IndexOf(sign);
        ReadOnlySpan<char> whole = at < 0 ? [] : cell[..at].TrimStart("+-−");
        return whole.Length is >= 1 and <= 3 && whole[0] != '0' && cell.Length - at == 4;
    }

    /// <summary>Whether a cell is a number, a time of day or a date.</summary>
    internal static bool IsValue(string cell) => IsNumber(cell) || IsMoment(cell);

    /// <summary>Whether a cell is a time of day or a date, with or without a time.</summary>
    internal static bool IsMoment(string cell) => cell.Length is >= 4 and <= 40 && Moment().IsMatch(cell);

    /// <summary>A cell in a message: at most so long, without line ends.</summary>
    internal static string Short(string text, int most = 40) => string.Concat((text.Length > most ? text[..most] + "…" : text).Select(c => char.IsControl(c) ? ' ' : c));

    // Letters, and a number to some programs: nobody measured it, and it names nobody.
    private static bool IsEndless(string cell) => cell.Equals("inf", StringComparison.OrdinalIgnoreCase) || cell.Equals("infinity", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A(\d{8}T\d{6}([.,]\d+)?(Z|[-+]\d{2}:?\d{2})?|\d{4}年\d{1,2}月\d{1,2}日 *\d{1,2}:\d{2}.*|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T]+\d{1,2}:\d{2}.*)?|\d{1,2}[- ][A-Za-z]{3}[- ]\d{4} +\d{1,2}:\d{2}.*|(\d{1,4}\.)?\d{1,3}:\d{2}(:\d{2}(:\d{3})?)?([.,]\d+)?([ \u00A0]?[AaPp](\.?[ \u00A0]?)[Mm]\.?)?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}
