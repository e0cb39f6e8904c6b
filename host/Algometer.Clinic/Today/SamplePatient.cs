using System.Text.Json;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;

namespace Algometer.Clinic.Today;

/// <summary>Somebody who does not exist, with two visits, to try the program with; deleted like anybody else.</summary>
public static class SamplePatient
{
    private const string Code = "SAMPLE";

    /// <summary>Adds the sample, or gives the one that is there.</summary>
    public static Person Add(RecordStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.People.Find(Code) is { } known)
        {
            if (store.People.ListDeleted().Any(deleted => deleted.Id == known.Id))
            {
                store.People.Undelete(known.Id);
            }

            return known;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).DateTime);
        Person person = store.People.Add(new Person { Code = Code, Notes = "An invented patient, to try the program with. Nothing here was measured." });
        Visit(store, person, today.AddDays(-14), pain: 6, before: 6, after: 4, today.AddDays(-7));
        Visit(store, person, today.AddDays(-7), pain: 4, before: 5, after: 2, today);
        return person;
    }

    private static void Visit(RecordStore store, Person person, DateOnly date, int pain, int before, int after, DateOnly next)
    {
        var visit = new Visit
        {
            Date = date,
            Intake = new Intake { Pain = pain },
            Before = [new MovementRating("neck-rotation-left", before, null)],
            After = [new MovementRating("neck-rotation-left", after, null)],
            NextReview = next,
            Notes = "Invented.",
            Closed = true,
        };
        store.Documents.Create(DocumentKinds.Visit, person.Id, JsonSerializer.Serialize(visit, DocumentJson.Options));
    }
}
