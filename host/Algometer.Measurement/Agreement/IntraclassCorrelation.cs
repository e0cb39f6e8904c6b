namespace Algometer.Measurement.Agreement;

/// <summary>A coefficient with its 95 % interval; NaN where the data do not define it.</summary>
/// <param name="Value">The estimate; may be below 0.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Coefficient(double Value, double Low, double High);

/// <summary>
/// Intraclass correlations of Shrout and Fleiss (1979) with 95 % intervals; those of ICC(2,·) with Satterthwaite's degrees of freedom as in
/// McGraw and Wong (1996). ICC(2,·) counts a systematic difference between trials as disagreement, ICC(3,·) does not.
/// </summary>
/// <param name="Agreement1">ICC(2,1): trials are a random sample, one measurement; absolute agreement.</param>
/// <param name="Consistency1">ICC(3,1): these trials only, one measurement; consistency.</param>
/// <param name="AgreementK">ICC(2,k): as (2,1), for the mean of the k trials.</param>
/// <param name="ConsistencyK">ICC(3,k): as (3,1), for the mean of the k trials.</param>
public sealed record IntraclassCorrelation(Coefficient Agreement1, Coefficient Consistency1, Coefficient AgreementK, Coefficient ConsistencyK)
{
    private const double Upper = 0.975;

    /// <summary>Computes all four from the mean squares.</summary>
    public static IntraclassCorrelation Of(TwoWayAnova anova)
    {
        ArgumentNullException.ThrowIfNull(anova);
        Coefficient two = TwoSingle(anova);
        Coefficient three = ThreeSingle(anova);
        int k = anova.Trials;
        return new IntraclassCorrelation(two, three, SteppedUp(two, k), SteppedUp(three, k));
    }

    private static Coefficient TwoSingle(TwoWayAnova anova)
    {
        (double n, double k) = (anova.Subjects, anova.Trials);
        (double msr, double msc, double mse) = (anova.Rows, anova.Columns, anova.Error);
        double rho = Ratio(msr - mse, msr + ((k - 1) * mse) + (k * (msc - mse) / n));
        if (msr > 0 && msc == 0 && mse == 0)
        {
            return new Coefficient(1, 1, 1);
        }

        double a = k * rho * msc;
        double b = ((n * (1 - rho)) + (k * rho * (n - 1))) * mse;
        double degrees = (a + b) * (a + b) / ((a * a / (k - 1)) + (b * b / ErrorDegrees(anova)));
        if (!double.IsFinite(degrees))
        {
            return new Coefficient(rho, double.NaN, double.NaN);
        }

        // With a negative estimate the two parts may cancel and leave next to no degrees of freedom, and an interval that leaves its own
        // estimate out. Of parts that are variances there is never less than 1.
        degrees = Math.Max(degrees, 1);

        double rest = (k * msc) + (((k * n) - k - n) * mse);
        double toLow = FQuantile.Of(n - 1, degrees, Upper);
        double toHigh = FQuantile.Of(degrees, n - 1, Upper);
        return new Coefficient(
            rho,
            Ratio(n * (msr - (toLow * mse)), (toLow * rest) + (n * msr)),
            Ratio(n * ((toHigh * msr) - mse), rest + (n * toHigh * msr)));
    }

    private static Coefficient ThreeSingle(TwoWayAnova anova)
    {
        (double msr, double mse, int k) = (anova.Rows, anova.Error, anova.Trials);
        double toLow = FQuantile.Of(anova.Subjects - 1, ErrorDegrees(anova), Upper);
        double toHigh = FQuantile.Of(ErrorDegrees(anova), anova.Subjects - 1, Upper);
        return new Coefficient(
            Ratio(msr - mse, msr + ((k - 1) * mse)),
            Ratio(msr - (toLow * mse), msr + ((k - 1) * toLow * mse)),
            Ratio((toHigh * msr) - mse, (toHigh * msr) + ((k - 1) * mse)));
    }

    // Spearman and Brown: the same ratio for the mean of k. An estimate below −1/(k−1) gives one that means nothing, but is the formula's;
    // such a limit is left out, for it would lie on the wrong side.
    private static Coefficient SteppedUp(Coefficient single, int k) =>
        new(k * single.Value / (1 + ((k - 1) * single.Value)), StepUp(single.Low, k), StepUp(single.High, k));

    private static double ErrorDegrees(TwoWayAnova anova) => (anova.Subjects - 1.0) * (anova.Trials - 1);

    private static double StepUp(double single, int k) => Ratio(k * single, 1 + ((k - 1) * single));

    private static double Ratio(double above, double below) => below > 0 ? above / below : double.NaN;
}
