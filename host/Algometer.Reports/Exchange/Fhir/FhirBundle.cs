using Algometer.Measurement.Ramp;
using Algometer.Records.Model;
using Algometer.Records.People;
using Hl7.Fhir.Model;
using Person = Algometer.Records.People.Person;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>Makes an R4 Bundle (a collection) of sessions, tests and visits.</summary>
public static class FhirBundle
{
    /// <summary>Makes it.</summary>
    /// <param name="selection">Where sessions, runs and visits come from.</param>
    /// <param name="person">Whom it is about; null for sessions and runs about nobody.</param>
    /// <param name="sessions">Sessions with their traces.</param>
    /// <param name="ticket">Progress and cancel.</param>
    /// <returns>The bundle, and its traces in the order in which they stand there as marks.</returns>
    internal static (Bundle Bundle, IReadOnlyList<TraceObservation> Traces) Of(ExportSelection selection, Person? person, IReadOnlyList<SessionSummary> sessions, ExportTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(ticket);
        var bundle = new Bundle { Type = Bundle.BundleType.Collection };
        bundle.Add("codes", LocalCodes.System, LocalCodes.Definition());
        if (person is not null)
        {
            FhirClinic.AddPatient(bundle, person);
        }

        var traces = new List<TraceObservation>();
        var clocks = new Dictionary<string, Func<long, DateTimeOffset>>(StringComparer.Ordinal);
        foreach (SessionSummary summary in sessions)
        {
            ExportedSession session = selection.Open(summary);
            clocks[summary.Id] = session.ToUtc;
            ResourceReference device = FhirClinic.AddDevice(bundle, summary.Description.DeviceId, summary.Description.Simulated, summary.Description.FirmwareVersion);
            if (TraceObservation.Add(bundle, session, device, ticket) is { } trace)
            {
                traces.Add(trace);
            }

            RatingObservation.AddSession(bundle, session, device);
        }

        foreach (ExportedRun run in selection.Runs.Where(run => Belongs(run.PersonId, person) && (person is not null || (run.SessionId is not null && clocks.ContainsKey(run.SessionId)))))
        {
            Func<long, DateTimeOffset>? clock = run.SessionId is null ? null : clocks.GetValueOrDefault(run.SessionId);
            foreach (PlaceResult result in RunResults.Of(run.Entries))
            {
                ThresholdObservation.Add(bundle, run, result, person, clock);
            }

            RatingObservation.AddRun(bundle, run, person, clock);
        }

        foreach (ExportedVisit visit in selection.Visits.Where(visit => person is not null && Belongs(visit.PersonId, person)))
        {
            RatingObservation.AddVisit(bundle, visit, person);
        }

        return (bundle, traces);
    }

    private static bool Belongs(string? personId, Person? person) => string.Equals(personId, person?.Id, StringComparison.Ordinal);
}
