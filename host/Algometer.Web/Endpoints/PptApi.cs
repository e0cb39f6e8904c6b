using System.Text.Json;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Engine;
using Algometer.Records.People;
using Algometer.Web.Answers;

namespace Algometer.Web.Endpoints;

/// <summary>What the test and the results pages read.</summary>
public sealed class PptApi(RecordStore? store, ProtocolCatalogue protocols, SiteCatalogue sites) : IPageApi
{
    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.Get("/api/ppt/protocols", _ => protocols);
        application.Get("/api/sites", _ => sites);
        application.Get("/api/ppt/runs", context => Runs(context.Request.Query["person"]));
        application.Get("/api/ppt/runs/{id}", context => Reader.Read(context.Route("id")));
        application.Get("/api/ppt/runs/{id}/results", context => Results(context.Route("id")));
        application.Get("/api/ppt/study", context => StudyView.Of(Reader.All(), context.Request.Query["place"].ToString(), context.Request.Query["protocol"].ToString()));
        application.Get("/api/ppt/settings", _ => store is null ? new PptSettings() : Reader.Settings().Value);
        application.Post("/api/ppt/settings", (HttpContext _, PptSettings settings) => Save(settings));
    }

    private RecordStore Store => store ?? throw new ArgumentException("Nothing is recorded here.");

    private RunReader Reader => new(Store);

    private List<RunLine> Runs(string? person) => store is null ? [] : [.. Reader.Lines(string.IsNullOrEmpty(person) ? null : person).Reverse()];

    private RunResultView Results(string id)
    {
        StoredRun run = Reader.Read(id);
        Person? person = run.Line.PersonId is { } personId ? Store.People.Read(personId) : null;
        StoredRun? before = Reader.Before(run);
        double start = run.Run.SessionId is { } session ? Store.ListSessions().FirstOrDefault(known => string.Equals(known.Id, session, StringComparison.Ordinal))?.FirstDeviceMicroseconds ?? 0 : 0;
        return RunResultView.Of(run, start, before, Reader.Settings().Value, person);
    }

    private PptSettings Save(PptSettings settings)
    {
        settings.Check();
        string body = JsonSerializer.Serialize(settings, JsonApi.Options);
        if (Reader.Settings().Document is { } document)
        {
            Store.Documents.Update(document.Id, document.Revision, body);
        }
        else
        {
            Store.Documents.Create(PptSettings.Kind, null, body);
        }

        return settings;
    }
}
