namespace Algometer.Tables;

/// <summary>
/// Finds numbers that hardly were measured: far from all others, and written as programs write missing values (-9999, 99, 9.99, -1, 0, 32767, 1E+37), or
/// round and coming again and again. Codes that stand together do not hide one another. It holds a handful of numbers, whatever the length.
/// </summary>
/// <param name="isMeasured">Whether each number is a result of its own, such as a threshold, which is neither nought nor below it; false for a signal, which rests at nought.</param>
public sealed class OutlyingNumbers(bool isMeasured)
{
    private const int Kept = 12;
    private const int MostCodes = 6;
    private const int Telling = 4;
    private const double Endless = 1e30;
    private readonly Extreme[] _lowest = new Extreme[Kept];
    private readonly Extreme[] _highest = new Extreme[Kept];
    private double _lowestKept = double.PositiveInfinity;
    private double _highestKept = double.NegativeInfinity;
    private readonly long[] _steps = new long[2048];
    private int _low;
    private int _high;
    private double _number;
    private double _step;
    private int _place;
    private long _total;
    private bool _isOver;

    /// <summary>Takes a number.</summary>
    /// <param name="number">A finite one.</param>
    /// <param name="place">Where it stands, such as its line.</param>
    public void Take(double number, int place)
    {
        // How far it stands from both of its neighbours is known when the next is there.
        if (_total > 0)
        {
            double step = number - _number;
            _steps[(int)(BitConverter.DoubleToInt64Bits(step) >> 52) & 0x7FF]++;
            Put(_total == 1 ? Math.Abs(step) : Math.Sign(step) == -Math.Sign(_step) ? Math.Min(Math.Abs(step), Math.Abs(_step)) : 0);
            _step = step;
        }

        _number = number;
        _place = place;
        _total++;
    }

    private void Put(double spike)
    {
        if (_low < Kept || _number <= _lowestKept)
        {
            Put(_lowest, ref _low, _number, _place, 1, spike);
            _lowestKept = _lowest[_low - 1].Number;
        }

        if (_high < Kept || _number >= _highestKept)
        {
            Put(_highest, ref _high, _number, _place, -1, spike);
            _highestKept = _highest[_high - 1].Number;
        }
    }

    /// <summary>The number to be asked about, and where it stood first; null where none is.</summary>
    public (double Number, int Place)? Doubtful()
    {
        if (_total > 0 && !_isOver)
        {
            _isOver = true;
            Put(Math.Abs(_step));
        }

        if (_low == 0)
        {
            return null;
        }

        // All of one number: nothing was measured where that is a code.
        if (_low == 1)
        {
            return IsWritten(_lowest[0].Number) && _lowest[0].Count > 1 ? (_lowest[0].Number, _lowest[0].Place) : null;
        }

        int above = Far(_highest, _high, 0);
        int below = Far(_lowest, _low, above);
        above = below > 0 ? Math.Max(above, Far(_highest, _high, below)) : above;
        Extreme? found = above > 0 ? Worst(_highest, above) : below > 0 ? Worst(_lowest, below) : null;
        found ??= isMeasured ? null : Alone();
        return found is { } doubt ? (doubt.Number, doubt.Place) : null;
    }

    /// <summary>Whether a number is written as programs write missing values: the same digit of 5 to 9 at least twice, the end of a converter's range, or beyond anything.</summary>
    /// <param name="number">The number.</param>
    internal static bool IsWritten(double number)
    {
        double size = Math.Abs(number);
        if (size >= Endless || size is 1_023 or 4_095 or 16_383 or 8_388_607 or 8_388_608 or 32_767 or 32_768 or 65_535 or 65_536 or 2_147_483_647 or 2_147_483_648 or 4_294_967_295 or 999.25 or 9999.25)
        {
            return true;
        }

        string digits = size.ToString("R", System.Globalization.CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        bool isSame = digits.Length >= 2 && digits[0] >= '5' && digits.AsSpan().IndexOfAnyExcept(digits[0]) < 0;

        // 6999, 7999: a figure before the nines.
        return isSame || (digits.Length >= 4 && digits.AsSpan(1).IndexOfAnyExcept('9') < 0 && size == Math.Floor(size));
    }

    // No force is gone for one sample: a number that comes again and again, each time alone, beyond the range of all others, is a code; and so is a number
    // that is written as one, wherever it stands, where it is many steps from both of its neighbours.
    private Extreme? Alone()
    {
        foreach ((Extreme[] ends, int count, Extreme opposite) in ((Extreme[], int, Extreme)[])[(_lowest, _low, _highest[0]), (_highest, _high, _lowest[0])])
        {
            Extreme end = ends[0];
            double gap = Math.Abs(end.Number - ends[1].Number);
            double range = Math.Abs(ends[1].Number - opposite.Number);
            if (count > Telling && end.Count > 1 && end.Count * 4 <= _total && end.Spike >= gap && gap > range)
            {
                return end;
            }

            double step = UsualStep();
            for (int i = 0; i < count; i++)
            {
                end = ends[i];
                double floor = IsWritten(end.Number) ? Math.Abs(end.Number) / 3 : end.Number is 0 or -1 ? Math.Abs(_highest[0].Number - _lowest[0].Number) / 4 : double.PositiveInfinity;
                if (count > Telling && end.Count * 4 <= _total && end.Spike > floor && end.Spike > 8 * step)
                {
                    return end;
                }
            }
        }

        return null;
    }

    // The size of the step in the middle, at most twice too large.
    private double UsualStep()
    {
        long before = 0;
        for (int i = 0; i < _steps.Length; i++)
        {
            before += _steps[i];
            if (before * 2 >= _total - 1)
            {
                return i == 0 ? 0 : BitConverter.Int64BitsToDouble((long)Math.Min(i + 1, 0x7FE) << 52);
            }
        }

        return 0;
    }

    // How many of one end's numbers stand apart from all the rest; the other end's are left out of it where they do.
    private int Far(Extreme[] ends, int count, int others)
    {
        Extreme[] opposite = ends == _lowest ? _highest : _lowest;
        int oppositeCount = ends == _lowest ? _high : _low;
        double far = opposite[Math.Min(others, oppositeCount - 1)].Number;
        for (int n = Math.Min(MostCodes, count - 1); n > 0; n--)
        {
            double nearest = ends[n].Number;
            double range = Math.Abs(nearest - far);
            int rest = count - n - others;
            bool isRest = ends == _lowest ? nearest <= far : nearest >= far;
            if (isRest && Enumerable.Range(0, n).All(i => IsApart(ends[i], nearest, range, rest)))
            {
                return n;
            }
        }

        return 0;
    }

    private bool IsApart(Extreme end, double nearest, double range, int rest)
    {
        double number = end.Number;
        double gap = Math.Abs(number - nearest);
        double size = Math.Abs(number);
        if (IsWritten(number))
        {
            return gap > range && gap > size / 3;
        }

        // A threshold is never below nought, and never nought.
        bool isWeak = number is 0 or -1 or 9 or -9 or 8 or -8 or 1 or 7 or -7;

        // A load may be held to the last digit, and rest lie in little noise: only a round number is likelier a code than a force.
        bool isRound = size >= 100 && size % 100 == 0;
        return isMeasured
            ? (number < 0 && nearest > 0 && (isWeak || gap > range)) || (isWeak && gap > range && rest >= (number == 0 ? 2 : Telling)) || (end.Count > 1 && rest >= Telling && gap > 5 * range)
            : rest >= Telling && ((isWeak && gap > 3 * range) || (isRound && end.Count > 1 && gap > 10 * range));
    }

    // The most telling of them: one that is written as a code before any other.
    private static Extreme Worst(Extreme[] ends, int count) => Array.Find(ends[..count], end => IsWritten(end.Number)) is { Count: > 0 } written ? written : ends[0];

    private static void Put(Extreme[] ends, ref int count, double number, int place, int order, double spike)
    {
        int at = 0;
        while (at < count && order * ends[at].Number.CompareTo(number) < 0)
        {
            at++;
        }

        if (at < count && ends[at].Number == number)
        {
            ends[at] = ends[at] with { Count = ends[at].Count + 1, Spike = Math.Min(ends[at].Spike, spike) };
            return;
        }

        if (at == Kept)
        {
            return;
        }

        count = Math.Min(Kept, count + 1);
        ends.AsSpan(at, count - at - 1).CopyTo(ends.AsSpan(at + 1));
        ends[at] = new Extreme(number, place, 1, spike);
    }

    private readonly record struct Extreme(double Number, int Place, long Count, double Spike);
}
