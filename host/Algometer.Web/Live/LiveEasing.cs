using Algometer.Measurement;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;
using Algometer.Records.Documents;
using Algometer.Web.Endpoints;

namespace Algometer.Web.Live;

/// <summary>The easing gauge. What cannot be had is null.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Title">State or verdict in a word or two.</param>
/// <param name="Words">The state in a sentence.</param>
/// <param name="Belief">Belief in easing, 0 … 1; null while nothing can be said.</param>
/// <param name="DropPercent">Easing beyond passive relaxation, %.</param>
/// <param name="DropDeviationPercent">Its standard deviation, percentage points.</param>
/// <param name="OnsetSeconds">When it began, device seconds.</param>
/// <param name="AtSeconds">Device seconds of what follows.</param>
/// <param name="PassiveNewtons">What passive relaxation alone would show then, N.</param>
/// <param name="Pain">The latest pain rating of the hold, 0 … 10; null before any.</param>
/// <param name="Verdict">The judgement of a hold that is over, in words; null while one runs.</param>
/// <param name="Question">What the person who presses is asked; null when nothing is.</param>
public sealed record LiveEasing(
    string State,
    string Title,
    string Words,
    double? Belief,
    double? DropPercent,
    double? DropDeviationPercent,
    double? OnsetSeconds,
    double? AtSeconds,
    double? PassiveNewtons,
    int? Pain,
    string? Verdict,
    string? Question)
{
    private const string AfterLettingOff = "You let off. What follows in this hold is timed, not judged: end it and begin anew for that.";

    /// <summary>No hold, so nothing is judged.</summary>
    public static LiveEasing None { get; } = Nothing(EasingState.NoHold, EasingWords.Of(EasingState.NoHold, EasingDoubt.None), null);

    /// <summary>Makes it of what the detector says now.</summary>
    public static LiveEasing Of(MeasurementPipeline measurement)
    {
        EasingWatch watch = measurement.Easing;
        if (watch.Detector is not { } detector)
        {
            return None;
        }

        string? question = measurement.LetOff.IsOpen ? EasingWords.LetOffQuestion : null;
        int? pain = watch.Pain.Latest is >= 0 and var latest ? latest : null;
        if (measurement.Hold.IsRunning && detector.IsFinished)
        {
            // The release ended what can be judged, and the hold goes on: an old verdict beside a running clock would be stale.
            return Nothing(EasingState.BackingOff, AfterLettingOff, question) with { Pain = pain };
        }

        EasingReading reading = detector.Current;
        double? belief = reading.State switch
        {
            EasingState.PossiblyEasing or EasingState.Easing => reading.Confidence,
            EasingState.Steady => 1 - reading.Confidence,
            _ => null,
        };
        double now = watch.DeviceMicroseconds * 1e-6;
        bool over = !measurement.Hold.IsRunning && detector.IsFinished;
        return new LiveEasing(
            reading.State.ToString(),
            over ? EasingWords.Name(EasingWords.Weighed(detector.Verdict, watch.Pain.Change)) : EasingWords.Name(reading.State, reading.Doubt),
            reading.Words,
            belief is { } known ? Math.Round(known, 3) : null,
            JsonNumber.Finite(reading.VisibleDropPercent, 1),
            JsonNumber.Finite(reading.VisibleDropDeviationPercent, 1),
            JsonNumber.Finite(now - reading.HoldSeconds + reading.OnsetSeconds, 2),
            JsonNumber.Finite(now, 2),
            JsonNumber.Finite(reading.PassiveNewtons, 2),
            pain,
            over ? EasingWords.WithPain(detector.Verdict, detector.Doubt, watch.Pain.Change, measurement.LetOff.Answer) : null,
            question);
    }

    private static LiveEasing Nothing(EasingState state, string words, string? question) =>
        new(state.ToString(), EasingWords.Name(state), words, null, null, null, null, null, null, null, null, question);
}
