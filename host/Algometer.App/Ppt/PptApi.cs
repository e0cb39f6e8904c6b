using System.Text.Json;
using Algometer.App.Web;
using Algometer.Measurement.Ppt;
using Algometer.Measurement.Sites;
using Algometer.Records;

namespace Algometer.App.Ppt;

/// <summary>What the test and the results pages read.</summary>
internal sealed class PptApi(RecordStore? store, ProtocolCatalogue protocols, SiteCatalogue sites) : IPageApi
{
    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.Get("/api/ppt/protocols", _ => protocols);
        application.Get("/api/sites", _ => sites);
        application.Get("/api/ppt/runs", context => Runs(context.Request.Query["person"]));
        application.Get("/api/ppt/runs/{id}", context => One(context.Route("id")));
    }

    private RecordStore Store => store ?? throw new ArgumentException("Nothing is recorded here.");

    private List<RunLine> Runs(string? person)
    {
        List<RunLine> lines = store is null ? [] : [.. store.Documents.List(RunDocument.Kind, string.IsNullOrEmpty(person) ? null : person).Select(RunLine.Of)];
        lines.Reverse();
        return lines;
    }

    private RunView One(string id)
    {
        StoredDocument document = Store.Documents.Read(id);
        RunDocument run = Body(document);
        RunEntry[] entries =
        [
            .. Store.Documents.List(EntryDocument.Kind, document.PersonId)
                .Select(stored => JsonSerializer.Deserialize<EntryDocument>(stored.Body, JsonApi.Options)!)
                .Where(entry => string.Equals(entry.RunId, id, StringComparison.Ordinal))
                .Select(entry => entry.Entry)
                .OrderBy(entry => entry.Ordinal),
        ];
        return new RunView(RunLine.Of(document), run, entries, [.. entries.Select(EntryView.Of)]);
    }

    private static RunDocument Body(StoredDocument document) => string.Equals(document.Kind, RunDocument.Kind, StringComparison.Ordinal)
        ? JsonSerializer.Deserialize<RunDocument>(document.Body, JsonApi.Options)!
        : throw new ArgumentException($"'{document.Id}' is no test run.");

    /// <summary>A run as a line of the list.</summary>
    private sealed record RunLine(string Id, string? PersonId, DateTimeOffset StartedUtc, string Protocol, TestKind Kind, RunPhase Phase, string? SessionId, bool Simulated, IReadOnlyList<TestPlace> Places)
    {
        public static RunLine Of(StoredDocument document)
        {
            RunDocument run = Body(document);
            return new RunLine(document.Id, document.PersonId, document.CreatedUtc, run.Protocol.Name, run.Protocol.Kind, run.Phase, run.SessionId, run.Simulated, run.Places);
        }
    }

    private sealed record RunView(RunLine Line, RunDocument Run, IReadOnlyList<RunEntry> Entries, IReadOnlyList<EntryView> Lines);
}
