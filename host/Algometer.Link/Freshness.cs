namespace Algometer.Link;

/// <summary>
/// How late a sample can be at most, from pings alone. The device read its clock for a pong after the ping was sent, so it is no later than the
/// host's clock less that difference: whatever the way takes in either direction, the latest of these bounds holds. What nobody knows of the round
/// trip is counted against the sample. All in the device's own time, as pongs and samples tell it: what the record makes of a clock that leapt plays
/// no part. All times in µs.
/// </summary>
internal sealed class Freshness
{
    // A ping every 0.4 s: 13 s. A device's clock that is a thousandth off moves the bound by a hundredth of a second in that time.
    private const int Kept = 32;

    // Pongs that contradict each other by more come from a clock that was set, or from a lie: only the newest counts then.
    private const long ContradictionMicroseconds = 250_000;
    private readonly long[] _least = new long[Kept];
    private readonly long[] _most = new long[Kept];
    private int _count;
    private int _next;
    private long _offset;

    /// <summary>Whether anything is known.</summary>
    public bool IsKnown => _count > 0;

    /// <summary>Takes a pong.</summary>
    /// <param name="device">What the device's clock said.</param>
    /// <param name="sent">The host's time when the ping was sent.</param>
    /// <param name="received">The host's time when the pong came.</param>
    public void Add(long device, long sent, long received)
    {
        (long least, long most) = (sent - device, received - device);
        for (int i = 0; i < _count; i++)
        {
            if (least > _most[i] + ContradictionMicroseconds || most < _least[i] - ContradictionMicroseconds)
            {
                Reset();
                break;
            }
        }

        (_least[_next], _most[_next]) = (least, most);
        _next = (_next + 1) % Kept;
        _count = Math.Min(_count + 1, Kept);
        _offset = _least[0];
        for (int i = 1; i < _count; i++)
        {
            _offset = Math.Max(_offset, _least[i]);
        }
    }

    /// <summary>The host's own clock was set, or the device began anew.</summary>
    public void Reset() => (_count, _next) = (0, 0);

    /// <summary>How late a sample can be at most; below 0 by more than a clock drifts, its time is none that the device's clock can have shown.</summary>
    /// <param name="microseconds">The 32 bits that it tells.</param>
    /// <param name="wall">The host's time when it came.</param>
    public long MostLate(uint microseconds, long wall) => unchecked((int)((uint)(wall - _offset) - microseconds));
}
