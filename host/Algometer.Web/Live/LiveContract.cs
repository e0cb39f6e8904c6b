using System.Text.Json;
using System.Text.Json.Serialization;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Home.Rules;
using Algometer.Records.Problems;
using Algometer.Station.Pipeline;
using Algometer.Web.Access;

namespace Algometer.Web.Live;

/// <summary>What a page may ask for. The answer is null, or an error that says what to do.</summary>
public interface ILiveCommands
{
    /// <summary>Carries out one command of a page.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="arguments">The page's whole message.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<string?> ExecuteAsync(string command, JsonElement arguments, Visitor visitor, CancellationToken cancellationToken);

    /// <summary>Why a visitor may not give this command although the role may: it is about somebody else. Null when it is the visitor's own.</summary>
    /// <param name="visitor">Who asks.</param>
    /// <param name="command">Its name.</param>
    /// <param name="arguments">The page's whole message.</param>
    string? Refusal(Visitor visitor, string command, JsonElement arguments);
}

/// <summary>What the page shows besides samples.</summary>
public interface ILiveStateSource
{
    /// <summary>The state now.</summary>
    LiveState Snapshot();

    /// <summary>Whether a person is the one who is measured now.</summary>
    /// <param name="personId">Whom an account is about; null asks for anybody.</param>
    bool IsMeasuring(string? personId);
}

/// <summary>Everything on the page that is not a sample.</summary>
public sealed record LiveState(
    string Connection,
    string ConnectionText,
    LiveDevice? Device,
    LiveHealth Health,
    LiveAlarm Alarm,
    double LimitNewtons,
    double TipAreaSquareCentimetres,
    bool Streaming,
    LiveHold Hold,
    LiveEasing Easing,
    LiveRecording? Recording,
    IReadOnlyDictionary<string, JsonElement> Parts);

/// <summary>The one alarm, decided by the host; a page shows and sounds it and decides nothing.</summary>
/// <param name="Kind">Such as <c>over-limit</c>; <c>none</c> without one.</param>
/// <param name="Level"><c>none</c>, <c>medium</c> or <c>high</c>.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">What to do.</param>
/// <param name="Over">Above the limit, as far as is known.</param>
/// <param name="Latched">Not yet both below and acknowledged.</param>
/// <param name="CanAcknowledge">Whether an acknowledgement would do something.</param>
public sealed record LiveAlarm(string Kind, string Level, string Title, string Text, bool Over, bool Latched, bool CanAcknowledge)
{
    /// <summary>No alarm.</summary>
    public static LiveAlarm None { get; } = new("none", "none", "", "", false, false, false);

    /// <summary>As the page reads it.</summary>
    public static LiveAlarm Of(in AlarmView alarm) => new(
        TextIds.Kebab(alarm.Kind),
        TextIds.Kebab(alarm.Level),
        alarm.Title,
        alarm.Text,
        alarm.OverLimit,
        alarm.Latched,
        alarm.CanAcknowledge);
}

/// <summary>The device.</summary>
public sealed record LiveDevice(string Id, string Firmware, bool Simulated, string Calibration, double RateHertz, double CapacityNewtons, string Tool, string Pace, bool TooSlow, IReadOnlyList<string> Notes);

/// <summary>How well samples arrive.</summary>
public sealed record LiveHealth(double RateHertz, double JitterMilliseconds, long Gaps, long Lost, long CrcErrors, long Resyncs, long Late, long Reconnections);

/// <summary>What is being recorded.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Samples">Samples so far.</param>
/// <param name="Problem">Why nothing is stored: <c>disk-full</c>, <c>read-only</c>, <c>unreachable</c>, <c>gone</c>, <c>other</c>; null while all is well.</param>
/// <param name="InMemoryOnly">Whether what comes is in memory alone, and lost if the program ends; otherwise it is in the journal.</param>
/// <param name="RoomMinutes">For how many minutes memory keeps what comes.</param>
/// <param name="GoesOn">Whether a person chose to go on without storing.</param>
/// <param name="MayChoose">Whether this visitor may choose to.</param>
public sealed record LiveRecording(string SessionId, long Samples, string? Problem, bool InMemoryOnly, double RoomMinutes, bool GoesOn, bool MayChoose)
{
    /// <summary>What a visitor is told who sees nothing of what is measured: that it is not stored, and no more.</summary>
    public LiveRecording WithoutSession() => this with { SessionId = "", Samples = 0 };

    /// <summary>As the page reads it.</summary>
    /// <param name="record">What is recorded.</param>
    /// <param name="samplesPerSecond">How fast samples come.</param>
    public static LiveRecording? Of(PipelineRecord record, double samplesPerSecond)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Recorder is not { } recorder ? null : new LiveRecording(
            recorder.SessionId,
            record.Recorded,
            recorder.Failure?.Problem switch
            {
                null => null,
                RecordStoreProblem.DiskFull => "disk-full",
                RecordStoreProblem.ReadOnly or RecordStoreProblem.NoPermission => "read-only",
                RecordStoreProblem.Unreachable => "unreachable",
                RecordStoreProblem.NotFound => "gone",
                _ => "other",
            },
            recorder.SamplesInMemoryOnly > 0,
            Math.Floor(recorder.RoomFor(samplesPerSecond).TotalMinutes),
            record.GoesOnUnrecorded,
            MayChoose: true);
    }
}

/// <summary>JSON between page and host.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(LiveState))]
internal sealed partial class LiveJson : JsonSerializerContext;
