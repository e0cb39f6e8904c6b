using System.Text.Json;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Runs;

/// <summary>Reads runs with their entries, and what the clinic judges them against.</summary>
public sealed class RunReader(RecordStore store)
{
    /// <summary>What results are judged against, with the document that holds it; null for none yet.</summary>
    public (StoredDocument? Document, PptSettings Value) Settings()
    {
        (StoredDocument? document, PptSettings? value) = store.Documents.Bodies<PptSettings>(PptSettings.Kind).LastOrDefault();
        return (document, value ?? new PptSettings());
    }

    /// <summary>Sets what results are judged against.</summary>
    /// <exception cref="ArgumentException">It cannot be; the message says what to write.</exception>
    public void Keep(PptSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        string body = JsonSerializer.Serialize(settings, DocumentJson.Options);
        if (Settings().Document is { } document)
        {
            store.Documents.Update(document.Id, document.Revision, body);
        }
        else
        {
            store.Documents.Create(PptSettings.Kind, null, body);
        }
    }

    /// <summary>Runs as lines, oldest first.</summary>
    /// <param name="personId">Whose; null for everybody's.</param>
    public IEnumerable<RunLine> Lines(string? personId) => store.Documents.Readable(store.Documents.List(RunDocument.Kind, personId), RunLine.Of).Select(stored => stored.Body);

    /// <summary>One run.</summary>
    /// <exception cref="RecordStoreException">There is none of that identity.</exception>
    /// <exception cref="ArgumentException">It is no run.</exception>
    public StoredRun Read(string id)
    {
        StoredDocument document = store.Documents.Read(id);
        return new StoredRun(RunLine.Of(document), RunLine.Body(document), [.. Entries(document.PersonId)[id].OrderBy(entry => entry.Ordinal)]);
    }

    /// <summary>All runs, oldest first.</summary>
    /// <param name="personId">Whose; null for everybody's.</param>
    public IEnumerable<StoredRun> All(string? personId = null)
    {
        ILookup<string, RunEntry> entries = Entries(personId);
        return store.Documents.Readable(store.Documents.List(RunDocument.Kind, personId), document => new StoredRun(RunLine.Of(document), RunLine.Body(document), [.. entries[document.Id].OrderBy(entry => entry.Ordinal)])).Select(stored => stored.Body);
    }

    /// <summary>The latest run before a run that it can be compared with: same person, same protocol, same kind of sensor, with a result; null for none.</summary>
    public StoredRun? Before(StoredRun run) => run.Line.PersonId is not { } person ? null : All(person).LastOrDefault(other =>
        string.CompareOrdinal(other.Line.Id, run.Line.Id) < 0
        && string.Equals(other.Run.Protocol.Id, run.Run.Protocol.Id, StringComparison.Ordinal)
        && other.Run.Simulated == run.Run.Simulated
        && other.Results().Count > 0);

    private ILookup<string, RunEntry> Entries(string? personId) => store.Documents.Bodies<EntryDocument>(EntryDocument.Kind, personId)
        .ToLookup(entry => entry.Body.RunId, entry => entry.Body.Entry, StringComparer.Ordinal);
}

/// <summary>A run with its entries.</summary>
/// <param name="Line">As a line of a list.</param>
/// <param name="Run">What decided it.</param>
/// <param name="Entries">What it recorded, in order.</param>
public sealed record StoredRun(RunLine Line, RunDocument Run, IReadOnlyList<RunEntry> Entries)
{
    /// <summary>The entries in words.</summary>
    public IEnumerable<EntryView> Lines => Entries.Select(EntryView.Of);

    /// <summary>What it found, in the order in which the places were chosen.</summary>
    public IReadOnlyList<PlaceResult> Results() =>
        [.. RunResults.Of(Entries).OrderBy(result => Run.Places.TakeWhile(place => !string.Equals(place.Key, result.Place.Key, StringComparison.Ordinal)).Count())];
}

/// <summary>A run as a line of a list.</summary>
public sealed record RunLine(string Id, string? PersonId, DateTimeOffset StartedUtc, string Protocol, TestKind Kind, RunPhase Phase, string? SessionId, bool Simulated, IReadOnlyList<TestPlace> Places, string? VisitId, string VisitPhase)
{
    /// <summary>Makes it of a document.</summary>
    /// <exception cref="ArgumentException">It is no run.</exception>
    public static RunLine Of(StoredDocument document)
    {
        RunDocument run = Body(document);
        return new RunLine(document.Id, document.PersonId, document.CreatedUtc, run.Protocol.Name, run.Protocol.Kind, run.Phase, run.SessionId, run.Simulated, run.Places, run.VisitId, run.VisitPhase);
    }

    /// <summary>The run in a document.</summary>
    /// <exception cref="ArgumentException">It is no run.</exception>
    public static RunDocument Body(StoredDocument document) => string.Equals(document.Kind, RunDocument.Kind, StringComparison.Ordinal)
        ? DocumentBody.Read<RunDocument>(document)
        : throw new ArgumentException($"'{document.Id}' is no test run.");
}
