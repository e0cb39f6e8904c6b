namespace Algometer.Measurement.Easing;

/// <summary>
/// Changes of ln(force) that take about a second or two: the largest falls and rises, how many there are, and the trace without them.
/// Memory is reserved once.
/// </summary>
internal sealed class QuickChanges(int capacity)
{
    private const int Most = 8;
    private const int FirstBin = 70;
    private const double LeastChange = 0.028;
    private const double Deviations = 2.8;
    private const double RampSeconds = 2.4;

    // Levels before and after a change span 4.4 s; what lies within 3.4 s of a larger change is that change, seen again.
    private const int BesideChange = 17;
    private readonly double[] _changes = new double[(capacity / 2) + 1];
    private readonly double[] _sorted = new double[(capacity / 2) + 1];
    private readonly double[] _seconds = new double[Most];
    private readonly double[] _sizes = new double[Most];
    private int _count;
    private int _found;

    /// <summary>Robust deviation of changes within 2.4 s.</summary>
    public double Deviation { get; private set; }

    /// <summary>Whether any fall was found after 7 s.</summary>
    public bool AnyFall { get; private set; }

    /// <summary>Whether any rise was found after 7 s.</summary>
    public bool AnyRise { get; private set; }

    /// <summary>Falls less rises after 7 s, ln(force).</summary>
    public double NetFall { get; private set; }

    /// <summary>The two largest falls at one scale.</summary>
    /// <param name="trace">The hold.</param>
    /// <param name="half">Half of the time left out between the two means, bins.</param>
    /// <param name="width">Length of each mean, bins.</param>
    /// <param name="apart">Falls are told apart when their middles are this far apart, bins.</param>
    public Extremes Scan(HoldTrace trace, int half, int width, int apart)
    {
        int first = Measure(trace, half, width);
        int one = Lowest(-1, apart);
        int two = one < 0 ? -1 : Lowest(one, apart);
        return new Extremes(Fall(one), Fall(two), one < 0 ? double.NaN : (first + (2 * one)) * 0.1);
    }

    /// <summary>Finds the quick changes that are to be taken off.</summary>
    public void Find(HoldTrace trace)
    {
        int first = Measure(trace, 12, 10);
        for (int i = 0; i < _count; i++)
        {
            _sorted[i] = Math.Abs(_changes[i]);
        }

        Span<double> sorted = _sorted.AsSpan(0, _count);
        sorted.Sort();
        Deviation = _count == 0 ? 0 : 1.4826 * sorted[_count / 2];
        double least = Math.Max(LeastChange, Deviations * Deviation);
        AnyFall = AnyRise = false;
        NetFall = 0;
        for (_found = 0; _found < Most; _found++)
        {
            int at = Largest(least);
            if (at < 0)
            {
                break;
            }

            int bin = first + (2 * at);
            double size = _changes[at];
            _seconds[_found] = bin * 0.1;
            _sizes[_found] = size;
            if (bin > FirstBin)
            {
                AnyFall |= size < 0;
                AnyRise |= size > 0;
                NetFall -= size;
            }

            for (int i = Math.Max(0, at - BesideChange); i <= Math.Min(_count - 1, at + BesideChange); i++)
            {
                _changes[i] = 0;
            }
        }
    }

    /// <summary>What the changes found add at a time, ln(force).</summary>
    public double At(double seconds)
    {
        double sum = 0;
        for (int i = 0; i < _found; i++)
        {
            sum += _sizes[i] * Math.Clamp(((seconds - _seconds[i]) / RampSeconds) + 0.5, 0, 1);
        }

        return sum;
    }

    // Every fifth of a second; gives the bin of the first.
    private int Measure(HoldTrace trace, int half, int width)
    {
        int first = 20 + width + half;
        int last = trace.Count - width - half;
        _count = 0;
        for (int m = first; m < last; m += 2)
        {
            _changes[_count++] = trace.Mean(m + half, m + half + width) - trace.Mean(m - half - width, m - half);
        }

        return first;
    }

    private double Fall(int index) => index < 0 ? 0 : Math.Max(0, -_changes[index]);

    private int Lowest(int except, int apart)
    {
        int lowest = -1;
        for (int i = 0; i < _count; i++)
        {
            bool beside = except >= 0 && Math.Abs(i - except) * 2 < apart;
            if (!beside && (lowest < 0 || _changes[i] < _changes[lowest]))
            {
                lowest = i;
            }
        }

        return lowest;
    }

    private int Largest(double least)
    {
        int largest = -1;
        double most = least;
        for (int i = 0; i < _count; i++)
        {
            double size = Math.Abs(_changes[i]);
            if (size > most)
            {
                most = size;
                largest = i;
            }
        }

        return largest;
    }
}

/// <summary>The extremes at one scale, ln(force), falls positive.</summary>
/// <param name="Fall">Largest fall.</param>
/// <param name="SecondFall">Second largest.</param>
/// <param name="FallSeconds">Middle of the largest fall, s since the hold began.</param>
internal readonly record struct Extremes(double Fall, double SecondFall, double FallSeconds);
