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
    private double _highest = double.NaN;

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

    public string? EmergencyNumber { get; init; }

    /// <summary>When a page showed the session last, a time stamp; null while none has.</summary>
    public long? SeenAt { get; set; }

    public void Take(in Sample sample)
    {
        _first = _first < 0 ? sample.DeviceMicroseconds : _first;
        bool presses = session.GuardsHold || session.Phase == SessionPhase.Release;
        if (presses)
        {
            // The highest since the last point: what was pressed for a moment is never between two points.
            _highest = double.IsNaN(_highest) ? sample.ForceNewtons : Math.Max(_highest, sample.ForceNewtons);
        }

        bool isDue = presses ? session.Now >= _next : !double.IsNaN(_highest);
        if (isDue && _trace.Count < MostTracePoints)
        {
            _next = session.Now + TraceSeconds;
            _trace.Add(new TracePoint(Math.Round(session.Now, 2), JsonNumber.Finite(_highest, 2)));
            _highest = double.NaN;
        }
    }

    public HomeSessionDocument ToDocument() => new(session.ToRecord(), TraceSession, _first, Simulated, [.. _trace]);
}
