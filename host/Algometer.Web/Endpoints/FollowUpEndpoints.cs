using System.Globalization;
using System.Text;
using System.Text.Json;
using Algometer.Clinic.FollowUp;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using SessionEnd = Algometer.Measurement.Home.Session.SessionEnd;

namespace Algometer.Web.Endpoints;

/// <summary>How it goes at home, for the therapist: adherence, holds with traces, easing, stops, reasons to talk; export of a period, and taking it in.</summary>
public sealed class FollowUpEndpoints(HomeStore store, HomeContent book) : IEndpoints
{
    private const int MostSessions = 2000;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/followup/{id}").RequireAuthorization(Rights.Clinic).WithTags("home sessions");
        api.MapGet("", (string id) => TypedResults.Ok(Show(id))).WithSummary("How it goes at home: adherence, holds, easing, stops, reasons to talk.");
        api.MapGet("/export.{format}", Export).Produces<PeriodExport>().Produces<string>(StatusCodes.Status200OK, "text/csv")
            .WithSummary("Sessions of a period (from and to as 2026-03-31, both included) as csv, or as json that another record takes in.");
        api.MapPost("/import", (string id, Message<PeriodExport> export) => TypedResults.Ok(Import(id, export.Value))).WithSummary("Takes in what a patient's page exported; a session that is known stays as it is.");
    }

    private FollowUp Show(string personId)
    {
        Person person = store.Record.People.Read(personId);
        HomeSessionDocument[] sessions = [.. store.Sessions(person.Code).Select(session => session.Body)];
        SessionRecord[] history = [.. sessions.Select(session => session.Record)];
        HomePlan[] plans =
        [
            .. store.Bodies<SignedPlanDocument>(SignedPlanDocument.Signed, personId).Concat(store.Bodies<SignedPlanDocument>(SignedPlanDocument.Accepted, personId))
                .Select(stored => stored.Body.Plan).GroupBy(plan => plan.Id, StringComparer.Ordinal).Select(group => group.MaxBy(plan => plan.Revision)!),
        ];
        return new FollowUp(
            person.Code,
            [.. plans.Select(plan => new PlanProgress(PlanView.Of(plan), HomeProgress.Of(book.Rules, book.Visit, plan, history, store.NowUtc, Offset(history)), plan.ExpiresUtc <= store.NowUtc))],
            [.. sessions.Reverse().Select(SessionLine.Of)],
            book.Rules.Plateau);
    }

    // The patient's clock: the offset of the latest session, or UTC before there is one.
    private static TimeSpan Offset(SessionRecord[] history) => TimeSpan.FromMinutes(history.Length == 0 ? 0 : history[^1].UtcOffsetMinutes);

    private FileContentHttpResult Export(string id, string format, string? from, string? to)
    {
        Person person = store.Record.People.Read(id);
        DateTimeOffset first = Date(from) ?? DateTimeOffset.MinValue;
        DateTimeOffset after = Date(to)?.AddDays(1) ?? DateTimeOffset.MaxValue;
        HomeSessionDocument[] sessions = [.. store.Sessions(person.Code).Select(session => session.Body).Where(session => session.Record.StartedUtc >= first && session.Record.StartedUtc < after)];
        return string.Equals(format, "csv", StringComparison.Ordinal)
            ? TypedResults.File(Encoding.UTF8.GetBytes(Csv(sessions)), "text/csv; charset=utf-8", $"{person.Code}-home.csv")
            : TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(new PeriodExport(PeriodExport.Format, person.Code, store.NowUtc, sessions), DocumentJson.Options), "application/json; charset=utf-8", $"{person.Code}-home.json");
    }

    private static DateTimeOffset? Date(string? text) => string.IsNullOrEmpty(text)
        ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : throw new ArgumentException($"'{text}' is no date: write it as 2026-03-31.");

    // A line a hold, and one for a session without holds; the names carry the units.
    private static string Csv(IEnumerable<HomeSessionDocument> sessions)
    {
        var text = new StringBuilder("session,started_utc,plan,revision,point,side,low_N,high_N,limit_N,end,movement_before_nrs,movement_after_nrs,hold,in_band_s,outcome,peak_N,mean_N,pain_nrs,easing,stop_reason,feeling,worse_rest_of_day,relief_h,simulated\n");
        foreach (HomeSessionDocument session in sessions)
        {
            SessionRecord record = session.Record;
            (int? before, int? after) = HomeHistory.Movement(record);
            IReadOnlyList<HoldSummary?> holds = [.. HomeHistory.Holds(record)];
            foreach (HoldSummary? hold in holds.Count == 0 ? [null] : holds)
            {
                string?[] fields =
                [
                    record.Id, record.StartedUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), record.PlanId, Number(record.PlanRevision), record.Point, record.Side.ToString().ToLowerInvariant(), Number(record.LowNewtons), Number(record.HighNewtons), Number(record.LimitNewtons), Kebab(record.End),
                    Number(before), Number(after), Number(hold?.Number), Number(hold?.InBandSeconds), hold?.Outcome, Number(hold?.PeakNewtons), Number(hold?.MeanNewtons), hold is null ? null : string.Join(' ', hold.Pains), hold?.Easing,
                    Last(record, SessionEntryKind.StopReason), Last(record, SessionEntryKind.Feeling), record.Evening is null ? null : record.Evening.WorseRestOfDay ? "yes" : "no", Number(record.Evening?.ReliefHours), session.Simulated ? "yes" : "no",
                ];
                text.AppendJoin(',', fields).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string? Last(SessionRecord record, SessionEntryKind kind) => record.Entries.LastOrDefault(entry => entry.Kind == kind)?.Text;

    private static string? Number(double? value) => value is { } number ? Math.Round(number, 2).ToString(CultureInfo.InvariantCulture) : null;

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private Imported Import(string personId, PeriodExport export)
    {
        Person person = store.Record.People.Read(personId);
        if (!string.Equals(export.Kind, PeriodExport.Format, StringComparison.Ordinal))
        {
            throw new ArgumentException("This is no export of home sessions: choose the JSON file that the patient's page gave.");
        }

        if (!string.Equals(export.Patient, person.Code, StringComparison.Ordinal) || export.Sessions.Any(session => !string.Equals(session.Record.Patient, person.Code, StringComparison.Ordinal)))
        {
            throw new ArgumentException($"This export is of patient {export.Patient}, not of {person.Code}: open that person first.");
        }

        if (export.Sessions.Count > MostSessions)
        {
            throw new ArgumentException($"An export may hold at most {MostSessions} sessions: export a shorter period.");
        }

        var known = store.Sessions(person.Code).ToDictionary(session => session.Body.Record.Id, StringComparer.Ordinal);
        int taken = 0;
        foreach (HomeSessionDocument session in export.Sessions)
        {
            if (!known.TryGetValue(session.Record.Id, out (StoredDocument Document, HomeSessionDocument Body) here))
            {
                store.Create(HomeSessionDocument.Kind, personId, session);
                taken++;
            }
            else if (here.Body.Record.Evening is null && session.Record.Evening is not null)
            {
                store.Update(here.Document, here.Body with { Record = here.Body.Record with { Evening = session.Record.Evening } });
            }
        }

        return new Imported(taken, export.Sessions.Count - taken);
    }

    private sealed record Imported(int Taken, int Known);

    private sealed record PlanProgress(PlanView Plan, HomeProgress Progress, bool Expired);

    private sealed record SessionLine(
        string Id, DateTimeOffset StartedUtc, string PlanId, string Point, Measurement.Ramp.BodySide Side, double LowNewtons, double HighNewtons, double LimitNewtons, SessionEnd End, int? Before, int? After, string? StopReason, string? Feeling, EveningAnswer? Evening, IReadOnlyList<HoldSummary> Holds, IReadOnlyList<string> Tell, IReadOnlyList<TracePoint> Trace, string? TraceSession, bool Simulated, IReadOnlyList<string> Yes)
    {
        public static SessionLine Of(HomeSessionDocument session)
        {
            SessionRecord record = session.Record;
            (int? before, int? after) = HomeHistory.Movement(record);
            return new SessionLine(
                record.Id, record.StartedUtc, record.PlanId, record.Point, record.Side, record.LowNewtons, record.HighNewtons, record.LimitNewtons, record.End, before, after, Last(record, SessionEntryKind.StopReason), Last(record, SessionEntryKind.Feeling), record.Evening, HomeHistory.Holds(record), HomeHistory.ReasonsForTherapist(record), session.Trace ?? [], session.TraceSession, session.Simulated, [.. record.Entries.Where(entry => entry is { Kind: SessionEntryKind.Answer, Value: 1 }).Select(entry => entry.Text)]);
        }
    }

    private sealed record FollowUp(string Patient, IReadOnlyList<PlanProgress> Plans, IReadOnlyList<SessionLine> Sessions, PlateauRule Plateau);
}
