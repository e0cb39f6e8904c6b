using Algometer.Clinic.Exports;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Algometer.Web.Endpoints;

/// <summary>Exports for other programs: begun, watched, cancelled, and the download, which the page uses too.</summary>
public sealed class ExportEndpoints(ExportDesk desk) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/exports").RequireAuthorization(Rights.Clinic).WithTags("exports");
        api.MapGet("", () => TypedResults.Ok(desk.Jobs.List().Select(View).ToArray())).WithSummary("The exports of this run of the program.");
        api.MapGet("/{id}", (string id) => TypedResults.Ok(View(desk.Jobs.Find(id)))).WithSummary("One export and how far it is.");
        api.MapPost("", (Message<Request> request) => TypedResults.Ok(View(desk.Begin(request.Value.What, request.Value.Id, request.Value.Format, request.Value.Pseudonymise)))).WithSummary("Begins an export.");
        api.MapPost("/{id}/cancel", (string id, Message<Empty> _) => TypedResults.Ok(Cancel(id))).WithSummary("Ends an export.");
        api.MapGet("/{id}/file", Download).Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").WithSummary("What was exported: the file, or several as a zip.");
    }

    private JobView Cancel(string id)
    {
        ExportJob job = desk.Jobs.Find(id);
        job.Cancel();
        return View(job);
    }

    private Results<PushStreamHttpResult, ProblemHttpResult> Download(string id, HttpContext context)
    {
        ExportJob job = desk.Jobs.Find(id);
        if (job.State != "done")
        {
            return Problems.Of(StatusCodes.Status409Conflict, "This export is not finished.");
        }

        // The zip writes its small headers at once; they go into the response's buffer.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(into => job.SendAsync(into, context.RequestAborted), "application/octet-stream", job.FileName);
    }

    private static JobView View(ExportJob job) => new(
        job.Id, job.State, job.Problem, Math.Round(job.Part, 4), job.Working, job.Format.Name, job.Selection.Name, job.Selection.Sessions.Count, job.Files.Count, job.Files.Sum(file => file.Bytes), job.State == "done" ? job.FileName : "");

    private sealed record Request(string What, string Format, string Id = "", bool Pseudonymise = false);

    private sealed record JobView(string Id, string State, string Problem, double Part, string Working, string Format, string Name, int Sessions, int Files, long Bytes, string FileName);
}
