using System.Globalization;

namespace Algometer.Measurement.Units;

/// <summary>
/// The flat contact area of a rigid probe tip, in cm². A ball has none: its contact grows with force and tissue
/// (5–19 cm² for one ball at 50 N), so a ball is limited and reported in newtons only.
/// </summary>
public readonly record struct TipArea
{
    /// <summary>The largest area taken for a rigid tip, in cm² [P]: beyond it the number is a typing error, not a tip.</summary>
    public const double LargestSquareCentimeters = 100;

    private TipArea(double squareCentimeters) => SquareCentimeters = squareCentimeters;

    /// <summary>The 1 cm² tip of the usual test protocol.</summary>
    public static TipArea OneSquareCentimeter => new(1);

    /// <summary>The 0.5 cm² tip. Its thresholds are not those of the 1 cm² tip.</summary>
    public static TipArea HalfSquareCentimeter => new(0.5);

    /// <summary>Area in cm², greater than 0; 0 only when never set.</summary>
    public double SquareCentimeters { get; }

    /// <summary>Diameter in mm of the round tip with this area.</summary>
    public double DiameterMillimeters => 2 * Math.Sqrt(SquareCentimeters * 100 / Math.PI);

    /// <summary>An area from cm².</summary>
    /// <param name="squareCentimeters">Greater than 0, at most <see cref="LargestSquareCentimeters"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive area of a tip.</exception>
    public static TipArea FromSquareCentimeters(double squareCentimeters) =>
        new(Require.Within(squareCentimeters, double.Epsilon, LargestSquareCentimeters, "A tip area in cm²"));

    /// <summary>The area of a round tip.</summary>
    /// <param name="diameterMillimeters">Diameter in mm, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive area of a tip.</exception>
    public static TipArea FromDiameterMillimeters(double diameterMillimeters) =>
        FromSquareCentimeters(Math.PI * Require.Positive(diameterMillimeters, "A tip diameter in mm") * diameterMillimeters / 400);

    /// <summary>The area and symbol, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SquareCentimeters:0.###} cm²");

    // A default value slips past the factory; dividing by it would show infinity as a pressure.
    internal double RequireSquareCentimeters() =>
        SquareCentimeters > 0
            ? SquareCentimeters
            : throw new ArgumentException("The tip area was never set: choose a tip before converting between force and pressure.");
}
