namespace Algometer.Measurement.Easing;

/// <summary>
/// What can be seen in a hold so far, as a few plain numbers: what the network reads in its course, how restless and how level the force is, and
/// whether one quick fall makes up most of what was lost. Memory is reserved once.
/// </summary>
internal sealed class EasingEvidence(int capacity, EasingNetWeights weights)
{
    /// <summary>Nothing can be said before so many seconds.</summary>
    public const int FirstSecond = 18;

    private const double LeastLoneFall = 0.05;

    // Of a drop of 5 %, the smallest that the study draws, a hand's unrest and pressing after leave this at least in most holds. [S]
    private const double LeastLost = 0.03;
    private const int FreshBins = 60;
    private readonly QuickChanges _quick = new(capacity);
    private readonly PassiveEnvelope _envelope = new();
    private readonly EasingCourse _course = new(capacity);
    private readonly EasingNet _net = new(capacity / 4);
    private readonly double[] _seconds = new double[(capacity / HoldTrace.PerSecond) + 1];
    private readonly double[] _smooth = new double[(capacity / HoldTrace.PerSecond) + 1];
    private readonly double[] _scratch = new double[(capacity / 5) + 2];
    private bool _isFitted;

    /// <summary>The numbers, in the order of <see cref="EasingEvidenceNames"/>.</summary>
    public double[] Values { get; } = new double[EasingEvidenceNames.All.Count];

    /// <summary>The kind of hold by the quick changes seen: none, only falls, rises too.</summary>
    public HandClass Class { get; private set; }

    /// <summary>Whether one quick fall makes up most of what was lost, and did not go back: nobody can tell whose it was.</summary>
    public bool IsLoneFall { get; private set; }

    /// <summary>Whether a quick fall is so young that it may still go back.</summary>
    public bool IsFreshFall { get; private set; }

    /// <summary>How far the force fell between 1–3 s and 6–9 s, ln(force).</summary>
    public double EarlyFall { get; private set; }

    /// <summary>Whether the force ends hardly below the highest level after the first seconds: whatever fell has gone back, and no easing shows.</summary>
    public bool HasGoneBack { get; private set; }

    /// <summary>When the largest slow fall began, s since the hold began.</summary>
    public double OnsetSeconds { get; private set; }

    /// <summary>The course that the network reads.</summary>
    public EasingCourse Course => _course;

    public void Reset()
    {
        _isFitted = false;
        _course.Reset();
    }

    /// <summary>ln(force) that passive relaxation alone would show; NaN before it is known.</summary>
    public double Passive(double seconds) => !_isFitted ? double.NaN : _envelope.At(seconds);

    /// <summary>Looks at the hold so far.</summary>
    public void Look(HoldTrace trace)
    {
        int n = trace.Count / HoldTrace.PerSecond;
        if (!_isFitted)
        {
            _envelope.Fit(trace);
            _isFitted = true;
        }

        _course.Look(trace);
        _net.Read(weights.Span, _course.Levels);
        _quick.Find(trace);
        for (int k = 0; k < n; k++)
        {
            _seconds[k] = trace.Mean(k * 10, (k + 1) * 10);
            _smooth[k] = _seconds[k] - _quick.At(k + 0.5);
        }

        Class = _quick.AnyRise ? HandClass.Moves : _quick.AnyFall ? HandClass.FallsOnly : HandClass.Calm;
        double end = Middle.Median(_scratch, _seconds, n - 8, n);
        EarlyFall = Middle.Mean(_seconds, 1, 3) - Middle.Median(_scratch, _seconds, 6, 9);
        HasGoneBack = Highest(n) - end < LeastLost;
        OnsetSeconds = Onset(n);
        Values[0] = _net.Odds;
        Values[1] = _net.Size;
        Values[2] = Math.Log(HalfSecondDeviation(trace, n) + 1e-5);
        Values[3] = Math.Log(BlockDeviation(n) + 1e-5);
        Values[4] = Math.Log(SecondDeviation(n) + 1e-5);
        Values[5] = Math.Abs(EarlyFall);
        Values[6] = Math.Abs(Middle.Median(_scratch, _seconds, 5, 8) - end);
        FindLoneFall(trace, _quick.Scan(trace, 4, 8, 20), _quick.Scan(trace, 12, 15, 40), end);
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

    // Highest level of eight seconds from 6 s on.
    private double Highest(int n)
    {
        double highest = double.NegativeInfinity;
        for (int k = 6; k + 8 <= n; k += 2)
        {
            highest = Math.Max(highest, Middle.Median(_scratch, _seconds, k, k + 8));
        }

        return highest;
    }

    // Where the largest fall over 10 s begins, or over 24 s where that is much larger; levels over four seconds, quick changes taken off.
    private double Onset(int n)
    {
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

        (double fall10, int at10) = Largest(levels, 10);
        (double fall24, int at24) = Largest(levels, 24);
        return 7 + (fall24 > 1.5 * fall10 ? at24 : at10);
    }

    private static (double Most, int At) Largest(Span<double> levels, int lag)
    {
        double most = 0;
        int at = 0;
        for (int k = 0; k + lag < levels.Length; k++)
        {
            if (levels[k] - levels[k + lag] > most)
            {
                (most, at) = (levels[k] - levels[k + lag], k);
            }
        }

        return (most, at);
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
}
