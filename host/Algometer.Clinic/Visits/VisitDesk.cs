using System.Text.Json;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Visits;

/// <summary>Where visits are written: a new one begins with what the last one found, and none is written over what somebody else wrote meanwhile.</summary>
/// <param name="store">The record.</param>
/// <param name="lists">The rules and words of visits.</param>
public sealed class VisitDesk(RecordStore store, VisitLists lists)
{
    /// <summary>One visit.</summary>
    /// <exception cref="RecordStoreException">There is none of that identity.</exception>
    /// <exception cref="ArgumentException">It is no visit.</exception>
    public VisitView Read(string id) => Show(store.Documents.Read(id));

    /// <summary>A person's latest visit before a day, but for one; null for none.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="day">Visits of this day count.</param>
    /// <param name="but">A visit that does not; null for none.</param>
    public Visit? Before(string personId, DateOnly day, string? but) => PersonVisits.Of(store, lists, personId).Visits
        .LastOrDefault(view => !string.Equals(view.Id, but, StringComparison.Ordinal) && view.Visit.Date <= day)?.Visit;

    /// <summary>A visit that is not written yet: of a follow-up, with the kind of patient, the drawing and the points of the last.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="day">Its day.</param>
    public Visit Begin(string personId, DateOnly day) => Before(personId, day, null) is { } last
        ? new Visit { Date = day, Preset = last.Preset, Points = last.Points, Intake = new Intake { Marks = last.Intake.Marks, Travels = last.Intake.Travels, BringsOn = last.Intake.BringsOn } }
        : new Visit { Date = day };

    /// <summary>Writes a visit, new or known.</summary>
    /// <param name="personId">Whose a new one is.</param>
    /// <param name="id">Which; null for a new one.</param>
    /// <param name="revision">What was read of it.</param>
    /// <param name="visit">What to write.</param>
    /// <exception cref="ArgumentException">Something in it cannot be; the message says what.</exception>
    /// <exception cref="RecordStoreException">There is no such person or visit, or somebody else changed it meanwhile.</exception>
    public VisitView Keep(string personId, string? id, int revision, Visit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        visit.Check();
        string body = JsonSerializer.Serialize(visit, DocumentJson.Options);
        StoredDocument document = id is null
            ? store.Documents.Create(DocumentKinds.Visit, store.People.Read(personId).Id, body)
            : store.Documents.Update(Read(id).Id, revision, body);
        if (document.PersonId is { } person)
        {
            VisitLinks.Keep(store, person, document.Id, visit);
        }

        return Show(document);
    }

    private VisitView Show(StoredDocument document) => VisitView.Of(document, lists, VisitRuns.Of(store, document.PersonId));
}
