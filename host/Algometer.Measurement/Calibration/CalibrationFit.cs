using Algometer.Measurement.Agreement;
using Algometer.Measurement.Signal;
using MathNet.Numerics.LinearAlgebra;

namespace Algometer.Measurement.Calibration;

/// <summary>A parameter with its expanded uncertainty.</summary>
/// <param name="Value">Estimate.</param>
/// <param name="Expanded">Half width of the interval that holds, together with the other parameters', with 95 %.</param>
public readonly record struct Parameter(double Value, double Expanded);

/// <summary>
/// The line or parabola through a calibration's readings: F = Gain·(c − Zero) + Quadratic·(c − Zero)²/2²⁰, the device's own form. Fitted to
/// the mean of each mass, for the error of a mass does not shrink by laying it on more often.
/// </summary>
public sealed record CalibrationFit
{
    /// <summary>The quadratic term is kept when it brings the residual below this part of the line's and is more than its own uncertainty.</summary>
    public const double QuadraticWhenBelow = 0.5;

    /// <summary>Factor of the lower limit (ASTM E74).</summary>
    public const double LowerLimitFactor = 2.4;

    private const double Scale = 1 << 20;

    /// <summary>Whether the quadratic term is used.</summary>
    public bool IsQuadratic { get; private init; }

    /// <summary>Newtons per count at zero.</summary>
    public Parameter Gain { get; private init; }

    /// <summary>Newtons per 2²⁰ counts²; 0 for a line, whose uncertainty then says how much curvature it may hide.</summary>
    public Parameter Quadratic { get; private init; }

    /// <summary>Counts of the unloaded cell.</summary>
    public Parameter Zero { get; private init; }

    /// <summary>Standard deviation of the residuals of the means, N.</summary>
    public double ResidualNewtons { get; private init; }

    /// <summary>The same of the line, N.</summary>
    public double LinearResidualNewtons { get; private init; }

    /// <summary>The same of the parabola, N.</summary>
    public double QuadraticResidualNewtons { get; private init; }

    /// <summary>Largest residual of a single reading, N.</summary>
    public double LargestResidualNewtons { get; private init; }

    /// <summary>Largest difference between up and down at one mass, N.</summary>
    public double HysteresisNewtons { get; private init; }

    /// <summary>Pooled standard deviation between runs at one mass and direction, N; NaN for one run.</summary>
    public double RepeatabilityNewtons { get; private init; }

    /// <summary>Lower limit factor times the residual, N: below about a hundred times this a reading is not better than 1 %.</summary>
    public double LowerLimitNewtons => LowerLimitFactor * ResidualNewtons;

    /// <summary>Residual of each reading, N, in their order.</summary>
    public IReadOnlyList<double> ResidualsNewtons { get; private init; } = [];

    /// <summary>Force of a code, N.</summary>
    public double ToNewtons(double counts)
    {
        double x = counts - Zero.Value;
        return (Gain.Value * x) + (Quadratic.Value * x * x / Scale);
    }

    /// <summary>What the quadratic term adds at a force, with its uncertainty, N; for a line, how much curvature it may hide there.</summary>
    /// <param name="newtons">A force, N.</param>
    public Parameter CurvatureNewtons(double newtons)
    {
        double x = newtons / Gain.Value;
        return new Parameter(Quadratic.Value * x * x / Scale, Quadratic.Expanded * x * x / Scale);
    }

    /// <summary>The calibration that the device stores.</summary>
    /// <param name="id">Its identity, not 0.</param>
    /// <param name="dateUnixSeconds">When.</param>
    /// <param name="capacityMillinewtons">Rated load, mN.</param>
    public CellCalibration ToDevice(uint id, uint dateUnixSeconds, int capacityMillinewtons) => new(
        id,
        dateUnixSeconds,
        (int)Math.Round(Gain.Value * 1e12),
        (int)Math.Round(Quadratic.Value * 1e12),
        (int)Math.Round(Zero.Value),
        0,
        capacityMillinewtons);

    /// <summary>Fits.</summary>
    /// <param name="readings">At least four different forces, the zero among them.</param>
    /// <param name="massTolerancePercent">Common error of all masses that the fit cannot see, %.</param>
    /// <exception cref="ArgumentException">Too few readings, or codes that do not change.</exception>
    public static CalibrationFit Of(IReadOnlyList<CalibrationReading> readings, double massTolerancePercent = 0)
    {
        (double Counts, double Newtons)[] means = [.. readings.GroupBy(reading => reading.Newtons).OrderBy(group => group.Key).Select(group => (group.Average(reading => reading.Counts), group.Key))];
        if (means.Length < 4 || means[^1].Counts - means[0].Counts is > -100 and < 100)
        {
            throw new ArgumentException("A calibration needs at least three masses and the zero, and codes that change with them: check the cell's wiring.");
        }

        CalibrationFit line = Polynomial(means, 1, massTolerancePercent);
        CalibrationFit parabola = Polynomial(means, 2, massTolerancePercent);

        // A term that may as well be none is left out even where it halves the residual: with few masses noise alone does that at times.
        bool curved = parabola.ResidualNewtons <= QuadraticWhenBelow * line.ResidualNewtons && Math.Abs(parabola.Quadratic.Value) > parabola.Quadratic.Expanded;
        CalibrationFit kept = curved ? parabola : line with
        {
            Gain = Bent(line.Gain, parabola.Gain),
            Quadratic = Bent(line.Quadratic, parabola.Quadratic),
            Zero = Bent(line.Zero, parabola.Zero),
        };
        double[] residuals = [.. readings.Select(reading => reading.Newtons - kept.ToNewtons(reading.Counts))];
        return kept with
        {
            IsQuadratic = curved,
            LinearResidualNewtons = line.ResidualNewtons,
            QuadraticResidualNewtons = parabola.ResidualNewtons,
            ResidualsNewtons = residuals,
            LargestResidualNewtons = residuals.Max(Math.Abs),
            HysteresisNewtons = Hysteresis(readings, kept.Gain.Value),
            RepeatabilityNewtons = Repeatability(readings, kept.Gain.Value),
        };
    }

    // A line kept for simplicity may hide a curvature. What it states reaches as far as what the parabola would state.
    private static Parameter Bent(Parameter line, Parameter parabola) => new(line.Value, Math.Max(line.Expanded, Math.Abs(line.Value - parabola.Value) + parabola.Expanded));

    private static CalibrationFit Polynomial((double Counts, double Newtons)[] means, int degree, double massTolerancePercent)
    {
        // Around the first code and in units of 2²⁰, so that the columns are of like size.
        double origin = means[0].Counts;
        Matrix<double> x = Matrix<double>.Build.Dense(means.Length, degree + 1, (row, column) => Math.Pow((means[row].Counts - origin) / Scale, column));
        Vector<double> y = Vector<double>.Build.Dense(means.Length, row => means[row].Newtons);
        Matrix<double> inverse = x.TransposeThisAndMultiply(x).Inverse();
        Vector<double> beta = inverse * x.TransposeThisAndMultiply(y);
        int freedom = means.Length - degree - 1;
        double variance = (y - (x * beta)).DotProduct(y - (x * beta)) / Math.Max(1, freedom);
        double quadratic = degree == 2 ? beta[2] : 0;

        // Moved to the root, where the force is zero.
        double root = 0;
        for (int i = 0; i < 20; i++)
        {
            root -= (beta[0] + (beta[1] * root) + (quadratic * root * root)) / (beta[1] + (2 * quadratic * root));
        }

        double gain = beta[1] + (2 * quadratic * root);
        double factor = Math.Sqrt((degree + 1) * FQuantile.Of(degree + 1, Math.Max(1, freedom), 0.95));
        double mass = massTolerancePercent / 100;
        double zeroError = factor * Math.Sqrt(variance * inverse[0, 0]) / Math.Abs(gain) * Scale;
        double gainError = (factor * Math.Sqrt(variance * inverse[1, 1])) + (mass * Math.Abs(gain));
        double quadraticError = degree == 2 ? (factor * Math.Sqrt(variance * inverse[2, 2])) + (mass * Math.Abs(quadratic)) : 0;
        return new CalibrationFit
        {
            Gain = new Parameter(gain / Scale, gainError / Scale),
            Quadratic = new Parameter(quadratic / Scale, quadraticError / Scale),
            Zero = new Parameter(origin + (root * Scale), zeroError),
            ResidualNewtons = Math.Sqrt(variance),
        };
    }

    private static double Hysteresis(IReadOnlyList<CalibrationReading> readings, double gain) => readings
        .GroupBy(reading => reading.Newtons)
        .Where(group => group.Any(reading => reading.Up) && group.Any(reading => !reading.Up))
        .Select(group => Math.Abs(gain * (group.Where(reading => reading.Up).Average(reading => reading.Counts) - group.Where(reading => !reading.Up).Average(reading => reading.Counts))))
        .DefaultIfEmpty(0)
        .Max();

    private static double Repeatability(IReadOnlyList<CalibrationReading> readings, double gain)
    {
        double squares = 0;
        int freedom = 0;
        foreach (IGrouping<(double, bool), CalibrationReading> group in readings.GroupBy(reading => (reading.Newtons, reading.Up)))
        {
            double mean = group.Average(reading => reading.Counts);
            squares += group.Sum(reading => (reading.Counts - mean) * (reading.Counts - mean));
            freedom += group.Count() - 1;
        }

        return freedom == 0 ? double.NaN : Math.Abs(gain) * Math.Sqrt(squares / freedom);
    }
}
