using System.Text.Json;
using Algometer.Clinic.Settings;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.People;

namespace Algometer.Clinic.Today;

/// <summary>A visit that was begun and not closed.</summary>
/// <param name="Person">Whose.</param>
/// <param name="VisitId">Which.</param>
/// <param name="Date">Its day.</param>
public sealed record OpenVisit(Person Person, string VisitId, DateOnly Date);

/// <summary>A review that was agreed and has not been.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Date">The day agreed.</param>
/// <param name="IsOver">Whether the day has passed.</param>
public sealed record DueReview(Person Person, DateOnly Date, bool IsOver);

/// <summary>A plan for home that ends soon, or ended a short time ago.</summary>
/// <param name="Person">Whose.</param>
/// <param name="ExpiresUtc">When it ends.</param>
/// <param name="IsOver">Whether it has.</param>
public sealed record EndingPlan(Person Person, DateTimeOffset ExpiresUtc, bool IsOver);

/// <summary>What a day in the clinic begins with, from the record alone.</summary>
/// <param name="OpenVisits">The oldest first.</param>
/// <param name="Reviews">The earliest first.</param>
/// <param name="Plans">The first to end first.</param>
/// <param name="LastBackup">When a backup was last written from here; null when never.</param>
/// <param name="IsBackupDue">Whether the clinic's own interval has passed.</param>
/// <param name="IsEmpty">Whether there is nobody yet.</param>
public sealed record DayAhead(IReadOnlyList<OpenVisit> OpenVisits, IReadOnlyList<DueReview> Reviews, IReadOnlyList<EndingPlan> Plans, DateTimeOffset? LastBackup, bool IsBackupDue, bool IsEmpty)
{
    private const int ReviewDaysAhead = 7;
    private const int PlanDaysAhead = 14;
    private const int PlanDaysPast = 30;

    /// <summary>Reads it.</summary>
    public static DayAhead Of(RecordStore store, ClinicSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(settings);
        DateTimeOffset now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, time.LocalTimeZone).DateTime);
        Dictionary<string, Person> people = store.People.List().ToDictionary(person => person.Id, StringComparer.Ordinal);
        (Person Person, string Id, Visit Visit)[] visits =
        [
            .. store.Documents.Bodies<Visit>(DocumentKinds.Visit).Where(stored => stored.Document.PersonId is { } person && people.ContainsKey(person))
                .Select(stored => (people[stored.Document.PersonId!], stored.Document.Id, stored.Body)),
        ];
        DateTimeOffset? backup = store.Audit.LastAt(AuditActions.Backup);
        return new DayAhead(
            [.. visits.Where(known => !known.Visit.Closed).Select(known => new OpenVisit(known.Person, known.Id, known.Visit.Date)).OrderBy(open => open.Date)],
            [.. Due(visits, today)],
            [.. Ending(store, people, now)],
            backup,
            people.Count > 0 && settings.BackupDays > 0 && (backup is null || now - backup >= TimeSpan.FromDays(settings.BackupDays)),
            people.Count == 0);
    }

    // The last visit's word counts: a later visit has made an earlier agreement good.
    private static IEnumerable<DueReview> Due((Person Person, string Id, Visit Visit)[] visits, DateOnly today) => visits
        .GroupBy(known => known.Person.Id, StringComparer.Ordinal)
        .Select(own => own.MaxBy(known => known.Visit.Date))
        .Where(last => last.Visit.NextReview is { } day && day <= today.AddDays(ReviewDaysAhead))
        .Select(last => new DueReview(last.Person, last.Visit.NextReview!.Value, last.Visit.NextReview < today))
        .OrderBy(due => due.Date);

    private static IEnumerable<EndingPlan> Ending(RecordStore store, Dictionary<string, Person> people, DateTimeOffset now) => store.Documents.Bodies<SignedPlanDocument>(SignedPlanDocument.Signed)
        .Where(stored => stored.Document.PersonId is { } person && people.ContainsKey(person))
        .Select(stored => (Person: people[stored.Document.PersonId!], stored.Body.Plan))
        .GroupBy(signed => (signed.Person.Id, signed.Plan.Point, signed.Plan.Side))
        .Select(same => same.MaxBy(signed => signed.Plan.ExpiresUtc))
        .Where(last => last.Plan.ExpiresUtc <= now.AddDays(PlanDaysAhead) && last.Plan.ExpiresUtc > now.AddDays(-PlanDaysPast))
        .Select(last => new EndingPlan(last.Person, last.Plan.ExpiresUtc, last.Plan.ExpiresUtc <= now))
        .OrderBy(plan => plan.ExpiresUtc);
}
