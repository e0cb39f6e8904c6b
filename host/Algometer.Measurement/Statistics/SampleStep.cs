using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Statistics;

/// <summary>How one sample follows the one before it. Decided in one place so that no engine bridges a gap by itself.</summary>
internal static class SampleStep
{
    /// <summary>
    /// Whether the stretch between the two samples was watched throughout: next number, no loss flagged, and the clock
    /// advanced by no more than the longest interval.
    /// </summary>
    public static bool IsContinuous(long lastSequence, long lastMicroseconds, in Sample sample, long longestMicroseconds)
    {
        long elapsed = sample.DeviceMicroseconds - lastMicroseconds;
        return sample.Sequence == lastSequence + 1
            && elapsed > 0
            && elapsed <= longestMicroseconds
            && (sample.Flags & (SampleFlags.AfterGap | SampleFlags.Missed)) == SampleFlags.None;
    }

    /// <summary>Whether the force may be judged as low: has a finite force and the device sees no sensor fault.</summary>
    public static bool IsTrusted(in Sample sample) =>
        sample.HasForce && double.IsFinite(sample.ForceNewtons) && (sample.Alarm & AlarmState.SensorFault) == AlarmState.None;
}
