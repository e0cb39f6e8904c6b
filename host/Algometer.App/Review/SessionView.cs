using Algometer.Records;

namespace Algometer.App.Review;

/// <summary>A session as a line of the list. Times are seconds since its first sample.</summary>
internal sealed record SessionView(
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
    public static SessionView From(SessionSummary session, int gaps) => new(
        session.Id,
        session.StartedUtc,
        ((session.LastDeviceMicroseconds ?? 0) - (session.FirstDeviceMicroseconds ?? 0)) * 1e-6,
        session.SampleCount,
        gaps,
        session.End switch
        {
            SessionEnd.Closed => "closed",
            SessionEnd.CutOff => "cut off",
            _ => "recording",
        },
        session.Description.Source.ToString().ToLowerInvariant(),
        session.Description.Simulated,
        session.Description.DeviceId,
        session.Description.Title,
        session.Description.LimitMillinewtons * 1e-3,
        session.Description.TipAreaCm2);
}

/// <summary>A session opened.</summary>
internal sealed record SessionDetail(SessionView Session, EventView[] Events, GapView[] Gaps);

/// <summary>An event at its time.</summary>
internal sealed record EventView(double AtSeconds, string Kind, double? Value, string? Text);

/// <summary>Missing samples.</summary>
internal sealed record GapView(long First, long Count, string Reason);

/// <summary>A stretch of the trace: time, lowest and highest force (null with a fault), samples in each point, and which points follow a gap.</summary>
internal sealed record TraceView(double[] T, double?[] Low, double?[] High, int[] Count, int[] AfterGap);
