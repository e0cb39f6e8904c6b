namespace Algometer.Measurement.Easing;

/// <summary>
/// Finds the breath (0.14–0.45 Hz) in the force on the ball itself: how long it takes, so that means can be taken over whole breaths, and
/// what it adds now, so that breathing is never taken for a hand that lets go.
/// </summary>
internal sealed class BreathPeriod
{
    private const int Kept = 256;
    private const int Window = 160;
    private const int FirstAt = 125;
    private const int Every = 20;
    private const int SkippedBins = 15;
    private const int Rounds = 3;
    private const double LowestHertz = 0.14;
    private const double HighestHertz = 0.45;
    private const double StepHertz = 0.005;
    private readonly double[] _values = new double[Kept];
    private int _bins;
    private int _origin;
    private double _turn;
    private double _cosine;
    private double _sine;

    /// <summary>Length of a breath in tenths of a second.</summary>
    public int PeriodBins { get; private set; } = 40;

    /// <summary>Whether it has been found.</summary>
    public bool IsKnown { get; private set; }

    public void Reset()
    {
        _bins = 0;
        PeriodBins = 40;
        IsKnown = false;
    }

    /// <summary>Takes a bin and gives it without the breath; NaN while the breath is not known.</summary>
    /// <param name="value">Mean ln(force), NaN when there is none.</param>
    public double Accept(double value)
    {
        _values[_bins++ % Kept] = value;
        if (_bins >= FirstAt + SkippedBins && _bins % Every == 0)
        {
            Find();
        }

        double turned = _turn * (_bins - 1 - _origin);
        return IsKnown ? value - (_cosine * Math.Cos(turned)) - (_sine * Math.Sin(turned)) : double.NaN;
    }

    // The strongest sine in the last 16 s, straight line taken off.
    private void Find()
    {
        int length = Math.Min(Window, _bins - SkippedBins);
        int from = _bins - length;
        double meanT = (length - 1) / 2.0;
        double sum = 0;
        double sumT = 0;
        double sumTt = 0;
        int count = 0;
        for (int i = 0; i < length; i++)
        {
            double value = _values[(from + i) % Kept];
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
        double strongest = -1;
        for (double hertz = LowestHertz; hertz <= HighestHertz; hertz += StepHertz)
        {
            double turn = 2 * Math.PI * hertz * 0.1;
            (double stepCosine, double stepSine) = (Math.Cos(turn), Math.Sin(turn));
            (double c, double s) = (1, 0);
            double cosine = 0;
            double sine = 0;
            for (int i = 0; i < length; i++)
            {
                double value = _values[(from + i) % Kept];
                if (!double.IsNaN(value))
                {
                    double rest = value - mean - (slope * (i - meanT));
                    cosine += rest * c;
                    sine += rest * s;
                }

                (c, s) = ((c * stepCosine) - (s * stepSine), (s * stepCosine) + (c * stepSine));
            }

            double power = (cosine * cosine) + (sine * sine);
            if (power > strongest)
            {
                strongest = power;
                PeriodBins = (int)Math.Round(10 / hertz);
                (_turn, _origin) = (turn, from);
                (_cosine, _sine) = (2 * cosine / count, 2 * sine / count);
            }
        }

        Refine(from, length, mean, slope, meanT);
        IsKnown = true;
    }

    // Line and sine are not independent over a breath or two: each is fitted to what the other leaves, in turn.
    private void Refine(int from, int length, double mean, double slope, double meanT)
    {
        for (int round = 0; round < Rounds; round++)
        {
            (double cc, double cs, double ss, double yc, double ys) = (0, 0, 0, 0, 0);
            for (int i = 0; i < length; i++)
            {
                double value = _values[(from + i) % Kept];
                if (!double.IsNaN(value))
                {
                    (double sine, double cosine) = Math.SinCos(_turn * i);
                    double rest = value - mean - (slope * (i - meanT));
                    cc += cosine * cosine;
                    cs += cosine * sine;
                    ss += sine * sine;
                    yc += rest * cosine;
                    ys += rest * sine;
                }
            }

            double determinant = (cc * ss) - (cs * cs);
            _cosine = ((yc * ss) - (ys * cs)) / determinant;
            _sine = ((ys * cc) - (yc * cs)) / determinant;
            (double n, double sum, double sumT, double sumTt) = (0, 0, 0, 0);
            for (int i = 0; i < length; i++)
            {
                double value = _values[(from + i) % Kept];
                if (!double.IsNaN(value))
                {
                    (double sine, double cosine) = Math.SinCos(_turn * i);
                    double rest = value - (_cosine * cosine) - (_sine * sine);
                    n++;
                    sum += rest;
                    sumT += rest * (i - meanT);
                    sumTt += (i - meanT) * (i - meanT);
                }
            }

            mean = sum / n;
            slope = sumT / sumTt;
        }
    }
}
