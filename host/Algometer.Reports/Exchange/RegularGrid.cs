using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;

namespace Algometer.Reports.Exchange;

/// <summary>
/// Force on a regular grid, for formats that know no time stamps. Between two consecutive samples the line through both is read; where a
/// sample is missing, has no force, or the clock stands or goes back, the grid has no value. Real samples lie up to half a step beside it.
/// </summary>
public sealed class RegularGrid
{
    private const long LongestMicroseconds = 8 * 86_400_000_000;
    private const double LongestStep = 4;
    private readonly IEnumerable<Sample> _samples;

    private RegularGrid(IEnumerable<Sample> samples, double rateHertz, long startMicroseconds, long count)
    {
        _samples = samples;
        RateHertz = rateHertz;
        StartMicroseconds = startMicroseconds;
        Count = count;
    }

    /// <summary>Steps per second of the device's clock.</summary>
    public double RateHertz { get; }

    /// <summary>Device time of the first value, µs.</summary>
    public long StartMicroseconds { get; }

    /// <summary>How many values there are.</summary>
    public long Count { get; }

    /// <summary>Lays a session's samples on a grid; null when there are none, or when they span more than eight days.</summary>
    /// <param name="samples">In order; read once for the rate and the end, never held.</param>
    /// <param name="nominalHertz">Nominal rate; used when the true rate is within a fifth of it.</param>
    /// <param name="ticket">Cancel.</param>
    public static RegularGrid? Of(IEnumerable<Sample> samples, double nominalHertz, ExportTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(ticket);
        var steps = new StepMedian(1);
        long start = 0;
        long last = long.MinValue;
        Sample before = default;
        foreach (Sample sample in ticket.Watch(samples))
        {
            if (last == long.MinValue)
            {
                start = sample.DeviceMicroseconds;
            }
            else if (sample.Sequence == before.Sequence + 1 && sample.DeviceMicroseconds > before.DeviceMicroseconds)
            {
                steps.Add((double)sample.DeviceMicroseconds - before.DeviceMicroseconds);
            }

            last = Math.Max(last, sample.DeviceMicroseconds);
            before = sample;
        }

        double span = (double)last - start;
        double rate = Rate(steps.Value(), nominalHertz);
        return span is < 0 or > LongestMicroseconds ? null : new RegularGrid(samples, rate, start, (long)Math.Floor(span / (1e6 / rate)) + 1);
    }

    /// <summary>The values, N; NaN for none. The samples are read again for them.</summary>
    /// <param name="ticket">Progress and cancel.</param>
    public IEnumerable<double> ForcesNewtons(ExportTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        double step = 1e6 / RateHertz;
        long next = 0;
        Sample before = default;
        foreach (Sample sample in ticket.Count(_samples))
        {
            if (next == 0)
            {
                next = 1;
                yield return Force(sample);
            }
            else if (IsLine(before, sample, step))
            {
                double from = before.DeviceMicroseconds - StartMicroseconds;
                double to = sample.DeviceMicroseconds - StartMicroseconds;
                for (long n = Math.Max(next, (long)Math.Ceiling(from / step)); n * step <= to && n < Count; n++)
                {
                    for (; next < n; next++)
                    {
                        yield return double.NaN;
                    }

                    next++;
                    yield return Between(before, sample, ((n * step) - from) / (to - from));
                }
            }

            before = sample;
        }

        for (; next < Count; next++)
        {
            yield return double.NaN;
        }
    }

    private bool IsLine(in Sample before, in Sample after, double step)
    {
        double span = (double)after.DeviceMicroseconds - before.DeviceMicroseconds;
        return after.Sequence == before.Sequence + 1 && span > 0 && before.DeviceMicroseconds >= StartMicroseconds && span <= LongestStep * step;
    }

    // At a sample itself its neighbour does not matter, a fault there included.
    private static double Between(in Sample before, in Sample after, double along)
    {
        (double low, double high) = (Force(before), Force(after));
        return along <= 0 ? low : along >= 1 ? high : low + ((high - low) * along);
    }

    private static double Force(in Sample sample) => (sample.Flags & SampleFlags.Faults) == SampleFlags.None ? sample.ForceNewtons : double.NaN;

    private static double Rate(double stepMicroseconds, double nominal)
    {
        double measured = double.IsNaN(stepMicroseconds) ? nominal : 1e6 / stepMicroseconds;
        double rate = nominal > 0 && Math.Abs(measured - nominal) <= nominal / 5 ? nominal : measured;
        return rate is > 0.001 and < 100_000 ? rate : 80;
    }
}
