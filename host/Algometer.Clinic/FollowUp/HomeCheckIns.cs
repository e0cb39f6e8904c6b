using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;

namespace Algometer.Clinic.FollowUp;

/// <summary>A plan and how it goes with it.</summary>
/// <param name="Plan">Its newest revision.</param>
/// <param name="Progress">How it goes.</param>
/// <param name="HasEnded">Whether it has ended.</param>
public sealed record PlanCourse(HomePlan Plan, HomeProgress Progress, bool HasEnded);

/// <summary>How it goes at home, for the therapist: each plan with adherence and reasons to talk, every session. Also what leaves and comes in.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Plans">Plans signed here or taken here.</param>
/// <param name="Sessions">Sessions, newest first.</param>
public sealed record HomeCheckIns(Person Person, IReadOnlyList<PlanCourse> Plans, IReadOnlyList<HomeSessionDocument> Sessions)
{
    private const int MostSessions = 2000;

    /// <summary>Reads it.</summary>
    /// <param name="store">The record and its keys.</param>
    /// <param name="content">The rules.</param>
    /// <param name="person">Whose.</param>
    public static HomeCheckIns Of(HomeStore store, HomeContent content, Person person)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(person);
        HomeSessionDocument[] sessions = [.. store.Sessions(person.Code).Select(session => session.Body)];
        SessionRecord[] history = [.. sessions.Select(session => session.Record)];

        // The patient's clock: the offset of the latest session, or UTC before there is one.
        TimeSpan offset = TimeSpan.FromMinutes(history.Length == 0 ? 0 : history[^1].UtcOffsetMinutes);
        IEnumerable<HomePlan> plans = store.Bodies<SignedPlanDocument>(SignedPlanDocument.Signed, person.Id).Concat(store.Bodies<SignedPlanDocument>(SignedPlanDocument.Accepted, person.Id))
            .Select(stored => stored.Body.Plan).GroupBy(plan => plan.Id, StringComparer.Ordinal).Select(group => group.MaxBy(plan => plan.Revision)!);
        return new HomeCheckIns(
            person,
            [.. plans.Select(plan => new PlanCourse(plan, HomeProgress.Of(content.Rules, content.Visit, plan, history, store.NowUtc, offset), plan.ExpiresUtc <= store.NowUtc))],
            [.. sessions.Reverse()]);
    }

    /// <summary>Sessions of a period, oldest first.</summary>
    /// <param name="store">The record.</param>
    /// <param name="person">Whose.</param>
    /// <param name="first">First day, UTC; null for no bound.</param>
    /// <param name="last">Last day, included; null for no bound.</param>
    public static IReadOnlyList<HomeSessionDocument> Period(HomeStore store, Person person, DateOnly? first, DateOnly? last)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(person);
        return
        [
            .. store.Sessions(person.Code).Select(session => session.Body)
                .Where(session => DateOnly.FromDateTime(session.Record.StartedUtc.UtcDateTime) is var day && !(day < first) && !(day > last)),
        ];
    }

    /// <summary>Takes in what a patient's page exported; a session that is known stays as it is, but for an evening's answer that it lacked.</summary>
    /// <param name="store">The record.</param>
    /// <param name="person">Whose it must be.</param>
    /// <param name="export">What the patient's page gave.</param>
    /// <returns>How many were taken in, and how many were known.</returns>
    /// <exception cref="ArgumentException">It is none, of somebody else, or too long; the message says what to do.</exception>
    public static (int Taken, int Known) TakeIn(HomeStore store, Person person, PeriodExport export)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(export);
        if (!string.Equals(export.Kind, PeriodExport.Format, StringComparison.Ordinal))
        {
            throw new ArgumentException("This is no export of home sessions: choose the JSON file that the patient's page gave.", nameof(export));
        }

        if (!string.Equals(export.Patient, person.Code, StringComparison.Ordinal) || export.Sessions.Any(session => !string.Equals(session.Record.Patient, person.Code, StringComparison.Ordinal)))
        {
            throw new ArgumentException($"This export is of patient {export.Patient}, not of {person.Code}: open that person first.", nameof(export));
        }

        if (export.Sessions.Count > MostSessions)
        {
            throw new ArgumentException($"An export may hold at most {MostSessions} sessions: export a shorter period.", nameof(export));
        }

        var known = store.Sessions(person.Code).ToDictionary(session => session.Body.Record.Id, StringComparer.Ordinal);
        int taken = 0;
        foreach (HomeSessionDocument session in export.Sessions)
        {
            if (!known.TryGetValue(session.Record.Id, out (StoredDocument Document, HomeSessionDocument Body) here))
            {
                store.Create(HomeSessionDocument.Kind, person.Id, session);
                taken++;
            }
            else if (here.Body.Record.Evening is null && session.Record.Evening is not null)
            {
                store.Update(here.Document, here.Body with { Record = here.Body.Record with { Evening = session.Record.Evening } });
            }
        }

        return (taken, export.Sessions.Count - taken);
    }
}
