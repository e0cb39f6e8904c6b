using Algometer.Records.Problems;

namespace Algometer.Records.Recording;

/// <summary>
/// The data directory while a session is recorded. A folder that was moved or deleted, or whose disk was unplugged, still takes all that is
/// written to what was open in it, and nobody ever finds it again: so it is looked for.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="isThere">Whether what stands there is what was opened.</param>
internal sealed class RecordFolder(string path, Func<bool> isThere)
{
    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Whether it was there when it was last looked for.</summary>
    public bool WasThere { get; private set; } = true;

    /// <summary>Looks for it.</summary>
    /// <exception cref="RecordStoreException">It is gone.</exception>
    public void Find()
    {
        WasThere = isThere();
        if (!WasThere)
        {
            throw Gone(null);
        }
    }

    /// <summary>What a failure in it means.</summary>
    public RecordStoreException Explain(Exception e) => RecordStoreException.From(e, path) is var meant && meant.Problem == RecordStoreProblem.NotFound ? Gone(e) : meant;

    private RecordStoreException Gone(Exception? cause) => new(
        RecordStoreProblem.NotFound,
        $"The record's folder '{path}' is gone: it was moved or deleted, or its disk was unplugged. Put it back where it was; recording resumes by itself.",
        cause);
}
