using Algometer.Measurement.Calibration;
using Algometer.VirtualDevice;

namespace Algometer.Measurement.Tests;

/// <summary>
/// What a calibration states about a cell holds, whatever the cell's curvature: above all in between, where the line is still kept and
/// hides a curvature that the gain then pays for.
/// </summary>
public sealed class CalibrationRecoveryTests(ITestOutputHelper output)
{
    private static readonly CalibrationSetup _setup = new() { MassesKg = [0.5, 1, 2, 4, 6, 8, 10, 12], MassTolerancePercent = 0.02 };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.001, 0.01)]
    [InlineData(0.01, 0.1)]
    [InlineData(0.1, 1)]
    [InlineData(1, 3)]
    public void Gain_zero_and_quadratic_term_lie_within_their_uncertainty_in_at_least_95_percent_of_500_seeds(double leastCurvature, double mostCurvature)
    {
        int held = 0;
        int curved = 0;
        double widest = 0;
        for (ulong seed = 1; seed <= 500; seed++)
        {
            var noise = new SeededNoise(seed);
            double curvature = (leastCurvature + ((mostCurvature - leastCurvature) * noise.Uniform())) * (noise.Uniform() < 0.5 ? -1 : 1);
            var cell = new SimulatedCell(noise, curvature, _setup);
            CalibrationFit fit = CalibrationFit.Of(cell.Readings(), _setup.MassTolerancePercent);
            curved += fit.IsQuadratic ? 1 : 0;
            widest = Math.Max(widest, fit.Gain.Expanded / fit.Gain.Value);
            held += Holds(fit.Gain, cell.Gain) && Holds(fit.Zero, cell.Zero) && Holds(fit.Quadratic, cell.Quadratic) ? 1 : 0;
        }

        output.WriteLine(FormattableString.Invariant($"curvature {leastCurvature}–{mostCurvature} N: held together in {held} of 500, parabola kept in {curved}, gain at widest ± {100 * widest:0.000} %"));
        Assert.True(held >= 475, $"{held} of 500");
    }

    private static bool Holds(Parameter stated, double truth) => Math.Abs(stated.Value - truth) <= stated.Expanded;

    // Masses: each off by its own part and all by a common one, together within the tolerance. Runs: a gain a little different each.
    private sealed class SimulatedCell(SeededNoise noise, double curvatureNewtons, CalibrationSetup setup)
    {
        private readonly double _run = 1e-4;

        public double Gain { get; } = 45.667e-6 * (1 + (0.04 * (noise.Uniform() - 0.5)));

        public double Zero { get; } = 20000 * (noise.Uniform() - 0.5);

        // So that a force at the largest mass is this much off a straight line from zero.
        public double Quadratic => curvatureNewtons * Gain * Gain * (1 << 20) / Math.Pow(setup.Newtons(setup.MassesKg[^1]), 2);

        public CalibrationReading[] Readings()
        {
            double common = setup.MassTolerancePercent / 100 * 0.5 * ((2 * noise.Uniform()) - 1);
            var off = setup.MassesKg.ToDictionary(mass => mass, _ => common + (setup.MassTolerancePercent / 100 * 0.5 * ((2 * noise.Uniform()) - 1)));
            double[] runs = [.. Enumerable.Range(0, setup.Runs + 1).Select(_ => 1 + (_run * noise.Normal()))];
            return
            [
                .. new CalibrationSession(setup, 1).Steps.Select(step =>
                {
                    double force = step.MassKg == 0 ? 0 : setup.Newtons(step.MassKg) * (1 + off[step.MassKg]);
                    double loop = (step.Up ? -1 : 1) * 0.002 * Math.Sin(Math.PI * step.MassKg / setup.MassesKg[^1]);
                    return new CalibrationReading(step.Run, step.MassKg, setup.Newtons(step.MassKg), step.Up, (Counts(force + loop) * runs[step.Run]) + Zero + (20 * noise.Normal()), 60);
                }),
            ];
        }

        private double Counts(double newtons)
        {
            double x = newtons / Gain;
            for (int i = 0; i < 50; i++)
            {
                x = newtons / (Gain + (Quadratic * x / (1 << 20)));
            }

            return x;
        }
    }
}
