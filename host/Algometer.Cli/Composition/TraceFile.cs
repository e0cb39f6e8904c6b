using Algometer.Tables;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Composition;

/// <summary>A recorded load from a table, for the simulated device to play.</summary>
internal static class TraceFile
{
    /// <summary>Reads a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="question">How to read it.</param>
    /// <param name="taken">Told what was taken for what; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TableException">It cannot be used as it is.</exception>
    public static Trace Read(TableFile file, SignalQuestion question, Action<IReadOnlyList<string>>? taken = null, CancellationToken cancellationToken = default)
    {
        // Counted first: arrays that grow would take twice the memory.
        var load = new TableLoad(file, question, cancellationToken);
        double[] times = new double[load.Rows().LongCount()];
        double[] values = new double[times.Length];
        int count = 0;
        foreach ((double seconds, double value) in load.Rows())
        {
            if (count < times.Length)
            {
                (times[count], values[count]) = (seconds, value);
            }

            count++;
        }

        taken?.Invoke(load.Taken);
        return count == times.Length
            ? new Trace(question.Curve is { } curve ? $"{file.Name} · {curve}" : file.Name, load.IsCounts ? TraceQuantity.Counts : TraceQuantity.Newtons, times, values)
            : throw new TableException($"{file.Name} was changed while it was read: try again when the other program is done with it.");
    }
}
