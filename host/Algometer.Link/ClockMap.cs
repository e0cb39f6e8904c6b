namespace Algometer.Link;

/// <summary>A device time and the wall time that belongs to it.</summary>
/// <param name="DeviceMicroseconds">Unwrapped device clock.</param>
/// <param name="WallUnixMicroseconds">Wall clock, microseconds since 1970 UTC.</param>
/// <param name="RoundTripMicroseconds">How long the ping took: the point is known to half of it.</param>
public readonly record struct ClockPoint(long DeviceMicroseconds, long WallUnixMicroseconds, long RoundTripMicroseconds);

/// <summary>
/// Maps the device's clock to wall time from pings. Of the last 32 points the quickest half counts (queues only ever delay), and
/// through those goes the line of least squares: offset and skew.
/// </summary>
public sealed class ClockMap
{
    private const int Capacity = 32;
    private readonly ClockPoint[] _points = new ClockPoint[Capacity];
    private readonly ClockPoint[] _sorted = new ClockPoint[Capacity];
    private int _count;
    private int _next;

    /// <summary>Whether a point is known.</summary>
    public bool IsKnown => _count > 0;

    /// <summary>How much faster the wall clock runs than the device's, in parts per million; 0 until eight points over 2 s are known.</summary>
    public double SkewPartsPerMillion { get; private set; }

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
        if (used >= 8 && last - first > 2_000_000)
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
        }

        SkewPartsPerMillion = slope * 1e6;
        OffsetMicroseconds = baseOffset + meanY - (slope * meanX);
    }

    private sealed class RoundTripOrder : IComparer<ClockPoint>
    {
        public static readonly RoundTripOrder Instance = new();

        public int Compare(ClockPoint x, ClockPoint y) => x.RoundTripMicroseconds.CompareTo(y.RoundTripMicroseconds);
    }
}
