namespace Algometer.Measurement.Agreement;

/// <summary>A coefficient with its 95 % interval; NaN where the data has no variance to tell it from.</summary>
/// <param name="Value">The estimate; may be below 0.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Coefficient(double Value, double Low, double High);

/// <summary>Intraclass correlations after Shrout and Fleiss (1979), intervals after the same and McGraw and Wong (1996).</summary>
/// <param name="Agreement1">ICC(2,1): absolute agreement of single trials.</param>
/// <param name="Consistency1">ICC(3,1): consistency of single trials.</param>
/// <param name="AgreementK">ICC(2,k): absolute agreement of the mean of k trials.</param>
/// <param name="ConsistencyK">ICC(3,k): consistency of the mean of k trials.</param>
public sealed record IntraclassCorrelation(Coefficient Agreement1, Coefficient Consistency1, Coefficient AgreementK, Coefficient ConsistencyK)
{
    private const double Upper = 0.975;

    /// <summary>Of mean squares.</summary>
    public static IntraclassCorrelation Of(TwoWayAnova anova)
    {
        ArgumentNullException.ThrowIfNull(anova);
        (int n, int k) = (anova.Subjects, anova.Trials);
        (double msr, double msc, double mse) = (anova.Rows, anova.Columns, anova.Error);

        // Rounding leaves a trace where there is no variance at all.
        double scale = msr + msc + mse;
        if (!(scale > 0) || msr + mse <= 1e-14 * scale)
        {
            var nothing = new Coefficient(double.NaN, double.NaN, double.NaN);
            return new IntraclassCorrelation(nothing, nothing, nothing, nothing);
        }

        Coefficient single = Agreement(n, k, msr, msc, mse);
        double meanAgreement = (msr - mse) / (msr + ((msc - mse) / n));
        double errorFreedom = (n - 1.0) * (k - 1);
        double f = mse > 0 ? msr / mse : double.PositiveInfinity;
        double fLow = f / FQuantile.Of(n - 1, errorFreedom, Upper);
        double fHigh = f * FQuantile.Of(errorFreedom, n - 1, Upper);
        return new IntraclassCorrelation(
            single,
            new Coefficient((msr - mse) / (msr + ((k - 1) * mse)), Single(fLow, k), Single(fHigh, k)),
            new Coefficient(meanAgreement, Stepped(single.Low, k), Stepped(single.High, k)),
            new Coefficient((msr - mse) / msr, 1 - (1 / fLow), 1 - (1 / fHigh)));
    }

    private static Coefficient Agreement(int n, int k, double msr, double msc, double mse)
    {
        double value = (msr - mse) / (msr + ((k - 1) * mse) + (k * (msc - mse) / n));
        double a = k * value / (n * (1 - value));
        double b = 1 + (k * value * (n - 1) / (n * (1 - value)));
        double top = (a * msc) + (b * mse);
        double freedom = top * top / ((a * a * msc * msc / (k - 1)) + (b * b * mse * mse / ((n - 1.0) * (k - 1))));
        if (!double.IsFinite(freedom) || freedom <= 0)
        {
            return new Coefficient(value, value >= 1 ? 1 : double.NaN, value >= 1 ? 1 : double.NaN);
        }

        double rest = (k * msc) + (((double)k * n - k - n) * mse);
        double low = FQuantile.Of(n - 1, freedom, Upper);
        double high = FQuantile.Of(freedom, n - 1, Upper);
        return new Coefficient(value, n * (msr - (low * mse)) / ((low * rest) + (n * msr)), n * ((high * msr) - mse) / (rest + (n * high * msr)));
    }

    private static double Single(double f, int k) => double.IsPositiveInfinity(f) ? 1 : (f - 1) / (f + k - 1);

    // Spearman and Brown: from one trial to the mean of k.
    private static double Stepped(double single, int k) => k * single / (1 + ((k - 1) * single));
}
