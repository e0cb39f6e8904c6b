namespace Algometer.Measurement.Easing;

/// <summary>Root mean square of the force between 8 and 12 Hz, in the first 10 s and after them.</summary>
internal sealed class TremorMeter
{
    private const double SettleSeconds = 1;
    private const double BaselineSeconds = 10;
    private readonly TremorFilter _filter = new();
    private double _began;
    private bool _ready;
    private double _early;
    private int _earlyCount;
    private double _late;
    private int _lateCount;

    public double Rms => _earlyCount + _lateCount > 100 ? Math.Sqrt((_early + _late) / (_earlyCount + _lateCount)) : double.NaN;

    public double Ratio => _earlyCount > 100 && _lateCount > 100 ? Math.Sqrt(_late / _lateCount / (_early / _earlyCount)) : double.NaN;

    public void Reset()
    {
        _filter.Reset();
        _ready = false;
        _earlyCount = _lateCount = 0;
        _early = _late = 0;
    }

    public void Accept(double seconds, double newtons)
    {
        if (double.IsNaN(newtons))
        {
            return;
        }

        double band = _filter.Next(seconds, newtons);
        if (!_filter.IsReady)
        {
            return;
        }

        if (!_ready)
        {
            (_ready, _began) = (true, seconds);
        }

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
}
