namespace Algometer.VirtualDevice;

/// <summary>
/// Whether a device that lives faster than real time must wait for its host: it guards a hold and has not heard of the host for a while of
/// its own time. The silence that ends a hold would be a blink of real time, and a busy host would be taken for a dead one.
/// </summary>
public sealed class HostTimeout
{
    /// <summary>Silence after which it waits, in the device's µs: well below what ends a hold.</summary>
    public const long Microseconds = 300_000;

    private long _heardBytes;
    private long _heardAt;

    /// <summary>Whether it waits now.</summary>
    /// <param name="guardsHold">Whether the device guards a hold.</param>
    /// <param name="heardBytes">Bytes that it has taken from the host so far.</param>
    /// <param name="nowMicroseconds">The device's time, µs.</param>
    public bool Waits(bool guardsHold, long heardBytes, long nowMicroseconds)
    {
        if (heardBytes != _heardBytes)
        {
            (_heardBytes, _heardAt) = (heardBytes, nowMicroseconds);
        }

        return guardsHold && nowMicroseconds - _heardAt > Microseconds;
    }
}
