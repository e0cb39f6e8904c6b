using Algometer.Measurement.Signal;

namespace Algometer.Reports.Exchange.Imports;

/// <summary>How far an import is.</summary>
/// <param name="Samples">Samples done of the present turn: a table is read through first and stored then.</param>
/// <param name="Part">Part of the whole that is done, 0 to 1.</param>
public readonly record struct ImportProgress(long Samples, double Part);

/// <summary>Carries progress out of an import and the wish to end into it.</summary>
/// <param name="report">Told how far it is; null for nobody.</param>
/// <param name="cancellationToken">Ends it; nothing is stored then.</param>
public sealed class ImportTicket(IProgress<ImportProgress>? report = null, CancellationToken cancellationToken = default)
{
    private const int Often = 8192;
    private bool _isStoring;

    /// <summary>Whether it is time to say how far the turn is: how much of a file is read takes longer to find out than a row takes to read.</summary>
    /// <param name="samples">Samples of this turn so far.</param>
    public static bool IsDue(long samples) => samples % Often == 0;

    /// <summary>Says how far the present turn is, and stops when the import is to end.</summary>
    /// <param name="samples">Samples of this turn so far.</param>
    /// <param name="part">Part of the file that is read, 0 to 1.</param>
    public void At(long samples, double part)
    {
        if (IsDue(samples))
        {
            cancellationToken.ThrowIfCancellationRequested();
            report?.Report(new ImportProgress(samples, (part / 2) + (_isStoring ? 0.5 : 0)));
        }
    }

    /// <summary>The samples of the turn in which they are stored.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="count">How many there are.</param>
    public IEnumerable<Sample> Store(IEnumerable<Sample> samples, long count)
    {
        ArgumentNullException.ThrowIfNull(samples);
        _isStoring = true;
        long done = 0;
        foreach (Sample sample in samples)
        {
            At(++done, done / (double)Math.Max(1, count));
            yield return sample;
        }
    }
}
