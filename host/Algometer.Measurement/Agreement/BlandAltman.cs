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

    /// <summary>Of pairs.</summary>
    /// <param name="pairs">At least two.</param>
    public static BlandAltman Of(IEnumerable<(double First, double Second)> pairs)
    {
        (double Mean, double Difference)[] points = [.. pairs.Select(pair => ((pair.First + pair.Second) / 2, pair.Second - pair.First))];
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
}
