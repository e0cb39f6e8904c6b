using Algometer.Measurement.Guard;

namespace Algometer.Link;

/// <summary>
/// The record's time of a device's clock: unwrapped, going on past restarts, and past a clock that was set. Where the clock leaps the record's
/// time goes on as the samples' numbers do; a clock that comes back to what it was is taken for what it was. All times in µs.
/// </summary>
internal sealed class DeviceTimeline
{
    private const long LeapMicroseconds = 1_000_000;
    private const long ToldLeapMicroseconds = 10_000_000;
    private const long WrapMicroseconds = 1L << 32;
    private Unwrapper _clock;
    private long _offset;

    // The clock as it was before it leapt last: what is sent again from then bears the time of then.
    private Unwrapper _clockBefore;
    private long _offsetBefore;

    /// <summary>Which way the clock has leapt since this start was first heard; <see cref="StreamDoubt.None"/> where it has not.</summary>
    public StreamDoubt Leapt { get; private set; }

    /// <summary>The record's time of a time that is told in full.</summary>
    public long OfUptime(long uptime) => uptime + _offset;

    /// <summary>The device's time of one of the record.</summary>
    public long UptimeOf(long recordTime) => recordTime - _offset;

    /// <summary>The record's time of the 32 bits that a sample tells.</summary>
    public long OfSample(uint microseconds) => _clock.Peek(microseconds) + _offset;

    /// <summary>The same by the clock as it was before it leapt last.</summary>
    public long OfSampleBefore(uint microseconds) => _clockBefore.Peek(microseconds) + _offsetBefore;

    /// <summary>From here on this time of the device is that of the record.</summary>
    public void Map(long uptime, long recordTime) => _offset = recordTime - uptime;

    /// <summary>A start of the device is heard.</summary>
    public void Begin(long uptime)
    {
        _clock.StartAt(uptime);
        Leapt = StreamDoubt.None;
    }

    /// <summary>The newest time that is known, by which those after it are unwrapped.</summary>
    public void Follow(long recordTime) => _clock.StartAt(recordTime - _offset);

    /// <summary>Whether a live sample's clock has leapt.</summary>
    /// <param name="elapsed">Since the last sample, by the device's clock.</param>
    /// <param name="expected">Since the last sample, by the samples' numbers.</param>
    /// <param name="wallElapsed">Since the last sample came, by the host's clock; null where the device lives faster than the host.</param>
    /// <param name="told">Whether the device says that it paused.</param>
    public static bool HasLeaptAhead(long elapsed, long expected, long? wallElapsed, bool told) =>
        elapsed > (2 * expected) + LeapMicroseconds
        && (wallElapsed is { } wall ? elapsed > (2 * Math.Max(0, wall)) + (told ? ToldLeapMicroseconds : LeapMicroseconds) : !told);

    /// <summary>Whether by the clock as it was before it leapt a sample comes when it is due: then that clock is taken up again.</summary>
    /// <param name="microseconds">The sample's.</param>
    /// <param name="last">The record's time of the last sample.</param>
    /// <param name="expected">Since the last sample, by the samples' numbers.</param>
    /// <param name="recordTime">The record's time of the sample.</param>
    public bool ComesBack(uint microseconds, long last, long expected, out long recordTime)
    {
        recordTime = OfSampleBefore(microseconds);
        if (Leapt == StreamDoubt.None || recordTime <= last || recordTime - last > (2 * expected) + LeapMicroseconds)
        {
            return false;
        }

        (_clock, _clockBefore) = (_clockBefore, _clock);
        (_offset, _offsetBefore) = (_offsetBefore, _offset);
        Follow(recordTime);
        return true;
    }

    /// <summary>The clock has leapt: the record's time goes on, and what the device says from now on is reckoned from there.</summary>
    /// <param name="back">Whether it looks as if it had gone back, or stood still.</param>
    /// <param name="microseconds">What the sample tells.</param>
    /// <param name="recordTime">The record's time of the sample.</param>
    /// <returns>Which way, as far as 32 bits tell: a clock that would have gone back to before its own start went ahead.</returns>
    public StreamDoubt Leap(bool back, uint microseconds, long recordTime)
    {
        long uptime = _clock.Peek(microseconds);
        Leap(back && uptime >= 0 ? StreamDoubt.ClockBack : StreamDoubt.ClockAhead, uptime < 0 ? uptime + WrapMicroseconds : uptime, recordTime);
        return Leapt;
    }

    /// <summary>The same, where the device tells its time in full.</summary>
    public void Leap(StreamDoubt which, long uptime, long recordTime)
    {
        (_clockBefore, _offsetBefore) = (_clock, _offset);
        Leapt = which;
        Map(uptime, recordTime);
        _clock.StartAt(uptime);
    }

    /// <summary>
    /// A time in full that is off by whole turns of 32 bits from what samples told: they leapt further than they could say. The record's time
    /// stays as it is.
    /// </summary>
    /// <param name="uptime">What the device tells.</param>
    /// <param name="recordTime">What its samples told last.</param>
    /// <returns>Whether it was.</returns>
    public bool IsTurnsAhead(long uptime, long recordTime)
    {
        long turns = (OfUptime(uptime) - recordTime + (WrapMicroseconds / 2)) >> 32;
        if (turns <= 0 || Leapt == StreamDoubt.None)
        {
            return false;
        }

        _offset -= turns * WrapMicroseconds;
        Follow(OfUptime(uptime));
        Leapt = StreamDoubt.ClockAhead;
        return true;
    }
}
