using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Tables;

/// <summary>What a cell's text is, whatever its column.</summary>
internal static partial class CellText
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Whether a cell says that its value is missing.</summary>
    public static bool IsMissing(ReadOnlySpan<char> cell) => cell.Length == 0
        || cell is "-" or "--" or "–" or "." or "?"
        || (cell.Length <= 7 && (cell.Equals("NaN", StringComparison.OrdinalIgnoreCase) || cell.Equals("NA", StringComparison.OrdinalIgnoreCase) || cell.Equals("n/a", StringComparison.OrdinalIgnoreCase)
            || cell.Equals("null", StringComparison.OrdinalIgnoreCase) || cell.Equals("none", StringComparison.OrdinalIgnoreCase) || cell.Equals("missing", StringComparison.OrdinalIgnoreCase)
            || cell.Equals("#N/A", StringComparison.OrdinalIgnoreCase) || cell.Equals("#NV", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a cell is a number, with a decimal point or comma.</summary>
    public static bool IsNumber(ReadOnlySpan<char> cell) => TryNumber(cell, out _);

    /// <summary>Reads a number with a decimal point or comma, whichever it has.</summary>
    public static bool TryNumber(ReadOnlySpan<char> cell, out double value)
    {
        if (PlainNumber.TryRead(cell, out value))
        {
            return true;
        }

        value = double.NaN;
        if (cell.Length is 0 or > 60)
        {
            return false;
        }

        Span<char> plain = stackalloc char[60];
        cell.CopyTo(plain);
        plain = plain[..cell.Length];
        plain.Replace(',', '.');
        plain.Replace('−', '-');
        return double.TryParse(plain, Number, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && plain.IndexOfAnyInRange('0', '9') >= 0;
    }

    /// <summary>Whether a number's comma may part thousands: three digits behind it, one to three before it, the first not 0.</summary>
    public static bool MayPartThousands(ReadOnlySpan<char> cell)
    {
        int comma = cell.IndexOf(',');
        ReadOnlySpan<char> whole = comma < 0 ? [] : cell[..comma].TrimStart("+-−");
        return whole.Length is >= 1 and <= 3 && whole[0] != '0' && cell.Length - comma == 4;
    }

    /// <summary>Whether a cell is a number, a time of day or a date.</summary>
    public static bool IsValue(string cell) => IsNumber(cell) || IsMoment(cell);

    /// <summary>Whether a cell is a time of day or a date, with or without a time.</summary>
    public static bool IsMoment(string cell) => cell.Length is >= 4 and <= 40 && Moment().IsMatch(cell);

    /// <summary>A cell in a message: at most so long, without line ends.</summary>
    public static string Short(string text, int most = 40) => string.Concat((text.Length > most ? text[..most] + "…" : text).Select(c => char.IsControl(c) ? ' ' : c));

    [GeneratedRegex(@"\A(\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T]+\d{1,2}:\d{2}.*)?|\d{1,3}:\d{2}(:\d{2})?([.,]\d+)?( ?[AaPp][Mm])?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}
