using Algometer.Measurement;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;

namespace Algometer.Web.Live;

/// <summary>The hold clock.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Words">What is said beside the clock.</param>
/// <param name="Running">Whether a hold runs, paused or not.</param>
/// <param name="InBandSeconds">Watched time in the band, s.</param>
/// <param name="TargetSeconds">Time to reach, s.</param>
/// <param name="HardEndSeconds">Time at which it is over, s.</param>
/// <param name="HeldSeconds">Watched time under load, s.</param>
/// <param name="LowNewtons">Lower end of the band now, N; as planned when no hold runs.</param>
/// <param name="PlannedLowNewtons">Lower end as planned, N.</param>
/// <param name="HighNewtons">Upper end, N.</param>
/// <param name="RePresses">How often the band was entered again.</param>
/// <param name="SteadinessPercent">Spread over mean in the band, %.</param>
public sealed record LiveHold(
    string State,
    string Words,
    bool Running,
    double InBandSeconds,
    double TargetSeconds,
    double HardEndSeconds,
    double HeldSeconds,
    double LowNewtons,
    double PlannedLowNewtons,
    double HighNewtons,
    int RePresses,
    double SteadinessPercent)
{
    /// <summary>No hold.</summary>
    public static LiveHold None { get; } = new(nameof(HoldState.Idle), "", false, 0, 60, 90, 0, 0, 0, 0, 0, 0);

    /// <summary>Makes it of the hold as it stands.</summary>
    public static LiveHold Of(MeasurementPipeline measurement)
    {
        HoldTimer hold = measurement.Hold;
        EasingState easing = measurement.Easing.Detector is { IsFinished: false } detector ? detector.Current.State : EasingState.NoHold;
        return new LiveHold(
            hold.State.ToString(),
            HoldWords.Of(hold, easing),
            hold.IsRunning,
            Math.Round(hold.InBandMicroseconds * 1e-6, 1),
            hold.Options?.TargetSeconds ?? 60,
            hold.Options?.HardEndSeconds ?? 90,
            Math.Round(hold.HeldMicroseconds * 1e-6, 1),
            Math.Round(hold.IsRunning ? hold.Band.LowNewtons : hold.Band.PlannedLowNewtons, 2),
            hold.Band.PlannedLowNewtons,
            hold.Band.HighNewtons,
            hold.RePresses,
            Math.Round(hold.SteadinessPercent, 1));
    }
}
