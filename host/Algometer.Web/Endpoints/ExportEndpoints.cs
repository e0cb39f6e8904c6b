using Algometer.Clinic.Exports;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Problems;
using Algometer.Reports;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Pseudonyms;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Algometer.Web.Endpoints;

/// <summary>What the export page asks for: formats, what there is to export, an export with its progress, and the download.</summary>
public sealed class ExportEndpoints(RecordStore? store, string? dataDirectory) : IEndpoints, IAsyncDisposable
{
    private readonly ExportJobs _jobs = new();

    private RecordStore Store => store ?? throw new ArgumentException("Nothing is recorded here: start `algometer run` with a record.");

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/exports").RequireAuthorization(Rights.Clinic).WithTags("exports");
        api.MapGet("/choices", () => TypedResults.Ok(Choices())).WithSummary("Formats, and what there is to export.");
        api.MapGet("", () => TypedResults.Ok(_jobs.List().Select(View).ToArray())).WithSummary("The exports of this run of the program.");
        api.MapGet("/{id}", (string id) => TypedResults.Ok(View(_jobs.Find(id)))).WithSummary("One export and how far it is.");
        api.MapPost("", (Message<Request> request) => TypedResults.Ok(View(Begin(request.Value)))).WithSummary("Begins an export.");
        api.MapPost("/{id}/cancel", (string id, Message<Empty> _) => TypedResults.Ok(Cancel(id))).WithSummary("Ends an export.");
        api.MapGet("/{id}/file", Download).Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").WithSummary("What was exported: the file, or several as a zip.");
    }

    private JobView Cancel(string id)
    {
        ExportJob job = _jobs.Find(id);
        job.Cancel();
        return View(job);
    }

    private Results<PushStreamHttpResult, ProblemHttpResult> Download(string id, HttpContext context)
    {
        ExportJob job = _jobs.Find(id);
        if (job.State != "done")
        {
            return Problems.Of(StatusCodes.Status409Conflict, "This export is not finished.");
        }

        // The zip writes its small headers at once; they go into the response's buffer.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(into => job.SendAsync(into, context.RequestAborted), "application/octet-stream", job.FileName);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    private static JobView View(ExportJob job) => new(
        job.Id, job.State, job.Problem, Math.Round(job.Part, 4), job.Working, job.Format.Name, job.Selection.Name, job.Selection.Sessions.Count, job.Files.Count, job.Files.Sum(file => file.Bytes), job.State == "done" ? job.FileName : "");

    private Selectable Choices() => new(
        [.. ExportFormats.All.Select(format => new FormatView(format.Name, format.Summary))],
        store is null ? [] : [.. Store.People.List().Select(person => new PersonView(person.Id, person.Code))],
        store is null ? [] : [.. Store.ListSessions().Reverse().Take(500).Select(session => new SessionView(session.Id, session.StartedUtc, session.Description.Title, session.SampleCount, session.Description.Simulated))],
        store is null ? 0 : Store.ListSessions().Count);

    private ExportJob Begin(Request request)
    {
        var catalogue = new ExportCatalogue(Store);
        ExportSelection selection = request.What switch
        {
            "all" => catalogue.All(),
            "person" => catalogue.Of(catalogue.People.FirstOrDefault(person => string.Equals(person.Id, request.Id, StringComparison.Ordinal)) ?? throw new ArgumentException("Choose a person.")),
            "session" => catalogue.Session(catalogue.Sessions.FirstOrDefault(session => string.Equals(session.Id, request.Id, StringComparison.Ordinal)) ?? throw new ArgumentException("Choose a session.")),
            _ => throw new ArgumentException("Choose a session, a person or everything."),
        };
        IExportFormat format = ExportFormats.Named(request.Format);
        if (request.Pseudonymise)
        {
            string path = Path.Combine(dataDirectory ?? throw new ArgumentException("There is no folder for the key of pseudonyms."), "pseudonym-key.json");
            var key = PseudonymKey.Open(path);
            selection = Pseudonymiser.Of(selection, key);
            key.SaveAsync(path).GetAwaiter().GetResult();
        }

        return _jobs.Begin(format, selection, Note);
    }

    // What left the record and when; never whose it was in words.
    private void Note(ExportJob job)
    {
        string kind = job.Selection.Sessions is [_] ? "session" : "record";
        string id = job.Selection.Sessions is [var session] && !job.Selection.Pseudonymised ? session.Id : "";
        try
        {
            Store.Audit.Append(new AuditEvent(AuditActions.Export, kind, id, Detail: $"{job.Format.Name}, {job.Selection.Sessions.Count} sessions, {job.Files.Count} files{(job.Selection.Pseudonymised ? ", pseudonymised" : "")}"));
        }
        catch (RecordStoreException failure) when (failure.Problem == RecordStoreProblem.ReadOnly)
        {
            // Looking only: there is no log to write to.
        }
    }

    private sealed record Request(string What, string Format, string Id = "", bool Pseudonymise = false);

    private sealed record Selectable(IReadOnlyList<FormatView> Formats, IReadOnlyList<PersonView> People, IReadOnlyList<SessionView> Sessions, int AllSessions);

    private sealed record FormatView(string Name, string Summary);

    private sealed record PersonView(string Id, string Code);

    private sealed record SessionView(string Id, DateTimeOffset StartedUtc, string Title, long Samples, bool Simulated);

    private sealed record JobView(string Id, string State, string Problem, double Part, string Working, string Format, string Name, int Sessions, int Files, long Bytes, string FileName);
}
