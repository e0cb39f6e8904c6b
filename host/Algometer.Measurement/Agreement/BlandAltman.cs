namespace Algometer.Measurement.Agreement;

/// <summary>Difference of two trials: bias and limits of agreement.</summary>
/// <param name="Bias">Mean difference, second less first.</param>
/// <param name="Deviation">Standard deviation of the differences.</param>
/// <param name="Points">Mean and difference of each subject.</param>
public sealed record BlandAltman(double Bias, double Deviation, IReadOnlyList<(double Mean, double Difference)> Points)
{
    /// <summary>Lower limit of agreement.</summary>
    public double Low => Bias - (1.96 * Deviation);

    /// <summary>Upper limit of agreement.</summary>
    public double High => Bias + (1.96 * Deviation);

    /// <summary>The bias with its 95 % interval.</summary>
    public Coefficient BiasInterval => Around(Bias, 1.0 / Points.Count);

    /// <summary>The lower limit with its 95 % interval.</summary>
    public Coefficient LowInterval => Around(Low, LimitPart);

    /// <summary>The upper limit with its 95 % interval.</summary>
    public Coefficient HighInterval => Around(High, LimitPart);

    // Bland and Altman 1999: the variance of a limit is about (1/n + 1.96²/(2(n − 1)))·SD².
    private double LimitPart => (1.0 / Points.Count) + (1.96 * 1.96 / (2 * (Points.Count - 1.0)));

    /// <summary>Of pairs.</summary>
    /// <param name="pairs">At least two.</param>
    /// <exception cref="ArgumentException">Fewer than two pairs, or a value that is no number.</exception>
    public static BlandAltman Of(IEnumerable<(double First, double Second)> pairs)
    {
        (double Mean, double Difference)[] points = [.. pairs.Select(pair => ((pair.First + pair.Second) / 2, pair.Second - pair.First))];
        if (points.Length < 2 || !Array.TrueForAll(points, point => double.IsFinite(point.Difference)))
        {
            throw new ArgumentException("Limits of agreement need at least two pairs of numbers.");
        }

        double bias = points.Average(point => point.Difference);
        double deviation = Math.Sqrt(points.Sum(point => (point.Difference - bias) * (point.Difference - bias)) / (points.Length - 1));
        return new BlandAltman(bias, deviation, points);
    }

    /// <summary>On log10, where differences grow with the value; null when a value is not above 0. Bias and limits are then log10 ratios.</summary>
    public static BlandAltman? OfLogs(IEnumerable<(double First, double Second)> pairs)
    {
        (double First, double Second)[] all = [.. pairs];
        return all.Any(pair => pair.First <= 0 || pair.Second <= 0) ? null : Of(all.Select(pair => (Math.Log10(pair.First), Math.Log10(pair.Second))));
    }

    private Coefficient Around(double value, double varianceParts)
    {
        double half = FQuantile.TwoSidedT(Points.Count - 1) * Deviation * Math.Sqrt(varianceParts);
        return new Coefficient(value, value - half, value + half);
    }
}
