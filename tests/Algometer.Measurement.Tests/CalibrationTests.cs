using Algometer.Measurement.Calibration;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Tests;

public sealed class CalibrationTests(ITestOutputHelper output)
{
    private static readonly double[] _masses = [0.5, 1, 2, 4, 6, 8, 10, 12];
    private static readonly CalibrationSetup _setup = new() { MassesKg = _masses, MassTolerancePercent = 0.02 };

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_simulated_cell_is_recovered_within_the_stated_uncertainty_in_at_least_95_percent_of_500_seeds(double curvatureNewtons)
    {
        int held = 0;
        int curved = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            Cell cell = new(seed, curvatureNewtons);
            CalibrationFit fit = CalibrationFit.Of(cell.Readings(_setup), _setup.MassTolerancePercent);
            curved += fit.IsQuadratic ? 1 : 0;
            bool all = Within(fit.Gain, cell.Gain) && Within(fit.Zero, cell.Zero) && (!fit.IsQuadratic || Within(fit.Quadratic, cell.Quadratic));
            held += all && (curvatureNewtons == 0 || fit.IsQuadratic) ? 1 : 0;
        }

        output.WriteLine($"curvature {curvatureNewtons} N: held together in {held} of 500, parabola kept in {curved}");
        Assert.True(held >= 475, $"{held} of 500");
    }

    [Fact]
    public void The_stated_uncertainty_is_no_wider_than_useful()
    {
        CalibrationFit fit = CalibrationFit.Of(new Cell(1, 0).Readings(_setup), _setup.MassTolerancePercent);
        Assert.True(fit.Gain.Expanded / fit.Gain.Value < 0.002, $"{fit.Gain.Expanded / fit.Gain.Value}");
        Assert.True(fit.Zero.Expanded * fit.Gain.Value < 0.05);
    }

    [Fact]
    public void What_the_device_computes_is_the_fit_to_a_millinewton()
    {
        CalibrationFit fit = CalibrationFit.Of(new Cell(3, 2).Readings(_setup));
        CellCalibration device = fit.ToDevice(7, 1, 196133);
        for (int code = 0; code < 3_000_000; code += 9973)
        {
            Assert.Equal(fit.ToNewtons(code), device.ToNewtons(code), 0.003);
        }
    }

    [Fact]
    public void Hysteresis_and_repeatability_are_found()
    {
        CalibrationReading[] readings =
        [
            .. Enumerable.Range(1, 3).SelectMany(run => ((double[])[0, 10, 20, 30, 40]).SelectMany(force => new[]
            {
                new CalibrationReading(run, force, force, true, (force * 1000) + run, 1),
                new CalibrationReading(run, force, force, false, (force * 1000) + run + (force is > 0 and < 40 ? 50 : 0), 1),
            })),
        ];
        CalibrationFit fit = CalibrationFit.Of(readings);
        Assert.Equal(0.05, fit.HysteresisNewtons, 0.002);
        Assert.Equal(0.001, fit.RepeatabilityNewtons, 0.0001);
        Assert.Equal(2.4 * fit.ResidualNewtons, fit.LowerLimitNewtons, 12);
    }

    [Fact]
    public void Gravity_by_latitude_meets_known_places()
    {
        Assert.Equal(9.7803, Gravity.At(0), 0.0001);
        Assert.Equal(9.8322, Gravity.At(90), 0.0001);
        Assert.Equal(9.8062, Gravity.At(45), 0.0005);
        Assert.Equal(Gravity.At(45) - 0.003086, Gravity.At(45, 1000), 9);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, "6 to 12")]
    [InlineData(new[] { 1.0, 2, 3, 3, 4, 5 }, "rise")]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 60 }, "made for 196 N")]
    public void Masses_that_cannot_be_used_are_refused_with_what_to_write(double[] masses, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => new CalibrationSetup { MassesKg = masses }.Check(196)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_budget_is_the_root_of_the_sum_of_squares()
    {
        var budget = new UncertaintyBudget(30, [new UncertaintyComponent("a", 0.03, ""), new UncertaintyComponent("b", 0.04, "")]);
        Assert.Equal(0.1, budget.ExpandedNewtons, 12);
        Assert.Equal(100 * 0.1 / 30, budget.ExpandedPercent, 12);
    }

    [Fact]
    public void A_wrong_mass_a_moving_load_and_a_fault_give_no_reading()
    {
        var session = new CalibrationSession(_setup with { WarmUpSeconds = 0, MassesKg = [0.5, 1, 2, 3, 4, 5] }, 45.667e-6);
        session.SkipWarmUp();
        var hand = new Ppt.Ramps(sample => session.Accept(sample with { RawCounts = (int)(sample.ForceNewtons / 45.667e-6) }));
        hand.Rest(2);
        Assert.Single(session.Readings);
        hand.Hold(98.07, 3);
        Assert.Single(session.Readings);
        Assert.Contains("About 4.9 N is expected, 9.8 N is read", session.Waiting, StringComparison.Ordinal);
        for (int i = 0; i < 300; i++)
        {
            hand.Give(4.9 + Math.Sin(i));
        }

        Assert.Single(session.Readings);
        hand.Give(4.9, SampleFlags.Stuck);
        Assert.Contains("cannot be trusted", session.Waiting, StringComparison.Ordinal);
        hand.Hold(49.03, 2);
        Assert.Equal(2, session.Readings.Count);
        session.Back();
        Assert.Single(session.Readings);
    }

    [Fact]
    public void The_warm_up_ends_only_when_the_zero_no_longer_drifts()
    {
        var drifting = new WarmUpCheck(20);
        var settled = new WarmUpCheck(20);
        for (int i = 0; i < 80 * 60; i++)
        {
            long microseconds = i * 12_500L;
            drifting.Accept(new Sample(i, microseconds, 0, 0.2 * microseconds / 60e6, SampleFlags.None, AlarmState.None));
            settled.Accept(new Sample(i, microseconds, 0, 0.3 * Math.Exp(-microseconds / 5e6), SampleFlags.None, AlarmState.None));
        }

        Assert.False(drifting.IsSettled);
        Assert.Equal(0.2, drifting.DriftNewtonsPerMinute, 0.01);
        Assert.True(settled.IsSettled);
    }

    private static bool Within(Parameter stated, double truth) => Math.Abs(stated.Value - truth) <= stated.Expanded;

    // Tolerances are uniform within ± the stated one and belong to each mass; noise and hysteresis to each reading.
    private sealed class Cell
    {
        private readonly Random _random;

        public Cell(int seed, double curvatureNewtons)
        {
            _random = new Random(seed);
            Gain = 45.667e-6 * (1 + (0.04 * (_random.NextDouble() - 0.5)));
            Zero = 20000 * (_random.NextDouble() - 0.5);
            Quadratic = curvatureNewtons / 120 / 120 * Gain * Gain * (1 << 20) * (1L << 20) / (1 << 20);
        }

        public double Gain { get; }

        public double Zero { get; }

        public double Quadratic { get; }

        public CalibrationReading[] Readings(CalibrationSetup setup)
        {
            double[] off = [0, .. setup.MassesKg.Select(_ => setup.MassTolerancePercent / 100 * ((2 * _random.NextDouble()) - 1))];
            var session = new CalibrationSession(setup, 1);
            return
            [
                .. session.Steps.Select(step =>
                {
                    int index = step.MassKg == 0 ? 0 : 1 + setup.MassesKg.ToList().IndexOf(step.MassKg);
                    double force = setup.Newtons(step.MassKg) * (1 + off[index]);
                    double hysteresis = (step.Up ? -0.5 : 0.5) * 0.004 * Math.Sin(Math.PI * step.MassKg / setup.MassesKg[^1]);
                    return new CalibrationReading(step.Run, step.MassKg, setup.Newtons(step.MassKg), step.Up, Code(force + hysteresis) + (20 * Normal()), 60);
                }),
            ];
        }

        private double Code(double newtons)
        {
            double x = newtons / Gain;
            for (int i = 0; i < 30; i++)
            {
                x = newtons / (Gain + (Quadratic * x / (1 << 20)));
            }

            return x + Zero;
        }

        private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
