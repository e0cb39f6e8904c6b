namespace Algometer.Measurement.Agreement;

/// <summary>Repeated thresholds of one place. Unanswered ramps ("above the cut-off") are counted and never averaged as numbers.</summary>
/// <param name="ValuesKpa">Thresholds in order, kPa.</param>
/// <param name="Censored">Ramps that reached the cut-off.</param>
public sealed record TrialSummary(IReadOnlyList<double> ValuesKpa, int Censored)
{
    /// <summary>A value that lies further from the middle one than this many times the middle deviation is marked. [P]</summary>
    public const double OutlierFactor = 3.5;

    /// <summary>Least deviation that the rule assumes, part of the middle value, so that three near-equal values have no outlier. [P]</summary>
    public const double LeastDeviationPart = 0.05;

    /// <summary>Mean of all, kPa; null when there is none or a ramp was unanswered, for then the mean would be too low.</summary>
    public double? MeanKpa => Censored > 0 || ValuesKpa.Count == 0 ? null : ValuesKpa.Average();

    /// <summary>Mean without the first, kPa: dropping it cut variation (Persson 2004).</summary>
    public double? MeanWithoutFirstKpa => Censored > 0 || ValuesKpa.Count < 2 ? null : ValuesKpa.Skip(1).Average();

    /// <summary>Coefficient of variation, %.</summary>
    public double? CvPercent => Censored > 0 || ValuesKpa.Count < 2 ? null : 100 * Deviation() / ValuesKpa.Average();

    /// <summary>Index of a value far from the others; null for none or fewer than three.</summary>
    public int? OutlierIndex
    {
        get
        {
            if (ValuesKpa.Count < 3)
            {
                return null;
            }

            double middle = Median(ValuesKpa);
            double spread = Math.Max(1.4826 * Median([.. ValuesKpa.Select(value => Math.Abs(value - middle))]), LeastDeviationPart * middle);
            int far = Enumerable.Range(0, ValuesKpa.Count).MaxBy(i => Math.Abs(ValuesKpa[i] - middle));
            return Math.Abs(ValuesKpa[far] - middle) > OutlierFactor * spread ? far : null;
        }
    }

    private static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private double Deviation()
    {
        double mean = ValuesKpa.Average();
        return Math.Sqrt(ValuesKpa.Sum(value => (value - mean) * (value - mean)) / (ValuesKpa.Count - 1));
    }
}
