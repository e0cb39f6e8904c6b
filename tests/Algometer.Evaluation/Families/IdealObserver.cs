namespace Algometer.Evaluation.Families;

/// <summary>
/// What the best observer could say: told relaxation, moves, the hand's covariance and the easing's shape and size, everything but whether and
/// when. His score is ln of the likelihood ratio, averaged over all onsets: no detector can do better at the same false alarms.
/// </summary>
internal static class IdealObserver
{
    private const double SensorAndTremor = 0.0015;
    private const double OnsetEverySeconds = 1;

    /// <summary>The score.</summary>
    /// <param name="seconds">Times after the plateau began, s, evenly spaced.</param>
    /// <param name="wander">What hand and, perhaps, easing left: everything known taken off, ln(force).</param>
    public static double Score(double[] seconds, double[] wander, HandWander hand, Func<double, double> easing, double firstOnset, double lastOnset)
    {
        int n = seconds.Length;
        double[] root = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k <= i; k++)
            {
                double sum = hand.Covariance(seconds[i], seconds[k]) + (i == k ? SensorAndTremor * SensorAndTremor : 0);
                for (int m = 0; m < k; m++)
                {
                    sum -= root[(i * n) + m] * root[(k * n) + m];
                }

                root[(i * n) + k] = i == k ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / root[(k * n) + k];
            }
        }

        double[] white = Solve(root, wander);
        var exponents = new List<double>();
        double[] shape = new double[n];
        for (double onset = firstOnset; onset <= lastOnset; onset += OnsetEverySeconds)
        {
            for (int i = 0; i < n; i++)
            {
                shape[i] = easing(seconds[i] - onset);
            }

            double[] expected = Solve(root, shape);
            double cross = 0;
            double power = 0;
            for (int i = 0; i < n; i++)
            {
                cross += expected[i] * white[i];
                power += expected[i] * expected[i];
            }

            exponents.Add(cross - (0.5 * power));
        }

        double most = exponents.Max();
        return most + Math.Log(exponents.Average(e => Math.Exp(e - most)));
    }

    private static double[] Solve(double[] root, double[] values)
    {
        int n = values.Length;
        double[] solved = new double[n];
        for (int i = 0; i < n; i++)
        {
            double sum = values[i];
            for (int k = 0; k < i; k++)
            {
                sum -= root[(i * n) + k] * solved[k];
            }

            solved[i] = sum / root[(i * n) + i];
        }

        return solved;
    }
}
