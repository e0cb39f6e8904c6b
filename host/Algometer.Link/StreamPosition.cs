using Algometer.Measurement.Guard;

namespace Algometer.Link;

/// <summary>
/// Where the stream of the device stands: its numbers and its time as the record counts them, and how far either may have gone on. Nothing
/// that a device says carries one of them out of its bounds. All times in µs.
/// </summary>
internal sealed class StreamPosition
{
    private const long EarlierThanHelloMicroseconds = 1_000_000;
    private const long LongestAwayMicroseconds = 24L * 3600 * 1_000_000;
    private const long FurthestAheadMicroseconds = 60_000_000;
    private const long FurthestAheadSamples = 4096;

    // The device's own bounds of its rate (PROTOCOL.md, flag 0x0040).
    private const double LeastPart = 7.0 / 8;
    private const double MostPart = 5.0 / 4;
    private const long UnseenSamples = 32;
    private Unwrapper _sequence;
    private long _sequenceOffset;
    private volatile bool _closing;

    /// <summary>The device that answered last, or null.</summary>
    public DeviceDescription? Device { get; set; }

    /// <summary>The record's time of the device's clock.</summary>
    public DeviceTimeline Timeline { get; } = new();

    /// <summary>Whether a live sample has come since the device, or its start, was first heard.</summary>
    public bool HasLive { get; private set; }

    /// <summary>A leap of the clock that hello showed first: told with the next live sample.</summary>
    public StreamDoubt OwedLeap { get; set; }

    /// <summary>Number of the newest live sample.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Time of the newest live sample.</summary>
    public long LastMicroseconds { get; private set; }

    /// <summary>Time of the newest of all samples, those that were sent again included: what comes live is later.</summary>
    public long NewestMicroseconds { get; private set; } = long.MinValue;

    /// <summary>What hello told of the device's clock, until a live sample tells it again: after an outage the last sample's time is long past.</summary>
    public long ToldMicroseconds { get; set; }

    /// <summary>The host's time of what is read now.</summary>
    public long Wall { get; set; }

    /// <summary>The host's time of the newest live sample, or of the device's restart since; 0 before the first.</summary>
    public long LastWall { get; set; }

    /// <summary>Whether the record is about to end: what comes now is judged and not recorded.</summary>
    public bool IsClosing
    {
        get => _closing;
        set => _closing = value;
    }

    /// <summary>Samples per second that the device promises, as far as it can be believed.</summary>
    public double RateHertz => Math.Clamp(Device!.RateHertz, 1, 1000);

    /// <summary>The device's time as far as it is known.</summary>
    public long DeviceNow => Math.Max(LastMicroseconds, ToldMicroseconds);

    /// <summary>The same, with the host's.</summary>
    public Moment Now => new(DeviceNow, Wall);

    // What is known to have been taken, plus one.
    private long NextKnown => Math.Max(LastSequence, _sequence.Newest + _sequenceOffset - 1) + 1;

    /// <summary>How long the device has been away, by the host's clock.</summary>
    public long Away(long least) => Math.Clamp(Wall - LastWall, least, LongestAwayMicroseconds);

    /// <summary>The furthest that the device's clock can have gone on: by the host's, twice over, as the two may differ and a host's may be set.</summary>
    public long MostAhead => (2 * Away(0)) + FurthestAheadMicroseconds;

    /// <summary>So many samples can have been taken in this time at the promised rate, and half as many more; and a few, for a clock that is young.</summary>
    public long MostSteps(long elapsed) => 256 + (long)(Math.Max(0, elapsed) * 1e-6 * 1.5 * RateHertz);

    /// <summary>
    /// The newest that the oldest sample can be which the device holds, by its own words: it holds the last of as many as its back-log takes, or all since
    /// its start. What came since the newest live sample, and a few that were lost after it, are allowed for.
    /// </summary>
    public long MostOldestHeld
    {
        get
        {
            if (Device is not { } device)
            {
                return long.MaxValue;
            }

            // Numbers begin at 0 with a start, and what was taken since cannot be more than its time allows; either may be told wrong.
            long taken = Math.Min(NextKnown - _sequenceOffset, (long)(LeastPart * RateHertz * Timeline.UptimeOf(DeviceNow) * 1e-6));
            return NextKnown + UnseenSamples + (long)(Math.Max(0, Wall - LastWall) * 1e-6 * MostPart * RateHertz) - Math.Clamp(taken, 0, device.BacklogSamples);
        }
    }

    /// <summary>What lies before has left the device's back-log, by its own words; the lowest number of all where it does not say how much it takes.</summary>
    public long LeastHeld => Device is { BacklogSamples: > 0 and var held } ? NextKnown - held : long.MinValue;

    /// <summary>How long so many samples take.</summary>
    public long Expected(long step) => (long)(step * 1e6 / RateHertz);

    /// <summary>The time of a sample so many later, where the device's clock does not tell it.</summary>
    public long GoesOn(long step) => Math.Max(NewestMicroseconds, LastMicroseconds) + Math.Max(1, Expected(step));

    /// <summary>Whether a live sample of this time would lie before what came already.</summary>
    public bool IsBack(long device) => device <= NewestMicroseconds || device - LastMicroseconds < -EarlierThanHelloMicroseconds;

    /// <summary>The record's number of one that the device told in 32 bits.</summary>
    public long SequenceOf(uint wire) => _sequence.Peek(wire) + _sequenceOffset;

    /// <summary>The record's number of one that the device told in full, as the first of its start.</summary>
    public long SequenceAt(long wire) => wire + _sequenceOffset;

    /// <summary>The device's number of one of the record.</summary>
    public uint ToWire(long sequence) => (uint)(sequence - _sequenceOffset);

    /// <summary>The newest number that is known, by which those after it are unwrapped.</summary>
    public void Follow(long sequence) => _sequence.StartAt(sequence - _sequenceOffset);

    /// <summary>From here on the device's number <paramref name="wire"/> is that of the record.</summary>
    public void MapSequence(long wire, long sequence) => _sequenceOffset = sequence - wire;

    /// <summary>Numbers and time go on from here. Samples that were never taken live before this are not missed.</summary>
    public void Anchor(long next, long uptime)
    {
        _sequence.StartAt(next);
        Timeline.Begin(uptime);
        LastSequence = next + _sequenceOffset - 1;
        LastMicroseconds = Timeline.OfUptime(uptime);
        HasLive = false;
        OwedLeap = StreamDoubt.None;
    }

    /// <summary>A live sample has come.</summary>
    public void Arrived(long sequence, long device)
    {
        HasLive = true;
        LastSequence = sequence;
        LastMicroseconds = device;
        ToldMicroseconds = 0;
        NewestMicroseconds = device;
        LastWall = Wall;
    }

    /// <summary>A sample that was sent again has come.</summary>
    public void CameAgain(long device) => NewestMicroseconds = Math.Max(NewestMicroseconds, device);

    /// <summary>A time beside the samples, as the device says it and as far as it can be true at all.</summary>
    public long BoundTime(long uptime) => Timeline.OfUptime(uptime) is var told && told >= LastMicroseconds - LongestAwayMicroseconds
        ? Math.Min(told, LastMicroseconds + FurthestAheadMicroseconds)
        : LastMicroseconds;

    /// <summary>The same for a number.</summary>
    public long BoundSequence(uint wire) => Math.Clamp(SequenceOf(wire), 0, Math.Max(0, LastSequence) + FurthestAheadSamples);
}
