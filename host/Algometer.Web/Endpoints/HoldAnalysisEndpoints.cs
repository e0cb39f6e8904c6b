using Algometer.Clinic.Review;
using Algometer.Records;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>Judgements of a session's holds: the first one, and every later one beside it.</summary>
/// <param name="records">The record; null when nothing is recorded.</param>
public sealed class HoldAnalysisEndpoints(RecordStore? records) : IEndpoints
{
    private HoldJudgements Judgements => new(records ?? throw new ArgumentException("Nothing is recorded here."));

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/sessions/{id}/analyses").RequireAuthorization(Rights.Clinic).WithTags("sessions");
        api.MapGet("", (string id) => TypedResults.Ok(Judgements.List(id))).WithSummary("Judgements of a session's holds, the first one first.");
        api.MapPost("", (string id, HttpContext context, Message<AnalysisOptions> options) => TypedResults.Ok(Judgements.Judge(id, options.Value, Visitor.NameOf(context)))).WithSummary("Judges a session's holds anew, beside what was judged before.");
    }
}
