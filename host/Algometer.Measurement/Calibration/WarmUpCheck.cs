using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Calibration;

/// <summary>Watches the unloaded zero until it has settled: the drift over the last half minute must be small, and told well enough.</summary>
/// <param name="leastSeconds">Least time, s.</param>
/// <param name="mostNewtonsPerMinute">Largest drift, N/min. [P]</param>
public sealed class WarmUpCheck(double leastSeconds, double mostNewtonsPerMinute = 0.05)
{
    private const double WindowSeconds = 30;
    private readonly List<(double Seconds, double Newtons)> _means = [];
    private long _began = -1;
    private double _sum;
    private int _count;
    private long _second = -1;

    /// <summary>Seconds watched.</summary>
    public double Seconds { get; private set; }

    /// <summary>Drift now, N/min; NaN when it cannot be told.</summary>
    public double DriftNewtonsPerMinute { get; private set; } = double.NaN;

    /// <summary>Standard error of the drift, N/min; NaN when it cannot be told.</summary>
    public double StandardError { get; private set; } = double.NaN;

    /// <summary>Whether it has settled: the drift is small even where it is larger than it seems by two standard errors.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether the zero is known to drift by more than is allowed.</summary>
    public bool Drifts => Math.Abs(DriftNewtonsPerMinute) > mostNewtonsPerMinute;

    /// <summary>Takes a sample of the unloaded cell; a load or a fault starts anew.</summary>
    public void Accept(in Sample sample)
    {
        if (!sample.HasForce || (_means.Count > 0 && Math.Abs(sample.ForceNewtons - _means[^1].Newtons) > 1))
        {
            _means.Clear();
            (_began, _second, _count, _sum, IsSettled, Seconds, DriftNewtonsPerMinute, StandardError) = (-1, -1, 0, 0, false, 0, double.NaN, double.NaN);
            return;
        }

        _began = _began < 0 ? sample.DeviceMicroseconds : _began;
        Seconds = (sample.DeviceMicroseconds - _began) * 1e-6;
        long second = (long)Seconds;
        if (second != _second && _count > 0)
        {
            _means.Add((_second, _sum / _count));
            (_sum, _count) = (0, 0);
            Judge();
        }

        _second = second;
        _sum += sample.ForceNewtons;
        _count++;
    }

    // From the residuals of the line through the seconds' means.
    private double ErrorOf(Statistics.LineFit line)
    {
        double middle = _means.Average(mean => mean.Seconds);
        double squares = _means.Sum(mean => Math.Pow(mean.Newtons - line.Intercept - (line.Slope * mean.Seconds), 2));
        return Math.Sqrt(squares / (_means.Count - 2) / _means.Sum(mean => (mean.Seconds - middle) * (mean.Seconds - middle)));
    }

    private void Judge()
    {
        double from = _means[^1].Seconds - WindowSeconds;
        _means.RemoveAll(mean => mean.Seconds < from);
        Statistics.LineFit fit = Statistics.LineFit.Of([.. _means.Select(mean => mean.Seconds)], [.. _means.Select(mean => mean.Newtons)]);
        bool enough = _means.Count >= Math.Min(WindowSeconds, Math.Max(5, leastSeconds)) - 1;
        (DriftNewtonsPerMinute, StandardError) = enough ? (60 * fit.Slope, 60 * ErrorOf(fit)) : (double.NaN, double.NaN);
        IsSettled = enough && Seconds >= leastSeconds && Math.Abs(DriftNewtonsPerMinute) + (2 * StandardError) <= mostNewtonsPerMinute;
    }
}
