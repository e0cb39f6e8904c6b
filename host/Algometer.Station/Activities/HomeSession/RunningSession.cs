using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;
using Algometer.Records.Documents;
using Algometer.Station.Limits;

namespace Algometer.Station.Activities.HomeSession;

/// <summary>Everything that belongs to one guided session while it runs.</summary>
internal sealed class RunningSession(GuidedSession session, PlaceView place, string movement, DateTimeOffset startedUtc, uint bootId)
{
    private const double TraceSeconds = 0.2;
    private const int MostTracePoints = 9000;
    private readonly List<TracePoint> _trace = [];
    private long _first = -1;
    private double _next;

    public GuidedSession Session => session;

    public PlaceView Place => place;

    public string Movement => movement;

    public DateTimeOffset StartedUtc => startedUtc;

    /// <summary>The device's start that the session goes on with.</summary>
    public uint BootId { get; set; } = bootId;

    public bool GuardsAtDevice { get; set; }

    public GuardMark Mark { get; } = new();

    public bool GaveBack { get; set; }

    public int Kept { get; set; }

    public SessionArchive? Archive { get; init; }

    public string? TraceSession { get; init; }

    public bool Simulated { get; init; }

    public void Take(in Sample sample)
    {
        _first = _first < 0 ? sample.DeviceMicroseconds : _first;
        if (session.GuardsHold && session.Now >= _next && _trace.Count < MostTracePoints)
        {
            _next = session.Now + TraceSeconds;
            _trace.Add(new TracePoint(Math.Round(session.Now, 2), JsonNumber.Finite(sample.ForceNewtons, 2)));
        }
    }

    public HomeSessionDocument ToDocument() => new(session.ToRecord(), TraceSession, _first, Simulated, [.. _trace]);
}
