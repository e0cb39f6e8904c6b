namespace Algometer.VirtualDevice;

/// <summary>What a trace's values are.</summary>
public enum TraceQuantity
{
    /// <summary>Newtons.</summary>
    Newtons,

    /// <summary>The converter's code.</summary>
    Counts,
}

/// <summary>A recorded trace: one value at each of its times.</summary>
/// <param name="Name">The file's name, and the curve's where it holds several.</param>
/// <param name="Quantity">What the values are.</param>
/// <param name="TimesSeconds">Strictly rising, from 0.</param>
/// <param name="Values">As many as times; NaN where the recording has none: there the converter gives nothing.</param>
public sealed record Trace(string Name, TraceQuantity Quantity, double[] TimesSeconds, double[] Values)
{
    /// <summary>The middle interval between samples, s.</summary>
    public double MedianIntervalSeconds
    {
        get
        {
            if (TimesSeconds.Length < 2)
            {
                return 0.0125;
            }

            double[] intervals = new double[TimesSeconds.Length - 1];
            for (int i = 0; i < intervals.Length; i++)
            {
                intervals[i] = TimesSeconds[i + 1] - TimesSeconds[i];
            }

            Array.Sort(intervals);
            return intervals[intervals.Length / 2];
        }
    }

    /// <summary>The same trace at an even rate, linear between its points.</summary>
    /// <param name="rateHertz">Samples per second.</param>
    public Trace Resample(double rateHertz)
    {
        int count = (int)Math.Floor(TimesSeconds[^1] * rateHertz) + 1;
        double[] times = new double[count];
        double[] values = new double[count];
        int from = 0;
        for (int i = 0; i < count; i++)
        {
            double t = i / rateHertz;
            while (from < TimesSeconds.Length - 2 && TimesSeconds[from + 1] <= t)
            {
                from++;
            }

            int to = Math.Min(from + 1, TimesSeconds.Length - 1);
            double span = TimesSeconds[to] - TimesSeconds[from];
            double part = span > 0 ? Math.Clamp((t - TimesSeconds[from]) / span, 0, 1) : 0;
            times[i] = t;
            values[i] = Values[from] + (part * (Values[to] - Values[from]));
        }

        return this with { TimesSeconds = times, Values = values };
    }
}
