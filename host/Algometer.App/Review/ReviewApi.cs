using System.Globalization;
using Algometer.App.Web;
using Algometer.Measurement.Easing;
using Algometer.Records;

namespace Algometer.App.Review;

/// <summary>What the review page reads: the sessions, one session, and its trace at any zoom.</summary>
/// <param name="records">The record; null when nothing is recorded.</param>
internal sealed class ReviewApi(RecordStore? records) : IPageApi
{
    private const int MostPoints = 4000;
    private const double PassiveEverySeconds = 0.5;

    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.Get("/api/sessions", _ => records is null ? [] : List(records));
        application.Get("/api/sessions/{id}", context => One(Need(records), context.Route("id")));
        application.Get("/api/sessions/{id}/holds", context => Holds(Need(records), context.Route("id")), HoldReport.Json);
        application.Get("/api/sessions/{id}/trace", context => Trace(Need(records), context.Route("id"), context.Request.Query));
    }

    private static RecordStore Need(RecordStore? records) => records ?? throw new ArgumentException("Nothing is recorded here.");

    private static List<SessionView> List(RecordStore records)
    {
        List<SessionView> views = [.. records.ListSessions().Select(session => SessionView.From(session, session.GapCount))];
        views.Reverse();
        return views;
    }

    private static SessionDetail One(RecordStore records, string id)
    {
        SessionSummary session = records.ReadSession(id);
        IReadOnlyList<RecordedGap> gaps = records.ReadGaps(id);
        double start = session.FirstDeviceMicroseconds ?? 0;
        return new SessionDetail(
            SessionView.From(session, gaps.Count),
            [.. records.ReadEvents(id).Select(happened => new EventView((happened.DeviceMicroseconds - start) * 1e-6, happened.Kind, happened.Value, happened.Text))],
            [.. gaps.Select(gap => new GapView(gap.FirstMissingSequence, gap.Count, gap.Reason))]);
    }

    // The very detector of a live hold, over the record.
    private static List<HoldReport> Holds(RecordStore records, string id) =>
        [.. HoldFinder.FindAll(records.ReadSamples(id), new EasingOptions(), PassiveEverySeconds).Where(hold => hold.EndSeconds - hold.StartSeconds >= 5).Select(hold => HoldReport.Of(id, "", hold))];

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
            [.. envelope.Select((point, index) => point.FollowsGap ? index : -1).Where(index => index >= 0)]);
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
}
