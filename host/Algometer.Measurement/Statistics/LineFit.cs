namespace Algometer.Measurement.Statistics;

/// <summary>A least-squares line.</summary>
/// <param name="Slope">Units per second.</param>
/// <param name="Intercept">Value at time 0.</param>
/// <param name="RSquared">Part of the variance that the line explains; 0 for too few points.</param>
/// <param name="Count">Points.</param>
public readonly record struct LineFit(double Slope, double Intercept, double RSquared, int Count)
{
    /// <summary>Fits a line. Two passes, so that late times lose no digits.</summary>
    /// <param name="seconds">Times, s.</param>
    /// <param name="values">Values.</param>
    public static LineFit Of(ReadOnlySpan<double> seconds, ReadOnlySpan<double> values)
    {
        int n = seconds.Length;
        if (n < 3)
        {
            return new LineFit(double.NaN, double.NaN, 0, n);
        }

        double meanT = 0;
        double meanV = 0;
        for (int i = 0; i < n; i++)
        {
            meanT += seconds[i];
            meanV += values[i];
        }

        meanT /= n;
        meanV /= n;
        double tt = 0;
        double tv = 0;
        double vv = 0;
        for (int i = 0; i < n; i++)
        {
            double t = seconds[i] - meanT;
            double v = values[i] - meanV;
            tt += t * t;
            tv += t * v;
            vv += v * v;
        }

        double slope = tv / tt;
        return new LineFit(slope, meanV - (slope * meanT), vv > 0 ? Math.Clamp(tv * tv / (tt * vv), 0, 1) : 0, n);
    }
}
