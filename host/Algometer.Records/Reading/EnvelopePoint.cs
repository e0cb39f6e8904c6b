namespace Algometer.Records.Reading;

/// <summary>Lowest and highest force of one stretch of time, for drawing.</summary>
/// <param name="FirstDeviceMicroseconds">Device time of the stretch's first sample in µs.</param>
/// <param name="LastDeviceMicroseconds">Device time of its last sample in µs.</param>
/// <param name="LowestNewtons">Lowest force in newtons; NaN when no sample has one.</param>
/// <param name="HighestNewtons">Highest force in newtons; NaN when no sample has one.</param>
/// <param name="SampleCount">Samples in the stretch; empty stretches are left out.</param>
/// <param name="HasFault">Whether a sample of it has no force.</param>
/// <param name="FollowsGap">Whether samples are missing before or within it.</param>
public readonly record struct EnvelopePoint(
    long FirstDeviceMicroseconds,
    long LastDeviceMicroseconds,
    double LowestNewtons,
    double HighestNewtons,
    int SampleCount,
    bool HasFault,
    bool FollowsGap);
