using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.FollowUp;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Web.Access;
using Algometer.Web.Api;
using SessionEnd = Algometer.Measurement.Home.Session.SessionEnd;

namespace Algometer.Web.Endpoints;

/// <summary>What the patient's page asks besides the session: words, today, pairing, taking a plan, the evening's answer.</summary>
public sealed class HomeSessionEndpoints(HomeStore store, HomeContent book) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/home").RequireAuthorization(Rights.HomeSession).WithTags("home sessions");
        api.MapGet("/words/{language}", (string language) => TypedResults.Ok(Words(language))).WithSummary("The words of the guided session in a language, such as en.");
        api.MapPost("/today", (HttpContext context, Message<TodayRequest> request) => TypedResults.Ok(Today(Mine(context), TimeSpan.FromMinutes(Math.Clamp(request.Value.UtcOffsetMinutes, -14 * 60, 14 * 60)))))
            .WithSummary("What is to be done today.");
        api.MapPost("/pair", (Message<PairRequest> request) => TypedResults.Ok(Pair(request.Value))).WithSummary("Reads a clinic's card; with the compared fingerprint, trusts that clinic.");
        api.MapPost("/plan", (HttpContext context, Message<PlanRequest> request) => TypedResults.Ok(Take(Mine(context), request.Value.Text))).WithSummary("Takes a signed plan, or says why not.");
        api.MapGet("/export", (HttpContext context) => TypedResults.Ok(Export(context))).WithSummary("The own sessions, for the therapist's record.");
        api.MapPost("/evening", (HttpContext context, Message<EveningRequest> request) => TypedResults.Ok(Answer(Mine(context), request.Value))).WithSummary("The evening's answer to a session: worse for the rest of the day, and for how many hours it was better.");
    }

    private IReadOnlyDictionary<string, string> Words(string language) => book.Words.TryGetValue(language, out GuidanceTexts? words)
        ? words.Texts
        : throw new ArgumentException($"There are no words in '{language}': choose another language.");

    private PeriodExport Export(HttpContext context) => new(
        PeriodExport.Format, Mine(context) ?? throw new ArgumentException("There is nothing to export yet."), store.NowUtc, [.. store.Sessions(Mine(context)!).Select(session => session.Body)]);

    private string? Mine(HttpContext context) => store.PatientFor(Visitor.Of(context).PersonId);

    private TodayView Today(string? patient, TimeSpan offset)
    {
        IReadOnlyList<SignedPlanDocument> accepted = store.AcceptedPlans(patient);
        PlanTerms terms = store.Terms(book, patient);
        (StoredDocument Document, HomeSessionDocument Body)[] sessions = patient is null ? [] : [.. store.Sessions(patient)];
        SessionRecord[] history = [.. sessions.Select(session => session.Body.Record)];
        PlanCard[] plans =
        [
            .. accepted.Select(stored => (stored.Plan, Verdict: SignedPlan.Read(stored.Text, terms))).Where(known => known.Verdict.Plan is not null).Select(known => new PlanCard(
                PlanView.Of(known.Verdict.Plan!),
                SessionGate.Judge(book.Rules, known.Verdict.Plan!, history, terms.NowUtc, offset),
                known.Verdict.IsAccepted ? null : new Refusal(known.Verdict.Reason, known.Verdict.Detail),
                known.Verdict.Plan!.AsksOn(terms.NowUtc.ToOffset(offset).DayOfWeek),
                HomeProgress.Of(book.Rules, book.Visit, known.Verdict.Plan!, history, terms.NowUtc, offset),
                Days(known.Verdict.Plan!, history, terms.NowUtc, offset))),
        ];
        (StoredDocument Document, HomeSessionDocument Body) due = sessions.LastOrDefault(session => HomeHistory.EveningDue(session.Body.Record, terms.NowUtc));
        return new TodayView(
            patient,
            [.. terms.Clinics.Select(clinic => new ClinicView(clinic.Name, clinic.Fingerprint))],
            plans,
            due.Document is null ? null : new EveningDueView(due.Document.Id, due.Body.Record.StartedUtc, due.Body.Record.Point, due.Body.Record.Side),
            [.. book.Rules.Points.Select(point => new PointView(point.Id, point.Region, point.Movement, [.. book.Rules.Pairs.Where(pair => string.Equals(pair.Region, point.Region, StringComparison.Ordinal)).Select(pair => new PairView(pair.Tool, pair.Position))]))],
            patient is null ? null : SessionGate.EmergencyUntil(history, patient, terms.NowUtc),
            book.Rules.EmergencyNumber(RegionInfo.CurrentRegion.TwoLetterISORegionName));
    }

    // The last two weeks, a mark a day: done, heeded a stop, rested, or nothing. Missed days are shown like rest days.
    private static DayView[] Days(HomePlan plan, IReadOnlyList<SessionRecord> history, DateTimeOffset nowUtc, TimeSpan offset) =>
    [
        .. Enumerable.Range(-13, 14).Select(ago => DateOnly.FromDateTime(nowUtc.ToOffset(offset).Date.AddDays(ago))).Select(day =>
        {
            SessionRecord[] here = [.. history.Where(session => string.Equals(session.PlanId, plan.Id, StringComparison.Ordinal) && DateOnly.FromDateTime(session.StartedUtc.ToOffset(TimeSpan.FromMinutes(session.UtcOffsetMinutes)).DateTime) == day)];
            (int? before, int? after) = here.Length == 0 ? (null, null) : HomeHistory.Movement(here[^1]);
            int? pain = here.SelectMany(HomeHistory.Holds).Where(hold => hold.Pains.Count > 0).Select(hold => (int?)hold.Pains[0]).FirstOrDefault();
            return new DayView(day, here.Count(HomeHistory.Pressed), here.Any(session => session.End is SessionEnd.Stopped or SessionEnd.StopRule or SessionEnd.Refused), plan.AsksOn(day.DayOfWeek), before, after, pain);
        }),
    ];

    private PairAnswer Pair(PairRequest request)
    {
        ClinicIdentity clinic = ClinicIdentity.FromCard(request.Card);
        if (request.Fingerprint is { } compared)
        {
            store.Pair(clinic, compared);
        }

        return new PairAnswer(clinic.Name, clinic.Fingerprint, request.Fingerprint is not null);
    }

    private Verdict Take(string? patient, string text)
    {
        PlanVerdict verdict = SignedPlan.Read(text, store.Terms(book, patient));
        if (verdict.IsAccepted)
        {
            store.Create(SignedPlanDocument.Accepted, store.PersonOf(verdict.Plan!.Patient), new SignedPlanDocument(text.Trim(), verdict.Plan));
        }

        return new Verdict(verdict.IsAccepted, verdict.Reason, verdict.Detail, verdict.Plan is null ? null : PlanView.Of(verdict.Plan));
    }

    private EveningAnswered Answer(string? patient, EveningRequest request)
    {
        if (request.ReliefHours is < 0 or > 240)
        {
            throw new ArgumentException("Relief is told in hours, from 0 to 240.");
        }

        StoredDocument document = store.Record.Documents.Read(request.Session);
        HomeSessionDocument session = string.Equals(document.Kind, HomeSessionDocument.Kind, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize<HomeSessionDocument>(document.Body, DocumentJson.Options)!
            : throw new ArgumentException($"'{document.Id}' is no session.");
        if (!string.Equals(session.Record.Patient, patient, StringComparison.Ordinal))
        {
            throw new ArgumentException("This session is somebody else's: reload the page.");
        }

        store.Update(document, session with { Record = session.Record with { Evening = new EveningAnswer(store.NowUtc, request.Worse, request.ReliefHours) } });
        bool twice = request.Worse && store.Sessions(session.Record.Patient).Select(known => known.Body.Record)
            .Count(known => known.Evening is { WorseRestOfDay: true } && string.Equals(known.Point, session.Record.Point, StringComparison.Ordinal) && known.Side == session.Record.Side
                && store.NowUtc - known.Evening.AnsweredUtc <= TimeSpan.FromDays(book.Rules.WorseAfter.LockDays)) >= book.Rules.WorseAfter.LockTimes;
        return new EveningAnswered(twice ? "evening.worse-twice" : request.Worse ? "evening.worse" : "evening.fine");
    }

    private sealed record TodayRequest(int UtcOffsetMinutes);

    private sealed record PairRequest(string Card, string? Fingerprint = null);

    private sealed record PairAnswer(string Name, string Fingerprint, bool Paired);

    private sealed record PlanRequest(string Text);

    private sealed record EveningRequest(string Session, bool Worse, double? ReliefHours = null);

    private sealed record EveningAnswered(string Message);

    private sealed record Refusal(string Reason, string Detail);

    private sealed record Verdict(bool Accepted, string Reason, string Detail, PlanView? Plan);

    private sealed record ClinicView(string Name, string Fingerprint);

    private sealed record EveningDueView(string Session, DateTimeOffset StartedUtc, string Point, Measurement.Ramp.BodySide Side);

    private sealed record PairView(string Tool, string Position);

    private sealed record PointView(string Id, string Region, string Movement, IReadOnlyList<PairView> Pairs);

    private sealed record DayView(DateOnly Day, int Sessions, bool Stopped, bool Asked, int? Before, int? After, int? Pain);

    private sealed record PlanCard(PlanView Plan, SessionGrant Grant, Refusal? Refusal, bool AsksToday, HomeProgress Progress, IReadOnlyList<DayView> Days);

    private sealed record TodayView(string? Patient, IReadOnlyList<ClinicView> Clinics, IReadOnlyList<PlanCard> Plans, EveningDueView? Evening, IReadOnlyList<PointView> Points, DateTimeOffset? EmergencyUntil, string? EmergencyNumber);
}
