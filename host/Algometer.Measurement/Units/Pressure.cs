using System.Globalization;

namespace Algometer.Measurement.Units;

/// <summary>A mean pressure under a flat tip, held in kilopascals. Always finite; may be negative near zero, as noise is.</summary>
public readonly record struct Pressure
{
    /// <summary>Kilopascals of 1 kgf/cm², exact.</summary>
    public const double KilopascalsPerKilogramForcePerSquareCentimeter = 98.0665;

    /// <summary>Kilopascals of 1 lbf/in².</summary>
    public const double KilopascalsPerPoundForcePerSquareInch = 6.894757293168;

    /// <summary>Kilopascals of 1 N/cm², exact.</summary>
    public const double KilopascalsPerNewtonPerSquareCentimeter = 10;

    private Pressure(double kilopascals) => Kilopascals = kilopascals;

    /// <summary>No pressure.</summary>
    public static Pressure Zero => default;

    /// <summary>The pressure in kPa.</summary>
    public double Kilopascals { get; }

    /// <summary>The pressure in kgf/cm².</summary>
    public double KilogramsForcePerSquareCentimeter => Kilopascals / KilopascalsPerKilogramForcePerSquareCentimeter;

    /// <summary>The pressure in lbf/in².</summary>
    public double PoundsForcePerSquareInch => Kilopascals / KilopascalsPerPoundForcePerSquareInch;

    /// <summary>The pressure in N/cm².</summary>
    public double NewtonsPerSquareCentimeter => Kilopascals / KilopascalsPerNewtonPerSquareCentimeter;

    /// <summary>A pressure from kPa.</summary>
    /// <param name="kilopascals">Kilopascals; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Pressure FromKilopascals(double kilopascals) => new(Require.Finite(kilopascals, "A pressure in kPa"));

    /// <summary>A pressure from kgf/cm².</summary>
    /// <param name="value">kgf/cm²; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Pressure FromKilogramsForcePerSquareCentimeter(double value) =>
        new(Require.Finite(value * KilopascalsPerKilogramForcePerSquareCentimeter, "A pressure in kgf/cm²"));

    /// <summary>A pressure from lbf/in².</summary>
    /// <param name="value">lbf/in²; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Pressure FromPoundsForcePerSquareInch(double value) =>
        new(Require.Finite(value * KilopascalsPerPoundForcePerSquareInch, "A pressure in lbf/in²"));

    /// <summary>A pressure from N/cm².</summary>
    /// <param name="value">N/cm²; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Pressure FromNewtonsPerSquareCentimeter(double value) =>
        new(Require.Finite(value * KilopascalsPerNewtonPerSquareCentimeter, "A pressure in N/cm²"));

    /// <summary>The force that makes this pressure on a flat tip: F[N] = p[kPa]·A[cm²]/10.</summary>
    /// <param name="tip">The tip's area.</param>
    /// <exception cref="ArgumentException">The area was never set.</exception>
    public Force On(TipArea tip) => Force.FromNewtons(Kilopascals * tip.RequireSquareCentimeters() / 10);

    /// <summary>One decimal and the symbol, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kilopascals:0.0} kPa");
}
