using Algometer.Measurement.Agreement;
using CsCheck;

namespace Algometer.Measurement.Tests.Agreement;

public sealed class AgreementTests
{
    private static readonly double[][] _published = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];

    [Fact]
    public void The_published_table_of_Shrout_and_Fleiss_is_met_to_the_digits_given()
    {
        RatingTable table = RatingTable.Of(_published);
        TwoWayAnova anova = TwoWayAnova.Of(table);
        IntraclassCorrelation icc = IntraclassCorrelation.Of(anova);
        MeasurementError error = MeasurementError.Of(table, anova);
        Assert.Equal(0.2898, icc.Agreement1.Value, 4);
        Assert.Equal(0.0188, icc.Agreement1.Low, 4);
        Assert.Equal(0.7611, icc.Agreement1.High, 4);
        Assert.Equal(0.7148, icc.Consistency1.Value, 4);
        Assert.Equal(0.3425, icc.Consistency1.Low, 4);
        Assert.Equal(0.9459, icc.Consistency1.High, 4);
        Assert.Equal(0.6201, icc.AgreementK.Value, 4);
        Assert.Equal(0.9093, icc.ConsistencyK.Value, 4);
        Assert.Equal(1.0097, error.SemConsistency, 4);
        Assert.Equal(2.5028, error.SemAgreement, 4);
        Assert.Equal(1.96 * Math.Sqrt(2) * error.SemAgreement, error.Mdc95, 12);
    }

    private static readonly Gen<double[][]> _tables = Gen.Int[2, 12].SelectMany(n => Gen.Int[2, 6].SelectMany(k => Gen.Double[50, 900].Array[k].Array[n]));

    // By raw sums of squares (another road than the deviations of the product).
    [Fact]
    public void Mean_squares_equal_those_of_raw_sums_on_1000_random_tables() => _tables.Sample(
        rows =>
        {
            int n = rows.Length;
            int k = rows[0].Length;
            double total = rows.Sum(row => row.Sum());
            double correction = total * total / (n * k);
            double all = rows.Sum(row => row.Sum(value => value * value)) - correction;
            double between = (rows.Sum(row => row.Sum() * row.Sum()) / k) - correction;
            double trials = (Enumerable.Range(0, k).Sum(j => Math.Pow(rows.Sum(row => row[j]), 2)) / n) - correction;
            double left = all - between - trials;
            TwoWayAnova anova = TwoWayAnova.Of(RatingTable.Of(rows));
            double scale = 1e-8 * Math.Max(1, all);
            Assert.Equal(between / (n - 1), anova.Rows, scale);
            Assert.Equal(trials / (k - 1), anova.Columns, scale);
            Assert.Equal(left / ((n - 1) * (k - 1)), anova.Error, scale);

            // The coefficients from variance components instead of mean squares.
            double subject = (anova.Rows - anova.Error) / k;
            double trial = (anova.Columns - anova.Error) / n;
            IntraclassCorrelation icc = IntraclassCorrelation.Of(anova);
            Assert.Equal(subject / (subject + trial + anova.Error), icc.Agreement1.Value, 9);
            Assert.Equal(subject / (subject + anova.Error), icc.Consistency1.Value, 9);
            Near(subject / (subject + ((trial + anova.Error) / k)), icc.AgreementK.Value);
            Near(subject / (subject + (anova.Error / k)), icc.ConsistencyK.Value);
            Assert.True(icc.Consistency1.Low <= icc.Consistency1.Value + 1e-9 && icc.Consistency1.Value <= icc.Consistency1.High + 1e-9);
        },
        iter: 1000);

    // A ratio whose lower part is next to nothing is large and has few digits.
    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-7 * Math.Max(1, expected * expected));

    [Fact]
    public void A_shift_of_one_trial_leaves_consistency_alone_and_lowers_agreement() => _tables.Sample(
        rows =>
        {
            double[][] shifted = [.. rows.Select(row => row.Select((value, j) => j == 0 ? value + 5000 : value).ToArray())];
            IntraclassCorrelation before = IntraclassCorrelation.Of(TwoWayAnova.Of(RatingTable.Of(rows)));
            IntraclassCorrelation after = IntraclassCorrelation.Of(TwoWayAnova.Of(RatingTable.Of(shifted)));
            Assert.Equal(before.Consistency1.Value, after.Consistency1.Value, 6);
            if (before.Agreement1.Value > 0.01)
            {
                Assert.True(after.Agreement1.Value < before.Agreement1.Value);
            }
        },
        iter: 300);

    [Theory]
    [InlineData(5, 15, 0.975, 3.5764)]
    [InlineData(15, 5, 0.975, 6.4277)]
    [InlineData(1, 1, 0.975, 647.789)]
    [InlineData(10, 10, 0.95, 2.9782)]
    public void Quantiles_of_F_are_those_of_the_tables(double numerator, double denominator, double probability, double value) =>
        Assert.Equal(value, FQuantile.Of(numerator, denominator, probability), value * 2e-5);

    [Fact]
    public void Equal_rows_have_no_coefficient_and_equal_trials_agree_wholly()
    {
        IntraclassCorrelation none = IntraclassCorrelation.Of(TwoWayAnova.Of(RatingTable.Of([[300.0, 300], [300, 300], [300, 300]])));
        Assert.True(double.IsNaN(none.Agreement1.Value));
        IntraclassCorrelation whole = IntraclassCorrelation.Of(TwoWayAnova.Of(RatingTable.Of([[100.0, 100], [200, 200], [350, 350]])));
        Assert.Equal(1, whole.Agreement1.Value, 12);
        Assert.Equal(1, whole.Consistency1.Value, 12);
    }

    [Fact]
    public void A_missing_cell_is_refused_and_named()
    {
        Assert.Contains("Subject 2, trial 1", Assert.Throws<FormatException>(() => RatingTable.Of([[1.0, 2], [double.NaN, 3]])).Message, StringComparison.Ordinal);
        Assert.Contains("Subject 2 has 1", Assert.Throws<FormatException>(() => RatingTable.Of([[1.0, 2], [3.0]])).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => RatingTable.Of([[1.0, 2]]));
    }

    [Fact]
    public void Bland_and_Altman_give_bias_and_limits_plain_and_as_ratios()
    {
        BlandAltman plain = BlandAltman.Of([(100, 110), (200, 190), (300, 330)]);
        Assert.Equal(10, plain.Bias, 12);
        Assert.Equal(20, plain.Deviation, 12);
        Assert.Equal(10 + 39.2, plain.High, 9);
        Assert.Equal(Math.Log10(2), BlandAltman.OfLogs([(100, 200), (50, 100)])!.Bias, 12);
        Assert.Null(BlandAltman.OfLogs([(0, 1), (1, 2)]));
    }

    [Fact]
    public void Unanswered_ramps_are_never_averaged_and_a_far_value_is_marked()
    {
        var summary = new TrialSummary([300, 310, 305, 420], 0);
        Assert.Equal(3, summary.OutlierIndex);
        Assert.Equal((310 + 305 + 420) / 3.0, summary.MeanWithoutFirstKpa!.Value, 9);
        Assert.Null(new TrialSummary([300, 310], 1).MeanKpa);
        Assert.Null(new TrialSummary([300, 310, 304], 0).OutlierIndex);
    }

    [Fact]
    public void A_change_below_the_detectable_one_is_called_so_with_its_source()
    {
        var mdc = new DetectableChange(52, "own study, 2026");
        Assert.Contains("within measurement error (MDC95 52 kPa, own study, 2026)", new ChangeVerdict(28, mdc).Words(), StringComparison.Ordinal);
        Assert.Contains("real change", new ChangeVerdict(-60, mdc).Words(), StringComparison.Ordinal);
        Assert.Contains("not known", new ChangeVerdict(28, null).Words(), StringComparison.Ordinal);
    }
}
