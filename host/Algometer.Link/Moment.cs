namespace Algometer.Link;

/// <summary>A moment by two clocks, of which each may run or be set without the other.</summary>
/// <param name="DeviceMicroseconds">By the device's, µs of the record.</param>
/// <param name="HostMicroseconds">By the host's, µs since 1970.</param>
public readonly record struct Moment(long DeviceMicroseconds, long HostMicroseconds)
{
    /// <summary>What has passed since by both clocks, µs.</summary>
    public long Since(in Moment earlier) => Math.Min(DeviceMicroseconds - earlier.DeviceMicroseconds, HostMicroseconds - earlier.HostMicroseconds);

    /// <summary>This moment, or that one by a clock that would have to go back to it.</summary>
    public Moment NotAfter(in Moment now) => new(Math.Min(DeviceMicroseconds, now.DeviceMicroseconds), Math.Min(HostMicroseconds, now.HostMicroseconds));
}
