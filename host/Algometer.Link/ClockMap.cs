namespace Algometer.Link;

/// <summary>A device time and the wall time that belongs to it.</summary>
/// <param name="DeviceMicroseconds">Unwrapped device clock.</param>
/// <param name="WallUnixMicroseconds">Wall clock, microseconds since 1970 UTC.</param>
/// <param name="RoundTripMicroseconds">How long the ping took: the point is known to half of it.</param>
public readonly record struct ClockPoint(long DeviceMicroseconds, long WallUnixMicroseconds, long RoundTripMicroseconds);

/// <summary>
/// Maps the device's clock to wall time from pings. Of the last 32 points the quickest half counts (queues only ever delay), and
/// through those goes the line of least squares: offset and skew, the skew with what it is uncertain by.
/// </summary>
public sealed class ClockMap
{
    private const int Capacity = 32;
    private const int LeastPoints = 8;

    // A point is read in whole microseconds: its spread is never less than that of the rounding of two of them.
    private const double LeastSpread = 0.41;

    // Student's t, two-sided 95 %, for 6 to 14 degrees of freedom: 8 to 16 points and a line.
    private static readonly double[] _student = [2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145];
    private readonly ClockPoint[] _points = new ClockPoint[Capacity];
    private readonly ClockPoint[] _sorted = new ClockPoint[Capacity];
    private int _count;
    private int _next;

    /// <summary>Whether a point is known.</summary>
    public bool IsKnown => _count > 0;

    /// <summary>How much faster the wall clock runs than the device's, in parts per million; 0 until eight points over 2 s are known.</summary>
    public double SkewPartsPerMillion { get; private set; }

    /// <summary>
    /// Half the width of the 95 % interval of the skew, in parts per million, from how the points scatter about the line; NaN while the skew is not known.
    /// </summary>
    public double SkewUncertaintyPartsPerMillion { get; private set; } = double.NaN;

    private double OffsetMicroseconds { get; set; }

    private long OriginMicroseconds { get; set; }

    /// <summary>Takes a point.</summary>
    public void Add(in ClockPoint point)
    {
        _points[_next] = point;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        Fit();
    }

    /// <summary>Forgets everything, after a restart of the device.</summary>
    public void Reset()
    {
        _count = 0;
        _next = 0;
        SkewPartsPerMillion = 0;
        SkewUncertaintyPartsPerMillion = double.NaN;
    }

    /// <summary>Wall time of a device time, microseconds since 1970 UTC.</summary>
    public long ToWallUnixMicroseconds(long deviceMicroseconds)
    {
        double along = deviceMicroseconds - OriginMicroseconds;
        return deviceMicroseconds + (long)Math.Round(OffsetMicroseconds + (along * SkewPartsPerMillion * 1e-6));
    }

    private void Fit()
    {
        Array.Copy(_points, _sorted, _count);
        Array.Sort(_sorted, 0, _count, RoundTripOrder.Instance);
        int used = Math.Max(1, _count / 2);
        OriginMicroseconds = _sorted[0].DeviceMicroseconds;
        long baseOffset = _sorted[0].WallUnixMicroseconds - _sorted[0].DeviceMicroseconds;
        double meanX = 0;
        double meanY = 0;
        long first = long.MaxValue;
        long last = long.MinValue;
        for (int i = 0; i < used; i++)
        {
            meanX += _sorted[i].DeviceMicroseconds - OriginMicroseconds;
            meanY += _sorted[i].WallUnixMicroseconds - _sorted[i].DeviceMicroseconds - baseOffset;
            first = Math.Min(first, _sorted[i].DeviceMicroseconds);
            last = Math.Max(last, _sorted[i].DeviceMicroseconds);
        }

        meanX /= used;
        meanY /= used;
        double slope = 0;
        double uncertainty = double.NaN;
        if (used >= LeastPoints && last - first > 2_000_000)
        {
            double xx = 0;
            double xy = 0;
            for (int i = 0; i < used; i++)
            {
                double x = _sorted[i].DeviceMicroseconds - OriginMicroseconds - meanX;
                xx += x * x;
                xy += x * (_sorted[i].WallUnixMicroseconds - _sorted[i].DeviceMicroseconds - baseOffset - meanY);
            }

            slope = xy / xx;
            double spread = Math.Max(LeastSpread, Math.Sqrt(Residuals(used, meanX, meanY, baseOffset, slope) / (used - 2)));
            uncertainty = _student[used - LeastPoints] * spread / Math.Sqrt(xx);
        }

        SkewPartsPerMillion = slope * 1e6;
        SkewUncertaintyPartsPerMillion = uncertainty * 1e6;
        OffsetMicroseconds = baseOffset + meanY - (slope * meanX);
    }

    private double Residuals(int used, double meanX, double meanY, long baseOffset, double slope)
    {
        double sum = 0;
        for (int i = 0; i < used; i++)
        {
            double off = _sorted[i].WallUnixMicroseconds - _sorted[i].DeviceMicroseconds - baseOffset - meanY - (slope * (_sorted[i].DeviceMicroseconds - OriginMicroseconds - meanX));
            sum += off * off;
        }

        return sum;
    }

    private sealed class RoundTripOrder : IComparer<ClockPoint>
    {
        public static readonly RoundTripOrder Instance = new();

        public int Compare(ClockPoint x, ClockPoint y) => x.RoundTripMicroseconds.CompareTo(y.RoundTripMicroseconds);
    }
}
