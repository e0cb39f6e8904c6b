namespace Algometer.Measurement.Easing;

/// <summary>
/// What passive relaxation alone would go on to show: a logarithm of time and single exponentials are fitted to 1.5–14 s, and the lowest of
/// those that fit about as well as the best is taken, so that a strongly relaxing tissue is not called easing.
/// </summary>
internal sealed class PassiveEnvelope
{
    /// <summary>The curve is known from here on, bins.</summary>
    public const int LastBin = 140;

    private const int FirstBin = 15;
    private const double AboutAsGood = 1.3;
    private static readonly double[] _taus = [1, 2, 3.5, 5, 7, 10, 14, 20, 40];
    private readonly double[] _levels = new double[_taus.Length + 1];
    private readonly double[] _amounts = new double[_taus.Length + 1];
    private readonly double[] _squares = new double[_taus.Length + 1];
    private double _best;

    /// <summary>Fits.</summary>
    public void Fit(HoldTrace trace)
    {
        _best = double.PositiveInfinity;
        for (int i = 0; i < _levels.Length; i++)
        {
            Line(trace, i);
            _best = Math.Min(_best, _squares[i]);
        }
    }

    /// <summary>ln(force) that passive relaxation alone would show.</summary>
    /// <param name="seconds">Since the hold began, s.</param>
    public double At(double seconds)
    {
        double lowest = double.PositiveInfinity;
        for (int i = 0; i < _levels.Length; i++)
        {
            if (_squares[i] <= AboutAsGood * _best)
            {
                lowest = Math.Min(lowest, _levels[i] + (_amounts[i] * Curve(i, seconds)));
            }
        }

        return lowest;
    }

    private static double Curve(int index, double seconds) => index == 0 ? -Math.Log(seconds / 2) : Math.Exp(-seconds / _taus[index - 1]);

    private void Line(HoldTrace trace, int index)
    {
        const int Count = LastBin - FirstBin;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        double syy = 0;
        double origin = trace.Mean(FirstBin, LastBin);
        for (int i = FirstBin; i < LastBin; i++)
        {
            double x = Curve(index, i * 0.1);
            double y = trace.Mean(i, i + 1) - origin;
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
            syy += y * y;
        }

        double spread = sxx - (sx * sx / Count);
        double shared = sxy - (sx * sy / Count);
        double amount = Math.Max(0, shared / spread);
        _amounts[index] = amount;
        _levels[index] = origin + ((sy - (amount * sx)) / Count);
        _squares[index] = syy - (sy * sy / Count) - (amount * ((2 * shared) - (amount * spread)));
    }
}
