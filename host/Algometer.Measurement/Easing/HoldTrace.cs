namespace Algometer.Measurement.Easing;

/// <summary>
/// ln(force) of a hold, ten values a second, as the judgement looks at it: gaps are bridged by a line, and what changed during one is taken
/// off, since nobody saw it. Memory is reserved once.
/// </summary>
internal sealed class HoldTrace
{
    /// <summary>Values a second.</summary>
    public const int PerSecond = 10;

    private const int GapBins = 8;
    private readonly double[] _values;
    private readonly double[] _sums;
    private double _offset;
    private int _gapFrom = -1;
    private int _settling;
    private int _gapTo;

    private readonly int _around;
    private readonly double _fall;

    /// <summary>Reserves the memory.</summary>
    /// <param name="longestSeconds">What is followed at most, s.</param>
    /// <param name="aroundGap">Levels on both sides of a gap are means over so many bins.</param>
    /// <param name="fallInGap">A level lower by this on the far side of a gap is a fall that nobody saw, ln(force).</param>
    public HoldTrace(double longestSeconds, int aroundGap = 10, double fallInGap = 0.035)
    {
        _around = aroundGap;
        _fall = fallInGap;
        _values = new double[(int)(longestSeconds + 10) * PerSecond];
        _sums = new double[_values.Length + 1];
    }

    /// <summary>Values so far.</summary>
    public int Count { get; private set; }

    /// <summary>Most values that fit.</summary>
    public int Capacity => _values.Length;

    /// <summary>Whether the force fell while samples were missing.</summary>
    public bool FellInGap { get; private set; }

    public void Reset()
    {
        Count = 0;
        _offset = 0;
        _gapFrom = -1;
        _settling = 0;
        FellInGap = false;
    }

    /// <summary>Takes the next tenth of a second; NaN when it is missing.</summary>
    public void Add(double value)
    {
        if (Count == _values.Length || (Count == 0 && double.IsNaN(value)))
        {
            return;
        }

        int at = Count++;
        if (double.IsNaN(value))
        {
            // A gap right behind another is one with it.
            _gapFrom = _gapFrom < 0 ? at : _gapFrom;
            _settling = 0;
            Set(at, _values[at - 1]);
            return;
        }

        Set(at, value + _offset);
        if (_settling > 0)
        {
            if (--_settling == 0)
            {
                TakeOffGap(at);
                _gapFrom = -1;
            }
        }
        else if (_gapFrom >= 0)
        {
            Bridge(_gapFrom, at);
            if (at - _gapFrom >= GapBins)
            {
                _gapTo = at;
                _settling = _around;
            }
            else
            {
                _gapFrom = -1;
            }
        }
    }

    /// <summary>Mean from one value up to, not with, another.</summary>
    public double Mean(int from, int to) => (_sums[to] - _sums[from]) / (to - from);

    /// <summary>Writes the mean over a whole breath around each value, taken twice, so that breathing is gone.</summary>
    /// <param name="once">Room for the first mean.</param>
    /// <param name="twice">What comes out.</param>
    /// <param name="bins">Length of a breath, bins.</param>
    public void AverageOver(HoldTrace once, HoldTrace twice, int bins)
    {
        once.AverageOf(this, bins);
        twice.AverageOf(once, bins);
    }

    // At both ends the window stays whole and stands still.
    private void AverageOf(HoldTrace source, int bins)
    {
        Count = source.Count;
        int last = Math.Max(0, Count - bins);
        for (int i = 0; i < Count; i++)
        {
            int from = Math.Clamp(i - (bins / 2), 0, last);
            Set(i, source.Mean(from, Math.Min(Count, from + bins)));
        }
    }

    private void Set(int at, double value)
    {
        _values[at] = value;
        _sums[at + 1] = _sums[at] + value;
    }

    private void Bridge(int from, int to)
    {
        double before = _values[from - 1];
        double slope = (_values[to] - before) / (to - from + 1);
        double last = _values[to];
        for (int i = from; i < to; i++)
        {
            Set(i, before + (slope * (i - from + 1)));
        }

        Set(to, last);
    }

    // The levels on both sides are compared once there is a second on the far one.
    private void TakeOffGap(int at)
    {
        int from = Math.Max(1, _gapFrom);
        double change = Mean(_gapTo, at + 1) - Mean(Math.Max(0, from - _around), from);
        FellInGap |= change < -_fall;
        _offset -= change;
        double after = Mean(Math.Max(0, from - _around), from);
        for (int i = from; i <= at; i++)
        {
            Set(i, i < _gapTo ? after : _values[i] - change);
        }
    }
}
