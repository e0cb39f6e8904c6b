namespace Algometer.VirtualDevice;

/// <summary>What a trace's values are.</summary>
public enum TraceQuantity
{
    /// <summary>Newtons.</summary>
    Newtons,

    /// <summary>The converter's code.</summary>
    Counts,
}

/// <summary>A recorded trace: one value at each of its times, gone through as it is played and never held.</summary>
/// <param name="Name">The file's name, and the curve's where it holds several.</param>
/// <param name="Quantity">What the values are.</param>
/// <param name="Points">
/// Times in s, strictly rising from 0, and a value at each; NaN where the recording has none: there the converter gives nothing. Gone through anew for each turn.
/// </param>
/// <param name="Count">How many there are.</param>
/// <param name="DurationSeconds">Time of the last.</param>
/// <param name="MedianIntervalSeconds">The middle interval between two of them.</param>
public sealed record Trace(string Name, TraceQuantity Quantity, IEnumerable<(double Seconds, double Value)> Points, long Count, double DurationSeconds, double MedianIntervalSeconds)
{
    private const double UsualInterval = 0.0125;

    /// <summary>A trace that is held in memory.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="quantity">What the values are.</param>
    /// <param name="points">Times and values; at least one.</param>
    public static Trace Of(string name, TraceQuantity quantity, IReadOnlyList<(double Seconds, double Value)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        double[] intervals = [.. points.Zip(points.Skip(1), (one, next) => next.Seconds - one.Seconds).Order()];
        return new Trace(name, quantity, points, points.Count, points[^1].Seconds, intervals.Length == 0 ? UsualInterval : intervals[intervals.Length / 2]);
    }

    /// <summary>The same trace at an even rate, linear between its points.</summary>
    /// <param name="rateHertz">Samples per second.</param>
    public Trace Resample(double rateHertz)
    {
        long count = (long)Math.Floor(DurationSeconds * rateHertz) + 1;
        return this with { Points = Even(Points, rateHertz, count), Count = count, DurationSeconds = (count - 1) / rateHertz, MedianIntervalSeconds = 1 / rateHertz };
    }

    private static IEnumerable<(double Seconds, double Value)> Even(IEnumerable<(double Seconds, double Value)> points, double rateHertz, long count)
    {
        using IEnumerator<(double Seconds, double Value)> coming = points.GetEnumerator();
        if (!coming.MoveNext())
        {
            yield break;
        }

        (double Seconds, double Value) from = coming.Current;
        (double Seconds, double Value) to = coming.MoveNext() ? coming.Current : from;
        for (long i = 0; i < count; i++)
        {
            double t = i / rateHertz;
            while (to.Seconds <= t && coming.MoveNext())
            {
                (from, to) = (to, coming.Current);
            }

            double span = to.Seconds - from.Seconds;
            double part = span > 0 ? Math.Clamp((t - from.Seconds) / span, 0, 1) : 0;
            yield return (t, part switch { 0 => from.Value, 1 => to.Value, _ => from.Value + (part * (to.Value - from.Value)) });
        }
    }
}
