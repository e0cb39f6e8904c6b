using MathNet.Numerics;

namespace Algometer.Measurement.Agreement;

/// <summary>Quantiles of the F distribution, by bisection of the regularised beta: robust where few degrees of freedom stretch it over many decades.</summary>
public static class FQuantile
{
    private const double Widest = 600;

    /// <summary>The value that F stays below with this probability.</summary>
    /// <param name="numerator">Degrees of freedom, above 0.</param>
    /// <param name="denominator">Degrees of freedom, above 0.</param>
    /// <param name="probability">Above 0, below 1.</param>
    public static double Of(double numerator, double denominator, double probability)
    {
        // F = (d2/d1)·x/(1−x) with x beta distributed; searched on the logarithm of x/(1−x).
        double low = -Widest;
        double high = Widest;
        for (int i = 0; i < 200 && high - low > 1e-13 * Math.Max(1, Math.Abs(low)); i++)
        {
            double middle = (low + high) / 2;
            double x = 1 / (1 + Math.Exp(-middle));

            // The smaller of x and 1−x keeps its digits.
            double below = middle < 0
                ? SpecialFunctions.BetaRegularized(numerator / 2, denominator / 2, x)
                : 1 - SpecialFunctions.BetaRegularized(denominator / 2, numerator / 2, 1 / (1 + Math.Exp(middle)));
            (low, high) = below < probability ? (middle, high) : (low, middle);
        }

        return denominator / numerator * Math.Exp((low + high) / 2);
    }

    /// <summary>The half-width factor of a two-sided 95 % interval from Student's t: t² is F with 1 degree of freedom.</summary>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    public static double TwoSidedT(double degrees) => Math.Sqrt(Of(1, degrees, 0.95));
}
