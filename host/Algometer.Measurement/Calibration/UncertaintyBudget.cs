namespace Algometer.Measurement.Calibration;

/// <summary>One source of uncertainty.</summary>
/// <param name="Name">What it is.</param>
/// <param name="StandardNewtons">Its standard uncertainty at the budget's force, N.</param>
/// <param name="How">How it was found.</param>
public sealed record UncertaintyComponent(string Name, double StandardNewtons, string How);

/// <summary>Uncertainty of one reading at one force: root of the sum of squares, k = 2.</summary>
/// <param name="Newtons">The force, N.</param>
/// <param name="Parts">The sources.</param>
public sealed record UncertaintyBudget(double Newtons, IReadOnlyList<UncertaintyComponent> Parts)
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
    /// <param name="squareCentimeters">The tip's area, cm²: how fast a force rises with a pressure, and how much a film widens it.</param>
    public static UncertaintyBudget Of(CalibrationSetup setup, CalibrationFit fit, double zeroDriftNewtons, double newtons, double squareCentimeters = 1)
    {
        UseConditions use = setup.Use;
        double root3 = Math.Sqrt(3);
        double tilt = 1 - Math.Cos(setup.TiltDegrees * Math.PI / 180);
        double aside = use.AsideMillimeters / 10;
        double rubs = use.GuideFriction * ((use.GuideLoads * Math.Sin(setup.TiltDegrees * Math.PI / 180)) + use.GuideOwnLoads);
        double diameter = 2 * Math.Sqrt(100 * squareCentimeters / Math.PI);
        double late = use.RampKilopascalsPerSecond * squareCentimeters / 10 * use.ConverterDelaySeconds;
        return new UncertaintyBudget(newtons,
        [
            new("Masses", setup.MassTolerancePercent / 100 * newtons / root3, FormattableString.Invariant($"tolerance {setup.MassTolerancePercent:0.###} %, rectangular")),
            new("Gravity", setup.GravityTolerancePercent / 100 * newtons / root3, setup.GravityTolerancePercent > Gravity.KnownTolerancePercent ? FormattableString.Invariant($"place not known: standard gravity, within {setup.GravityTolerancePercent:0.##} %") : FormattableString.Invariant($"formula by latitude, within {setup.GravityTolerancePercent:0.##} %")),
            new("Fit", fit.ResidualNewtons, "standard deviation of the residuals"),
            new("Repeatability", double.IsNaN(fit.RepeatabilityNewtons) ? fit.ResidualNewtons : fit.RepeatabilityNewtons, "between runs"),
            new("Hysteresis", fit.HysteresisNewtons / 2 / root3, "half the largest loop, rectangular"),
            new("Resolution", Math.Abs(fit.Gain.Value) / Math.Sqrt(12), "one code"),
            new("Zero drift", zeroDriftNewtons / root3, "first to last unloaded reading, rectangular"),
            new("Tilt in use", tilt * newtons / root3, FormattableString.Invariant($"up to {setup.TiltDegrees:0.#}°, rectangular; too high or too low, as the hand pushes")),
            new("Load beside the middle", use.OffCentrePercentPerCentimeter / 100 * aside * newtons / root3, FormattableString.Invariant($"{use.OffCentrePercentPerCentimeter:0.##} % a cm at {aside:0.##} cm, rectangular")),
            new("Guide's friction at that tilt", rubs * newtons / root3, FormattableString.Invariant($"{100 * rubs:0.##} % at {setup.TiltDegrees:0.#}°, rectangular; low while pressed harder, high while let off")),
            new("Converter's delay", late / root3, FormattableString.Invariant($"up to {use.RampKilopascalsPerSecond:0} kPa/s late by {1000 * use.ConverterDelaySeconds:0} ms, reads low, not corrected")),
            new("Noise of one sample", use.NoiseNewtons, "converter's sheet over the cell's"),
            new("Creep in a hold", use.CreepPercent / 100 * newtons / root3, "cell's sheet, rectangular"),
            new("Warmth, gain", use.GainPercentPerKelvin / 100 * use.RoomChangeKelvin * newtons / root3, "cell's sheet, rectangular"),
            new("Drift between calibrations", use.DriftPercent / 100 * newtons / root3, FormattableString.Invariant($"{use.DriftPercent:0.##} %, rectangular, assumed")),
            new("Tip wear (for pressure)", use.TipWearPercent / 100 * newtons / root3, FormattableString.Invariant($"up to {use.TipWearPercent:0.##} % of the area, reads low, assumed")),
            new("Film on the tip (for pressure)", 4 * use.FilmMillimeters / diameter * newtons / root3, "unless measured with it, reads high"),
            new("Tip area (for pressure)", setup.AreaTolerancePercent / 100 * newtons / root3, FormattableString.Invariant($"tolerance {setup.AreaTolerancePercent:0.##} %, rectangular")),
        ]);
    }
}
