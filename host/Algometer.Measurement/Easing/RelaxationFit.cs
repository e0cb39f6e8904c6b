namespace Algometer.Measurement.Easing;

/// <summary>
/// Fits level·(1 − A·(1 − e^(−t/τ))) to the quiet part of a hold by least squares in ln(force), with 95 % intervals by profile: every τ whose
/// sum of squares is not significantly worse.
/// </summary>
internal static class RelaxationFit
{
    // 0.7 s to 33 s in steps of an eighth.
    private static readonly double[] _taus = [.. Enumerable.Range(0, 34).Select(i => 0.7 * Math.Pow(1.125, i))];

    // A hand's slow noise keeps for about a second: ten values a second are worth about one.
    private const double IndependentPerBin = 0.1;
    private const int FewestBins = 80;

    /// <summary>Fits.</summary>
    /// <param name="seconds">Times since the plateau began, s.</param>
    /// <param name="values">ln(force) at those times.</param>
    public static (Estimate Fraction, Estimate Seconds) Of(ReadOnlySpan<float> seconds, ReadOnlySpan<float> values)
    {
        if (values.Length < FewestBins)
        {
            return (Estimate.None, Estimate.None);
        }

        Span<double> squares = stackalloc double[_taus.Length];
        Span<double> amounts = stackalloc double[_taus.Length];
        Span<double> errors = stackalloc double[_taus.Length];
        double least = double.PositiveInfinity;
        int best = 0;
        for (int i = 0; i < _taus.Length; i++)
        {
            (squares[i], amounts[i], errors[i]) = Line(seconds, values, _taus[i]);
            if (squares[i] < least)
            {
                least = squares[i];
                best = i;
            }
        }

        double independent = Math.Max(4, values.Length * IndependentPerBin);
        double most = least * (1 + (3.84 / (independent - 3)));
        double lowTau = _taus[best];
        double highTau = _taus[best];
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        for (int i = 0; i < _taus.Length; i++)
        {
            if (squares[i] > most)
            {
                continue;
            }

            lowTau = Math.Min(lowTau, _taus[i]);
            highTau = Math.Max(highTau, _taus[i]);
            double error = 1.96 * errors[i] / Math.Sqrt(IndependentPerBin);
            low = Math.Min(low, amounts[i] - error);
            high = Math.Max(high, amounts[i] + error);
        }

        // A time constant at the edge of what was tried is known on one side only; without relaxation there is none.
        bool relaxes = low > 0;
        Estimate tau = relaxes ? new Estimate(_taus[best], lowTau, highTau) : Estimate.None;
        return (new Estimate(Fraction(amounts[best]), Fraction(low), Fraction(high)), tau);
    }

    private static double Fraction(double amount) => 1 - Math.Exp(-amount);

    // y = a + b·e^(−t/τ): sum of squares, b (what will have been lost from t = 0 on) and its standard error.
    private static (double Squares, double Amount, double Error) Line(ReadOnlySpan<float> seconds, ReadOnlySpan<float> values, double tau)
    {
        double n = values.Length;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        double syy = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double x = Math.Exp(-seconds[i] / tau);
            double y = values[i] - values[0];
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
            syy += y * y;
        }

        double spread = sxx - (sx * sx / n);
        double slope = (sxy - (sx * sy / n)) / spread;
        double rest = Math.Max(0, syy - (sy * sy / n) - (slope * slope * spread));
        return (rest, slope, Math.Sqrt(rest / Math.Max(1, n - 2) / spread));
    }
}
