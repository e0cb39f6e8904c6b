namespace Algometer.Tables;

/// <summary>
/// Reads numbers of one table, whose decimal sign is a point or a comma: the one of the first number that has any, and then throughout, because a
/// thousands separator would be read as the other one without anybody noticing. Where commas part the columns, a comma within quotes is a decimal
/// sign only if it cannot part thousands.
/// </summary>
/// <param name="delimiter">What parts the columns.</param>
public sealed class DecimalText(char delimiter)
{
    private char _sign;
    private bool _isProven = delimiter != ';';
    private string _doubtful = "";

    /// <summary>
    /// The first number where every one so far could have thousands parted by points, such as 1.300 between semicolons, and none says that it has not; empty
    /// otherwise. Programs that part columns by semicolons write decimals with a comma, and thousands with a point.
    /// </summary>
    public string Doubtful => _isProven ? "" : _doubtful;

    /// <summary>Whether a number so far had decimals.</summary>
    public bool HasSign => _sign != '\0';

    /// <summary>Reads one number.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="value">The number; NaN for none.</param>
    /// <returns>False for what is no number of this table; <see cref="Wrong"/> says why.</returns>
    public bool TryRead(ReadOnlySpan<char> cell, out double value)
    {
        if (!PlainNumber.TryRead(cell, out value, out char sign))
        {
            if (!CellText.TryNumber(cell, out value))
            {
                return false;
            }

            int at = cell.IndexOfAny('.', ',');
            sign = at < 0 ? '\0' : cell[at];
        }

        if (!_isProven)
        {
            Prove(cell, sign);
        }

        if (sign == '\0')
        {
            return true;
        }

        if ((_sign != '\0' && sign != _sign) || (sign == ',' && delimiter == ',' && CellText.MayPartThousands(cell)))
        {
            value = double.NaN;
            return false;
        }

        _sign = sign;
        return true;
    }

    // A comma, other than three decimals, or four digits together without a point: thousands are not parted here.
    private void Prove(ReadOnlySpan<char> cell, char sign)
    {
        _isProven = sign == ',' || (sign == '.' ? !CellText.MayPartThousands(cell, '.') : cell.TrimStart("+-−").Length > 3);
        if (_doubtful.Length == 0 && sign == '.')
        {
            _doubtful = cell.ToString();
        }
    }

    /// <summary>Reads one number.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="value">The number.</param>
    /// <returns>Null when it is one, else what is wrong and what to do, as the end of a sentence.</returns>
    public string? Read(string cell, out double value)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return TryRead(cell, out value) ? null : Wrong(cell);
    }

    /// <summary>At the end of the table: refuses numbers that can be read in two ways.</summary>
    /// <param name="name">The table, at the beginning of a message.</param>
    /// <exception cref="TableException">Every number could have thousands parted by points.</exception>
    public void End(string name)
    {
        if (Doubtful.Length > 0)
        {
            throw new TableException($"{name}: '{Doubtful}' and every other number with a point could have thousands parted by it or three decimals: write {Doubtful.Replace(".", "", StringComparison.Ordinal)} or {Doubtful.Replace('.', ',')}, whichever it is.");
        }
    }

    /// <summary>Why a cell is no number of this table, and what to do, as the end of a sentence.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    public string Wrong(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        string shown = CellText.Short(cell);
        bool both = cell.Contains(',', StringComparison.Ordinal) && cell.Contains('.', StringComparison.Ordinal);
        return cell.Length == 0 ? "the cell is empty"
            : both ? $"'{shown}' has a comma and a point: write it without a thousands separator"
            : ColumnUnits.IsBeside(cell) ? $"'{shown}' has its unit beside the number: leave the units out of the cells, and write them into the heading"
            : cell.Contains('±', StringComparison.Ordinal) ? $"'{shown}' has a spread beside the number: write the number alone"
            : !CellText.IsNumber(cell) ? $"'{shown}' is no number: correct it, or remove the line"
            : delimiter == ',' && CellText.MayPartThousands(cell) ? $"'{shown}' has a comma that may part thousands: write it without one, or part the columns by semicolons"
            : $"'{shown}' has another decimal sign than the numbers before it: use one throughout";
    }
}
