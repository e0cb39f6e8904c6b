using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;

namespace Algometer.Reports.Exchange;

/// <summary>A session as it leaves the program: everything that the record knows of it.</summary>
public sealed record ExportedSession
{
    /// <summary>Identity, description, start and end.</summary>
    public required SessionSummary Summary { get; init; }

    /// <summary>Calibrations in order of the sequence they apply from.</summary>
    public required IReadOnlyList<CalibrationInForce> Calibrations { get; init; }

    /// <summary>Moments read from both clocks, in order.</summary>
    public required IReadOnlyList<ClockPoint> ClockPoints { get; init; }

    /// <summary>Events in order of device time.</summary>
    public required IReadOnlyList<SessionEvent> Events { get; init; }

    /// <summary>Missing samples.</summary>
    public required IReadOnlyList<RecordedGap> Gaps { get; init; }

    /// <summary>Samples in order of sequence; read anew at each enumeration.</summary>
    public required IEnumerable<Sample> Samples { get; init; }

    /// <summary>Whom it is about; null for nobody or for several.</summary>
    public Person? Person { get; init; }

    /// <summary>Device time to wall time; null when the clocks were never compared, and when the device did not live in real time.</summary>
    public ClockMapping? Clock => ClockMapping.FitRealTime([.. ClockPoints]);

    /// <summary>Wall time of a device time: by the clock points, else counted from the start of the session.</summary>
    /// <param name="deviceMicroseconds">Device time in µs.</param>
    public DateTimeOffset ToUtc(long deviceMicroseconds) =>
        Clock?.ToUtc(deviceMicroseconds) ?? Summary.StartedUtc.AddTicks((deviceMicroseconds - (Summary.FirstDeviceMicroseconds ?? deviceMicroseconds)) * TimeSpan.TicksPerMicrosecond);

    /// <summary>Reads a session from the record; its samples stay there until they are asked for.</summary>
    /// <param name="store">The record.</param>
    /// <param name="summary">The session.</param>
    /// <param name="person">Whom it is about.</param>
    public static ExportedSession From(RecordStore store, SessionSummary summary, Person? person = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(summary);
        return new ExportedSession
        {
            Summary = summary,
            Calibrations = new LazyList<CalibrationInForce>(() => store.ReadCalibrations(summary.Id)),
            ClockPoints = new LazyList<ClockPoint>(() => store.ReadClockPoints(summary.Id)),
            Events = new LazyList<SessionEvent>(() => store.ReadEvents(summary.Id)),
            Gaps = new LazyList<RecordedGap>(() => store.ReadGaps(summary.Id)),
            Samples = store.ReadSamples(summary.Id),
            Person = person,
        };
    }
}
