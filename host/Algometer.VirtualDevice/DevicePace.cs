namespace Algometer.VirtualDevice;

/// <summary>How many times faster than real time a simulated device lives at a moment.</summary>
public static class DevicePace
{
    /// <summary>While the host is waited for: time goes on, but a host that is only busy is heard before its silence counts.</summary>
    public const double WhileWaiting = 0.25;

    /// <summary>The pace.</summary>
    /// <param name="speed">The speed asked for; infinity for as fast as the host takes it.</param>
    /// <param name="isStreaming">Whether someone listens; until then the device idles in real time.</param>
    /// <param name="waitsForHost">Whether it guards a hold and has not heard its host for a while.</param>
    /// <param name="isPersonAsked">Whether a person is asked something: people, and pages, answer no faster for a device that lives faster.</param>
    public static double Of(double speed, bool isStreaming, bool waitsForHost, bool isPersonAsked) =>
        !isStreaming ? 1
        : speed <= 1 ? speed
        : waitsForHost ? WhileWaiting
        : isPersonAsked ? 1
        : speed;
}
