using Algometer.Measurement.Agreement;
using Algometer.VirtualDevice;
using CsCheck;

namespace Algometer.Measurement.Tests.Agreement;

public sealed class BlandAltmanTests
{
    private static readonly Gen<(double First, double Second)[]> _pairs =
        from n in Gen.Int[2, 60]
        from seed in Gen.ULong
        select Pairs(n, new SeededNoise(seed));

    [Fact]
    public void Intervals_of_bias_and_limits_are_those_of_an_independent_computation() => _pairs.Sample(
        pairs =>
        {
            double n = pairs.Length;
            double[] differences = [.. pairs.Select(pair => pair.Second - pair.First)];
            double sum = differences.Sum();
            double deviation = Math.Sqrt((differences.Sum(difference => difference * difference) - (sum * sum / n)) / (n - 1));
            double t = Math.Sqrt(IndependentF.Quantile(1, n - 1, 0.95));
            BlandAltman result = BlandAltman.Of(pairs);
            double ofBias = t * deviation / Math.Sqrt(n);
            double ofLimit = t * deviation * Math.Sqrt((1 / n) + (1.96 * 1.96 / (2 * (n - 1))));
            Same(new Coefficient(sum / n, (sum / n) - ofBias, (sum / n) + ofBias), result.BiasInterval);
            double low = (sum / n) - (1.96 * deviation);
            Same(new Coefficient(low, low - ofLimit, low + ofLimit), result.LowInterval);
            double high = (sum / n) + (1.96 * deviation);
            Same(new Coefficient(high, high - ofLimit, high + ofLimit), result.HighInterval);
        },
        iter: 500);

    [Fact]
    public void Ratios_do_not_depend_on_the_unit() => Gen.Select(_pairs, Gen.Double[0.01, 100]).Sample(
        (pairs, scale) =>
        {
            BlandAltman ratio = BlandAltman.OfLogs(pairs)!;
            BlandAltman scaled = BlandAltman.OfLogs(pairs.Select(pair => (pair.First * scale, pair.Second * scale)))!;
            Assert.Equal(pairs.Average(pair => Math.Log(pair.Second / pair.First)) / Math.Log(10), ratio.Bias, 9);
            Assert.Equal(ratio.High, scaled.High, 9);
        },
        iter: 300);

    [Fact]
    public void A_single_pair_or_no_number_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BlandAltman.Of([(1, 2)]));
        Assert.Throws<ArgumentException>(() => BlandAltman.Of([(1, 2), (2, double.NaN)]));
    }

    [Fact]
    public void Student_t_is_that_of_the_tables()
    {
        Assert.Equal(12.7062, FQuantile.TwoSidedT(1), 3);
        Assert.Equal(2.2622, FQuantile.TwoSidedT(9), 4);
    }

    [Fact]
    public void F_is_that_of_another_algorithm() => Gen.Select(Gen.Double[0.6, 400], Gen.Double[0.6, 400], Gen.Double[0.01, 0.99]).Sample(
        (first, second, probability) => Assert.Equal(probability, IndependentF.Cumulative(FQuantile.Of(first, second, probability), first, second), 1e-9),
        iter: 2000);

    private static (double First, double Second)[] Pairs(int n, SeededNoise noise) =>
        [.. Enumerable.Range(0, n).Select(_ => (200 + (700 * noise.Uniform()), 200 + (700 * noise.Uniform())))];

    private static void Same(Coefficient expected, Coefficient actual)
    {
        double tolerance = 1e-8 * Math.Max(1, expected.High - expected.Low);
        Assert.Equal(expected.Value, actual.Value, tolerance);
        Assert.Equal(expected.Low, actual.Low, tolerance);
        Assert.Equal(expected.High, actual.High, tolerance);
    }
}
