using Algometer.Measurement.Easing;

namespace Algometer.Evaluation;

/// <summary>A statistic over gated tenths of a second.</summary>
internal interface IStatistic
{
    /// <summary>Takes a bin and gives the statistic now.</summary>
    double Accept(double seconds, in GatedBin bin);
}

/// <summary>Undoes the hand's moves: after each, the level goes on where it was.</summary>
internal sealed class Stitch
{
    private readonly List<double> _recent = [];
    private double _offset;
    private double _before = double.NaN;
    private int _waiting;

    public double Accept(in GatedBin bin)
    {
        if (bin.Disturbance > 0)
        {
            _before = _recent.Count >= 15 ? _recent.TakeLast(15).Average() : double.NaN;
            _waiting = 15;
            _recent.Clear();
        }

        if (double.IsNaN(bin.Value))
        {
            return double.NaN;
        }

        _recent.Add(bin.Value + _offset);
        if (_waiting > 0 && --_waiting == 0 && !double.IsNaN(_before))
        {
            double correction = _before - _recent.Average();
            _offset += correction;
            for (int i = 0; i < _recent.Count; i++)
            {
                _recent[i] += correction;
            }
        }

        return _waiting > 0 ? double.NaN : bin.Value + _offset;
    }
}

/// <summary>
/// Fits passive curves (logarithm and single exponentials) to the first 14 s, takes the lowest of those that fit about as well as the best,
/// and sums what lies 4 % below it.
/// </summary>
internal sealed class EnvelopeCusum : IStatistic
{
    private static readonly double[] _taus = [1, 2, 3.5, 5, 7, 10, 14, 20];
    private readonly Stitch _stitch = new();
    private readonly List<(double T, double Y)> _early = [];
    private readonly List<Func<double, double>> _fits = [];
    private double _sum;
    private double _cusum;
    private int _count;
    private int _bin;

    public double Accept(double seconds, in GatedBin bin)
    {
        double y = _stitch.Accept(bin);
        if (seconds is >= 1.5 and < 14 && !double.IsNaN(y))
        {
            _early.Add((seconds, y));
        }

        if (seconds < 14)
        {
            return double.NegativeInfinity;
        }

        if (_fits.Count == 0)
        {
            Fit();
        }

        if (!double.IsNaN(y))
        {
            _sum += y;
            _count++;
        }

        if (++_bin % 5 == 0)
        {
            if (_count > 0)
            {
                double expected = _fits.Count == 0 ? double.NegativeInfinity : _fits.Min(fit => fit(seconds));
                _cusum = Math.Max(0, _cusum + ((expected - (_sum / _count) - 0.04) * 0.5));
            }

            _sum = 0;
            _count = 0;
        }

        return _cusum;
    }

    private void Fit()
    {
        if (_early.Count < 60)
        {
            return;
        }

        var candidates = new List<(double Rss, Func<double, double> Curve)> { Line(t => -Math.Log(t / 2)) };
        candidates.AddRange(_taus.Select(tau => Line(t => Math.Exp(-t / tau))));
        double best = candidates.Min(fit => fit.Rss);
        _fits.AddRange(candidates.Where(fit => fit.Rss <= 1.3 * best).Select(fit => fit.Curve));
    }

    private (double Rss, Func<double, double> Curve) Line(Func<double, double> shape)
    {
        double mx = _early.Average(p => shape(p.T));
        double my = _early.Average(p => p.Y);
        double slope = Math.Max(0, _early.Sum(p => (shape(p.T) - mx) * (p.Y - my)) / _early.Sum(p => Math.Pow(shape(p.T) - mx, 2)));
        return (_early.Sum(p => Math.Pow(p.Y - my - (slope * (shape(p.T) - mx)), 2)), t => my + (slope * (shape(t) - mx)));
    }
}

/// <summary>The median of all slopes between half-second means of the last 20 s, downward.</summary>
internal sealed class LateSlope : IStatistic
{
    private readonly Stitch _stitch = new();
    private readonly List<(double T, double Y)> _points = [];
    private double _sum;
    private int _count;
    private int _bin;
    private double _now = double.NegativeInfinity;

    public double Accept(double seconds, in GatedBin bin)
    {
        double y = _stitch.Accept(bin);
        if (!double.IsNaN(y))
        {
            _sum += y;
            _count++;
        }

        if (++_bin % 5 != 0)
        {
            return _now;
        }

        if (_count > 0 && seconds > 14)
        {
            _points.Add((seconds, _sum / _count));
        }

        _sum = 0;
        _count = 0;
        _points.RemoveAll(p => p.T < seconds - 20);
        if (_points.Count >= 20)
        {
            var slopes = new List<double>();
            for (int i = 0; i < _points.Count; i++)
            {
                for (int k = i + 4; k < _points.Count; k++)
                {
                    slopes.Add((_points[k].Y - _points[i].Y) / (_points[k].T - _points[i].T));
                }
            }

            slopes.Sort();
            _now = -slopes[slopes.Count / 2];
        }

        return _now;
    }
}

/// <summary>How far the last 3 s lie below the level of 12–16 s.</summary>
internal sealed class DropFromBaseline : IStatistic
{
    private readonly Stitch _stitch = new();
    private readonly Queue<double> _last = new();
    private double _sum;
    private int _count;

    public double Accept(double seconds, in GatedBin bin)
    {
        double y = _stitch.Accept(bin);
        if (double.IsNaN(y))
        {
            return double.NegativeInfinity;
        }

        if (seconds is >= 12 and < 16)
        {
            _sum += y;
            _count++;
        }

        _last.Enqueue(y);
        if (_last.Count > 30)
        {
            _last.Dequeue();
        }

        return seconds < 19 || _count == 0 ? double.NegativeInfinity : (_sum / _count) - _last.Average();
    }
}
