using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Hold;

/// <summary>
/// What is said beside the hold's clock. Only the first approach asks for force; after that nothing does, because a fall may be the tissue's.
/// </summary>
public static class HoldWords
{
    /// <summary>Every sentence in English, by its identity.</summary>
    public static IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ready"] = "Ready",
        ["approach"] = "Press slowly into the band",
        ["above"] = "Above the band – let off a little",
        ["hold"] = "Hold",
        ["follows"] = "Hold – the band follows the softening",
        ["softening"] = "Softening – leave the hand as it is",
        ["let-off"] = "You let off – the clock waits",
        ["below"] = "Below the band – the clock waits",
        ["paused"] = "Paused",
        ["reached"] = "Time reached – ease off slowly",
        ["over"] = "Hold is over",
        ["over.button"] = "Hold is over – the patient pressed stop",
        ["over.hard-end"] = "Hold is over – the longest time is reached, ease off slowly",
        ["over.over-limit"] = "Hold is over – the limit was passed",
        ["over.sensor-fault"] = "Hold is over – the sensor cannot be trusted",
        ["over.link-lost"] = "Hold is over – the connection was lost",
        ["over.lifted"] = "Hold is over – the time was reached",
    };

    /// <summary>A sentence for a hold as it stands.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="easing">What the detector says.</param>
    public static string Of(HoldTimer hold, EasingState easing) => English[Id(hold, easing)];

    /// <summary>Why a hold is over.</summary>
    /// <param name="end">The reason.</param>
    public static string Of(HoldEnd end) => English[Id(end)];

    /// <summary>The identity of what is said of a hold as it stands.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="easing">What the detector says.</param>
    public static string Id(HoldTimer hold, EasingState easing)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return hold.State switch
        {
            HoldState.Approaching => hold.Side == BandSide.Above ? "above" : "approach",
            HoldState.InBand => hold.Band.IsLowered ? "follows" : "hold",
            HoldState.Grace or HoldState.Out => Outside(hold, easing),
            HoldState.Paused => "paused",
            HoldState.TargetReached => "reached",
            HoldState.Ended => Id(hold.End),
            _ => "ready",
        };
    }

    private static string Id(HoldEnd end) => end switch
    {
        HoldEnd.Button => "over.button",
        HoldEnd.HardEnd => "over.hard-end",
        HoldEnd.OverLimit => "over.over-limit",
        HoldEnd.SensorFault => "over.sensor-fault",
        HoldEnd.LinkLost => "over.link-lost",
        HoldEnd.Lifted => "over.lifted",
        _ => "over",
    };

    private static string Outside(HoldTimer hold, EasingState easing) => (hold.Side, easing) switch
    {
        (BandSide.Above, _) => "above",
        (BandSide.In, _) => "hold",
        (_, EasingState.PossiblyEasing or EasingState.Easing) => "softening",
        (_, EasingState.BackingOff) => "let-off",
        _ => "below",
    };
}
