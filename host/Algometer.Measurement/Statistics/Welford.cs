namespace Algometer.Measurement.Statistics;

/// <summary>
/// Running mean and spread by Welford's method: no sum of squares, so a small spread on a large mean keeps its digits.
/// A mutable struct: keep it in a field that is not readonly.
/// </summary>
public struct Welford
{
    private double _sumOfSquaredDeviations;

    /// <summary>Values taken.</summary>
    public long Count { get; private set; }

    /// <summary>Mean; 0 before the first value.</summary>
    public double Mean { get; private set; }

    /// <summary>Variance with n − 1; 0 below two values.</summary>
    public readonly double Variance => Count > 1 ? _sumOfSquaredDeviations / (Count - 1) : 0;

    /// <summary>Standard deviation with n − 1; 0 below two values.</summary>
    public readonly double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Standard deviation over |mean| (1 = 100 %); NaN when the mean is 0.</summary>
    public readonly double CoefficientOfVariation => Mean == 0 ? double.NaN : StandardDeviation / Math.Abs(Mean);

    /// <summary>Takes one value.</summary>
    /// <param name="value">The value; the caller leaves NaN out.</param>
    public void Add(double value)
    {
        Count++;
        double delta = value - Mean;
        Mean += delta / Count;
        _sumOfSquaredDeviations += delta * (value - Mean);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => this = default;
}
