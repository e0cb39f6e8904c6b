namespace Algometer.Measurement.Agreement;

/// <summary>
/// Two-way analysis of variance without replication, n subjects by k trials. Computed from deviations, not from sums of squares, so that
/// values with a large common level keep their digits.
/// </summary>
/// <param name="Subjects">n.</param>
/// <param name="Trials">k.</param>
/// <param name="Rows">MSR, between subjects, n − 1 degrees of freedom; unit squared.</param>
/// <param name="Columns">MSC, between trials, k − 1 degrees of freedom.</param>
/// <param name="Error">MSE, residual, (n − 1)(k − 1) degrees of freedom.</param>
public sealed record TwoWayAnova(int Subjects, int Trials, double Rows, double Columns, double Error)
{
    /// <summary>Analyses a table.</summary>
    public static TwoWayAnova Of(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int n = table.Subjects;
        int k = table.Trials;
        double[] rows = new double[n];
        double[] columns = new double[k];
        double origin = table[0, 0];
        double grand = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double value = table[i, j] - origin;
                rows[i] += value / k;
                columns[j] += value / n;
                grand += value / (n * (double)k);
            }
        }

        double subjects = 0;
        double trials = 0;
        double error = 0;
        double scale = 0;
        for (int i = 0; i < n; i++)
        {
            subjects += Square(rows[i] - grand);
            for (int j = 0; j < k; j++)
            {
                error += Square(table[i, j] - origin - rows[i] - columns[j] + grand);
                scale = Math.Max(scale, Math.Abs(table[i, j] - origin));
            }
        }

        for (int j = 0; j < k; j++)
        {
            trials += Square(columns[j] - grand);
        }

        // What is left of exact equality after rounding is no variance: it would make a ratio of two nothings.
        double nothing = Square(scale * n * k * 1e-15);
        return new TwoWayAnova(
            n,
            k,
            Cut(k * subjects / (n - 1), nothing),
            Cut(n * trials / (k - 1), nothing),
            Cut(error / ((n - 1) * (k - 1)), nothing));
    }

    private static double Square(double value) => value * value;

    private static double Cut(double meanSquare, double nothing) => meanSquare <= nothing ? 0 : meanSquare;
}
