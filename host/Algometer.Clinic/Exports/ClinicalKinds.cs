using Algometer.Clinic.Review;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Visits;
using Algometer.Records.Documents;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Exports;

/// <summary>
/// The documents that travel in an archive, each with what reads it. What is not here never comes in: accounts, keys and settings belong to the
/// record that made them, and plans for home are trusted by their signature alone.
/// </summary>
public static class ClinicalKinds
{
    private const int LongestBody = 4 << 20;

    private static readonly Dictionary<string, Action<StoredDocument>> _readers = new(StringComparer.Ordinal)
    {
        [DocumentKinds.Visit] = document => DocumentBody.Read<Visit>(document).Check(),
        [RunDocument.Kind] = document => _ = RunLine.Of(document),
        [EntryDocument.Kind] = document => _ = EntryView.Of(DocumentBody.Read<EntryDocument>(document).Entry),
        [SessionNotes.Kind] = document => _ = SessionNotes.Read(document),
        [HoldAnalysis.Kind] = document => _ = HoldAnalysis.Read(document).ReadHolds(),
    };

    /// <summary>The kinds.</summary>
    public static IReadOnlyCollection<string> All => _readers.Keys;

    /// <summary>Reads a document as its own type.</summary>
    /// <exception cref="ArgumentException">It is of no such kind, too long, or says what cannot be.</exception>
    /// <exception cref="RecordStoreException">It cannot be read.</exception>
    public static void Check(StoredDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!_readers.TryGetValue(document.Kind ?? "", out Action<StoredDocument>? read))
        {
            throw new ArgumentException($"Document '{document.Id}' is of a kind that an archive may not bring: it was left out.");
        }

        if (document.Body is not { Length: <= LongestBody })
        {
            throw new ArgumentException($"Document '{document.Id}' is longer than {LongestBody >> 20} MiB: it was left out.");
        }

        try
        {
            read(document);
        }
        catch (Exception broken) when (DocumentBody.IsBroken(broken))
        {
            throw new ArgumentException($"Document '{document.Id}' ({document.Kind}) cannot be used: {broken.Message}", broken);
        }
    }
}
