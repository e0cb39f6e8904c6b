namespace Algometer.Link.Tests;

/// <summary>How a modelled line between device and host behaves.</summary>
internal sealed record LineOptions
{
    /// <summary>Bytes a second; 11,520 is a UART at 115,200 baud. TCP on a local network takes them as they come.</summary>
    public double BytesPerSecond { get; init; } = 11_520;

    /// <summary>There and back, µs.</summary>
    public long RoundTripMicroseconds { get; init; } = 4_000;

    /// <summary>Part of the frames that are lost on the way, each way.</summary>
    public double LossPart { get; init; }

    /// <summary>Samples per second of the device's converter.</summary>
    public double RateHertz { get; init; } = 80;

    /// <summary>Seed of what is lost.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Bytes that the device keeps for a line that is slower than it, as the ESP32's ring does.</summary>
    public int RingBytes { get; init; } = 2048;
}
