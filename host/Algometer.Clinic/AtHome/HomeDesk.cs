using System.Text.Json;
using Algometer.Clinic.FollowUp;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Records;
using Algometer.Records.Documents;
using SessionEnd = Algometer.Measurement.Home.Session.SessionEnd;

namespace Algometer.Clinic.AtHome;

/// <summary>What the patient's page asks besides the session: today, pairing, taking a plan, the evening's answer.</summary>
/// <param name="store">Plans, sessions and keys.</param>
/// <param name="content">Rules and words.</param>
public sealed class HomeDesk(HomeStore store, HomeContent content)
{
    private const int DaysShown = 14;
    private const double LongestReliefHours = 240;

    /// <summary>What is to be done today.</summary>
    /// <param name="patient">The patient's code; null while nothing was taken.</param>
    /// <param name="utcOffset">The patient's offset from UTC: what today is.</param>
    public HomeToday Today(string? patient, TimeSpan utcOffset)
    {
        // What was said and promised in a session without a plan holds as well: a lock, the evening's question.
        string whose = patient ?? HomeStore.NobodyCode;
        PlanTerms terms = store.Terms(content, patient);
        (StoredDocument Document, HomeSessionDocument Body)[] sessions = store.IsThere ? [.. store.Sessions(whose)] : [];
        SessionRecord[] history = [.. sessions.Select(session => session.Body.Record)];
        (StoredDocument Document, HomeSessionDocument Body) due = sessions.LastOrDefault(session => HomeHistory.EveningDue(session.Body.Record, terms.NowUtc));
        (StoredDocument Document, HomeSessionDocument Body) felt = sessions.LastOrDefault(session => LateFeeling.IsDue(session.Body.Record, terms.NowUtc));
        return new HomeToday(
            patient,
            terms.Clinics,
            [.. store.AcceptedPlans(patient).Select(stored => SignedPlan.Read(stored.Text, terms)).Where(verdict => verdict.Plan is not null).Select(verdict => Of(verdict, history, terms.NowUtc, utcOffset))],
            due.Document is null ? null : Open(due),
            felt.Document is null ? null : Open(felt),
            SessionGate.EmergencyUntil(history, whose, terms.NowUtc),
            store.EmergencyNumber(content, patient),
            history.Length == 0);
    }

    /// <summary>Whether an account may pair: whom this host trusts is the host's matter, not one patient's of it.</summary>
    /// <param name="personId">Whom the account is about; null for whoever is at the machine, or works for anybody.</param>
    public static bool MayPair(string? personId) => personId is null;

    /// <summary>Trusts the clinic of a card.</summary>
    /// <param name="personId">Whom the account that asks is about; null for whoever is at the machine, or works for anybody.</param>
    /// <param name="card">The card's text.</param>
    /// <param name="fingerprint">As the patient has compared it.</param>
    /// <exception cref="ArgumentException">It is no card, or another's fingerprint.</exception>
    public ClinicIdentity Pair(string? personId, string card, string fingerprint)
    {
        if (!MayPair(personId))
        {
            throw new ArgumentException("A patient's account pairs no clinic for this host.", nameof(personId));
        }

        ClinicIdentity clinic = ClinicIdentity.FromCard(card);
        store.Pair(clinic, fingerprint);
        return clinic;
    }

    /// <summary>Takes a signed plan, or says why not.</summary>
    /// <param name="patient">Who takes it; null for whoever the plan is for.</param>
    /// <param name="text">The plan's text.</param>
    public PlanVerdict Take(string? patient, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        PlanVerdict verdict = SignedPlan.Read(text, store.Terms(content, patient));
        if (verdict.IsAccepted)
        {
            store.Create(SignedPlanDocument.Accepted, store.PersonOf(verdict.Plan!.Patient), new SignedPlanDocument(text.Trim(), verdict.Plan));
        }

        return verdict;
    }

    /// <summary>Keeps the evening's answer to a session.</summary>
    /// <param name="patient">Who answers.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="worse">Whether it was worse for the rest of the day.</param>
    /// <param name="reliefHours">For how many hours it was better, 0 to 240; null where that was not asked.</param>
    /// <returns>The id of what is said to it.</returns>
    /// <exception cref="ArgumentException">It is no session, or somebody else's.</exception>
    public string Answer(string? patient, string sessionId, bool worse, double? reliefHours)
    {
        if (reliefHours is < 0 or > LongestReliefHours)
        {
            throw new ArgumentException("Relief is told in hours, from 0 to 240.");
        }

        (StoredDocument document, HomeSessionDocument session) = Own(patient, sessionId);
        store.Update(document, session with { Record = session.Record with { Evening = new EveningAnswer(store.NowUtc, worse, reliefHours) } });
        bool twice = worse && store.Sessions(session.Record.Patient).Select(known => known.Body.Record)
            .Count(known => known.Evening is { WorseRestOfDay: true } && string.Equals(known.Point, session.Record.Point, StringComparison.Ordinal) && known.Side == session.Record.Side
                && store.NowUtc - known.Evening.AnsweredUtc <= TimeSpan.FromDays(content.Rules.WorseAfter.LockDays)) >= content.Rules.WorseAfter.LockTimes;
        return twice ? "evening.worse-twice" : worse ? "evening.worse" : "evening.fine";
    }

    /// <summary>Keeps how it felt after a session that never came to its end, and what follows from it.</summary>
    /// <param name="patient">Who answers.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="feeling">One of the identities of the texts for feelings.</param>
    /// <returns>The id of what is said to it; behind a bar the time until which the place rests, where it does.</returns>
    /// <exception cref="ArgumentException">It is no session or no such answer, or the question is not open.</exception>
    public string Feel(string? patient, string sessionId, string feeling)
    {
        (StoredDocument document, HomeSessionDocument session) = Own(patient, sessionId);
        SessionRecord[] history = [.. store.Sessions(session.Record.Patient).Select(known => known.Body.Record)];
        SessionRecord told = LateFeeling.Answer(session.Record, feeling, content.Rules, history, store.NowUtc);
        store.Update(document, session with { Record = told });
        return LateFeeling.RestsUntil(told) is { } until ? $"again.locked|{until:O}"
            : string.Equals(feeling, TextIds.FeelsWorse, StringComparison.Ordinal) ? "feeling.worse-heard" : "done.thanks";
    }

    private static QuestionDue Open((StoredDocument Document, HomeSessionDocument Body) session) =>
        new(session.Document.Id, session.Body.Record.StartedUtc, session.Body.Record.Point, session.Body.Record.Side);

    private (StoredDocument Document, HomeSessionDocument Session) Own(string? patient, string sessionId)
    {
        StoredDocument document = store.Record.Documents.Read(sessionId);
        HomeSessionDocument session = string.Equals(document.Kind, HomeSessionDocument.Kind, StringComparison.Ordinal)
            ? DocumentBody.Read<HomeSessionDocument>(document)
            : throw new ArgumentException($"'{document.Id}' is no session.");
        return string.Equals(session.Record.Patient, patient ?? HomeStore.NobodyCode, StringComparison.Ordinal)
            ? (document, session)
            : throw new ArgumentException("This session is somebody else's: reload the page.");
    }

    private PlanToday Of(PlanVerdict verdict, IReadOnlyList<SessionRecord> history, DateTimeOffset nowUtc, TimeSpan utcOffset)
    {
        HomePlan plan = verdict.Plan!;
        return new PlanToday(
            PlanView.Of(plan),
            SessionGate.Judge(content.Rules, plan, history, nowUtc, utcOffset),
            verdict.IsAccepted ? null : new RefusedPlan(verdict.Reason, verdict.Detail),
            plan.AsksOn(nowUtc.ToOffset(utcOffset).DayOfWeek),
            HomeProgress.Of(content.Rules, content.Visit, plan, history, nowUtc, utcOffset),
            [.. Enumerable.Range(1 - DaysShown, DaysShown).Select(ago => Mark(plan, history, DateOnly.FromDateTime(nowUtc.ToOffset(utcOffset).Date.AddDays(ago))))]);
    }

    private static DayMark Mark(HomePlan plan, IReadOnlyList<SessionRecord> history, DateOnly day)
    {
        SessionRecord[] here =
        [
            .. history.Where(session => string.Equals(session.PlanId, plan.Id, StringComparison.Ordinal)
                && DateOnly.FromDateTime(session.StartedUtc.ToOffset(TimeSpan.FromMinutes(session.UtcOffsetMinutes)).DateTime) == day),
        ];
        int? pain = here.SelectMany(HomeHistory.Holds).Where(hold => hold.Pains.Count > 0).Select(hold => (int?)hold.Pains[0]).FirstOrDefault();
        return new DayMark(
            day,
            here.Count(HomeHistory.Pressed),
            here.Any(session => session.End is SessionEnd.Stopped or SessionEnd.StopRule or SessionEnd.Refused),
            here.Length == 0 ? null : HomeHistory.Movement(here[^1]).Before,
            pain);
    }
}
