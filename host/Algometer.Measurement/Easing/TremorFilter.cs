namespace Algometer.Measurement.Easing;

/// <summary>Passes 8 to 12 Hz: two equal band-pass sections (Bristow-Johnson's formulas) at the true rate, which is found from the first samples.</summary>
internal sealed class TremorFilter
{
    private const double CentreHertz = 9.8;
    private const double Quality = 1.6;
    private const double LeastRate = 30;
    private const int RateSamples = 40;
    private readonly double[] _memory = new double[8];
    private double _b0;
    private double _a1;
    private double _a2;
    private double _first;
    private int _count;

    /// <summary>Whether it filters: false while the rate is being found, and for good below 30 samples a second.</summary>
    public bool IsReady => _count >= RateSamples && _b0 != 0;

    public void Reset()
    {
        Array.Clear(_memory);
        _count = 0;
        _b0 = 0;
    }

    /// <summary>Takes a value; gives what passes, 0 while not ready.</summary>
    public double Next(double seconds, double newtons)
    {
        if (_count == 0)
        {
            _first = seconds;
        }

        if (++_count == RateSamples)
        {
            Design((RateSamples - 1) / Math.Max(1e-3, seconds - _first));
        }

        return IsReady ? Section(Section(newtons, 0), 4) : 0;
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
