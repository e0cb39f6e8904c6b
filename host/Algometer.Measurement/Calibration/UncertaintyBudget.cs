namespace Algometer.Measurement.Calibration;

/// <summary>One source of uncertainty.</summary>
/// <param name="Name">What it is.</param>
/// <param name="StandardNewtons">Its standard uncertainty at the budget's force, N.</param>
/// <param name="How">How it was found.</param>
public sealed record UncertaintyPart(string Name, double StandardNewtons, string How);

/// <summary>Uncertainty of one reading at one force: root of the sum of squares, k = 2.</summary>
/// <param name="Newtons">The force, N.</param>
/// <param name="Parts">The sources.</param>
public sealed record UncertaintyBudget(double Newtons, IReadOnlyList<UncertaintyPart> Parts)
{
    /// <summary>Standard uncertainty, N.</summary>
    public double StandardNewtons => Math.Sqrt(Parts.Sum(part => part.StandardNewtons * part.StandardNewtons));

    /// <summary>Expanded uncertainty, k = 2, N.</summary>
    public double ExpandedNewtons => 2 * StandardNewtons;

    /// <summary>Expanded uncertainty, % of the force.</summary>
    public double ExpandedPercent => 100 * ExpandedNewtons / Newtons;

    /// <summary>Of a calibration, at a force.</summary>
    /// <param name="setup">Masses, tilt and area.</param>
    /// <param name="fit">The fit.</param>
    /// <param name="zeroDriftNewtons">How far the zero moved during the calibration, N.</param>
    /// <param name="newtons">The force, N; above 0.</param>
    public static UncertaintyBudget Of(CalibrationSetup setup, CalibrationFit fit, double zeroDriftNewtons, double newtons)
    {
        double root3 = Math.Sqrt(3);
        double tilt = 1 - Math.Cos(setup.TiltDegrees * Math.PI / 180);
        return new UncertaintyBudget(newtons,
        [
            new("Masses", setup.MassTolerancePercent / 100 * newtons / root3, FormattableString.Invariant($"tolerance {setup.MassTolerancePercent:0.###} %, rectangular")),
            new("Gravity", 0.0005 * newtons / root3, "formula by latitude, within 0.05 %"),
            new("Fit", fit.ResidualNewtons, "standard deviation of the residuals"),
            new("Repeatability", double.IsNaN(fit.RepeatabilityNewtons) ? fit.ResidualNewtons : fit.RepeatabilityNewtons, "between runs"),
            new("Hysteresis", fit.HysteresisNewtons / 2 / root3, "half the largest loop, rectangular"),
            new("Resolution", Math.Abs(fit.Gain.Value) / Math.Sqrt(12), "one code"),
            new("Zero drift", zeroDriftNewtons / root3, "first to last unloaded reading, rectangular"),
            new("Tilt in use", tilt * newtons / root3, FormattableString.Invariant($"up to {setup.TiltDegrees:0.#}°, rectangular")),
            new("Tip area (for pressure)", setup.AreaTolerancePercent / 100 * newtons / root3, FormattableString.Invariant($"tolerance {setup.AreaTolerancePercent:0.##} %, rectangular")),
        ]);
    }
}
