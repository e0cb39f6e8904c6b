namespace Algometer.Measurement.Easing;

/// <summary>
/// Finds how long a breath takes (0.14–0.45 Hz) in the force on the ball itself: averaged over whole breaths, breathing is not taken for
/// easing.
/// </summary>
internal sealed class BreathPeriod
{
    private const int Kept = 256;
    private const int Window = 160;
    private const int Every = 50;
    private const double LowestHertz = 0.14;
    private const double HighestHertz = 0.45;
    private const double StepHertz = 0.01;
    private readonly double[] _values = new double[Kept];
    private int _bins;

    /// <summary>Length of a breath in tenths of a second.</summary>
    public int PeriodBins { get; private set; } = 40;

    public void Reset()
    {
        _bins = 0;
        PeriodBins = 40;
    }

    /// <summary>Takes a bin.</summary>
    /// <param name="value">Mean ln(force), NaN when it is not to be judged.</param>
    public void Accept(double value)
    {
        _values[_bins++ % Kept] = value;
        if (_bins >= 120 && _bins % Every == 20)
        {
            FindPeriod();
        }
    }

    // The strongest sine in the last 16 s, straight line taken off.
    private void FindPeriod()
    {
        int length = Math.Min(Window, _bins - 15);
        double meanT = (length - 1) / 2.0;
        double sum = 0;
        double sumT = 0;
        double sumTt = 0;
        int count = 0;
        for (int i = 0; i < length; i++)
        {
            double value = At(i, length);
            if (!double.IsNaN(value))
            {
                sum += value;
                sumT += value * (i - meanT);
                sumTt += (i - meanT) * (i - meanT);
                count++;
            }
        }

        if (count * 10 < length * 8)
        {
            return;
        }

        double mean = sum / count;
        double slope = sumT / sumTt;
        double strongest = 0;
        for (double hertz = LowestHertz; hertz <= HighestHertz; hertz += StepHertz)
        {
            double cosine = 0;
            double sine = 0;
            double turn = 2 * Math.PI * hertz * 0.1;
            for (int i = 0; i < length; i++)
            {
                double value = At(i, length);
                if (!double.IsNaN(value))
                {
                    double rest = value - mean - (slope * (i - meanT));
                    cosine += rest * Math.Cos(turn * i);
                    sine += rest * Math.Sin(turn * i);
                }
            }

            double power = (cosine * cosine) + (sine * sine);
            if (power > strongest)
            {
                strongest = power;
                PeriodBins = (int)Math.Round(10 / hertz);
            }
        }
    }

    private double At(int i, int length) => _values[(_bins - length + i) % Kept];
}
