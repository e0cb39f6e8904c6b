using System.Text.Json;
using Algometer.Clinic.Review;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>Judgements of a session's holds: the first one, and every later one beside it.</summary>
/// <param name="records">The record; null when nothing is recorded.</param>
public sealed class HoldAnalysisEndpoints(RecordStore? records) : IEndpoints
{
    private readonly Lock _first = new();

    private RecordStore Records => records ?? throw new ArgumentException("Nothing is recorded here.");

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/sessions/{id}/analyses").RequireAuthorization(Rights.Clinic).WithTags("sessions");
        api.MapGet("", (string id) => TypedResults.Ok(List(id))).WithSummary("Judgements of a session's holds, the first one first.");
        api.MapPost("", (string id, HttpContext context, Message<AnalysisOptions> options) => TypedResults.Ok(Judge(id, options.Value, Visitor.NameOf(context)))).WithSummary("Judges a session's holds anew, beside what was judged before.");
    }

    private AnalysisView Judge(string wanted, AnalysisOptions options, string? actor)
    {
        string id = Records.ReadSession(wanted).Id;
        List(id);
        return Keep(id, HoldAnalysis.Of(Records, id, options, actor));
    }

    // A session that has ended is judged once by itself, and that first judgement stays. While it is recorded, or where nothing can be
    // written, the judgement is shown and not kept.
    private List<AnalysisView> List(string id)
    {
        SessionSummary session = Records.ReadSession(id);
        lock (_first)
        {
            IReadOnlyList<StoredDocument> kept = Records.Documents.ListOfSession(HoldAnalysis.Kind, id);
            if (kept.Count > 0)
            {
                return [.. kept.Select(AnalysisView.Of)];
            }

            var first = HoldAnalysis.Of(Records, id, null, "");
            if (!session.IsOpen && session.DeletedUtc is null)
            {
                try
                {
                    return [Keep(id, first)];
                }
                catch (RecordStoreException refused) when (refused.Problem is RecordStoreProblem.ReadOnly or RecordStoreProblem.DiskFull)
                {
                    // Looking at a record must not need writing to it.
                }
            }

            return [new AnalysisView(null, null, first)];
        }
    }

    private AnalysisView Keep(string id, HoldAnalysis analysis) => AnalysisView.Of(Records.Documents.Create(HoldAnalysis.Kind, null, JsonSerializer.Serialize(analysis, DocumentJson.Options), id));

    /// <summary>A judgement as the page gets it; without identity while it is not kept.</summary>
    private sealed record AnalysisView(string? Id, DateTimeOffset? MadeUtc, HoldAnalysis Analysis)
    {
        public static AnalysisView Of(StoredDocument document) => new(document.Id, document.CreatedUtc, HoldAnalysis.Read(document));
    }
}
