using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Review;

/// <summary>The judgements of a session's holds: the first one, and every later one beside it.</summary>
/// <param name="records">The record.</param>
public sealed class HoldJudgements(RecordStore records)
{
    // Two who look at a session for the first time must not judge it twice.
    private static readonly Lock _first = new();

    /// <summary>
    /// All, the first one first. A session that has ended is judged once by itself, and that judgement stays. While it is recorded, or where
    /// nothing can be written, the judgement is shown and not kept.
    /// </summary>
    /// <param name="session">The session, by identity or its beginning.</param>
    /// <exception cref="RecordStoreException">There is no such session.</exception>
    public IReadOnlyList<AnalysisView> List(string session)
    {
        SessionSummary found = records.ReadSession(session);
        lock (_first)
        {
            IReadOnlyList<(StoredDocument Document, AnalysisView Body)> kept = records.Documents.Readable(records.Documents.ListOfSession(HoldAnalysis.Kind, found.Id), AnalysisView.Of);
            if (kept.Count > 0)
            {
                return [.. kept.Select(one => one.Body)];
            }

            var first = HoldAnalysis.Of(records, found.Id, null, "");
            if (!found.IsOpen && found.DeletedUtc is null)
            {
                try
                {
                    return [Keep(found.Id, first)];
                }
                catch (RecordStoreException refused) when (refused.Problem is RecordStoreProblem.ReadOnly or RecordStoreProblem.DiskFull)
                {
                    // Looking at a record must not need writing to it.
                }
            }

            return [new AnalysisView(null, null, first)];
        }
    }

    /// <summary>Judges anew, beside what was judged before.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">What all its holds are judged as.</param>
    /// <param name="actor">Who asks.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message says why.</exception>
    public AnalysisView Judge(string session, AnalysisOptions options, string? actor)
    {
        string id = records.ReadSession(session).Id;
        List(id);
        return Keep(id, HoldAnalysis.Of(records, id, options, actor));
    }

    private AnalysisView Keep(string id, HoldAnalysis analysis) => AnalysisView.Of(records.Documents.Create(HoldAnalysis.Kind, null, JsonSerializer.Serialize(analysis, DocumentJson.Options), id));
}

/// <summary>A judgement, and how it is kept.</summary>
/// <param name="Id">The document; null while it is not kept.</param>
/// <param name="MadeUtc">When it was made; null while it is not kept.</param>
/// <param name="Analysis">What was found.</param>
public sealed record AnalysisView(string? Id, DateTimeOffset? MadeUtc, HoldAnalysis Analysis)
{
    /// <summary>A kept one.</summary>
    public static AnalysisView Of(StoredDocument document) => new(document.Id, document.CreatedUtc, HoldAnalysis.Read(document));
}
