namespace Algometer.Measurement.Easing;

/// <summary>Root mean square of the force between 8 and 12 Hz, by two equal band-pass sections (Bristow-Johnson's formulas) at the true rate.</summary>
internal sealed class TremorMeter
{
    private const double CentreHertz = 9.8;
    private const double Quality = 1.6;
    private const double LeastRate = 30;
    private const int RateSamples = 40;
    private const double SettleSeconds = 1;
    private const double BaselineSeconds = 10;
    private readonly double[] _memory = new double[8];
    private double _b0;
    private double _a1;
    private double _a2;
    private double _first;
    private int _count;
    private double _began;
    private double _early;
    private int _earlyCount;
    private double _late;
    private int _lateCount;

    public double Rms => _earlyCount + _lateCount > 100 ? Math.Sqrt((_early + _late) / (_earlyCount + _lateCount)) : double.NaN;

    public double Ratio => _earlyCount > 100 && _lateCount > 100 ? Math.Sqrt(_late / _lateCount / (_early / _earlyCount)) : double.NaN;

    public void Reset()
    {
        Array.Clear(_memory);
        _count = _earlyCount = _lateCount = 0;
        _early = _late = 0;
        _b0 = 0;
    }

    public void Accept(double seconds, double newtons)
    {
        if (double.IsNaN(newtons))
        {
            return;
        }

        if (_count == 0)
        {
            _first = seconds;
        }

        if (++_count == RateSamples)
        {
            Design((RateSamples - 1) / Math.Max(1e-3, seconds - _first));
            _began = seconds;
        }

        if (_count < RateSamples || _b0 == 0)
        {
            return;
        }

        double band = Section(Section(newtons, 0), 4);
        double age = seconds - _began;
        if (age < SettleSeconds)
        {
            return;
        }

        if (age < BaselineSeconds)
        {
            _early += band * band;
            _earlyCount++;
        }
        else
        {
            _late += band * band;
            _lateCount++;
        }
    }

    private void Design(double rate)
    {
        if (rate < LeastRate)
        {
            return;
        }

        double turn = 2 * Math.PI * CentreHertz / rate;
        double alpha = Math.Sin(turn) / (2 * Quality);
        _b0 = alpha / (1 + alpha);
        _a1 = -2 * Math.Cos(turn) / (1 + alpha);
        _a2 = (1 - alpha) / (1 + alpha);
    }

    private double Section(double x, int at)
    {
        double y = (_b0 * (x - _memory[at + 1])) - (_a1 * _memory[at + 2]) - (_a2 * _memory[at + 3]);
        _memory[at + 1] = _memory[at];
        _memory[at] = x;
        _memory[at + 3] = _memory[at + 2];
        _memory[at + 2] = y;
        return y;
    }
}
