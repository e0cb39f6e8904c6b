using Algometer.Measurement;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;
using Algometer.Web.Live;

namespace Algometer.Web.Pages.Measure;

/// <summary>A hold and its softening as they stand, for the page: what is a number as a number, what is said as what it is about.</summary>
/// <param name="Hold">The clock.</param>
/// <param name="Says">What is said beside it, an identity of <see cref="HoldWords.English"/>.</param>
/// <param name="IsPaused">Whether the clock was stopped by a person.</param>
/// <param name="Easing">The numbers of the softening.</param>
/// <param name="State">What the detector says.</param>
/// <param name="Doubt">Why it says nothing, if so.</param>
/// <param name="Verdict">The judgement of a hold that is over; null while one runs, or before the first.</param>
/// <param name="Pain">What pain did.</param>
/// <param name="Answer">What was answered about a fall.</param>
public sealed record HoldLook(
    LiveHold Hold,
    string Says,
    bool IsPaused,
    LiveEasing Easing,
    EasingState State,
    EasingDoubt Doubt,
    EasingVerdict? Verdict,
    PainChange Pain,
    LetOffAnswer Answer)
{
    /// <summary>As it stands.</summary>
    public static HoldLook Of(MeasurementPipeline measurement)
    {
        EasingDetector? detector = measurement.Easing.Detector;
        EasingState state = detector is { IsFinished: false } running ? running.Current.State : EasingState.NoHold;
        bool isOver = !measurement.Hold.IsRunning && detector is { IsFinished: true };
        LiveEasing easing = LiveEasing.Of(measurement);
        return new HoldLook(
            LiveHold.Of(measurement),
            HoldWords.Id(measurement.Hold, state),
            measurement.Hold.State == HoldState.Paused,
            easing,
            Enum.Parse<EasingState>(easing.State),
            isOver ? detector!.Doubt : detector?.Current.Doubt ?? EasingDoubt.None,
            isOver ? detector!.Verdict : null,
            measurement.Easing.Pain.Change,
            measurement.LetOff.Answer);
    }

    /// <summary>Whether the release ended what can be judged, and the hold goes on.</summary>
    public bool IsAfterLettingOff => Hold.Running && State == EasingState.BackingOff && Easing.Belief is null && Easing.AtSeconds is null;
}
