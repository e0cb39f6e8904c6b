namespace Algometer.Measurement.Easing;

/// <summary>The normal distribution.</summary>
internal static class Normal
{
    /// <summary>Cumulative probability; absolute error below 7.5e-8 (Abramowitz and Stegun 26.2.17).</summary>
    public static double Cumulative(double z)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        double tail = Math.Exp(-0.5 * z * z) * 0.3989422804014327
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z >= 0 ? 1 - tail : tail;
    }
}
