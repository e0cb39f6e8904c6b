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
        application.Get("/api/ppt/runs/{id}/results", context => Results(context.Route("id")));
        application.Get("/api/ppt/study", context => StudyView.Of(Everything(), context.Request.Query["place"].ToString(), context.Request.Query["protocol"].ToString()));
        application.Get("/api/ppt/settings", _ => Settings().Value);
        application.Post("/api/ppt/settings", (HttpContext _, PptSettings settings) => Save(settings));
    }

    private RecordStore Store => store ?? throw new ArgumentException("Nothing is recorded here.");

    private RunShelf Shelf => new(Store);

    private List<RunLine> Runs(string? person)
    {
        List<RunLine> lines = store is null ? [] : [.. store.Documents.List(RunDocument.Kind, string.IsNullOrEmpty(person) ? null : person).Select(RunLine.Of)];
        lines.Reverse();
        return lines;
    }

    private RunView One(string id) => View(Shelf.Read(id), withLines: true);

    private RunResultView Results(string id)
    {
        RunView run = One(id);
        PptSettings settings = Settings().Value;
        Person? person = run.Line.PersonId is { } personId ? Store.People.Read(personId) : null;
        StoredRun? before = Shelf.Before(Shelf.Read(id));
        double start = run.Run.SessionId is { } session && Store.ListSessions().FirstOrDefault(known => string.Equals(known.Id, session, StringComparison.Ordinal)) is { } summary ? summary.FirstDeviceMicroseconds ?? 0 : 0;
        return RunResultView.Of(run.Line, run.Run, run.Entries, start, before is null ? null : (before.Document.CreatedUtc, before.Results), settings, person);
    }

    private IEnumerable<RunView> Everything(string? personId = null) => Shelf.List(personId).Select(run => View(run, withLines: false));

    private static RunView View(StoredRun run, bool withLines) => new(RunLine.Of(run.Document), run.Run, run.Entries, withLines ? [.. run.Entries.Select(EntryView.Of)] : []);

    private (StoredDocument? Document, PptSettings Value) Settings()
    {
        StoredDocument? document = store?.Documents.List(PptSettings.Kind).LastOrDefault();
        return (document, document is null ? new PptSettings() : JsonSerializer.Deserialize<PptSettings>(document.Body, JsonApi.Options)!);
    }

    private PptSettings Save(PptSettings settings)
    {
        settings.Check();
        string body = JsonSerializer.Serialize(settings, JsonApi.Options);
        if (Settings().Document is { } document)
        {
            Store.Documents.Update(document.Id, document.Revision, body);
        }
        else
        {
            Store.Documents.Create(PptSettings.Kind, null, body);
        }

        return settings;
    }

    /// <summary>A run as a line of the list.</summary>
    internal sealed record RunLine(string Id, string? PersonId, DateTimeOffset StartedUtc, string Protocol, TestKind Kind, RunPhase Phase, string? SessionId, bool Simulated, IReadOnlyList<TestPlace> Places, string? VisitId, string VisitPhase)
    {
        public static RunLine Of(StoredDocument document)
        {
            RunDocument run = RunShelf.Body(document);
            return new RunLine(document.Id, document.PersonId, document.CreatedUtc, run.Protocol.Name, run.Protocol.Kind, run.Phase, run.SessionId, run.Simulated, run.Places, run.VisitId, run.VisitPhase);
        }
    }

    internal sealed record RunView(RunLine Line, RunDocument Run, IReadOnlyList<RunEntry> Entries, IReadOnlyList<EntryView> Lines);
}
