namespace Algometer.Tables;

/// <summary>
/// The numbers that tables are made of, such as -12.3456: at most 15 digits, one decimal sign, no exponent. Digits as a whole number and a power of ten
/// are both exact in double precision then, so their quotient is the nearest double, as the library's slower reader gives it.
/// </summary>
internal static class PlainNumber
{
    private const int MostDigits = 15;
    private static readonly double[] _powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads one.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="value">The number; NaN for none.</param>
    /// <param name="sign">Its decimal sign, point or comma; NUL where it has none.</param>
    /// <returns>False for anything else, which may be a number all the same.</returns>
    public static bool TryRead(ReadOnlySpan<char> cell, out double value, out char sign)
    {
        value = double.NaN;
        sign = '\0';
        if (cell.Length is 0 or > MostDigits + 2)
        {
            return false;
        }

        int at = cell[0] is '-' or '+' ? 1 : 0;
        int first = at;
        int signAt = -1;
        long digits = 0;
        for (; at < cell.Length; at++)
        {
            uint digit = (uint)(cell[at] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (signAt < 0 && cell[at] is '.' or ',')
            {
                signAt = at;
            }
            else
            {
                return false;
            }
        }

        int count = cell.Length - first - (signAt < 0 ? 0 : 1);
        if (count is 0 or > MostDigits)
        {
            return false;
        }

        double whole = signAt < 0 ? digits : digits / _powers[cell.Length - signAt - 1];
        sign = signAt < 0 ? '\0' : cell[signAt];
        value = cell[0] == '-' ? -whole : whole;
        return true;
    }
}
