using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Recording;

namespace Algometer.Reports.Exchange.Pseudonyms;

/// <summary>
/// Takes what points at a person out of a selection: codes become study codes, identities (which hold a time) become others, dates move by the
/// person's own whole weeks, names, titles, notes and every free text go. Measurements stay as they are.
/// </summary>
public static class Pseudonymiser
{
    /// <summary>The selection as it may travel.</summary>
    /// <param name="selection">As it is.</param>
    /// <param name="key">Who is who; gets the people it did not know.</param>
    public static ExportSelection Of(ExportSelection selection, PseudonymKey key)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(key);
        var people = selection.People.ToDictionary(person => person.Id, person => key.For(person.Id, person.Code), StringComparer.Ordinal);
        SessionSummary[] sessions = [.. selection.Sessions.Select(session => Session(session, key, Days(selection.PersonOfSession.GetValueOrDefault(session.Id))))];
        var originals = selection.Sessions.Zip(sessions).ToDictionary(pair => pair.Second.Id, pair => pair.First, StringComparer.Ordinal);
        return selection with
        {
            Name = selection.People.FirstOrDefault(person => string.Equals(person.Code, selection.Name, StringComparison.Ordinal)) is { } one ? people[one.Id].StudyCode
                : selection.Sessions.Any(session => string.Equals(session.Id, selection.Name, StringComparison.Ordinal)) ? key.Identity(selection.Name) : selection.Name,
            Sessions = sessions,
            Open = session => Open(selection, originals[session.Id], key, people, Days),
            People = [.. selection.People.Select(person => Person(person, people[person.Id], key))],
            Runs = [.. selection.Runs.Select(run => Run(run, key, Days(run.PersonId)))],
            Visits = [.. selection.Visits.Select(visit => Visit(visit, key, Days(visit.PersonId)))],
            Documents = [],
            PersonOfSession = selection.PersonOfSession.ToDictionary(pair => key.Identity(pair.Key), pair => key.Identity(pair.Value), StringComparer.Ordinal),
            Pseudonymised = true,
        };

        int Days(string? personId) => personId is not null && people.TryGetValue(personId, out PseudonymKey.Entry? entry) ? entry.ShiftDays : key.DaysForNobody;
    }

    private static ExportedSession Open(ExportSelection selection, SessionSummary original, PseudonymKey key, Dictionary<string, PseudonymKey.Entry> people, Func<string?, int> days)
    {
        ExportedSession session = selection.Open(original);
        int shift = days(selection.PersonOfSession.GetValueOrDefault(original.Id));
        long microseconds = shift * 86_400_000_000L;
        return session with
        {
            Summary = Session(original, key, shift),
            Calibrations = new LazyList<CalibrationInForce>(() => [.. session.Calibrations.Select(inForce => inForce with { Calibration = Shifted(inForce.Calibration, shift) })]),
            ClockPoints = new LazyList<ClockPoint>(() => [.. session.ClockPoints.Select(point => point with { UtcUnixMicroseconds = point.UtcUnixMicroseconds + microseconds })]),

            // Engines write numbers and words of their own; what a person typed cannot be told from them for sure, so all text goes.
            Events = new LazyList<SessionEvent>(() => [.. session.Events.Select(happened => happened with { Text = null })]),
            Person = session.Person is { } person ? Person(person, people[person.Id], key) : null,
        };
    }

    private static SessionSummary Session(SessionSummary session, PseudonymKey key, int days) => session with
    {
        Id = key.Identity(session.Id),
        StartedUtc = session.StartedUtc.AddDays(days),
        EndedUtc = session.EndedUtc?.AddDays(days),
        Description = session.Description with
        {
            Title = "",
            BootId = 0,
            Calibration = session.Description.Calibration is { } calibration ? Shifted(calibration, days) : null,
        },
    };

    // The day of a calibration bounds the day of a session; it moves with it.
    private static CellCalibration Shifted(in CellCalibration calibration, int days) =>
        calibration with { DateUnixSeconds = calibration.DateUnixSeconds == 0 ? 0 : (uint)Math.Max(0, calibration.DateUnixSeconds + (days * 86_400L)) };

    private static Person Person(Person person, PseudonymKey.Entry entry, PseudonymKey key) => new()
    {
        Id = key.Identity(person.Id),
        Code = entry.StudyCode,
        BirthDecade = person.BirthDecade,
        Sex = person.Sex,
        ConsentDate = person.ConsentDate?.AddDays(entry.ShiftDays),
    };

    private static ExportedRun Run(ExportedRun run, PseudonymKey key, int days) => run with
    {
        Id = key.Identity(run.Id),
        PersonId = run.PersonId is null ? null : key.Identity(run.PersonId),
        SessionId = run.SessionId is null ? null : key.Identity(run.SessionId),
        VisitId = run.VisitId is null ? null : key.Identity(run.VisitId),
        StartedUtc = run.StartedUtc.AddDays(days),
        Entries = [.. run.Entries.Select(entry => entry with
        {
            DiscardReason = entry.DiscardReason is null ? null : "discarded",
            Place = entry.Place.Own is null ? entry.Place : entry.Place with { Name = "a place of its own" },
        })],
    };

    private static ExportedVisit Visit(ExportedVisit visit, PseudonymKey key, int days) => new(
        key.Identity(visit.Id),
        visit.PersonId is null ? null : key.Identity(visit.PersonId),
        visit.Visit with
        {
            Date = visit.Visit.Date.AddDays(days),
            NextReview = visit.Visit.NextReview?.AddDays(days),
            Notes = "",
            Plan = [],
            Intake = visit.Visit.Intake with { Travels = "", BringsOn = "" },
            Points = [.. visit.Visit.Points.Select(point => point with { Notes = "" })],
            Treatments = [.. visit.Visit.Treatments.Select(treatment => treatment with { Fields = new Dictionary<string, string>(StringComparer.Ordinal), SessionId = treatment.SessionId is null ? null : key.Identity(treatment.SessionId) })],
            PptBefore = visit.Visit.PptBefore is null ? null : key.Identity(visit.Visit.PptBefore),
            PptAfter = visit.Visit.PptAfter is null ? null : key.Identity(visit.Visit.PptAfter),
        });
}
