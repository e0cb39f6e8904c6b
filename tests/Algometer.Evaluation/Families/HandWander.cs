using Algometer.VirtualDevice;

namespace Algometer.Evaluation.Families;

/// <summary>A hand's slow noise in ln(force): a sum of first-order noises and, for one family, a random walk. Its covariance is known.</summary>
internal sealed class HandWander
{
    private readonly SeededNoise _random;
    private readonly double[] _deviations;
    private readonly double[] _taus;
    private readonly double[] _keep;
    private readonly double[] _kick;
    private readonly double[] _now;
    private readonly double _walkPerRoot;
    private readonly double _stepRoot;
    private readonly double _farthest;
    private double _walk;

    public HandWander(HandFamily family, SeededNoise random, double stepSeconds)
    {
        double Between(double low, double high) => low + ((high - low) * random.Uniform());
        _random = random;
        double cv = Between(0.008, 0.025);
        switch (family)
        {
            case HandFamily.SlowSway:
                cv = Between(0.008, 0.020);
                _taus = [Between(0.3, 0.8), Between(8, 20)];
                _deviations = [cv * Math.Sqrt(0.4), cv * Math.Sqrt(0.6)];
                break;
            case HandFamily.OneOverF:
                cv = Between(0.008, 0.022);
                _taus = [.. Enumerable.Range(0, 6).Select(i => 0.2 * Math.Pow(2.8, i))];
                _deviations = [.. _taus.Select(_ => cv / Math.Sqrt(_taus.Length))];
                break;
            case HandFamily.Walk:
                _walkPerRoot = Between(0.002, 0.005);
                _farthest = Between(0.03, 0.05);
                _taus = [Between(0.5, 1.2)];
                _deviations = [Between(0.006, 0.014)];
                break;
            case HandFamily.BodyWeight:
                _taus = [Between(0.5, 1.5), Between(4, 12)];
                double calm = Between(0.003, 0.010);
                _deviations = [calm * Math.Sqrt(0.6), calm * Math.Sqrt(0.4)];
                break;
            default:
                _taus = [Between(0.6, 1.6), Between(3, 10)];
                _deviations = [cv * Math.Sqrt(0.6), cv * Math.Sqrt(0.4)];
                break;
        }

        _keep = [.. _taus.Select(tau => Math.Exp(-stepSeconds / tau))];
        _kick = [.. _keep.Zip(_deviations).Select(pair => pair.Second * Math.Sqrt(1 - (pair.First * pair.First)))];
        _now = [.. _deviations.Select(deviation => deviation * random.Normal())];
        _stepRoot = Math.Sqrt(stepSeconds);
    }

    /// <summary>By how much the hand corrects its walk now; 0 mostly.</summary>
    public double Correction { get; private set; }

    public double Next()
    {
        double sum = 0;
        for (int i = 0; i < _now.Length; i++)
        {
            _now[i] = (_keep[i] * _now[i]) + (_kick[i] * _random.Normal());
            sum += _now[i];
        }

        Correction = 0;
        if (_walkPerRoot > 0)
        {
            _walk += _walkPerRoot * _stepRoot * _random.Normal();
            if (Math.Abs(_walk + sum) > _farthest && Math.Abs(_walk) > 0.5 * _farthest)
            {
                Correction = -_walk * (0.7 + (0.3 * _random.Uniform()));
                _walk += Correction;
            }
        }

        return sum + _walk;
    }

    /// <summary>Covariance of the noise at two times after the plateau began, corrections known.</summary>
    public double Covariance(double first, double second)
    {
        double lag = Math.Abs(first - second);
        double sum = _walkPerRoot * _walkPerRoot * Math.Min(first, second);
        for (int i = 0; i < _taus.Length; i++)
        {
            sum += _deviations[i] * _deviations[i] * Math.Exp(-lag / _taus[i]);
        }

        return sum;
    }
}
