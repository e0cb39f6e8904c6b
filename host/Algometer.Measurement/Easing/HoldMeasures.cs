namespace Algometer.Measurement.Easing;

/// <summary>A number with its 95 % interval; all NaN when it cannot be had.</summary>
/// <param name="Value">Best estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>Nothing is known.</summary>
    public static Estimate None { get; } = new(double.NaN, double.NaN, double.NaN);
}

/// <summary>What is measured of a hold besides the verdict. NaN where it cannot be had.</summary>
/// <param name="MeanNewtons">Mean force of the hold, N.</param>
/// <param name="RelaxationFraction">Part of the force lost to passive relaxation, from 1.5 s on.</param>
/// <param name="RelaxationSeconds">Time constant of that, s.</param>
/// <param name="VisibleEasingPercent">Easing beyond passive relaxation, %; 0 when none is believed.</param>
/// <param name="VisibleEasingDeviationPercent">Its standard deviation, percentage points.</param>
/// <param name="EasingBeganSeconds">When it began, s since the first sample; NaN when none is believed.</param>
/// <param name="SteadinessPercent">Coefficient of variation of the force below 4 Hz, straight line taken off, %.</param>
/// <param name="TremorPercent">Root mean square of 8–12 Hz over the mean force, %; NaN below 30 samples a second.</param>
/// <param name="TremorRatio">Tremor after the first 10 s over tremor in them.</param>
/// <param name="InBandSeconds">Time in the band, s.</param>
/// <param name="RePresses">How often the operator pressed again.</param>
/// <param name="BackOffs">How often the operator let go.</param>
/// <param name="ImpulseNewtonSeconds">Force over time, N·s.</param>
public readonly record struct HoldMeasures(
    double MeanNewtons,
    Estimate RelaxationFraction,
    Estimate RelaxationSeconds,
    double VisibleEasingPercent,
    double VisibleEasingDeviationPercent,
    double EasingBeganSeconds,
    double SteadinessPercent,
    double TremorPercent,
    double TremorRatio,
    double InBandSeconds,
    int RePresses,
    int BackOffs,
    double ImpulseNewtonSeconds);
