using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;

namespace Algometer.Reports.Exchange;

/// <summary>
/// Force on a regular grid, for formats that know no time stamps. Between two consecutive samples the line through both is read; where a
/// sample is missing, has no force, or the clock stands or goes back, the grid has no value. Real samples lie up to half a step beside it.
/// </summary>
/// <param name="RateHertz">Steps per second of the device's clock.</param>
/// <param name="StartMicroseconds">Device time of the first value, µs.</param>
/// <param name="ForcesNewtons">The values, N; NaN for none.</param>
public sealed record RegularGrid(double RateHertz, long StartMicroseconds, IReadOnlyList<double> ForcesNewtons)
{
    private const long LongestMicroseconds = 86_400_000_000;
    private const double LongestStep = 4;

    /// <summary>Lays a session's samples on a grid; null when there are none, or when they span more than a day.</summary>
    /// <param name="samples">In order.</param>
    /// <param name="nominalHertz">Nominal rate; used when the true rate is within a fifth of it.</param>
    public static RegularGrid? Of(IEnumerable<Sample> samples, double nominalHertz)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Sample[] all = [.. samples];
        if (all.Length == 0)
        {
            return null;
        }

        double rate = Rate(all, nominalHertz);
        long start = all[0].DeviceMicroseconds;
        long span = all.Max(sample => sample.DeviceMicroseconds) is var last && last >= start ? unchecked(last - start) : 0;
        if (span is < 0 or > LongestMicroseconds)
        {
            return null;
        }

        double step = 1e6 / rate;
        double[] forces = new double[(long)Math.Floor(span / step) + 1];
        Array.Fill(forces, double.NaN);
        forces[0] = Force(all[0]);
        for (int i = 1; i < all.Length; i++)
        {
            Between(all[i - 1], all[i], start, step, forces);
        }

        return new RegularGrid(rate, start, forces);
    }

    private static void Between(in Sample before, in Sample after, long start, double step, double[] forces)
    {
        double from = before.DeviceMicroseconds - start;
        double to = after.DeviceMicroseconds - start;
        if (after.Sequence != before.Sequence + 1 || to <= from || from < 0 || to - from > LongestStep * step)
        {
            return;
        }

        (double low, double high) = (Force(before), Force(after));
        for (long n = (long)Math.Ceiling(from / step); n * step <= to && n < forces.Length; n++)
        {
            double along = ((n * step) - from) / (to - from);

            // At a sample itself its neighbour does not matter, a fault there included.
            forces[n] = along <= 0 ? low : along >= 1 ? high : low + ((high - low) * along);
        }
    }

    private static double Force(in Sample sample) => (sample.Flags & SampleFlags.Faults) == SampleFlags.None ? sample.ForceNewtons : double.NaN;

    private static double Rate(Sample[] all, double nominal)
    {
        double[] steps = [.. all.Zip(all.Skip(1)).Where(pair => pair.Second.Sequence == pair.First.Sequence + 1 && pair.Second.DeviceMicroseconds > pair.First.DeviceMicroseconds).Select(pair => (double)pair.Second.DeviceMicroseconds - pair.First.DeviceMicroseconds).Order()];
        double measured = steps.Length == 0 ? nominal : 1e6 / steps[steps.Length / 2];
        double rate = nominal > 0 && Math.Abs(measured - nominal) <= nominal / 5 ? nominal : measured;
        return rate is > 0.001 and < 100_000 ? rate : 80;
    }
}
