using Algometer.Measurement.Easing;

namespace Algometer.App.Web;

/// <summary>The easing gauge. What cannot be had is null.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Words">The state in a sentence.</param>
/// <param name="Belief">Belief in easing, 0 … 1; null while nothing can be said.</param>
/// <param name="DropPercent">Easing beyond passive relaxation, %.</param>
/// <param name="DropDeviationPercent">Its standard deviation, percentage points.</param>
/// <param name="OnsetSeconds">When it began, device seconds.</param>
/// <param name="AtSeconds">Device seconds of what follows.</param>
/// <param name="PassiveNewtons">What passive relaxation alone would show then, N.</param>
/// <param name="Pain">The latest pain rating of the hold, 0 … 10; null before any.</param>
/// <param name="Verdict">The judgement of a finished hold, in words; null while it goes on.</param>
internal sealed record LiveEasing(
    string State,
    string Words,
    double? Belief,
    double? DropPercent,
    double? DropDeviationPercent,
    double? OnsetSeconds,
    double? AtSeconds,
    double? PassiveNewtons,
    int? Pain,
    string? Verdict)
{
    /// <summary>Makes it of what the detector says now.</summary>
    public static LiveEasing Of(EasingWatch watch)
    {
        if (watch.Detector is not { } detector)
        {
            return new LiveEasing(nameof(EasingState.NoHold), EasingWords.Of(EasingState.NoHold, EasingDoubt.None), null, null, null, null, null, null, null, null);
        }

        EasingReading reading = detector.Current;
        double? belief = reading.State switch
        {
            EasingState.PossiblyEasing or EasingState.Easing => reading.Confidence,
            EasingState.Steady => 1 - reading.Confidence,
            _ => null,
        };
        double now = watch.DeviceMicroseconds * 1e-6;
        return new LiveEasing(
            reading.State.ToString(),
            reading.Words,
            belief is { } known ? Math.Round(known, 3) : null,
            JsonNumber.Finite(reading.VisibleDropPercent, 1),
            JsonNumber.Finite(reading.VisibleDropDeviationPercent, 1),
            JsonNumber.Finite(now - reading.HoldSeconds + reading.OnsetSeconds, 2),
            JsonNumber.Finite(now, 2),
            JsonNumber.Finite(reading.PassiveNewtons, 2),
            watch.Pain.Count > 0 ? watch.Pain.Latest : null,
            detector.IsFinished ? Judged(detector, watch.Pain) : null);
    }

    // Once pain was rated, sensor and pain speak together.
    private static string Judged(EasingDetector detector, PainTrack pain) => pain.Count > 0 && detector.Doubt == EasingDoubt.None
        ? EasingWords.WithPain(detector.Verdict, pain.Eased)
        : EasingWords.Of(detector.Verdict, detector.Doubt);
}
