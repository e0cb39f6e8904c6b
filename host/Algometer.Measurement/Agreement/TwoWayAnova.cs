namespace Algometer.Measurement.Agreement;

/// <summary>Mean squares of a two-way layout without replication.</summary>
/// <param name="Subjects">n.</param>
/// <param name="Trials">k.</param>
/// <param name="Rows">MSR, between subjects.</param>
/// <param name="Columns">MSC, between trials.</param>
/// <param name="Error">MSE, what is left.</param>
public sealed record TwoWayAnova(int Subjects, int Trials, double Rows, double Columns, double Error)
{
    /// <summary>Computes the mean squares from deviations, so that large means lose no digits.</summary>
    public static TwoWayAnova Of(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int n = table.Subjects;
        int k = table.Trials;
        double[] rows = new double[n];
        double[] columns = new double[k];
        double grand = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < k; j++)
            {
                rows[i] += table[i, j] / k;
                columns[j] += table[i, j] / n;
                grand += table[i, j] / (n * k);
            }
        }

        double error = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double left = table[i, j] - rows[i] - columns[j] + grand;
                error += left * left;
            }
        }

        return new TwoWayAnova(
            n,
            k,
            k * rows.Sum(row => (row - grand) * (row - grand)) / (n - 1),
            n * columns.Sum(column => (column - grand) * (column - grand)) / (k - 1),
            error / ((n - 1) * (k - 1)));
    }
}
