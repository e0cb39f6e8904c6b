using System.Globalization;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Model;

namespace Algometer.Clinic.Review;

/// <summary>A trace to lay over others: where it is, and where contact was. Times are seconds since the session's first sample.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Title">The session's title; for a trial its place.</param>
/// <param name="AtUtc">When it began.</param>
/// <param name="Simulated">Whether a simulated sensor made it.</param>
/// <param name="TipAreaSquareCentimetres">Area of the tip; 0 where none is known.</param>
/// <param name="ContactSeconds">Where contact was; null where none was found.</param>
/// <param name="FromSeconds">Where it begins.</param>
/// <param name="ToSeconds">Where it ends.</param>
public sealed record Comparison(string SessionId, string Title, DateTimeOffset AtUtc, bool Simulated, double TipAreaSquareCentimetres, double? ContactSeconds, double FromSeconds, double ToSeconds)
{
    /// <summary>How many can be told apart.</summary>
    public const int Most = 4;

    private const double Around = 0.5;

    /// <summary>The trial, where it is one.</summary>
    public ComparedTrial? Trial { get; init; }

    /// <summary>Finds what is to be compared.</summary>
    /// <param name="store">The record.</param>
    /// <param name="items"><c>session:ID</c> or <c>trial:RUN:ORDINAL</c>, 1 to 4 of them.</param>
    /// <exception cref="ArgumentException">Too many, or one cannot be found; the message says which.</exception>
    public static IReadOnlyList<Comparison> Of(RecordStore store, IEnumerable<string> items)
    {
        string[] wanted = [.. items.Distinct(StringComparer.Ordinal)];
        return wanted.Length is >= 1 and <= Most ? [.. wanted.Select(item => One(store, item))] : throw new ArgumentException($"Choose 2 to {Most} sessions or trials to compare.");
    }

    private static Comparison One(RecordStore store, string item) => item.Split(':') switch
    {
        ["session", { } id] => Session(store, id),
        ["trial", { } run, { } ordinal] when int.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => OfTrial(store, run, number),
        _ => throw new ArgumentException($"'{item}' is neither session:ID nor trial:RUN:NUMBER."),
    };

    private static Comparison Session(RecordStore store, string id)
    {
        var session = SessionView.From(store.ReadSession(id));
        return new Comparison(session.Id, session.Title, session.StartedUtc, session.Simulated, session.TipAreaSquareCentimetres, SessionMarks.Of(store, id).ContactSeconds, 0, session.Seconds);
    }

    private static Comparison OfTrial(RecordStore store, string run, int ordinal)
    {
        StoredRun stored = new RunReader(store).Read(run);
        RunEntry entry = stored.Entries.FirstOrDefault(known => known.Ordinal == ordinal && known.Trial is not null) ?? throw new ArgumentException($"The run has no trial {ordinal + 1}.");
        SessionSummary session = store.ReadSession(stored.Run.SessionId ?? throw new ArgumentException("The trial's trace was not recorded."));
        double start = session.FirstDeviceMicroseconds ?? 0;
        double contact = (entry.Trial!.ContactMicroseconds - start) * 1e-6;
        return new Comparison(session.Id, entry.Place.Name, stored.Line.StartedUtc, stored.Run.Simulated, entry.Trial.TipAreaCm2, contact, Math.Max(0, contact - Around), ((entry.Trial.EndMicroseconds - start) * 1e-6) + Around)
        {
            Trial = new ComparedTrial(entry.Kind == StepKind.Familiarisation ? null : entry.Round, entry.Trial.Words(), entry.Counts),
        };
    }
}

/// <summary>A trial that is compared.</summary>
/// <param name="Round">Which repeat; null for a try.</param>
/// <param name="Words">What it gave.</param>
/// <param name="Counts">Whether it counts.</param>
public sealed record ComparedTrial(int? Round, string Words, bool Counts);
