using Algometer.Measurement.Agreement;
using Algometer.VirtualDevice;
using CsCheck;

namespace Algometer.Measurement.Tests.Agreement;

/// <summary>All coefficients with their intervals against an independent computation, and what tables that define nothing give.</summary>
public sealed class AgreementIntervalTests
{
    // Whole numbers and their shrunk forms would make degenerate tables, which have tests of their own: the noise comes from a seed.
    private static readonly Gen<double[,]> _tables =
        from n in Gen.Int[2, 40]
        from k in Gen.Int[2, 6]
        from level in Gen.Double[-500, 5000]
        from between in Gen.Double[0, 200]
        from drift in Gen.Double[0, 60]
        from error in Gen.Double[0.5, 100]
        from seed in Gen.ULong
        select Random(n, k, level, between, drift, error, new SeededNoise(seed));

    [Fact]
    public void A_thousand_random_tables_give_what_an_independent_computation_gives() => _tables.Sample(
        values =>
        {
            var table = Table(values);
            var icc = IntraclassCorrelation.Of(TwoWayAnova.Of(table));
            var error = MeasurementError.Of(table, TwoWayAnova.Of(table));
            Independent expected = Independent.Of(values);
            Close(expected.TwoOne, icc.Agreement1);
            Close(expected.ThreeOne, icc.Consistency1);
            Close(expected.TwoK, icc.AgreementK);
            Close(expected.ThreeK, icc.ConsistencyK);
            Assert.Equal(expected.SemConsistency, error.SemConsistency, 1e-7 * Math.Max(1, expected.SemConsistency));
            Assert.Equal(expected.SemAgreement, error.SemAgreement, 1e-7 * Math.Max(1, expected.SemAgreement));
            if (expected.CvWithin < 1e3)
            {
                Assert.Equal(expected.CvWithin, error.WithinCv, 1e-7 * Math.Max(1, expected.CvWithin));
            }
        },
        iter: 1000,
        threads: 1);

    [Fact]
    public void An_order_of_subjects_or_trials_a_common_level_and_a_scale_change_no_coefficient() => Gen.Select(_tables, Gen.Double[0.01, 100], Gen.Double[-1000, 1000]).Sample(
        (values, scale, level) =>
        {
            (int n, int k) = (values.GetLength(0), values.GetLength(1));
            var icc = Icc(values);
            var changed = Icc(Fill(n, k, (i, j) => level + (scale * values[n - 1 - i, k - 1 - j])));
            Close(icc.Agreement1, changed.Agreement1);
            Close(icc.Consistency1, changed.Consistency1);
            Close(icc.AgreementK, changed.AgreementK);
            Close(icc.ConsistencyK, changed.ConsistencyK);
        },
        iter: 300);

    [Fact]
    public void An_estimate_lies_within_its_interval_and_agreement_never_beats_its_error() => _tables.Sample(
        values =>
        {
            var table = Table(values);
            var icc = IntraclassCorrelation.Of(TwoWayAnova.Of(table));
            Coefficient[] single = [icc.Agreement1, icc.Consistency1];
            Assert.All(single, interval => Assert.True(interval.Low <= interval.Value + 1e-9 && interval.Value <= interval.High + 1e-9, $"{interval}"));
            var error = MeasurementError.Of(table, TwoWayAnova.Of(table));
            Assert.True(error.SemAgreement >= error.SemConsistency);
        },
        iter: 1000);

    [Fact]
    public void Trials_that_are_all_alike_agree_wholly()
    {
        var icc = Icc(Fill(5, 3, (i, _) => 100.1 + (31.7 * i)));
        Assert.All([icc.Agreement1, icc.Consistency1, icc.AgreementK, icc.ConsistencyK], interval => Assert.Equal(new Coefficient(1, 1, 1), interval));
        Assert.Equal(0, MeasurementError.Of(Table(Fill(5, 3, (i, _) => 100.1 + (31.7 * i))), TwoWayAnova.Of(Table(Fill(5, 3, (i, _) => 100.1 + (31.7 * i))))).SemAgreement);
    }

    [Fact]
    public void Equal_rows_have_no_consistency_to_speak_of_and_no_agreement()
    {
        var icc = Icc(Fill(6, 3, (_, j) => 200.3 + (10.9 * j)));
        Assert.Equal(0, icc.Agreement1.Value);
        Assert.True(double.IsNaN(icc.Agreement1.Low) && double.IsNaN(icc.Consistency1.Value) && double.IsNaN(icc.ConsistencyK.Value));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(1e9)]
    public void No_variance_at_all_defines_no_coefficient_and_no_error(double value)
    {
        var table = Table(Fill(4, 3, (_, _) => value));
        var icc = IntraclassCorrelation.Of(TwoWayAnova.Of(table));
        Assert.All([icc.Agreement1, icc.Consistency1, icc.AgreementK, icc.ConsistencyK], interval => Assert.True(double.IsNaN(interval.Value)));
        Assert.Equal(0, MeasurementError.Of(table, TwoWayAnova.Of(table)).Mdc95);
    }

    [Fact]
    public void A_constant_offset_between_trials_is_disagreement_for_2_and_none_for_3()
    {
        var icc = Icc(Fill(8, 2, (i, j) => (40 * i) + (60 * j)));
        Assert.Equal(1, icc.Consistency1.Value, 12);
        Assert.InRange(icc.Agreement1.Value, 0.5, 0.95);
    }

    [Fact]
    public void Subjects_unlike_by_less_than_chance_give_a_negative_coefficient_and_none_for_the_mean_where_none_exists()
    {
        var icc = Icc(new double[,] { { 1, 2 }, { 2, 1 } });
        Assert.Equal(-1, icc.Consistency1.Value, 12);
        Assert.False(double.IsFinite(icc.ConsistencyK.Value));
    }

    // Computed by another program (the R package psych, function ICC) to the digits shown.
    [Fact]
    public void Two_subjects_by_two_trials_give_what_another_program_gives()
    {
        var icc = Icc(new double[,] { { 1, 2 }, { 3, 5 } });
        void Same(Coefficient actual, double value, double low, double high) => Assert.All(new[] { (value, actual.Value), (low, actual.Low), (high, actual.High) }, pair => Assert.Equal(pair.Item1, pair.Item2, Math.Abs(pair.Item1) * 1e-8));
        Same(icc.Agreement1, 0.705882353, -0.0922873401, 0.999438547);
        Same(icc.Consistency1, 0.923076923, -0.925682496, 0.999876511);
        Same(icc.AgreementK, 0.827586207, -0.203340427, 0.999719194);
        Same(icc.ConsistencyK, 0.96, -24.9115605, 0.999938251);
    }

    [Fact]
    public void A_missing_cell_is_refused_by_its_name() => Gen.Select(_tables, Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 2]).Sample(
        (values, row, column, which) =>
        {
            double bad = new[] { double.NaN, double.PositiveInfinity, -2e12 }[which];
            (int n, int k) = (values.GetLength(0), values.GetLength(1));
            (int i, int j) = (row % n, column % k);
            values[i, j] = bad;
            string[] subjects = [.. Enumerable.Range(0, n).Select(at => $"P{at:00}")];
            string[] trials = [.. Enumerable.Range(0, k).Select(at => $"visit {at}")];
            string message = Assert.Throws<FormatException>(() => { _ = RatingTable.Of(Rows(values), subjects, trials); }).Message;
            Assert.Contains($"Subject P{i:00}, trial visit {j} is {(double.IsNaN(bad) ? "missing" : "too large")}", message, StringComparison.Ordinal);
        },
        iter: 300);

    private static RatingTable Table(double[,] values) => RatingTable.Of(Rows(values));

    private static IntraclassCorrelation Icc(double[,] values) => IntraclassCorrelation.Of(TwoWayAnova.Of(Table(values)));

    private static double[][] Rows(double[,] values) =>
        [.. Enumerable.Range(0, values.GetLength(0)).Select(i => Enumerable.Range(0, values.GetLength(1)).Select(j => values[i, j]).ToArray())];

    private static double[,] Random(int n, int k, double level, double between, double drift, double error, SeededNoise noise)
    {
        double[] trials = [.. Enumerable.Range(0, k).Select(_ => drift * noise.Normal())];
        double[] subjects = [.. Enumerable.Range(0, n).Select(_ => between * noise.Normal())];
        return Fill(n, k, (i, j) => level + subjects[i] + trials[j] + (error * noise.Normal()));
    }

    private static double[,] Fill(int n, int k, Func<int, int, double> value)
    {
        double[,] all = new double[n, k];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < k; j++)
            {
                all[i, j] = value(i, j);
            }
        }

        return all;
    }

    private static void Close(Coefficient expected, Coefficient actual)
    {
        Close(expected.Value, actual.Value);
        Close(expected.Low, actual.Low);
        Close(expected.High, actual.High);
    }

    // Near a pole of Spearman and Brown's formula a ratio has few digits to compare.
    private static void Close(double expected, double actual)
    {
        if (Math.Abs(expected) < 100)
        {
            Assert.Equal(expected, actual, 1e-5 * Math.Max(1, expected * expected));
        }
    }

    /// <summary>The same figures by other ways: mean squares from the covariances of the trials, intervals by root finding and by the formulas of 1979.</summary>
    private sealed record Independent(Coefficient TwoOne, Coefficient ThreeOne, Coefficient TwoK, Coefficient ThreeK, double SemConsistency, double SemAgreement, double CvWithin)
    {
        public static Independent Of(double[,] x)
        {
            (int n, int k) = (x.GetLength(0), x.GetLength(1));
            double[] means = [.. Enumerable.Range(0, k).Select(j => Enumerable.Range(0, n).Average(i => x[i, j]))];
            double Covariance(int a, int b) => Enumerable.Range(0, n).Sum(i => (x[i, a] - means[a]) * (x[i, b] - means[b])) / (n - 1);
            double variance = Enumerable.Range(0, k).Average(j => Covariance(j, j));
            double covariance = Enumerable.Range(0, k).SelectMany(a => Enumerable.Range(0, k).Where(b => b != a).Select(b => Covariance(a, b))).Average();
            double mse = variance - covariance;
            double msr = variance + ((k - 1) * covariance);
            double grand = means.Average();
            double msc = n * means.Sum(mean => (mean - grand) * (mean - grand)) / (k - 1);

            double threeOne = covariance / variance;
            double f = msr / mse;
            double Rho(double probability) => IndependentF.Root(rho => IndependentF.Cumulative(f * (1 - rho) / (1 + ((k - 1) * rho)), n - 1, (n - 1.0) * (k - 1)) - probability, (-1.0 / (k - 1)) + 1e-12, 1 - 1e-12);
            var three = new Coefficient(threeOne, Rho(0.975), Rho(0.025));

            double twoOne = covariance / (variance + ((msc - mse) / n));
            double fj = msc / mse;
            double top = (k - 1.0) * (n - 1) * Math.Pow((k * twoOne * fj) + (n * (1 + ((k - 1) * twoOne))) - (k * twoOne), 2);
            double below = ((n - 1.0) * k * k * twoOne * twoOne * fj * fj) + Math.Pow((n * (1 + ((k - 1) * twoOne))) - (k * twoOne), 2);
            double v = Math.Max(1, top / below);
            double upper = IndependentF.Quantile(n - 1, v, 0.975);
            double lower = 1 / IndependentF.Quantile(n - 1, v, 0.025);
            double rest = (k * msc) + (((k * n) - k - n) * mse);
            var two = new Coefficient(twoOne, n * (msr - (upper * mse)) / ((upper * rest) + (n * msr)), n * ((lower * msr) - mse) / (rest + (n * lower * msr)));

            // For the mean of k, by McGraw and Wong's own formulas.
            double denominator = msr + ((msc - mse) / n);
            var twoK = new Coefficient(
                (msr - mse) / denominator,
                Ratio(n * (msr - (upper * mse)), (upper * (msc - mse)) + (n * msr)),
                Ratio(n * ((lower * msr) - mse), msc - mse + (n * lower * msr)));
            double up = IndependentF.Quantile(n - 1, (n - 1.0) * (k - 1), 0.975);
            double down = IndependentF.Quantile(n - 1, (n - 1.0) * (k - 1), 0.025);
            var threeK = new Coefficient(1 - (1 / f), 1 - (up / f), 1 - (down / f));

            double cv = Enumerable.Range(0, n).Average(i =>
            {
                double mean = Enumerable.Range(0, k).Average(j => x[i, j]);
                return Enumerable.Range(0, k).Sum(j => (x[i, j] - mean) * (x[i, j] - mean)) / (k - 1) / (mean * mean);
            });
            return new Independent(two, three, twoK, threeK, Math.Sqrt(mse), Math.Sqrt(mse + Math.Max(0, (msc - mse) / n)), Math.Sqrt(cv));
        }

        private static double Ratio(double above, double below) => below > 0 ? above / below : double.NaN;
    }
}
