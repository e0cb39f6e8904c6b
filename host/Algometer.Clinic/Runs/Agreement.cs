using Algometer.Measurement.Agreement;

namespace Algometer.Clinic.Runs;

/// <summary>How well repeated measurements agree, in kPa.</summary>
/// <param name="Icc">Intraclass correlations.</param>
/// <param name="Error">Standard errors of measurement and smallest detectable changes.</param>
/// <param name="Plain">Bias and limits of agreement, the second less the first.</param>
/// <param name="Logs">The same of decadic logarithms; null where a value is not above 0.</param>
public sealed record Agreement(IntraclassCorrelation Icc, MeasurementError Error, BlandAltman Plain, BlandAltman? Logs)
{
    /// <summary>Reckons it over the first two sessions and, for the correlations and errors, over all.</summary>
    /// <param name="table">A row a person, a column a session.</param>
    public static Agreement Of(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        TwoWayAnova anova = TwoWayAnova.Of(table);
        (double, double)[] pairs = [.. Enumerable.Range(0, table.Subjects).Select(subject => (table[subject, 0], table[subject, 1]))];
        return new Agreement(IntraclassCorrelation.Of(anova), MeasurementError.Of(table, anova), BlandAltman.Of(pairs), BlandAltman.OfLogs(pairs));
    }
}
