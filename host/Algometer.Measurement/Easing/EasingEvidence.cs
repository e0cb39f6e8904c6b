namespace Algometer.Measurement.Easing;

/// <summary>
/// What can be seen in a hold so far, as a few plain numbers, most of them in ln(force): how far the force lies below passive relaxation,
/// how it fell (at once, in steps, slowly), what rose again, and how restless the hand is. Memory is reserved once.
/// </summary>
internal sealed class EasingEvidence(int capacity)
{
    /// <summary>Nothing can be said before so many seconds.</summary>
    public const int FirstSecond = 18;

    private const double Slack = 0.04;
    private const int Judged = 14;
    private const double LeastLoneFall = 0.05;
    private const int FreshBins = 60;
    private readonly QuickChanges _quick = new(capacity);
    private readonly PassiveEnvelope _envelope = new();
    private readonly double[] _seconds = new double[(capacity / HoldTrace.PerSecond) + 1];
    private readonly double[] _smooth = new double[(capacity / HoldTrace.PerSecond) + 1];
    private readonly double[] _passive = new double[(capacity / HoldTrace.PerSecond) + 1];
    private readonly double[] _below = new double[(capacity / HoldTrace.PerSecond) + 1];
    private readonly double[] _scratch = new double[(capacity / 5) + 2];
    private int _fitted;

    /// <summary>The numbers, in the order of <see cref="EasingEvidenceNames"/>.</summary>
    public double[] Values { get; } = new double[EasingEvidenceNames.All.Count];

    /// <summary>The kind of hold by the quick changes seen: none, only falls, rises too.</summary>
    public HandClass Class { get; private set; }

    /// <summary>Whether one quick fall makes up most of what was lost, and did not go back: nobody can tell whose it was.</summary>
    public bool IsLoneFall { get; private set; }

    /// <summary>Whether a quick fall is so young that it may still go back.</summary>
    public bool IsFreshFall { get; private set; }

    /// <summary>When the largest slow fall began, s since the hold began.</summary>
    public double OnsetSeconds { get; private set; }

    public void Reset() => _fitted = 0;

    /// <summary>ln(force) that passive relaxation alone would show; NaN before it is known.</summary>
    public double Passive(double seconds) => _fitted == 0 ? double.NaN : _envelope.At(seconds);

    /// <summary>Looks at the hold so far.</summary>
    public void Look(HoldTrace trace)
    {
        int n = trace.Count / HoldTrace.PerSecond;
        if (_fitted == 0)
        {
            _envelope.Fit(trace);
        }

        for (; _fitted < _passive.Length; _fitted++)
        {
            _passive[_fitted] = _envelope.At(_fitted + 0.5);
        }

        _quick.Find(trace);
        for (int k = 0; k < n; k++)
        {
            _seconds[k] = trace.Mean(k * 10, (k + 1) * 10);
            _smooth[k] = _seconds[k] - _quick.At(k + 0.5);
            _below[k] = _passive[k] - _seconds[k];
        }

        Class = _quick.AnyRise ? HandClass.Moves : _quick.AnyFall ? HandClass.FallsOnly : HandClass.Calm;
        double net = _quick.NetFall;
        double end = Middle.Median(_scratch, _seconds, n - 8, n);
        double lost = Middle.Median(_scratch, _seconds, 10, 16) - end;
        Extremes quick = _quick.Scan(trace, 4, 8, 20);
        Extremes medium = _quick.Scan(trace, 12, 15, 40);
        Slow slow = SlowFalls(n);
        double[] v = Values;
        int i = 0;
        v[i++] = Math.Log(HalfSecondDeviation(trace, n) + 1e-5);
        v[i++] = quick.ThirdFall;
        v[i++] = quick.Rise;
        v[i++] = medium.ThirdFall;
        v[i++] = Math.Log(1 + (20 * Sum(n)));
        v[i++] = Middle.Median(_scratch, _below, n / 2, n);
        v[i++] = HighestMedian(n);
        v[i++] = Math.Min(Middle.Median(_scratch, _below, n - 8, n), 0.1);
        v[i++] = Middle.Median(_scratch, _seconds, 5, 8) - end;
        v[i++] = Middle.Mean(_seconds, 1, 3) - Middle.Median(_scratch, _seconds, 6, 9);
        v[i++] = n >= 34 ? Middle.Median(_scratch, _seconds, n - 20, n - 16) - Middle.Median(_scratch, _seconds, n - 6, n) : 0;
        v[i++] = net;
        double smoothEnd = Middle.Median(_scratch, _smooth, n - 8, n);
        v[i++] = Middle.Median(_scratch, _smooth, 10, 16) - smoothEnd;
        v[i++] = Middle.Median(_scratch, _smooth, 6, 9) - smoothEnd;
        v[i++] = slow.Rise6;
        v[i++] = slow.Fall10;
        v[i++] = slow.Fall24;
        v[i++] = slow.DrawDown;
        v[i++] = slow.DrawUp;
        v[i++] = Math.Max(0, lost - medium.Fall);
        v[i++] = Math.Max(0, slow.Fall16 - medium.Fall);
        v[i++] = Math.Max(0, Math.Min(medium.Fall, lost));
        v[i++] = Math.Min(medium.Fall, 0.08);
        v[i++] = Math.Min(lost, 0.08);
        v[i++] = Math.Log(BlockDeviation(n) + 1e-5);
        v[i++] = Math.Log(SecondDeviation(n) + 1e-5);
        v[i++] = Math.Abs(v[9]);
        v[i] = Math.Abs(v[8]);
        FindLoneFall(trace, quick, medium, end);
    }

    // One fall, quick, most of what lies around it, not one of several, and still there.
    private void FindLoneFall(HoldTrace trace, in Extremes quick, in Extremes medium, double end)
    {
        IsLoneFall = IsFreshFall = false;
        if (double.IsNaN(medium.FallSeconds) || medium.Fall < LeastLoneFall)
        {
            return;
        }

        int at = (int)(medium.FallSeconds * HoldTrace.PerSecond);
        IsFreshFall = trace.Count - at < FreshBins;
        double before = trace.Mean(Math.Max(0, at - 100), Math.Max(1, at - 60));
        double around = before - trace.Mean(Math.Min(at + 60, trace.Count - 20), Math.Min(at + 100, trace.Count));
        double stayed = trace.Mean(Math.Max(0, at - 32), at - 12) - end;
        bool isMost = medium.Fall > 0.75 * around && stayed > 0.7 * medium.Fall;
        IsLoneFall = isMost && quick.Fall > 0.6 * medium.Fall && medium.SecondFall < 0.4 * medium.Fall;
    }

    private Slow SlowFalls(int n)
    {
        // Levels over four seconds, quick changes taken off.
        int count = n - 8;
        Span<double> levels = _scratch.AsSpan(0, Math.Max(0, count));
        for (int k = 0; k < count; k++)
        {
            double a = _smooth[k + 5];
            double b = _smooth[k + 6];
            double c = _smooth[k + 7];
            double d = _smooth[k + 8];
            double least = Math.Min(Math.Min(a, b), Math.Min(c, d));
            double most = Math.Max(Math.Max(a, b), Math.Max(c, d));
            levels[k] = 0.5 * (a + b + c + d - least - most);
        }

        (double rise6, _) = Lagged(levels, 6, up: true);
        (double fall10, int at10) = Lagged(levels, 10, up: false);
        (double fall16, _) = Lagged(levels, 16, up: false);
        (double fall24, int at24) = Lagged(levels, 24, up: false);
        OnsetSeconds = 7 + (fall24 > 1.5 * fall10 ? at24 : at10);
        double highest = double.NegativeInfinity;
        double lowest = double.PositiveInfinity;
        double down = 0;
        double up = 0;
        for (int k = 4; k < count; k++)
        {
            highest = Math.Max(highest, levels[k]);
            lowest = Math.Min(lowest, levels[k]);
            down = Math.Max(down, highest - levels[k]);
            up = Math.Max(up, levels[k] - lowest);
        }

        return new Slow(rise6, fall10, fall16, fall24, down, up);
    }

    private static (double Most, int At) Lagged(Span<double> levels, int lag, bool up)
    {
        double most = 0;
        int at = 0;
        bool any = false;
        for (int k = 0; k + lag < levels.Length; k++)
        {
            double change = up ? levels[k + lag] - levels[k] : levels[k] - levels[k + lag];
            if (!any || change > most)
            {
                (most, at, any) = (change, k, true);
            }
        }

        return (most, at);
    }

    private double Sum(int n)
    {
        double sum = 0;
        for (int k = Judged; k < n; k++)
        {
            sum = Math.Max(0, sum + _below[k] - Slack);
        }

        return sum;
    }

    private double HighestMedian(int n)
    {
        double highest = 0;
        bool any = false;
        for (int k = Judged; k + 5 < n; k += 2)
        {
            double median = Middle.Median(_scratch, _below, k, k + 6);
            highest = any ? Math.Max(highest, median) : median;
            any = true;
        }

        return highest;
    }

    private double HalfSecondDeviation(HoldTrace trace, int n)
    {
        int count = (2 * n) - 1;
        for (int i = 0; i < count; i++)
        {
            _scratch[i] = Math.Abs(trace.Mean((i + 1) * 5, (i + 2) * 5) - trace.Mean(i * 5, (i + 1) * 5));
        }

        return 1.4826 * Middle.Of(_scratch.AsSpan(0, count));
    }

    private double SecondDeviation(int n)
    {
        for (int i = 3; i < n; i++)
        {
            _scratch[i - 3] = Math.Abs(_seconds[i] - _seconds[i - 1]);
        }

        return 1.4826 * Middle.Of(_scratch.AsSpan(0, n - 3));
    }

    private double BlockDeviation(int n)
    {
        int blocks = (n - 4) / 4;
        double mean = Middle.Mean(_seconds, 4, 4 + (4 * blocks));
        double squares = 0;
        for (int b = 0; b < blocks; b++)
        {
            double level = Middle.Mean(_seconds, 4 + (4 * b), 8 + (4 * b)) - mean;
            squares += level * level;
        }

        return Math.Sqrt(squares / blocks);
    }

    private readonly record struct Slow(double Rise6, double Fall10, double Fall16, double Fall24, double DrawDown, double DrawUp);
}
