namespace Algometer.Records.Model;

/// <summary>Device time to wall time: a straight line through the recorded points, by least squares.</summary>
/// <param name="ReferenceDeviceMicroseconds">Device time at the middle of the points, in µs.</param>
/// <param name="ReferenceUtcUnixMicroseconds">Wall time there, in µs since 1970 (UTC).</param>
/// <param name="SkewPpm">How much faster wall time runs than device time, in parts per million.</param>
public sealed record ClockMapping(double ReferenceDeviceMicroseconds, double ReferenceUtcUnixMicroseconds, double SkewPpm)
{
    private const double MostDriftMicroseconds = 100_000;
    private const double MostDriftPart = 0.01;

    /// <summary>
    /// Fits the line; null without points, and where the device's clock does not run in wall time: a device that lives faster than real time, or a
    /// host whose clock was set meanwhile (drift beyond 0.1 s and 1 % of the time between the first and the last point).
    /// </summary>
    /// <param name="points">Points in any order.</param>
    public static ClockMapping? FitRealTime(IReadOnlyCollection<ClockPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            return null;
        }

        ClockPoint first = points.First();
        double span = points.Max(point => Math.Abs((double)point.DeviceMicroseconds - first.DeviceMicroseconds));
        double drift = points.Max(point => Math.Abs(Drift(point, first)));
        return drift <= MostDriftMicroseconds + (MostDriftPart * span) ? Fit(points) : null;
    }

    /// <summary>Wall time minus device time at the reference, in µs.</summary>
    public double OffsetMicroseconds => ReferenceUtcUnixMicroseconds - ReferenceDeviceMicroseconds;

    /// <summary>Fits the line; null without points, no skew from a single one.</summary>
    /// <param name="points">Points in any order.</param>
    public static ClockMapping? Fit(IReadOnlyCollection<ClockPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            return null;
        }

        // Relative to the first point: microseconds since 1970 squared would cost a double its last digits.
        ClockPoint origin = points.First();
        double meanDevice = points.Average(p => (double)(p.DeviceMicroseconds - origin.DeviceMicroseconds));
        double meanDrift = points.Average(p => Drift(p, origin));
        double variance = 0;
        double covariance = 0;
        foreach (ClockPoint point in points)
        {
            double device = point.DeviceMicroseconds - origin.DeviceMicroseconds - meanDevice;
            variance += device * device;
            covariance += device * (Drift(point, origin) - meanDrift);
        }

        return new ClockMapping(
            origin.DeviceMicroseconds + meanDevice,
            origin.UtcUnixMicroseconds + meanDevice + meanDrift,
            variance > 0 ? covariance / variance * 1e6 : 0);
    }

    /// <summary>Wall time of a device time.</summary>
    /// <param name="deviceMicroseconds">Device time in µs.</param>
    public DateTimeOffset ToUtc(long deviceMicroseconds) =>
        WallTime.FromMicroseconds((long)Math.Round(
            ReferenceUtcUnixMicroseconds + ((deviceMicroseconds - ReferenceDeviceMicroseconds) * (1 + (SkewPpm * 1e-6)))));

    /// <summary>Device time of a wall time, in µs: the inverse of <see cref="ToUtc"/>.</summary>
    /// <param name="utc">Wall time.</param>
    public long ToDevice(DateTimeOffset utc) =>
        (long)Math.Round(ReferenceDeviceMicroseconds + ((WallTime.ToMicroseconds(utc) - ReferenceUtcUnixMicroseconds) / (1 + (SkewPpm * 1e-6))));

    private static double Drift(ClockPoint point, ClockPoint origin) =>
        point.UtcUnixMicroseconds - origin.UtcUnixMicroseconds - (point.DeviceMicroseconds - origin.DeviceMicroseconds);
}
