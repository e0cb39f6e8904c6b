using System.Text.Json;
using Algometer.Measurement.Visits;
using Algometer.Records.Documents;

namespace Algometer.Clinic.Visits;

/// <summary>A visit as the pages show it: what was written, and what follows from it.</summary>
public sealed record VisitView(
    string Id,
    string? PersonId,
    int Revision,
    DateTimeOffset UpdatedUtc,
    Visit Visit,
    IReadOnlyList<MovementOutcome> Outcome,
    double? MeanPainChange,
    IReadOnlyList<ThresholdOutcome> Thresholds,
    double? ThresholdChangeKpa,
    IReadOnlyList<string> Reassess)
{
    /// <summary>Makes it of a document.</summary>
    /// <exception cref="ArgumentException">It is no visit.</exception>
    public static VisitView Of(StoredDocument document, VisitLists lists, VisitRuns runs)
    {
        Visit visit = string.Equals(document.Kind, DocumentKinds.Visit, StringComparison.Ordinal)
            ? DocumentBody.Read<Visit>(document)
            : throw new ArgumentException($"'{document.Id}' is no visit.");
        return new VisitView(
            document.Id,
            document.PersonId,
            document.Revision,
            document.UpdatedUtc,
            visit,
            VisitOutcome.Movements(visit, lists.Outcome),
            VisitOutcome.MeanPainChange(visit),
            runs.Outcome(visit),
            JsonNumber.Finite(runs.Findings(visit).ThresholdChangeKpa ?? double.NaN, 1),
            VisitOutcome.ReassessReasons(visit, lists));
    }
}
