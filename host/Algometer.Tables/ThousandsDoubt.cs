namespace Algometer.Tables;

/// <summary>
/// Finds a column in which a decimal sign may part thousands: 996, 998, then 1,002. Every number that has the sign has three digits behind it, none has
/// four digits together, and those without it stop short of a thousand.
/// </summary>
public sealed class ThousandsDoubt
{
    // As decimals they would be of another size than the rest: 1.002 beside 998, but not 300.562 beside 300.
    private const double Apart = 3;

    private bool _isProven;
    private double _least = double.PositiveInfinity;
    private double _most;
    private string _first = "";

    /// <summary>Takes a number of the column.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="number">As it was read.</param>
    public void Take(ReadOnlySpan<char> cell, double number)
    {
        if (_isProven)
        {
            return;
        }

        // Three decimals are usual, and then every cell comes here.
        if (cell.Length > 4 && cell[^4] is '.' or ',')
        {
            _isProven = !CellText.MayPartThousands(cell, cell[^4]);
            _first = _first.Length > 0 || _isProven ? _first : cell.ToString();
            _most = Math.Max(_most, Math.Abs(number));
            return;
        }

        int digits = cell.IndexOfAny('.', ',') < 0 ? cell.TrimStart("+-−").Length : int.MaxValue;
        _least = digits == 3 ? Math.Min(_least, Math.Abs(number)) : _least;
        _isProven = digits > 3;
    }

    /// <summary>What is doubtful, and what to do, as a sentence's end; null where nothing is.</summary>
    public string? Question => _isProven || !double.IsFinite(_least) || _most * Apart > _least || _first.Length == 0 ? null
        : $"'{_first}' may have a thousand parted by its {(_first.Contains(',', StringComparison.Ordinal) ? "comma" : "point")}, as the numbers of three digits without one show: write {_first.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal)}, or {_first}0 if these are decimals";
}
