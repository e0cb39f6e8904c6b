namespace Algometer.Measurement.Agreement;

/// <summary>Measurements of several subjects, each by the same trials: balanced, every cell filled.</summary>
public sealed class RatingTable
{
    private readonly double[][] _rows;

    private RatingTable(double[][] rows) => _rows = rows;

    /// <summary>Subjects, n.</summary>
    public int Subjects => _rows.Length;

    /// <summary>Trials of each, k.</summary>
    public int Trials => _rows[0].Length;

    /// <summary>One value.</summary>
    public double this[int subject, int trial] => _rows[subject][trial];

    /// <summary>A subject's values.</summary>
    public ReadOnlySpan<double> Row(int subject) => _rows[subject];

    /// <summary>Makes a table.</summary>
    /// <param name="rows">Values in one unit, one row a subject; NaN for a missing cell.</param>
    /// <exception cref="FormatException">Fewer than two subjects or trials, rows of different length, or a cell that is missing; it is named.</exception>
    public static RatingTable Of(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count < 2)
        {
            throw new FormatException("Agreement needs at least two subjects.");
        }

        if (rows[0].Count < 2)
        {
            throw new FormatException("Agreement needs at least two trials of each subject.");
        }

        for (int subject = 0; subject < rows.Count; subject++)
        {
            if (rows[subject].Count != rows[0].Count)
            {
                throw new FormatException($"Subject {subject + 1} has {rows[subject].Count} trials, the first has {rows[0].Count}: every subject needs the same.");
            }

            for (int trial = 0; trial < rows[subject].Count; trial++)
            {
                if (!double.IsFinite(rows[subject][trial]))
                {
                    throw new FormatException($"Subject {subject + 1}, trial {trial + 1} is missing: fill the cell or leave the subject out.");
                }
            }
        }

        return new RatingTable([.. rows.Select(row => row.ToArray())]);
    }
}
