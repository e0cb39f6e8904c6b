namespace Algometer.Measurement.Calibration;

/// <summary>What a calibration is made with.</summary>
public sealed record CalibrationSetup
{
    /// <summary>Fewest masses.</summary>
    public const int FewestMasses = 6;

    /// <summary>Masses in kg, rising, without the zero.</summary>
    public required IReadOnlyList<double> MassesKg { get; init; }

    /// <summary>Times up and down, 1 to 10; repeatability needs 3.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>Tolerance of the masses, %.</summary>
    public double MassTolerancePercent { get; init; } = 0.05;

    /// <summary>Local gravity, m/s².</summary>
    public double Gravity { get; init; } = Calibration.Gravity.Standard;

    /// <summary>How far that may be off, %.</summary>
    public double GravityTolerancePercent { get; init; } = Calibration.Gravity.KnownTolerancePercent;

    /// <summary>Largest tilt of the probe in use that the budget covers, with the friction that it puts on the guide, degrees; the drawn guide is made for 15. [P]</summary>
    public double TiltDegrees { get; init; } = 5;

    /// <summary>Tolerance of the tip's area, %. [P]</summary>
    public double AreaTolerancePercent { get; init; } = 0.5;

    /// <summary>What is reckoned with in use.</summary>
    public UseConditions Use { get; init; } = new();

    /// <summary>The tip that belongs to the calibration, by its engraved number; a renewed rubber face is another tip. Empty: not told.</summary>
    public string Tip { get; init; } = "";

    /// <summary>Who calibrates.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The masses, the cell and the room, in words.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Least and longest warm-up, s. [P]</summary>
    public double WarmUpSeconds { get; init; } = 60;

    /// <summary>Months until it is due again. [P]</summary>
    public int Months { get; init; } = CalibrationDue.Months;

    /// <summary>How good the result must be. [P]</summary>
    public CalibrationLimits Limits { get; init; } = new();

    /// <summary>Force of a mass, N.</summary>
    public double Newtons(double massKg) => massKg * Gravity;

    /// <summary>Checks what was typed.</summary>
    /// <param name="capacityNewtons">Rated load of the cell, N.</param>
    /// <exception cref="ArgumentException">The message says what to write.</exception>
    public void Check(double capacityNewtons)
    {
        Need(MassesKg.Count is >= FewestMasses and <= 12, $"Give {FewestMasses} to 12 masses in kg, such as {CalibrationMasses.Probe.Text}.");
        Need(MassesKg.All(mass => mass > 0) && MassesKg.Zip(MassesKg.Skip(1)).All(pair => pair.Second > pair.First), "The masses must rise, each above 0 and none twice.");
        Need(Newtons(MassesKg[^1]) <= capacityNewtons, FormattableString.Invariant($"The largest mass is {Newtons(MassesKg[^1]):0} N, but the cell is made for {capacityNewtons:0} N."));
        Need(Runs is >= 1 and <= 10, "Runs: 1 to 10.");
        Need(MassTolerancePercent is >= 0 and <= 5, "The tolerance of the masses is 0 to 5 %.");
        Need(Gravity is > 9.7 and < 9.9, "Gravity is 9.76 to 9.84 m/s²: give the latitude if it is not known.");
        Need(GravityTolerancePercent is >= 0 and <= 1, "The tolerance of gravity is 0 to 1 %.");
        Need(TiltDegrees is >= 0 and <= 30, "Tilt: 0 to 30 degrees.");
        Need(Months is >= 1 and <= 60, "A calibration holds 1 to 60 months.");
        Need(Limits.Problem() is null, Limits.Problem() ?? "");
        Need(AreaTolerancePercent is >= 0 and <= 10, "The tolerance of the tip's area is 0 to 10 %.");
        Need(WarmUpSeconds is >= 0 and <= 3600, "Warm-up: 0 to 3600 s.");
    }

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
