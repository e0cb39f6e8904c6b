using System.Runtime.InteropServices;

namespace Algometer.Station.Pipeline;

/// <summary>One sample as the page receives it: 24 bytes, little-endian.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LiveSample(
    double DeviceSeconds,
    float ForceNewtons,
    int RawCounts,
    ushort Flags,
    byte Alarm,
    byte Host,
    uint Sequence);

/// <summary>What the host decided: its own guard, a guided test, and a hold; in <see cref="LiveSample.Host"/>.</summary>
[Flags]
public enum HostAlarm
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Above the limit.</summary>
    OverLimit = 1,

    /// <summary>Will be above within 0.5 s.</summary>
    PreWarning = 2,

    /// <summary>Not yet below and acknowledged.</summary>
    Latched = 4,

    /// <summary>The sensor cannot be trusted.</summary>
    SensorFault = 8,

    /// <summary>The ramp is slower than asked.</summary>
    RateFaster = 16,

    /// <summary>The ramp is as asked.</summary>
    RateGood = 32,

    /// <summary>The ramp is faster than asked.</summary>
    RateSlower = 64,

    /// <summary>A hold runs, and the force is in its band as the band is at this sample: it follows softening down.</summary>
    InBand = 128,
}
