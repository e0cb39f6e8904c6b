using Algometer.Measurement.Signal;

namespace Algometer.Reports.Exchange;

/// <summary>How far an export is.</summary>
/// <param name="Sessions">Sessions done.</param>
/// <param name="AllSessions">Sessions in all.</param>
/// <param name="Samples">Samples done.</param>
/// <param name="AllSamples">Samples in all, as far as they are stored.</param>
/// <param name="File">The file being written.</param>
public readonly record struct ExportProgress(long Sessions, long AllSessions, long Samples, long AllSamples, string File)
{
    /// <summary>Part done, 0 to 1.</summary>
    public double Part => Math.Clamp((Samples + (1000.0 * Sessions)) / Math.Max(1, AllSamples + (1000.0 * AllSessions)), 0, 1);
}

/// <summary>Carries progress out of an export and the wish to end into it.</summary>
/// <param name="report">Told how far it is; null for nobody.</param>
/// <param name="cancellationToken">Ends it.</param>
public sealed class ExportTicket(IProgress<ExportProgress>? report = null, CancellationToken cancellationToken = default)
{
    private const int Often = 8192;
    private ExportProgress _progress;

    /// <summary>Ends the export.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Passes samples on, counts them, and stops when the export is to end.</summary>
    /// <param name="samples">The samples.</param>
    public IEnumerable<Sample> Count(IEnumerable<Sample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        cancellationToken.ThrowIfCancellationRequested();
        long count = 0;
        foreach (Sample sample in samples)
        {
            if (++count % Often == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(0, Often);
            }

            yield return sample;
        }

        Add(0, count % Often);
    }

    /// <summary>Passes samples on that are only looked at: stops when the export is to end, and counts none.</summary>
    /// <param name="samples">The samples.</param>
    internal IEnumerable<Sample> Watch(IEnumerable<Sample> samples)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long count = 0;
        foreach (Sample sample in samples)
        {
            if (++count % Often == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            yield return sample;
        }
    }

    internal void Begin(long sessions, long samples) => _progress = new ExportProgress(0, sessions, 0, samples, "");

    internal void File(string name)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _progress = _progress with { File = name };
        report?.Report(_progress);
    }

    internal void Add(long sessions, long samples)
    {
        _progress = _progress with { Sessions = _progress.Sessions + sessions, Samples = _progress.Samples + samples };
        report?.Report(_progress);
    }

    // A part counts what is stored, whatever its format read of it.
    internal void Settle(long sessions, long samples)
    {
        _progress = _progress with { Sessions = sessions, Samples = samples };
        report?.Report(_progress);
    }
}
