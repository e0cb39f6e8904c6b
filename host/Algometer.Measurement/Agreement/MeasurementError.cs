namespace Algometer.Measurement.Agreement;

/// <summary>How much a measurement differs from the next one without any real change; in the unit of the values.</summary>
/// <param name="SemConsistency">Standard error of measurement without differences between trials as a whole, √MSE.</param>
/// <param name="SemAgreement">The same with them.</param>
/// <param name="WithinCv">Coefficient of variation within subjects, part of the mean; NaN where a subject's mean is 0.</param>
/// <param name="Subjects">n.</param>
public sealed record MeasurementError(double SemConsistency, double SemAgreement, double WithinCv, int Subjects)
{
    /// <summary>1.96·√2: two measurements differ by more than this many SEM in 5 % of cases without a change.</summary>
    public static readonly double MdcPerSem = 1.96 * Math.Sqrt(2);

    /// <summary>Smallest change of one person that is likely real, from the SEM of agreement.</summary>
    public double Mdc95 => MdcPerSem * SemAgreement;

    /// <summary>The same from the SEM of consistency.</summary>
    public double Mdc95Consistency => MdcPerSem * SemConsistency;

    /// <summary>Smallest change of a group of this size that is likely real.</summary>
    public double GroupMdc95 => Mdc95 / Math.Sqrt(Subjects);

    /// <summary>Of a table.</summary>
    public static MeasurementError Of(RatingTable table, TwoWayAnova anova)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(anova);
        double squares = 0;
        for (int i = 0; i < table.Subjects; i++)
        {
            double[] row = table.Row(i).ToArray();
            double mean = row.Average();
            double variance = row.Sum(value => (value - mean) * (value - mean)) / (row.Length - 1);
            squares += mean != 0 ? variance / (mean * mean) : double.NaN;
        }

        return new MeasurementError(
            Math.Sqrt(anova.Error),
            Math.Sqrt(anova.Error + Math.Max(0, (anova.Columns - anova.Error) / anova.Subjects)),
            Math.Sqrt(squares / table.Subjects),
            table.Subjects);
    }
}
