namespace Algometer.Measurement.Easing;

/// <summary>What the easing detector is told about a hold.</summary>
public sealed record EasingOptions
{
    /// <summary>Force aimed at, N; null lets the detector take the first steady level.</summary>
    public double? TargetNewtons { get; init; }

    /// <summary>Lower end of the band for the time in band, N; null for 85 % of the level.</summary>
    public double? BandLowNewtons { get; init; }

    /// <summary>Upper end of the band, N; null for 115 % of the level.</summary>
    public double? BandHighNewtons { get; init; }

    /// <summary>Planned length of the hold, s: longer holds have more chances of a false alarm, so their thresholds are higher.</summary>
    public double HoldSeconds { get; init; } = 60;

    /// <summary>What is pressed with.</summary>
    public PressingTool Tool { get; init; } = PressingTool.Probe;

    /// <summary>When a change of force counts as the operator's; null for what fits the tool.</summary>
    public EasingGateOptions? Gate { get; init; }

    /// <summary>When to speak of easing; null for those calibrated for the tool and the length.</summary>
    public EasingThresholds? Thresholds { get; init; }

    /// <summary>Longest hold that is followed, s. Memory is reserved for it.</summary>
    public double LongestSeconds { get; init; } = 180;

    /// <summary>Why these options cannot be used, or null.</summary>
    public string? Problem() => this switch
    {
        { TargetNewtons: <= 0 or double.NaN } => "The target must be above 0 N.",
        { BandLowNewtons: <= 0 or double.NaN } => "The band must begin above 0 N.",
        { BandLowNewtons: { } low, BandHighNewtons: { } high } when !(high > low) => "The band's upper end must lie above its lower end.",
        { HoldSeconds: not (>= 5 and <= 600) } => "The hold must be planned for 5 to 600 s.",
        _ => null,
    };
}
