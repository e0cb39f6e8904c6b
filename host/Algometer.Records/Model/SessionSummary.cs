namespace Algometer.Records.Model;

/// <summary>A recorded session without its samples.</summary>
/// <param name="Id">Short identity that sorts by start time.</param>
/// <param name="Description">What was known at the start.</param>
/// <param name="StartedUtc">Wall time of the start.</param>
/// <param name="EndedUtc">Wall time of the end; null while recording.</param>
/// <param name="End">How it ended; null while recording.</param>
/// <param name="SampleCount">Samples in stored blocks; a running session has up to some seconds more in its journal.</param>
/// <param name="FirstDeviceMicroseconds">Device time of the earliest stored sample in µs; null without samples.</param>
/// <param name="LastDeviceMicroseconds">Device time of the latest stored sample in µs; null without samples.</param>
public sealed record SessionSummary(
    string Id,
    SessionDescription Description,
    DateTimeOffset StartedUtc,
    DateTimeOffset? EndedUtc,
    SessionEnd? End,
    long SampleCount,
    long? FirstDeviceMicroseconds,
    long? LastDeviceMicroseconds)
{
    /// <summary>Whether its header is not what was written, so that nothing of this is to be believed; a list shows it, reading it is refused.</summary>
    public bool IsAltered { get; init; }

    /// <summary>How many gaps are recorded.</summary>
    public int GapCount { get; init; }

    /// <summary>When it was deleted; null when it was not. It can be taken back until <see cref="RecordStore.KeepDeletedFor"/> is over.</summary>
    public DateTimeOffset? DeletedUtc { get; init; }

    /// <summary>Who deleted it.</summary>
    public string? DeletedBy { get; init; }

    /// <summary>Whether the identity tells the start, as the program makes it; a pseudonym does not, and would not sort among the others.</summary>
    public bool IsIdentifiedByStart => SessionId.TellsStart(Id, StartedUtc);

    /// <summary>Whether the session has not been ended.</summary>
    public bool IsOpen => EndedUtc is null;
}
