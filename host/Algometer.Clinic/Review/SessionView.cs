using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Reading;

namespace Algometer.Clinic.Review;

/// <summary>A session as a line of the list. Times are seconds since its first sample.</summary>
public sealed record SessionView(
    string Id,
    DateTimeOffset StartedUtc,
    double Seconds,
    long Samples,
    int Gaps,
    string End,
    string Source,
    bool Simulated,
    string Device,
    string Title,
    double LimitNewtons,
    double TipAreaSquareCentimetres)
{
    /// <summary>Codes of the people that it is about.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>Whether its header is not what was written.</summary>
    public bool Altered { get; init; }

    /// <summary>When it was deleted; null when it was not.</summary>
    public DateTimeOffset? DeletedUtc { get; init; }

    /// <summary>Who deleted it.</summary>
    public string? DeletedBy { get; init; }

    /// <summary>Describes a session.</summary>
    public static SessionView From(SessionSummary session) => new(
        session.Id,
        session.StartedUtc,
        ((session.LastDeviceMicroseconds ?? 0) - (session.FirstDeviceMicroseconds ?? 0)) * 1e-6,
        session.SampleCount,
        session.GapCount,
        EndWords(session),
        session.Description.Source.ToString().ToLowerInvariant(),
        session.Description.Simulated,
        session.Description.DeviceId,
        session.Description.Title,
        session.Description.LimitMillinewtons * 1e-3,
        session.Description.TipAreaCm2)
    {
        Altered = session.IsAltered,
        DeletedUtc = session.DeletedUtc,
        DeletedBy = session.DeletedBy,
    };

    /// <summary>How it ended, in words.</summary>
    public static string EndWords(SessionSummary session) => session.End switch
    {
        SessionEnd.Closed => "closed",
        SessionEnd.CutOff => "cut off",
        _ => "recording",
    };
}

/// <summary>A session opened.</summary>
/// <param name="Session">Its line.</param>
/// <param name="Calibration">Number of its first calibration; 0 for the nominal one.</param>
/// <param name="Events">What happened.</param>
/// <param name="Links">Whom and what stretches of it are about.</param>
public sealed record SessionDetail(SessionView Session, long Calibration, EventView[] Events, LinkView[] Links)
{
    /// <summary>Opens a session.</summary>
    /// <param name="store">The record.</param>
    /// <param name="id">The session, by identity or its beginning.</param>
    /// <exception cref="Records.Problems.RecordStoreException">There is no such session.</exception>
    public static SessionDetail Read(RecordStore store, string id)
    {
        SessionSummary session = store.ReadSession(id);
        double start = session.FirstDeviceMicroseconds ?? 0;
        var codes = store.People.List().ToDictionary(person => person.Id, person => person.Code, StringComparer.Ordinal);
        SessionLink[] links = [.. store.ReadLinks(session.Id)];
        return new SessionDetail(
            SessionView.From(session) with { People = [.. links.Select(link => link.PersonId).OfType<string>().Distinct(StringComparer.Ordinal).Select(person => codes.GetValueOrDefault(person)).OfType<string>()] },
            session.Description.Calibration?.Id ?? 0,
            [.. store.ReadEvents(session.Id).Select(happened => new EventView((happened.DeviceMicroseconds - start) * 1e-6, happened.Kind, happened.Value, happened.Text))],
            [.. links.Select(link => new LinkView(link.PersonId, link.PersonId is null ? null : codes.GetValueOrDefault(link.PersonId), link.DocumentId, Seconds(link.FromDeviceMicroseconds), Seconds(link.ToDeviceMicroseconds)))]);
        double? Seconds(long? at) => at is { } microseconds ? (microseconds - start) * 1e-6 : null;
    }
}

/// <summary>An event at its time.</summary>
public sealed record EventView(double AtSeconds, string Kind, double? Value, string? Text);

/// <summary>Whom and what a stretch is about; null ends are the session's.</summary>
public sealed record LinkView(string? PersonId, string? PersonCode, string? DocumentId, double? FromSeconds, double? ToSeconds);

/// <summary>Missing samples: between which times.</summary>
public sealed record GapView(double FromSeconds, double ToSeconds, long Count, string Reason);

/// <summary>Samples that cannot be trusted.</summary>
public sealed record FaultView(double FromSeconds, double ToSeconds, string Words)
{
    /// <summary>The same by name, such as <c>saturated</c>.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}

/// <summary>A trial of a threshold run within the session.</summary>
public sealed record TrialSpan(string RunId, int Ordinal, double FromSeconds, double ToSeconds, string Place, string Words, bool Counts);

/// <summary>What is marked along a session.</summary>
/// <param name="Gaps">Missing samples.</param>
/// <param name="Faults">Samples that cannot be trusted.</param>
/// <param name="Trials">Trials.</param>
/// <param name="ContactSeconds">When force first rose above 1 N for good; null for never.</param>
/// <param name="More">How many gaps and faults there are beyond those told.</param>
public sealed record MarksView(IReadOnlyList<GapView> Gaps, IReadOnlyList<FaultView> Faults, IReadOnlyList<TrialSpan> Trials, double? ContactSeconds, int More);

/// <summary>A stretch of the trace: time, lowest and highest force (null with a fault), samples in each point, which points follow a gap, and which hold a fault.</summary>
public sealed record TraceView(double[] T, double?[] Low, double?[] High, int[] Count, int[] AfterGap, int[] Fault);
