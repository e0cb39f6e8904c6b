namespace Algometer.Measurement.Ramp;

/// <summary>The forced rests of a run: one after any pressure, and a longer one for the same place.</summary>
/// <param name="protocol">How long they are.</param>
public sealed class RestClock(TestProtocol protocol)
{
    private readonly Dictionary<string, long> _lastAt = new(StringComparer.Ordinal);

    /// <summary>When the last pressure ended, µs; null before the first.</summary>
    public long? LastMicroseconds { get; private set; }

    /// <summary>A pressure ended.</summary>
    /// <param name="place">Where.</param>
    /// <param name="deviceMicroseconds">When, µs.</param>
    public void End(TestPlace place, long deviceMicroseconds)
    {
        ArgumentNullException.ThrowIfNull(place);
        LastMicroseconds = _lastAt[place.Key] = deviceMicroseconds;
    }

    /// <summary>Seconds since the last pressure; infinite before the first.</summary>
    public double Since(long deviceMicroseconds) => LastMicroseconds is { } last ? (deviceMicroseconds - last) * 1e-6 : double.PositiveInfinity;

    /// <summary>Seconds of rest left before a place may be pressed; 0 for none.</summary>
    public double Left(TestPlace place, long deviceMicroseconds)
    {
        ArgumentNullException.ThrowIfNull(place);
        double left = protocol.OtherSiteSeconds - Since(deviceMicroseconds);
        return Math.Max(0, _lastAt.TryGetValue(place.Key, out long at) ? Math.Max(left, protocol.SameSiteSeconds - ((deviceMicroseconds - at) * 1e-6)) : left);
    }
}
