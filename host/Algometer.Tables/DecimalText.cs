using System.Globalization;

namespace Algometer.Tables;

/// <summary>
/// Reads numbers of a table in which the decimal sign is a point or, where columns are parted by semicolon or tab, a comma. One table has
/// one decimal sign: a thousands separator would be read as the other one without anybody noticing.
/// </summary>
/// <param name="delimiter">What parts the columns.</param>
public sealed class DecimalText(char delimiter)
{
    private char _sign;

    /// <summary>Reads one number.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="value">The number.</param>
    /// <returns>Null when it is one, else what is wrong and what to do, as the end of a sentence.</returns>
    public string? Read(string cell, out double value)
    {
        ArgumentNullException.ThrowIfNull(cell);
        value = double.NaN;
        bool comma = cell.Contains(',', StringComparison.Ordinal);
        bool point = cell.Contains('.', StringComparison.Ordinal);
        if (comma && point)
        {
            return $"'{cell}' has a comma and a point: write it without a thousands separator";
        }

        if (comma && delimiter == ',')
        {
            return $"'{cell}' has a decimal comma in a file whose columns are parted by commas: write a decimal point, or part the columns by semicolons";
        }

        char sign = comma ? ',' : point ? '.' : _sign;
        if (_sign != 0 && sign != _sign)
        {
            return $"'{cell}' has another decimal sign than the numbers before it: use one throughout";
        }

        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(cell.Replace(',', '.').Replace('−', '-'), Styles, CultureInfo.InvariantCulture, out double read)
            || !double.IsFinite(read)
            || !cell.Any(char.IsAsciiDigit))
        {
            return $"'{cell}' is no number";
        }

        _sign = sign;
        value = read;
        return null;
    }
}
