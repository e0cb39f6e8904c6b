using System.Globalization;
using Algometer.Clinic.Review;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Reading;
using Algometer.Web.Answers;

namespace Algometer.Web.Endpoints;

/// <summary>What the review page reads: the sessions, one session, and its trace at any zoom.</summary>
/// <param name="records">The record; null when nothing is recorded.</param>
public sealed class ReviewApi(RecordStore? records) : IPageApi
{
    private const int MostPoints = 4000;

    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.Get("/api/sessions", context => List(context.Request.Query));
        application.Get("/api/sessions/deleted", _ => Deleted());
        application.Get("/api/sessions/{id}", context => One(Need(records), context.Route("id")));
        application.Get("/api/sessions/{id}/marks", context => SessionMarks.Of(Need(records), context.Route("id")));
        application.Get("/api/sessions/{id}/trace", context => Trace(Need(records), context.Route("id"), context.Request.Query));
        application.Post("/api/sessions/{id}/delete", (HttpContext context, Nothing _) =>
        {
            Need(records).DeleteSession(context.Route("id"), context.Actor());
            return new Nothing();
        });
        application.Post("/api/sessions/{id}/undelete", (HttpContext context, Nothing _) =>
        {
            Need(records).UndeleteSession(context.Route("id"), context.Actor());
            return new Nothing();
        });
    }

    private static RecordStore Need(RecordStore? records) => records ?? throw new ArgumentException("Nothing is recorded here.");

    private SessionPage List(IQueryCollection query)
    {
        var wanted = SessionQuery.Of(name => query[name].ToString());
        return records is null ? new SessionPage(0, 0, []) : wanted.Apply(records.ListSessions(), records.ListLinks().ToLookup(link => link.SessionId, StringComparer.Ordinal), Codes(records));
    }

    private DeletedPage Deleted() => new(
        (int)RecordStore.KeepDeletedFor.TotalDays,
        records is null ? [] : [.. records.ListDeletedSessions().Select(session => new DeletedView(SessionView.From(session), (session.DeletedUtc ?? session.StartedUtc) + RecordStore.KeepDeletedFor))]);

    private static Dictionary<string, string> Codes(RecordStore records) => records.People.List().ToDictionary(person => person.Id, person => person.Code, StringComparer.Ordinal);

    private static SessionDetail One(RecordStore records, string id)
    {
        SessionSummary session = records.ReadSession(id);
        double start = session.FirstDeviceMicroseconds ?? 0;
        Dictionary<string, string> codes = Codes(records);
        SessionLink[] links = [.. records.ReadLinks(id)];
        return new SessionDetail(
            SessionView.From(session) with { People = [.. links.Select(link => link.PersonId).OfType<string>().Distinct(StringComparer.Ordinal).Select(person => codes.GetValueOrDefault(person)).OfType<string>()] },
            session.Description.Calibration?.Id ?? 0,
            [.. records.ReadEvents(id).Select(happened => new EventView((happened.DeviceMicroseconds - start) * 1e-6, happened.Kind, happened.Value, happened.Text))],
            [.. links.Select(link => new LinkView(link.PersonId, link.PersonId is null ? null : codes.GetValueOrDefault(link.PersonId), link.DocumentId, Seconds(link.FromDeviceMicroseconds), Seconds(link.ToDeviceMicroseconds)))]);
        double? Seconds(long? at) => at is { } microseconds ? (microseconds - start) * 1e-6 : null;
    }

    private static TraceView Trace(RecordStore records, string id, IQueryCollection query)
    {
        int points = (int)Number(query, "points", 1200, 1, MostPoints);
        double from = Number(query, "from", 0, 0, 1e9);
        double to = Number(query, "to", 1e9, 0, 1e9);
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

    private static double Number(IQueryCollection query, string name, double otherwise, double least, double most)
    {
        string? text = query[name];
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
