using System.Globalization;
using Algometer.Clinic.Review;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Reading;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>What the review page reads: the sessions, one session, and its trace at any zoom.</summary>
/// <param name="records">The record; null when nothing is recorded.</param>
public sealed class SessionEndpoints(RecordStore? records) : IEndpoints
{
    private const int MostPoints = 4000;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/sessions").RequireAuthorization(Rights.Clinic).WithTags("sessions");
        api.MapGet("", (HttpContext context) => TypedResults.Ok(List(context.Request.Query))).WithSummary("Recorded sessions, searched and sorted by the page's query.");
        api.MapGet("/deleted", () => TypedResults.Ok(Deleted())).WithSummary("Deleted sessions, and until when they can be brought back.");
        api.MapGet("/{id}", (string id) => TypedResults.Ok(SessionDetail.Read(Records, id))).WithSummary("One session: what measured it, its events and whom it is about. Times in seconds since the first sample.");
        api.MapGet("/{id}/marks", (string id) => TypedResults.Ok(SessionMarks.Of(Records, id))).WithSummary("Contact, holds, alarms and marks. Times in seconds since the first sample.");
        api.MapGet("/{id}/trace", (string id, string? points, string? from, string? to) => TypedResults.Ok(Trace(Records, id, points, from, to)))
            .WithSummary("Lowest and highest force in newtons of at most `points` (1 to 4000) stretches between `from` and `to` seconds.");
        api.MapPost("/{id}/delete", (string id, HttpContext context, Message<Empty> _) =>
        {
            Records.DeleteSession(id, Visitor.NameOf(context));
            return TypedResults.Ok(new Empty());
        }).WithSummary("Deletes a session; it can be brought back for a time.");
        api.MapPost("/{id}/undelete", (string id, HttpContext context, Message<Empty> _) =>
        {
            Records.UndeleteSession(id, Visitor.NameOf(context));
            return TypedResults.Ok(new Empty());
        }).WithSummary("Brings a session back.");
    }

    private RecordStore Records => records ?? throw new ArgumentException("Nothing is recorded here.");

    private SessionPage List(IQueryCollection query)
    {
        var wanted = SessionQuery.Of(name => query[name].ToString());
        return records is null ? new SessionPage(0, 0, []) : wanted.Read(records);
    }

    private DeletedPage Deleted() => new(
        (int)RecordStore.KeepDeletedFor.TotalDays,
        records is null ? [] : [.. records.ListDeletedSessions().Select(session => new DeletedView(SessionView.From(session), (session.DeletedUtc ?? session.StartedUtc) + RecordStore.KeepDeletedFor))]);

    private static TraceView Trace(RecordStore records, string id, string? pointsText, string? fromText, string? toText)
    {
        int points = (int)Number(pointsText, "points", 1200, 1, MostPoints);
        double from = Number(fromText, "from", 0, 0, 1e9);
        double to = Number(toText, "to", 1e9, 0, 1e9);
        if (to <= from)
        {
            throw new ArgumentException("'to' must lie after 'from'.");
        }

        long start = records.ReadSession(id).FirstDeviceMicroseconds ?? 0;
        IReadOnlyList<EnvelopePoint> envelope = records.ReadEnvelope(id, points, start + (long)(from * 1e6), start + (long)(to * 1e6));
        return new TraceView(
            [.. envelope.Select(point => (point.FirstDeviceMicroseconds - start) * 1e-6)],
            [.. envelope.Select(point => Force(point.LowestNewtons))],
            [.. envelope.Select(point => Force(point.HighestNewtons))],
            [.. envelope.Select(point => point.SampleCount)],
            [.. envelope.Select((point, index) => point.FollowsGap ? index : -1).Where(index => index >= 0)],
            [.. envelope.Select((point, index) => point.HasFault ? index : -1).Where(index => index >= 0)]);
    }

    private static double? Force(double newtons) => double.IsNaN(newtons) ? null : Math.Round(newtons, 3);

    private static double Number(string? text, string name, double otherwise, double least, double most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value
            : throw new ArgumentException($"'{name}' must be a number from {least} to {most}.");
    }

    private sealed record DeletedPage(int KeptDays, IReadOnlyList<DeletedView> Sessions);

    private sealed record DeletedView(SessionView Session, DateTimeOffset UntilUtc);
}
