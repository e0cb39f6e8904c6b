using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;

namespace Algometer.Clinic.Visits;

/// <summary>A person's visits in order of date, and what they say together.</summary>
/// <param name="Visits">By date.</param>
/// <param name="Techniques">Mean change within a visit, by technique.</param>
/// <param name="Escalation">Why to talk about another way; empty for no reason.</param>
public sealed record PersonVisits(IReadOnlyList<VisitView> Visits, IReadOnlyList<TechniqueOutcome> Techniques, IReadOnlyList<string> Escalation)
{
    /// <summary>Reads them.</summary>
    /// <param name="store">The record.</param>
    /// <param name="lists">The rules and words of visits.</param>
    /// <param name="personId">Whose.</param>
    public static PersonVisits Of(RecordStore store, VisitLists lists, string personId)
    {
        VisitRuns runs = VisitRuns.Of(store, personId);
        VisitView[] visits = [.. store.Documents.Readable(store.Documents.List(DocumentKinds.Visit, personId), document => VisitView.Of(document, lists, runs)).Select(stored => stored.Body).OrderBy(view => view.Visit.Date)];
        VisitFindings[] found = [.. visits.Select(view => runs.Findings(view.Visit))];
        return new PersonVisits(visits, VisitOutcome.Techniques(found), Plateau.Reasons(found, lists.Escalation, runs.Mdc));
    }
}
