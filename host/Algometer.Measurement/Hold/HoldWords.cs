using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Hold;

/// <summary>
/// What is said beside the hold's clock. Only the first approach asks for force; after that nothing does, because a fall may be the tissue's.
/// </summary>
public static class HoldWords
{
    /// <summary>A sentence for a hold as it stands.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="easing">What the detector says.</param>
    public static string Of(HoldTimer hold, EasingState easing)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return hold.State switch
        {
            HoldState.Approaching when hold.Side == BandSide.Above => "Above the band – let off a little",
            HoldState.Approaching => "Press slowly into the band",
            HoldState.InBand => hold.Band.IsLowered ? "Hold – the band follows the softening" : "Hold",
            HoldState.Grace or HoldState.Out => Outside(hold, easing),
            HoldState.Paused => "Paused",
            HoldState.TargetReached => "Time reached – ease off slowly",
            HoldState.Ended => Of(hold.End),
            _ => "Ready",
        };
    }

    /// <summary>Why a hold is over.</summary>
    /// <param name="end">The reason.</param>
    public static string Of(HoldEnd end) => end switch
    {
        HoldEnd.Button => "Hold is over – the patient pressed stop",
        HoldEnd.HardEnd => "Hold is over – the longest time is reached, ease off slowly",
        HoldEnd.OverLimit => "Hold is over – the limit was passed",
        HoldEnd.SensorFault => "Hold is over – the sensor cannot be trusted",
        HoldEnd.LinkLost => "Hold is over – the connection was lost",
        HoldEnd.Lifted => "Hold is over – the time was reached",
        _ => "Hold is over",
    };

    private static string Outside(HoldTimer hold, EasingState easing) => (hold.Side, easing) switch
    {
        (BandSide.Above, _) => "Above the band – let off a little",
        (BandSide.In, _) => "Hold",
        (_, EasingState.PossiblyEasing or EasingState.Easing) => "Softening – leave the hand as it is",
        (_, EasingState.BackingOff) => "You let off – the clock waits",
        _ => "Below the band – the clock waits",
    };
}
