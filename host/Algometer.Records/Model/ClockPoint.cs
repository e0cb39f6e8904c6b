namespace Algometer.Records.Model;

/// <summary>One moment read from both clocks.</summary>
/// <param name="DeviceMicroseconds">Device time in µs.</param>
/// <param name="UtcUnixMicroseconds">Wall time in µs since 1970 (UTC).</param>
public readonly record struct ClockPoint(long DeviceMicroseconds, long UtcUnixMicroseconds);
