namespace Algometer.Link;

/// <summary>
/// Decides what is asked for from the device's back-log, and when again. It waits by progress, not by the clock: as long as something
/// comes it goes on. One request is under way at a time (a device serves one after another); it covers every hole that lies near the first,
/// so that a slow line with many holes keeps up. Something is given up only when the device says that it is gone, or answers no more.
/// Time passes only as far as it does both for the device, by its live samples, and for the host: a host that could not run for a while reads
/// seconds of the device's time at once, and an answer cannot be among what was sent before the question.
/// </summary>
public sealed class RefillPlanner(SampleAssembler assembler)
{
    /// <summary>Requests without any answer after which the holes are given up.</summary>
    public const int MostUnanswered = 5;

    /// <summary>Answers that filled nothing after which the holes are given up.</summary>
    public const int MostFruitless = 8;

    // Asked for in one request (PROTOCOL.md, "Back-log"): what is lost of it is asked for again when it has ended, and may not have left the
    // device by then. Where an answer takes long to begin there are more in proportion, or the device takes them faster than they are sent again.
    private const long Asked = 64;
    private const long MostAsked = 1024;
    private const long QuickMicroseconds = 200_000;

    // Samples that are there are asked for along with the missing ones when so few lie between two holes: cheaper than another round trip.
    private const long MostBetween = 32;
    private const string Unsent = "the device said that it held them and did not send them";
    private const string LostAgain = "the device sent them again and they did not arrive";
    private const string Unheld = "the device said that it no longer held them, which by its own numbers it did";
    private const string Untaken = "the device said that it had not taken them";
    private const string Unfitting = "what the device sent for them bore times that cannot be theirs";

    // After an answer that filled nothing the next request waits, longer each time: what a device cannot give is not asked for at full speed.
    private const long FruitlessPause = 100_000;
    private const long LongestPause = 1_000_000;
    private const long ShortestPatience = 600_000;
    private const long LongestPatience = 3_000_000;
    private bool _underWay;
    private long _askedFirst;
    private long _askedEnd;
    private Moment _askedAt;
    private Moment _progressAt;
    private long _patience = ShortestPatience;
    private long _latency;
    private long _refilledBefore;
    private bool _answered;
    private int _unanswered;
    private int _fruitless;
    private Moment _pausedAt;
    private string? _unfit;

    /// <summary>Requests made.</summary>
    public long Requests { get; private set; }

    /// <summary>What is to be asked for now: first sequence and count; null when nothing, or when an answer is still awaited.</summary>
    /// <param name="now">Device time as far as it is known: that of the newest live sample, or what hello told since; and the host's.</param>
    /// <param name="leastHeld">What lies before is gone by what the device said of its back-log: it is asked for last, and given up by the device's answer.</param>
    public (long First, long Count)? Next(in Moment now, long leastHeld = long.MinValue)
    {
        if (!assembler.IsWaiting)
        {
            Forget();
            return null;
        }

        // A clock that was set back must make this neither wait for ever nor ask at each sample: the wait begins anew.
        _progressAt = _progressAt.NotAfter(now);
        _pausedAt = _pausedAt.NotAfter(now);
        if (!_underWay && now.Since(_pausedAt) < Math.Min(LongestPause, FruitlessPause * _fruitless))
        {
            return null;
        }

        if (_underWay)
        {
            if (now.Since(_progressAt) < _patience)
            {
                return null;
            }

            _underWay = false;
            _unanswered = _answered ? 0 : _unanswered + 1;
            _fruitless = assembler.Refilled == _refilledBefore ? _fruitless + 1 : 0;
            _patience = Math.Min(LongestPatience, _patience * 3 / 2);
            if (_unanswered >= MostUnanswered)
            {
                assembler.GiveUpBelow(_askedEnd, $"the device was asked {MostUnanswered} times and did not answer");
                GiveUp("the device answered no request any more: they were not asked for");
                return null;
            }

            if (_fruitless >= MostFruitless)
            {
                GiveUpAsked(LostAgain);
                return assembler.IsWaiting ? Ask(now, leastHeld) : null;
            }
        }

        return Ask(now, leastHeld);
    }

    /// <summary>Something of what was asked for has come, new or not.</summary>
    /// <returns>False when it was not asked for.</returns>
    public bool Came(long sequence, in Moment now)
    {
        if (!_underWay || sequence < _askedFirst || sequence >= _askedEnd)
        {
            return false;
        }

        if (!_answered)
        {
            _latency = now.Since(_askedAt);
            _patience = Math.Clamp(_latency * 3, ShortestPatience, LongestPatience);
        }

        _answered = true;
        _progressAt = now;
        return true;
    }

    /// <summary>The device has sent what it could of the request.</summary>
    /// <param name="oldestHeld">The oldest that it still held when it was asked.</param>
    /// <param name="now">As for <see cref="Next"/>.</param>
    /// <param name="sent">How many it says that it sent.</param>
    /// <param name="mostOldest">The newest that the oldest can be, by what the device said of itself before.</param>
    public void Ended(long oldestHeld, in Moment now, long sent = 0, long mostOldest = long.MaxValue) => Ended(oldestHeld, now, mostOldest, sent > 0 ? LostAgain : Unsent);

    private void Ended(long oldestHeld, in Moment now, long mostOldest, string reason)
    {
        bool isAnswer = _underWay;
        _underWay = false;
        _pausedAt = now;
        _unanswered = 0;
        if (oldestHeld <= mostOldest)
        {
            assembler.GiveUpBelow(Math.Min(oldestHeld, assembler.Newest + 1), "the device no longer held them");
        }
        else
        {
            // It cannot be so: nothing is given up for one such answer, it is asked again.
            reason = Unheld;
        }

        _fruitless = assembler.Refilled != _refilledBefore ? 0 : isAnswer ? _fruitless + 1 : _fruitless;
        if (assembler.IsWaiting && _fruitless >= MostFruitless)
        {
            GiveUpAsked(reason);
        }
    }

    /// <summary>Something missing came, and could not be used.</summary>
    /// <param name="reason">Why, as a gap's reason; null where nothing more is known than that its time cannot be its own.</param>
    public void Unfit(string? reason) => _unfit = reason ?? Unfitting;

    /// <summary>
    /// The device says that it has not taken yet what was asked for: it told another number before. It counts as an answer that filled nothing.
    /// </summary>
    /// <param name="oldestHeld">The oldest that it holds.</param>
    /// <param name="now">As for <see cref="Next"/>.</param>
    /// <param name="mostOldest">As for an end.</param>
    public void NotTaken(long oldestHeld, in Moment now, long mostOldest = long.MaxValue) => Ended(oldestHeld, now, mostOldest, Untaken);

    /// <summary>The line was opened anew or the device restarted: nothing asked before will be answered.</summary>
    public void Forget()
    {
        _underWay = false;
        _unanswered = 0;
        _fruitless = 0;
        _unfit = null;
        _patience = ShortestPatience;
    }

    // Only what was asked for: of the rest nothing is known yet. It is asked for once at least, and the first answer that fills something begins anew.
    private void GiveUpAsked(string reason)
    {
        assembler.GiveUpBelow(_askedEnd, _unfit ?? reason);
        _unfit = null;
        _fruitless = MostFruitless - 1;
        if (!assembler.IsWaiting)
        {
            Forget();
        }
    }

    private void GiveUp(string reason)
    {
        assembler.GiveUp(reason);
        Forget();
    }

    private (long First, long Count) Ask(in Moment now, long leastHeld)
    {
        long first = assembler.FirstMissing(Math.Max(assembler.Next, leastHeld)) ?? assembler.Next;
        long last = first;
        long most = Math.Min(assembler.Newest, first + Math.Clamp(Asked * _latency / QuickMicroseconds, Asked, MostAsked) - 1);
        for (long at = first; at <= most && at - last <= MostBetween; at++)
        {
            if (assembler.IsMissing(at))
            {
                last = at;
            }
        }

        (_underWay, _answered, _askedFirst, _askedEnd, _askedAt, _progressAt) = (true, false, first, last + 1, now, now);
        _refilledBefore = assembler.Refilled;
        Requests++;
        return (first, last + 1 - first);
    }
}
