using System.Text.Json;
using Algometer.App.Web;
using Algometer.Measurement.Ppt;
using Algometer.Records;

namespace Algometer.App.Ppt;

/// <summary>A run with its entries, as stored.</summary>
/// <param name="Document">The document.</param>
/// <param name="Run">What decided the run.</param>
/// <param name="Entries">What it recorded, in order.</param>
internal sealed record StoredRun(StoredDocument Document, RunDocument Run, IReadOnlyList<RunEntry> Entries)
{
    /// <summary>What it found.</summary>
    public IReadOnlyList<PlaceResult> Results => RunResults.Of(Entries);
}

/// <summary>Reads threshold runs from the record.</summary>
/// <param name="store">The record.</param>
internal sealed class RunShelf(RecordStore store)
{
    /// <summary>One run.</summary>
    /// <exception cref="ArgumentException">The document is no run.</exception>
    /// <exception cref="RecordStoreException">There is no such document.</exception>
    public StoredRun Read(string id)
    {
        StoredDocument document = store.Documents.Read(id);
        RunDocument run = Body(document);
        return new StoredRun(document, run, [.. Entries(document.PersonId)[id].OrderBy(entry => entry.Ordinal)]);
    }

    /// <summary>Every run of a person, or of everybody; oldest first.</summary>
    public IEnumerable<StoredRun> List(string? personId = null)
    {
        ILookup<string, RunEntry> entries = Entries(personId);
        return store.Documents.List(RunDocument.Kind, personId).Select(document => new StoredRun(document, Body(document), [.. entries[document.Id].OrderBy(entry => entry.Ordinal)]));
    }

    /// <summary>The latest run before a run that it can be compared with: same person, same protocol, same kind of sensor, with a result.</summary>
    public StoredRun? Before(StoredRun run) => run.Document.PersonId is not { } person ? null : List(person).LastOrDefault(other =>
        string.CompareOrdinal(other.Document.Id, run.Document.Id) < 0
        && string.Equals(other.Run.Protocol.Id, run.Run.Protocol.Id, StringComparison.Ordinal)
        && other.Run.Simulated == run.Run.Simulated
        && other.Results.Count > 0);

    /// <summary>What the clinic judges results against.</summary>
    public PptSettings Settings() => store.Documents.List(PptSettings.Kind).LastOrDefault() is { } document ? JsonSerializer.Deserialize<PptSettings>(document.Body, JsonApi.Options)! : new PptSettings();

    /// <summary>A run's document, read.</summary>
    /// <exception cref="ArgumentException">The document is no run.</exception>
    public static RunDocument Body(StoredDocument document) => string.Equals(document.Kind, RunDocument.Kind, StringComparison.Ordinal)
        ? JsonSerializer.Deserialize<RunDocument>(document.Body, JsonApi.Options)!
        : throw new ArgumentException($"'{document.Id}' is no test run.");

    private ILookup<string, RunEntry> Entries(string? personId) => store.Documents.List(EntryDocument.Kind, personId)
        .Select(stored => JsonSerializer.Deserialize<EntryDocument>(stored.Body, JsonApi.Options)!)
        .ToLookup(entry => entry.RunId, entry => entry.Entry, StringComparer.Ordinal);
}
