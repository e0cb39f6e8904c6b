namespace Algometer.Measurement.Easing;

/// <summary>When a change of force counts as the operator's. All [P]: chosen by simulation, see EASING.md. Rates and jumps in ln(force).</summary>
public sealed record EasingGateOptions
{
    /// <summary>For the hand-held probe.</summary>
    public static EasingGateOptions Probe { get; } = new();

    /// <summary>For the ball: breath must not pass for the hand.</summary>
    public static EasingGateOptions Ball { get; } = new() { JumpUp = 0.07, StepDown = 0.055, EarlyJumpDown = 0.08, BackOff = 0.07, DeviationsDown = 4, DeviationsUp = 5.5 };

    /// <summary>Speed that no tissue reaches, 1/s.</summary>
    public double FastPerSecond { get; init; } = 0.12;

    /// <summary>The same while relaxation is still quick, downward, 1/s.</summary>
    public double EarlyFastPerSecond { get; init; } = 0.25;

    /// <summary>Upward jump within 1.6 s.</summary>
    public double JumpUp { get; init; } = 0.045;

    /// <summary>Downward jump in the first 12 s beyond what the fall before it leads to expect.</summary>
    public double EarlyJumpDown { get; init; } = 0.05;

    /// <summary>Downward step that is the operator's when most of the wider fall happened in it.</summary>
    public double StepDown { get; init; } = 0.035;

    /// <summary>Downward step that is the operator's where another move next to it leaves nothing to compare with.</summary>
    public double LoneStepDown { get; init; } = 0.14;

    /// <summary>How much of the fall over 6 s a large step must make up.</summary>
    public double StepShare { get; init; } = 0.92;

    /// <summary>What noise takes off that share: this over the size of the step.</summary>
    public double StepShareNoise { get; init; } = 0.010;

    /// <summary>Learned deviations that a downward step must exceed.</summary>
    public double DeviationsDown { get; init; } = 3;

    /// <summary>Learned deviations that an upward jump must exceed.</summary>
    public double DeviationsUp { get; init; } = 4.5;

    /// <summary>A finished move that let go by this is a back-off.</summary>
    public double BackOff { get; init; } = 0.06;

    /// <summary>A finished move upward by this is a re-press.</summary>
    public double RePress { get; init; } = 0.045;

    /// <summary>Deviation of jumps before it has been learned.</summary>
    public double ExpectedJumpDeviation { get; init; } = 0.012;

    /// <summary>Deviation of speeds before it has been learned, 1/s.</summary>
    public double ExpectedSpeedDeviation { get; init; } = 0.02;
}
