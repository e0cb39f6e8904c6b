using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records.Model;
using Algometer.Records.People;
using Hl7.Fhir.Model;
using Person = Algometer.Records.People.Person;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>Pain ratings 0 to 10 as Observations with LOINC 72514-3.</summary>
internal static class RatingObservation
{
    /// <summary>Pain severity - 0-10 verbal numeric rating [Score] - Reported.</summary>
    public const string LoincCode = "72514-3";

    public static void AddRun(Bundle bundle, ExportedRun run, Person? person, Func<long, DateTimeOffset>? clock)
    {
        foreach (RunEntry entry in run.Entries.Where(entry => entry.Counts && entry.Ratings.Count > 0))
        {
            for (int i = 0; i < entry.Ratings.Count; i++)
            {
                Observation observation = Of(entry.Ratings[i], person, clock is null || entry.EndMicroseconds == 0 ? run.StartedUtc : clock(entry.EndMicroseconds), FhirClinic.AddDevice(bundle, run.DeviceId, run.Simulated));
                observation.BodySite = FhirClinic.Site(entry.Place);
                observation.Meta = run.Simulated ? FhirClinic.TestData() : null;
                if (i < entry.MeansKpa.Count)
                {
                    observation.Component.Add(new Observation.ComponentComponent { Code = LocalCodes.Of("rated-pressure"), Value = LocalCodes.Quantity(entry.MeansKpa[i], "kPa") });
                }

                if (entry.AfterSeconds is { } after)
                {
                    observation.Component.Add(new Observation.ComponentComponent { Code = LocalCodes.Of("seconds-after"), Value = LocalCodes.Quantity(after, "s") });
                }

                bundle.Add("rating", FormattableString.Invariant($"{run.Id}/{entry.Ordinal}/{i}"), observation);
            }
        }
    }

    public static void AddVisit(Bundle bundle, ExportedVisit visit, Person? person)
    {
        Add("intake", visit.Visit.Intake.Pain, "Pain at intake");
        foreach (MovementRating movement in visit.Visit.Before)
        {
            Add($"before/{movement.Movement}", movement.Pain, $"Pain of the movement {movement.Movement} before treatment");
        }

        foreach (MovementRating movement in visit.Visit.After)
        {
            Add($"after/{movement.Movement}", movement.Pain, $"Pain of the movement {movement.Movement} after treatment");
        }

        void Add(string what, int? pain, string text)
        {
            if (pain is { } rating)
            {
                Observation observation = Of(rating, person, null, null);
                observation.Effective = new FhirDateTime(visit.Visit.Date.Year, visit.Visit.Date.Month, visit.Visit.Date.Day);
                observation.Note = [new Annotation { Text = text }];
                bundle.Add("rating", $"{visit.Id}/{what}", observation);
            }
        }
    }

    public static void AddSession(Bundle bundle, ExportedSession session, ResourceReference device)
    {
        int number = 0;
        foreach (SessionEvent pain in session.Events.Where(happened => happened is { Kind: "pain", Value: >= 0 and <= 10 }))
        {
            Observation observation = Of(pain.Value!.Value, session.Person, session.ToUtc(pain.DeviceMicroseconds), device);
            observation.Meta = session.Summary.Description.Simulated ? FhirClinic.TestData() : null;
            observation.Note = [new Annotation { Text = "Said during a hold." }];
            bundle.Add("rating", FormattableString.Invariant($"{session.Summary.Id}/{number++}"), observation);
        }
    }

    private static Observation Of(double rating, Person? person, DateTimeOffset? at, ResourceReference? device) => new()
    {
        Status = ObservationStatus.Final,
        Category = [new CodeableConcept("http://terminology.hl7.org/CodeSystem/observation-category", "survey", "Survey", null)],
        Code = new CodeableConcept(LocalCodes.Loinc, LoincCode, "Pain severity - 0-10 verbal numeric rating [Score] - Reported", null),
        Subject = FhirClinic.Reference(person),
        Effective = at is { } moment ? new FhirDateTime(moment) : null,
        Device = device,
        Value = LocalCodes.Quantity(rating, "{score}"),
    };
}
