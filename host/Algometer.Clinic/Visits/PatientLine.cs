using System.Text.Json;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;

namespace Algometer.Clinic.Visits;

/// <summary>A patient as a line of the list.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">The name that is kept; null for none.</param>
/// <param name="Visits">How many there were.</param>
/// <param name="LastVisit">The day of the last; null for none.</param>
/// <param name="NextReview">When the last visit wants the next; null when not agreed.</param>
public sealed record PatientLine(Person Person, string? Name, int Visits, DateOnly? LastVisit, DateOnly? NextReview)
{
    /// <summary>Everybody, by code.</summary>
    public static IReadOnlyList<PatientLine> All(RecordStore store)
    {
        ILookup<string?, Visit> visits = store.Documents.Bodies<Visit>(DocumentKinds.Visit).ToLookup(stored => stored.Document.PersonId, stored => stored.Body, StringComparer.Ordinal);
        return
        [
            .. store.People.List().Select(person =>
            {
                Visit? last = visits[person.Id].MaxBy(visit => visit.Date);
                return new PatientLine(person, store.People.ReadName(person.Id), visits[person.Id].Count(), last?.Date, last?.NextReview);
            }),
        ];
    }

    /// <summary>Whether all words stand in code or name.</summary>
    public bool Fits(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => Person.Code.Contains(word, StringComparison.CurrentCultureIgnoreCase) || (Name?.Contains(word, StringComparison.CurrentCultureIgnoreCase) ?? false));
}
