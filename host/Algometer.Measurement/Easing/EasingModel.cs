namespace Algometer.Measurement.Easing;

/// <summary>A hand's slow noise: ln(force) deviation, how long it stays, and what is left in each step of a model.</summary>
/// <param name="Deviation">Standard deviation of the slow noise.</param>
/// <param name="CorrelationSeconds">Its correlation time, s.</param>
/// <param name="White">Standard deviation of a step's own noise.</param>
internal readonly record struct HandModel(double Deviation, double CorrelationSeconds, double White);

/// <summary>Priors of the easing hypotheses, all in ln(force). [P] throughout: chosen and tested by simulation, see EASING.md.</summary>
internal sealed record EasingModel
{
    /// <summary>For the hand-held probe.</summary>
    public static EasingModel Probe { get; } = new();

    /// <summary>For the ball, whose force has been averaged over whole breaths.</summary>
    public static EasingModel Ball { get; } = new()
    {
        StepDeviation = 0.05,
        Hands = [new(0.004, 2, 0.003), new(0.008, 2, 0.004), new(0.014, 2, 0.006), new(0.008, 6, 0.004), new(0.014, 6, 0.007)],
    };

    /// <summary>First onset considered, s after the plateau.</summary>
    public double FirstOnsetSeconds { get; init; } = 8;

    /// <summary>Onsets are this far apart, s.</summary>
    public double OnsetStepSeconds { get; init; } = 2;

    /// <summary>How long an easing takes, s.</summary>
    public double[] DurationsSeconds { get; init; } = [4, 8, 14];

    /// <summary>A quick correction by the hand that the gate let through takes this long, s.</summary>
    public double StepDurationSeconds { get; init; } = 1.5;

    /// <summary>Size of such a correction.</summary>
    public double StepDeviation { get; init; } = 0.06;

    /// <summary>How many there are in a hold.</summary>
    public double StepProbability { get; init; } = 3;

    /// <summary>Slopes expected of drift and fading, 1/s.</summary>
    public double SlopeDeviation { get; init; } = 0.0015;

    /// <summary>Expected amounts of the three passive exponentials.</summary>
    public double[] RelaxationMeans { get; init; } = [0.03, 0.03, 0.02];

    /// <summary>What they have in common: a tissue that relaxes more does so at all rates.</summary>
    public double[] RelaxationCommon { get; init; } = [0.1, 0.1, 0.1];

    /// <summary>What each has of its own.</summary>
    public double[] RelaxationOwn { get; init; } = [0.05, 0.05, 0.04];

    /// <summary>Expected size of an easing.</summary>
    public double DropMean { get; init; } = 0.08;

    /// <summary>Spread of the size.</summary>
    public double DropDeviation { get; init; } = 0.07;

    /// <summary>Hands weighed against each other.</summary>
    public HandModel[] Hands { get; init; } =
    [
        new(0.008, 1.5, 0.004),
        new(0.014, 1.5, 0.005),
        new(0.022, 1.5, 0.006),
        new(0.012, 5, 0.006),
        new(0.020, 5, 0.010),
    ];
}
