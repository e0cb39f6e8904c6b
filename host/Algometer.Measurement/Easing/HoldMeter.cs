namespace Algometer.Measurement.Easing;

/// <summary>Gathers the measures of a hold in memory reserved once.</summary>
internal sealed class HoldMeter
{
    private const double LongestStep = 0.25;
    private readonly EasingOptions _options;
    private readonly TremorMeter _tremor = new();
    private readonly float[] _seconds;
    private readonly float[] _values;
    private int _quiet;
    private double _began;
    private double _last;
    private double _lastForce;
    private double _impulse;
    private double _time;
    private double _inBand;

    public HoldMeter(EasingOptions options)
    {
        _options = options;
        _seconds = new float[(int)(options.LongestSeconds * 10)];
        _values = new float[_seconds.Length];
    }

    public void Begin(double seconds)
    {
        _tremor.Reset();
        _began = seconds;
        _last = double.NaN;
        _quiet = 0;
        _impulse = _time = _inBand = 0;
    }

    public void Accept(double seconds, double newtons)
    {
        _tremor.Accept(seconds, newtons);
        if (double.IsNaN(newtons))
        {
            _last = double.NaN;
            return;
        }

        double step = seconds - _last;
        if (step is > 0 and < LongestStep)
        {
            double mean = 0.5 * (newtons + _lastForce);
            _impulse += mean * step;
            _time += step;
            double level = _options.TargetNewtons ?? (_impulse / _time);
            bool inBand = mean >= (_options.BandLowNewtons ?? (0.85 * level)) && mean <= (_options.BandHighNewtons ?? (1.15 * level));
            _inBand += inBand ? step : 0;
        }

        _last = seconds;
        _lastForce = newtons;
    }

    /// <summary>A tenth of a second that is the tissue's and not the hand's, s since the hold began.</summary>
    public void AcceptQuiet(double seconds, double logForce)
    {
        if (_quiet < _values.Length)
        {
            _seconds[_quiet] = (float)seconds;
            _values[_quiet++] = (float)logForce;
        }
    }

    public HoldMeasures Measure(double easingPercent, double deviationPercent, double onsetSeconds, int rePresses, int backOffs)
    {
        // Relaxation is fitted before easing began, or over the first 25 s.
        double until = double.IsNaN(onsetSeconds) ? 25 : Math.Max(10, onsetSeconds - _began);
        int fitted = 0;
        while (fitted < _quiet && _seconds[fitted] < until)
        {
            fitted++;
        }

        (Estimate fraction, Estimate tau) = RelaxationFit.Of(_seconds.AsSpan(0, fitted), _values.AsSpan(0, fitted));
        double mean = _time > 0 ? _impulse / _time : double.NaN;
        return new HoldMeasures(
            mean,
            fraction,
            tau,
            easingPercent,
            deviationPercent,
            onsetSeconds,
            Steadiness(),
            100 * _tremor.Rms / mean,
            _tremor.Ratio,
            _inBand,
            rePresses,
            backOffs,
            _impulse);
    }

    // Values ten times a second are means over a tenth: what varies faster than about 4.4 Hz is gone.
    private double Steadiness()
    {
        if (_quiet < 50)
        {
            return double.NaN;
        }

        double st = 0;
        double sv = 0;
        for (int i = 0; i < _quiet; i++)
        {
            st += _seconds[i];
            sv += _values[i];
        }

        double mt = st / _quiet;
        double mv = sv / _quiet;
        double stt = 0;
        double stv = 0;
        double svv = 0;
        for (int i = 0; i < _quiet; i++)
        {
            double t = _seconds[i] - mt;
            double v = _values[i] - mv;
            stt += t * t;
            stv += t * v;
            svv += v * v;
        }

        return 100 * Math.Sqrt(Math.Max(0, svv - (stv * stv / stt)) / (_quiet - 2));
    }
}
