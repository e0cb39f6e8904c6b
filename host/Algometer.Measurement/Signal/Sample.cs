namespace Algometer.Measurement.Signal;

/// <summary>One sample as every engine sees it: when, how much, and how far it can be trusted.</summary>
/// <param name="Sequence">The device's sample number, unwrapped to 64 bits; consecutive samples differ by 1.</param>
/// <param name="DeviceMicroseconds">Device clock when data became ready, unwrapped, in microseconds.</param>
/// <param name="RawCounts">The converter's code, −8 388 608 … 8 388 607.</param>
/// <param name="ForceNewtons">Force in newtons, positive in compression; NaN where <paramref name="Flags"/> has a fault.</param>
/// <param name="Flags">What is known about the sample.</param>
/// <param name="Alarm">The device's alarm at this sample.</param>
public readonly record struct Sample(
    long Sequence,
    long DeviceMicroseconds,
    int RawCounts,
    double ForceNewtons,
    SampleFlags Flags,
    AlarmState Alarm)
{
    /// <summary>Whether the force may be shown, judged and averaged.</summary>
    public bool HasForce => !double.IsNaN(ForceNewtons) && (Flags & (SampleFlags.Faults | SampleFlags.Settling | SampleFlags.Glitch)) == SampleFlags.None;

    /// <summary>Device time in seconds.</summary>
    public double DeviceSeconds => DeviceMicroseconds / 1e6;
}
