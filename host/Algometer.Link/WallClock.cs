namespace Algometer.Link;

/// <summary>The host's time as this project counts it.</summary>
internal static class WallClock
{
    /// <summary>Microseconds since 1970, UTC.</summary>
    public static long WallMicroseconds(this TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
