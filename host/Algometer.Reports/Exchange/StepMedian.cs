namespace Algometer.Reports.Exchange;

/// <summary>
/// The middle one of any number of steps in a little memory: steps are counted by their size. As long as there are few sizes it is exact to the
/// resolution; where there are many, neighbours are counted together.
/// </summary>
/// <param name="resolution">Finest difference between two steps, in their unit.</param>
public sealed class StepMedian(double resolution)
{
    private const int MostSizes = 8192;
    private const double Largest = 9e18;
    private readonly Dictionary<long, long> _counts = [];
    private double _unit = resolution;
    private long _size;
    private long _inARow;

    /// <summary>The longest step, 0 before the first.</summary>
    public double Longest { get; private set; }

    /// <summary>Takes a step.</summary>
    /// <param name="step">Above 0.</param>
    public void Add(double step)
    {
        Longest = Math.Max(Longest, step);

        // Most steps are as long as the one before.
        if (Size(step) == _size)
        {
            _inARow++;
            return;
        }

        Settle();
        (_size, _inARow) = (Size(step), 1);
    }

    /// <summary>The step in the middle; NaN without steps.</summary>
    public double Value()
    {
        Settle();
        long half = _counts.Values.Sum() / 2;
        foreach ((long size, long count) in _counts.OrderBy(pair => pair.Key))
        {
            half -= count;
            if (half < 0)
            {
                return size * _unit;
            }
        }

        return double.NaN;
    }

    private long Size(double step) => (long)Math.Round(Math.Min(step / _unit, Largest));

    private void Settle()
    {
        if (_inARow == 0)
        {
            return;
        }

        _counts[_size] = _counts.GetValueOrDefault(_size) + _inARow;
        _inARow = 0;
        while (_counts.Count > MostSizes)
        {
            KeyValuePair<long, long>[] finer = [.. _counts];
            _counts.Clear();
            _unit *= 10;
            foreach ((long size, long count) in finer)
            {
                long coarser = (long)Math.Round(size / 10.0);
                _counts[coarser] = _counts.GetValueOrDefault(coarser) + count;
            }
        }

        _size = -1;
    }
}
