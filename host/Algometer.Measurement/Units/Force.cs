using System.Globalization;

namespace Algometer.Measurement.Units;

/// <summary>A force, held in newtons; positive in compression, negative in tension. Always finite.</summary>
public readonly record struct Force
{
    /// <summary>Newtons of one kilogram-force, exact by definition (standard gravity).</summary>
    public const double NewtonsPerKilogramForce = 9.80665;

    /// <summary>Newtons of one pound-force, exact by definition.</summary>
    public const double NewtonsPerPoundForce = 4.4482216152605;

    private Force(double newtons) => Newtons = newtons;

    /// <summary>No force.</summary>
    public static Force Zero => default;

    /// <summary>The force in newtons.</summary>
    public double Newtons { get; }

    /// <summary>The force in kilograms-force.</summary>
    public double KilogramsForce => Newtons / NewtonsPerKilogramForce;

    /// <summary>The force in pounds-force.</summary>
    public double PoundsForce => Newtons / NewtonsPerPoundForce;

    /// <summary>The force in grams-force: what a kitchen scale calls grams.</summary>
    public double GramsForce => Newtons * 1000 / NewtonsPerKilogramForce;

    /// <summary>A force from newtons.</summary>
    /// <param name="newtons">Newtons; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Force FromNewtons(double newtons) => new(Require.Finite(newtons, "A force in newtons"));

    /// <summary>A force from kilograms-force.</summary>
    /// <param name="kilogramsForce">Kilograms-force; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Force FromKilogramsForce(double kilogramsForce) =>
        new(Require.Finite(kilogramsForce * NewtonsPerKilogramForce, "A force in kgf"));

    /// <summary>A force from pounds-force.</summary>
    /// <param name="poundsForce">Pounds-force; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Force FromPoundsForce(double poundsForce) =>
        new(Require.Finite(poundsForce * NewtonsPerPoundForce, "A force in lbf"));

    /// <summary>A force from grams-force.</summary>
    /// <param name="gramsForce">Grams-force; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Force FromGramsForce(double gramsForce) =>
        new(Require.Finite(gramsForce / 1000 * NewtonsPerKilogramForce, "A force in gf"));

    /// <summary>The mean pressure of this force over a flat tip: p[kPa] = 10·F[N]/A[cm²].</summary>
    /// <param name="tip">The tip's area.</param>
    /// <exception cref="ArgumentException">The area was never set.</exception>
    public Pressure Over(TipArea tip) => Pressure.FromKilopascals(10 * Newtons / tip.RequireSquareCentimeters());

    /// <summary>Two decimals and the symbol, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Newtons:0.00} N");
}
