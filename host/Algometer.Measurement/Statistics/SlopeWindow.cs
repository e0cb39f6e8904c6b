using Algometer.Measurement.Units;

namespace Algometer.Measurement.Statistics;

/// <summary>
/// Least-squares slope over the last short stretch of device time, with its standard error. Buffers are made once.
/// Sums run over the window at each reading: a running update would drift and make a replay depend on history.
/// </summary>
public sealed class SlopeWindow
{
    private readonly long[] _microseconds;
    private readonly double[] _values;
    private readonly long _spanMicroseconds;
    private int _next;

    /// <summary>Builds the window.</summary>
    /// <param name="spanSeconds">Device time covered, in seconds; greater than 0.</param>
    /// <param name="capacity">Most samples held, 3 or more; older ones leave first.</param>
    public SlopeWindow(double spanSeconds, int capacity = 128)
    {
        _spanMicroseconds = (long)(Require.Positive(spanSeconds, "A slope window in seconds") * 1e6);
        Require.Within(capacity, 3, 1 << 16, "The capacity of a slope window");
        _microseconds = new long[capacity];
        _values = new double[capacity];
    }

    /// <summary>Samples in the window.</summary>
    public int Count { get; private set; }

    /// <summary>Takes one value; drops what is older than the span. A stamp that does not advance starts anew.</summary>
    /// <param name="deviceMicroseconds">Device time in µs.</param>
    /// <param name="value">The value; finite.</param>
    public void Add(long deviceMicroseconds, double value)
    {
        if (Count > 0 && deviceMicroseconds <= _microseconds[Index(Count - 1)])
        {
            Clear();
        }

        _microseconds[_next] = deviceMicroseconds;
        _values[_next] = value;
        _next = (_next + 1) % _values.Length;
        Count = Math.Min(Count + 1, _values.Length);
        while (deviceMicroseconds - _microseconds[Index(0)] > _spanMicroseconds)
        {
            Count--;
        }
    }

    /// <summary>Forgets everything: after a gap or a fault a slope would join two unrelated stretches.</summary>
    public void Clear() => Count = 0;

    /// <summary>
    /// The slope, once three samples cover two fifths of the span (two steps of a 10 SPS converter fit a quarter second).
    /// </summary>
    /// <param name="perSecond">Slope in units per second.</param>
    /// <param name="standardError">Standard error of the slope in units per second, from the residuals.</param>
    public bool TryGetSlope(out double perSecond, out double standardError)
    {
        perSecond = 0;
        standardError = 0;
        if (Count < 3)
        {
            return false;
        }

        long origin = _microseconds[Index(0)];
        if ((_microseconds[Index(Count - 1)] - origin) * 5 < _spanMicroseconds * 2)
        {
            return false;
        }

        double meanTime = 0;
        double meanValue = 0;
        for (int i = 0; i < Count; i++)
        {
            meanTime += (_microseconds[Index(i)] - origin) * 1e-6;
            meanValue += _values[Index(i)];
        }

        meanTime /= Count;
        meanValue /= Count;
        double tt = 0;
        double tv = 0;
        double vv = 0;
        for (int i = 0; i < Count; i++)
        {
            double t = ((_microseconds[Index(i)] - origin) * 1e-6) - meanTime;
            double v = _values[Index(i)] - meanValue;
            tt += t * t;
            tv += t * v;
            vv += v * v;
        }

        perSecond = tv / tt;
        standardError = Math.Sqrt(Math.Max(0, vv - (perSecond * tv)) / (Count - 2) / tt);
        return true;
    }

    private int Index(int age) => (_next - Count + age + _values.Length) % _values.Length;
}
