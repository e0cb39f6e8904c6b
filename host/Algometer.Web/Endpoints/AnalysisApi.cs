using System.Text.Json;
using Algometer.Clinic.Review;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Web.Answers;

namespace Algometer.Web.Endpoints;

/// <summary>Judgements of a session's holds: the first one, and every later one beside it.</summary>
/// <param name="records">The record; null when nothing is recorded.</param>
public sealed class AnalysisApi(RecordStore? records) : IPageApi
{
    private readonly Lock _first = new();

    private RecordStore Records => records ?? throw new ArgumentException("Nothing is recorded here.");

    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.Get("/api/sessions/{id}/analyses", context => List(context.Route("id")));
        application.Post("/api/sessions/{id}/analyses", (HttpContext context, AnalysisOptions options) =>
        {
            string id = Records.ReadSession(context.Route("id")).Id;
            List(id);
            return Keep(id, HoldAnalysis.Of(Records, id, options, context.Actor()));
        });
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

    private AnalysisView Keep(string id, HoldAnalysis analysis) => AnalysisView.Of(Records.Documents.Create(HoldAnalysis.Kind, null, JsonSerializer.Serialize(analysis, JsonApi.Options), id));

    /// <summary>A judgement as the page gets it; without identity while it is not kept.</summary>
    private sealed record AnalysisView(string? Id, DateTimeOffset? MadeUtc, HoldAnalysis Analysis)
    {
        public static AnalysisView Of(StoredDocument document) => new(document.Id, document.CreatedUtc, HoldAnalysis.Read(document));
    }
}
