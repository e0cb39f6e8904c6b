using Algometer.Measurement.Signal;

namespace Algometer.Records.Model;

/// <summary>A session with everything that belongs to it, as it travels between records.</summary>
public sealed record CompleteSession
{
    /// <summary>What it is. Its counts are computed from the rest when it is stored, not believed.</summary>
    public required SessionSummary Summary { get; init; }

    /// <summary>Calibrations in order of the sequence they apply from.</summary>
    public IReadOnlyList<CalibrationInForce> Calibrations { get; init; } = [];

    /// <summary>Moments read from both clocks, in order of device time, each device time once.</summary>
    public IReadOnlyList<ClockPoint> ClockPoints { get; init; } = [];

    /// <summary>Events in order of device time.</summary>
    public IReadOnlyList<SessionEvent> Events { get; init; } = [];

    /// <summary>Missing samples in order.</summary>
    public IReadOnlyList<RecordedGap> Gaps { get; init; } = [];

    /// <summary>Samples in order of sequence, each once. May be lazy; it is read once by an import and once more by the check that the same is there already.</summary>
    public IEnumerable<Sample> Samples { get; init; } = [];

    /// <summary>SHA-256 (hex) of the content; equal for equal sessions, whatever record they are in.</summary>
    public string Hash() => ContentHash.Of(this);
}

/// <summary>What an import found.</summary>
public enum ImportOutcome
{
    /// <summary>The session was not there and is now.</summary>
    Imported,

    /// <summary>The very same session was there; nothing was written.</summary>
    AlreadyThere,
}
