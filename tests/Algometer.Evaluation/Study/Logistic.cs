namespace Algometer.Evaluation.Study;

/// <summary>Fits lines: logistic regression by iteratively reweighted least squares, and a weighted line, both with a small ridge.</summary>
internal static class Logistic
{
    private const int Iterations = 12;

    /// <summary>Constant and weights of ln(odds), for numbers as they are.</summary>
    /// <param name="rows">The numbers of each case.</param>
    /// <param name="yes">Whether it is so.</param>
    /// <param name="weights">How much each case counts.</param>
    /// <param name="ridge">Penalty on the weights, of numbers brought to deviation 1.</param>
    public static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> yes, IReadOnlyList<double> weights, double ridge = 10)
    {
        (double[] means, double[] deviations) = Scale(rows, weights);
        double[] beta = new double[means.Length + 1];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            var system = new Normal(beta.Length);
            for (int r = 0; r < rows.Count; r++)
            {
                double[] x = Standard(rows[r], means, deviations);
                double eta = Dot(beta, x);
                double p = 1 / (1 + Math.Exp(-Math.Clamp(eta, -30, 30)));
                double w = Math.Max(1e-6, p * (1 - p));
                system.Add(x, eta + (((yes[r] ? 1 : 0) - p) / w), w * weights[r]);
            }

            beta = system.Solve(ridge);
        }

        return Plain(beta, means, deviations);
    }

    /// <summary>Constant and weights of a line by least squares.</summary>
    public static double[] Line(IReadOnlyList<double[]> rows, IReadOnlyList<double> values, IReadOnlyList<double> weights, double ridge = 3)
    {
        (double[] means, double[] deviations) = Scale(rows, weights);
        var system = new Normal(means.Length + 1);
        for (int r = 0; r < rows.Count; r++)
        {
            system.Add(Standard(rows[r], means, deviations), values[r], weights[r]);
        }

        return Plain(system.Solve(ridge), means, deviations);
    }

    private static (double[] Means, double[] Deviations) Scale(IReadOnlyList<double[]> rows, IReadOnlyList<double> weights)
    {
        int n = rows[0].Length;
        double[] means = new double[n];
        double[] deviations = new double[n];
        double total = weights.Sum();
        for (int i = 0; i < n; i++)
        {
            double mean = rows.Zip(weights).Sum(pair => pair.First[i] * pair.Second) / total;
            double variance = rows.Zip(weights).Sum(pair => Math.Pow(pair.First[i] - mean, 2) * pair.Second) / total;
            means[i] = mean;
            deviations[i] = Math.Max(1e-6, Math.Sqrt(variance));
        }

        return (means, deviations);
    }

    private static double[] Standard(double[] row, double[] means, double[] deviations)
    {
        double[] x = new double[row.Length + 1];
        x[0] = 1;
        for (int i = 0; i < row.Length; i++)
        {
            x[i + 1] = (row[i] - means[i]) / deviations[i];
        }

        return x;
    }

    private static double[] Plain(double[] beta, double[] means, double[] deviations)
    {
        double[] plain = new double[beta.Length];
        plain[0] = beta[0];
        for (int i = 0; i < means.Length; i++)
        {
            plain[i + 1] = beta[i + 1] / deviations[i];
            plain[0] -= plain[i + 1] * means[i];
        }

        return plain;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private sealed class Normal(int size)
    {
        private readonly double[,] _matrix = new double[size, size];
        private readonly double[] _right = new double[size];

        public void Add(double[] x, double value, double weight)
        {
            for (int i = 0; i < size; i++)
            {
                double wx = weight * x[i];
                _right[i] += wx * value;
                for (int k = 0; k <= i; k++)
                {
                    _matrix[i, k] += wx * x[k];
                }
            }
        }

        // Cholesky; the constant is not penalised.
        public double[] Solve(double ridge)
        {
            double[,] root = new double[size, size];
            for (int i = 0; i < size; i++)
            {
                for (int k = 0; k <= i; k++)
                {
                    double sum = _matrix[i, k] + (i == k ? (i == 0 ? 1e-9 : ridge) : 0);
                    for (int m = 0; m < k; m++)
                    {
                        sum -= root[i, m] * root[k, m];
                    }

                    root[i, k] = i == k ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / root[k, k];
                }
            }

            double[] solved = new double[size];
            for (int i = 0; i < size; i++)
            {
                double sum = _right[i];
                for (int k = 0; k < i; k++)
                {
                    sum -= root[i, k] * solved[k];
                }

                solved[i] = sum / root[i, i];
            }

            for (int i = size - 1; i >= 0; i--)
            {
                double sum = solved[i];
                for (int k = i + 1; k < size; k++)
                {
                    sum -= root[k, i] * solved[k];
                }

                solved[i] = sum / root[i, i];
            }

            return solved;
        }
    }
}
