using Algometer.Measurement.Easing;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <summary>
/// Notices a held breath or a braced body: trembling of 8 to 12 Hz above a multiple of the patient's own baseline for some seconds. Trembling
/// grows with force, so it is taken as a part of it. The baseline is learned in the first seconds of the session's first hold and kept for the session.
/// </summary>
/// <param name="rule">The rule.</param>
internal sealed class BracingWatch(BracingRule rule)
{
    private const double LeastNewtons = 1;
    private const double SettleSeconds = 1.5;
    private const double SmoothSeconds = 0.5;
    private readonly TremorFilter _filter = new();
    private double _began = double.NaN;
    private double _last = double.NaN;
    private double _power;
    private double _baselineSum;
    private double _baselineSeconds;
    private double _above;

    public bool IsBracing { get; private set; }

    public double TimesBaseline { get; private set; } = double.NaN;

    public void BeginHold()
    {
        _filter.Reset();
        _began = _last = double.NaN;
        _power = _above = 0;
        IsBracing = false;
    }

    /// <summary>Takes a force while pressing.</summary>
    /// <param name="seconds">Time, s.</param>
    /// <param name="newtons">Force, N.</param>
    /// <param name="holding">Whether it is the hold itself: the way to it trembles otherwise.</param>
    public void Accept(double seconds, double newtons, bool holding)
    {
        double step = seconds - _last;
        if (double.IsNaN(newtons) || step <= 0)
        {
            return;
        }

        _last = seconds;
        double band = _filter.Next(seconds, newtons) / Math.Max(LeastNewtons, newtons);
        if (!holding)
        {
            return;
        }

        if (double.IsNaN(_began))
        {
            _began = seconds;
        }

        if (!(step < 0.25) || seconds - _began < SettleSeconds || !_filter.IsReady)
        {
            return;
        }

        _power += (band * band - _power) * Math.Min(1, step / SmoothSeconds);
        if (_baselineSeconds < rule.BaselineSeconds)
        {
            // The power has to settle from zero before it may count.
            if (seconds - _began > SettleSeconds + (3 * SmoothSeconds))
            {
                _baselineSum += band * band * step;
                _baselineSeconds += step;
            }

            return;
        }

        TimesBaseline = Math.Sqrt(_power / Math.Max(1e-12, _baselineSum / _baselineSeconds));
        _above = TimesBaseline > rule.TimesBaseline ? _above + step : 0;
        IsBracing = _above >= rule.Seconds;
    }
}
