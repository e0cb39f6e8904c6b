using Algometer.Reports.Exchange.Imports;
using Algometer.Tables;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Composition;

/// <summary>A recorded load from a table, for the simulated device to play.</summary>
internal static class TraceFile
{
    private const double FinestStep = 1e-9;

    /// <summary>Reads a table through, so that one that cannot be used is refused before anything of it is played; playing it reads it once more.</summary>
    /// <param name="file">The table.</param>
    /// <param name="question">How to read it.</param>
    /// <param name="taken">Told what was taken for what; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TableException">It cannot be used as it is.</exception>
    public static Trace Read(TableFile file, SignalQuestion question, Action<IReadOnlyList<string>>? taken = null, CancellationToken cancellationToken = default)
    {
        var load = new TableLoad(file, question, cancellationToken);
        var survey = new SampleSurvey(FinestStep);
        double last = 0;
        foreach ((double seconds, double _) in load.Rows())
        {
            survey.Take(seconds - last);
            last = seconds;
        }

        taken?.Invoke(load.Taken);
        string name = question.Curve is { } curve ? $"{file.Name} · {curve}" : file.Name;
        return new Trace(name, load.IsCounts ? TraceQuantity.Counts : TraceQuantity.Newtons, Played(load, survey.Count, name), survey.Count, last, survey.Step());
    }

    private static IEnumerable<(double Seconds, double Value)> Played(TableLoad load, long count, string name)
    {
        long played = 0;
        foreach ((double Seconds, double Value) row in load.Rows())
        {
            played++;
            yield return row;
        }

        if (played != count)
        {
            throw new TableException($"{name} was changed while it was played: {count} samples at first, then {played}.");
        }
    }
}
