using Algometer.Measurement.Agreement;

namespace Algometer.Clinic.Statistics;

/// <summary>Agreement of repeated measurements as figures under the names that JSON has.</summary>
public static class AgreementFigures
{
    /// <summary>The figures under their names.</summary>
    public static Dictionary<string, object?> Of(RatingFile content, int first = 0, int second = 1)
    {
        RatingTable table = content.Table;
        TwoWayAnova anova = TwoWayAnova.Of(table);
        IntraclassCorrelation icc = IntraclassCorrelation.Of(anova);
        MeasurementError error = MeasurementError.Of(table, anova);
        (double, double)[] pairs = [.. Enumerable.Range(0, table.Subjects).Select(subject => (table[subject, first], table[subject, second]))];
        BlandAltman plain = BlandAltman.Of(pairs);
        BlandAltman? logs = BlandAltman.OfLogs(pairs);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["form"] = content.Form,
            ["rated"] = content.Rated,
            ["subjects"] = table.Subjects,
            ["trials"] = table.Trials,
            ["icc_2_1"] = Interval(icc.Agreement1),
            ["icc_3_1"] = Interval(icc.Consistency1),
            ["icc_2_k"] = Interval(icc.AgreementK),
            ["icc_3_k"] = Interval(icc.ConsistencyK),
            ["sem_consistency"] = Number(error.SemConsistency),
            ["sem_agreement"] = Number(error.SemAgreement),
            ["mdc95"] = Number(error.Mdc95),
            ["mdc95_basis"] = "sem_agreement",
            ["mdc95_consistency"] = Number(error.Mdc95Consistency),
            ["group_mdc95"] = Number(error.GroupMdc95),
            ["cv_within"] = Number(error.WithinCv),
            ["bland_altman"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["columns"] = "second minus first",
                ["first"] = table.TrialNames[first],
                ["second"] = table.TrialNames[second],
                ["n"] = table.Subjects,
                ["bias"] = Number(plain.Bias),
                ["sd"] = Number(plain.Deviation),
                ["low"] = Number(plain.Low),
                ["high"] = Number(plain.High),
                ["bias_interval"] = Ends(plain.BiasInterval, value => value),
                ["low_interval"] = Ends(plain.LowInterval, value => value),
                ["high_interval"] = Ends(plain.HighInterval, value => value),
                ["log10"] = logs is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["bias"] = Number(logs.Bias),
                    ["sd"] = Number(logs.Deviation),
                    ["low"] = Number(logs.Low),
                    ["high"] = Number(logs.High),
                    ["ratio"] = Number(Ratio(logs.Bias)),
                    ["ratio_low"] = Number(Ratio(logs.Low)),
                    ["ratio_high"] = Number(Ratio(logs.High)),
                    ["ratio_interval"] = Ends(logs.BiasInterval, Ratio),
                    ["ratio_low_interval"] = Ends(logs.LowInterval, Ratio),
                    ["ratio_high_interval"] = Ends(logs.HighInterval, Ratio),
                },
            },
        };
    }

    private static Dictionary<string, object?> Interval(Coefficient coefficient) => new(StringComparer.Ordinal)
    {
        ["value"] = Number(coefficient.Value),
        ["low"] = Number(coefficient.Low),
        ["high"] = Number(coefficient.High),
    };

    private static double[] Ends(Coefficient interval, Func<double, double> unit) => [unit(interval.Low), unit(interval.High)];

    private static double Ratio(double log) => Math.Pow(10, log);

    // JSON has no NaN: what cannot be told is null.
    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
