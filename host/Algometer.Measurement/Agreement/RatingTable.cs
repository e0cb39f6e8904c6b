using System.Globalization;

namespace Algometer.Measurement.Agreement;

/// <summary>Measurements of several subjects, each by the same trials: balanced, every cell filled.</summary>
public sealed class RatingTable
{
    /// <summary>Largest size of a value. Beyond it squares lose their digits, and no force or pressure is that large.</summary>
    public const double LargestValue = 1e12;

    private readonly double[][] _rows;

    private RatingTable(double[][] rows, string[] subjects, string[] trials) => (_rows, SubjectNames, TrialNames) = (rows, subjects, trials);

    /// <summary>Subjects, n.</summary>
    public int Subjects => _rows.Length;

    /// <summary>Trials of each, k.</summary>
    public int Trials => _rows[0].Length;

    /// <summary>Names of the subjects.</summary>
    public IReadOnlyList<string> SubjectNames { get; }

    /// <summary>Names of the trials.</summary>
    public IReadOnlyList<string> TrialNames { get; }

    /// <summary>One value.</summary>
    public double this[int subject, int trial] => _rows[subject][trial];

    /// <summary>A subject's values.</summary>
    public ReadOnlySpan<double> Row(int subject) => _rows[subject];

    /// <summary>Makes a table.</summary>
    /// <param name="rows">Values in one unit, one row a subject; NaN for a missing cell.</param>
    /// <param name="subjects">Names of the subjects; null for their numbers.</param>
    /// <param name="trials">Names of the trials; null for their numbers.</param>
    /// <exception cref="FormatException">Fewer than two subjects or trials, rows of different length, or a cell that is missing; it is named.</exception>
    public static RatingTable Of(IReadOnlyList<IReadOnlyList<double>> rows, IReadOnlyList<string>? subjects = null, IReadOnlyList<string>? trials = null)
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

        string[] rowNames = Names(subjects, rows.Count);
        string[] columnNames = Names(trials, rows[0].Count);
        for (int subject = 0; subject < rows.Count; subject++)
        {
            if (rows[subject].Count != rows[0].Count)
            {
                throw new FormatException($"Subject {rowNames[subject]} has {rows[subject].Count} trials, the first has {rows[0].Count}: every subject needs the same.");
            }

            for (int trial = 0; trial < rows[subject].Count; trial++)
            {
                double value = rows[subject][trial];
                if (!double.IsFinite(value) || Math.Abs(value) > LargestValue)
                {
                    throw new FormatException($"Subject {rowNames[subject]}, trial {columnNames[trial]} is {(double.IsNaN(value) ? "missing" : "too large")}: fill the cell or leave the subject out.");
                }
            }
        }

        return new RatingTable([.. rows.Select(row => row.ToArray())], rowNames, columnNames);
    }

    private static string[] Names(IReadOnlyList<string>? given, int count) => given?.Count == count
        ? [.. given]
        : [.. Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
}
