using System.Globalization;
using Algometer.Clinic.Review;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace Algometer.Web.Endpoints;

/// <summary>
/// Sessions and trials to be laid over each other: <c>/api/compare?item=session:ID&amp;item=trial:RUN:ORDINAL</c>, 2 to 4 of them. Says of each
/// where its trace is and where contact was.
/// </summary>
/// <param name="records">The record; null when nothing is recorded.</param>
public sealed class ComparisonEndpoints(RecordStore? records) : IEndpoints
{
    private const int Most = 4;

    private RecordStore Records => records ?? throw new ArgumentException("Nothing is recorded here.");

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/compare", ([FromQuery(Name = "item")] string[]? item) => TypedResults.Ok(Compare(item ?? [])))
        .RequireAuthorization(Rights.Clinic).WithTags("sessions").WithSummary("Sessions and trials to be laid over each other, 2 to 4 of them.");

    private CompareView[] Compare(string[] wanted)
    {
        string[] items = [.. wanted.Distinct(StringComparer.Ordinal)];
        return items.Length is >= 1 and <= Most
            ? [.. items.Select(One)]
            : throw new ArgumentException($"Choose 2 to {Most} sessions or trials to compare.");
    }

    private CompareView One(string item)
    {
        string[] parts = item.Split(':');
        return parts switch
        {
            ["session", { } id] => Session(item, id),
            ["trial", { } run, { } ordinal] when int.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => Trial(item, run, number),
            _ => throw new ArgumentException($"'{item}' is neither session:ID nor trial:RUN:NUMBER."),
        };
    }

    private CompareView Session(string item, string id)
    {
        SessionView session = SessionView.From(Records.ReadSession(id));
        MarksView marks = SessionMarks.Of(Records, id);
        return new CompareView(item, id, session.Title, session.StartedUtc, session.Simulated, session.TipAreaSquareCentimetres, marks.ContactSeconds, 0, session.Seconds);
    }

    private CompareView Trial(string item, string run, int ordinal)
    {
        StoredRun stored = new RunReader(Records).Read(run);
        RunEntry entry = stored.Entries.FirstOrDefault(known => known.Ordinal == ordinal && known.Trial is not null) ?? throw new ArgumentException($"The run has no trial {ordinal + 1}.");
        SessionSummary session = Records.ReadSession(stored.Run.SessionId ?? throw new ArgumentException("The trial's trace was not recorded."));
        double start = session.FirstDeviceMicroseconds ?? 0;
        double contact = (entry.Trial!.ContactMicroseconds - start) * 1e-6;
        string title = $"{entry.Place.Name}, {(entry.Kind == StepKind.Familiarisation ? "try" : string.Create(CultureInfo.InvariantCulture, $"trial {entry.Round}"))}: {entry.Trial.Words()}{(entry.Counts ? "" : " (does not count)")}";
        return new CompareView(item, session.Id, title, stored.Line.StartedUtc, stored.Run.Simulated, entry.Trial.TipAreaCm2, contact, Math.Max(0, contact - 0.5), ((entry.Trial.EndMicroseconds - start) * 1e-6) + 0.5);
    }

    /// <summary>A trace to lay over others; times are seconds since the session's first sample.</summary>
    private sealed record CompareView(string Item, string SessionId, string Title, DateTimeOffset AtUtc, bool Simulated, double TipAreaSquareCentimetres, double? ContactSeconds, double FromSeconds, double ToSeconds);
}
