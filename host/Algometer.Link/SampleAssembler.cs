using Algometer.Measurement.Signal;

namespace Algometer.Link;

/// <summary>
/// Puts samples in order. Later samples wait for what is missing before them; what is given up becomes a gap with its reason. Memory is
/// bounded; nothing is allocated per sample. Who is asked for what is missing, and when, is the <see cref="RefillPlanner"/>'s.
/// </summary>
public sealed class SampleAssembler
{
    // 100 s at 80 samples/s: a whole back-log of 1,024 and all that comes while it is sent again.
    private const int Capacity = 8192;
    private const string TooMany = "more came after them than this program can keep waiting for them";
    private readonly ISampleSink _sink;
    private readonly Sample[] _waiting = new Sample[Capacity];
    private readonly bool[] _held = new bool[Capacity];
    private long _next = -1;
    private long _newest = -1;
    private long _earlyUpTo = -1;
    private bool _afterGap;
    private bool _ended;

    /// <summary>Makes an assembler.</summary>
    public SampleAssembler(ISampleSink sink) => _sink = sink;

    /// <summary>The next sequence to be handed on; -1 before the first sample.</summary>
    public long Next => _next;

    /// <summary>The newest sequence known to exist; below <see cref="Next"/> when nothing is missing.</summary>
    public long Newest => _newest;

    /// <summary>Device time of the sample handed on last, µs.</summary>
    public long LastMicroseconds { get; private set; } = long.MinValue;

    /// <summary>Samples that came twice without being asked for.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Samples that were missing and came from the back-log.</summary>
    public long Refilled { get; private set; }

    /// <summary>Samples given up.</summary>
    public long Lost { get; private set; }

    /// <summary>Gaps reported.</summary>
    public long Gaps { get; private set; }

    /// <summary>Whether something is missing.</summary>
    public bool IsWaiting => !_ended && _newest >= _next && _next >= 0;

    /// <summary>Whether this one is known to exist and has not come.</summary>
    public bool IsMissing(long sequence) => !_ended && _next >= 0 && sequence >= _next && sequence <= _newest && !_held[sequence % Capacity];

    /// <summary>The first that is missing from here on; null when none is.</summary>
    public long? FirstMissing(long from)
    {
        while (from <= _newest && !IsMissing(from))
        {
            from++;
        }

        return from <= _newest ? from : null;
    }

    /// <summary>Whether a missing sample's time lies between those of the samples around it.</summary>
    public bool Fits(long sequence, long deviceMicroseconds)
    {
        long before = sequence - 1;
        while (before >= _next && !_held[before % Capacity])
        {
            before--;
        }

        long after = sequence + 1;
        while (after <= _newest && !_held[after % Capacity])
        {
            after++;
        }

        return deviceMicroseconds > (before < _next ? LastMicroseconds : _waiting[before % Capacity].DeviceMicroseconds)
            && (after > _newest || deviceMicroseconds < _waiting[after % Capacity].DeviceMicroseconds);
    }

    /// <summary>Begins at this sequence; what came before is not missed.</summary>
    /// <param name="sequence">Not negative.</param>
    public void StartAt(long sequence)
    {
        Array.Clear(_held);
        _next = sequence;
        _newest = sequence - 1;
    }

    /// <summary>Hands on nothing more, and misses nothing; may be called while a sample is being handed on.</summary>
    public void End() => _ended = true;

    /// <summary>Counts a sample that came although it was there.</summary>
    public void CountDuplicate() => Duplicates++;

    /// <summary>All samples below this one exist: those that have not come are missing.</summary>
    public void Expect(long next)
    {
        if (!_ended && _next >= 0 && next - 1 > _newest)
        {
            MakeRoom(next - 1);
            _newest = Math.Max(_newest, next - 1);
        }
    }

    /// <summary>Hands to the record what waits already: it has come, and must not be lost with the program.</summary>
    public void HandEarly()
    {
        for (long at = Math.Max(_next, _earlyUpTo + 1); IsWaiting && at <= _newest; at++)
        {
            if (_held[at % Capacity])
            {
                _sink.OnEarly(_waiting[at % Capacity]);
            }
        }

        _earlyUpTo = Math.Max(_earlyUpTo, _newest);
    }

    /// <summary>Takes a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="isSentAgain">Whether it was missing, and comes from the back-log.</param>
    public void Accept(in Sample sample, bool isSentAgain = false)
    {
        if (_ended)
        {
            return;
        }

        if (_next < 0)
        {
            StartAt(sample.Sequence);
        }

        if (sample.Sequence < _next || (sample.Sequence <= _newest && _held[sample.Sequence % Capacity]))
        {
            Duplicates++;
            return;
        }

        Refilled += isSentAgain ? 1 : 0;
        if (sample.Sequence != _next)
        {
            MakeRoom(sample.Sequence);
        }

        if (sample.Sequence == _next)
        {
            Emit(sample);
            Drain();
            return;
        }

        _waiting[sample.Sequence % Capacity] = sample;
        _held[sample.Sequence % Capacity] = true;
        _newest = Math.Max(_newest, sample.Sequence);
    }

    /// <summary>Gives up what is missing below a sequence, and hands on what waited for it.</summary>
    public void GiveUpBelow(long sequence, string reason)
    {
        while (IsWaiting && _next < sequence)
        {
            long end = _next;
            while (end < sequence && end <= _newest && !_held[end % Capacity])
            {
                end++;
            }

            GiveUpTo(end, reason);
            Drain();
        }
    }

    /// <summary>Gives up everything that is missing and hands on all that waits.</summary>
    public void GiveUp(string reason) => GiveUpBelow(_newest + 1, reason);

    /// <summary>Counts samples as lost that the device never numbered, and begins anew after them.</summary>
    /// <returns>The next sequence.</returns>
    public long Skip(long count, string reason)
    {
        long from = Math.Max(_next, 0);
        _next = from;
        GiveUpTo(from + count, reason);
        return _next;
    }

    // More than can wait here: the oldest goes first. A device may hold more, and only one sample may be missing: the bound is this program's.
    private void MakeRoom(long newest)
    {
        if (newest - _next < Capacity)
        {
            return;
        }

        long keepFrom = newest - (Capacity / 2);
        GiveUpBelow(keepFrom, TooMany);
        if (_next < keepFrom)
        {
            GiveUpTo(keepFrom, TooMany);
        }
    }

    private void GiveUpTo(long sequence, string reason)
    {
        long count = sequence - _next;
        if (count > 0)
        {
            Gaps++;
            Lost += count;
            _afterGap = true;
            _sink.OnGap(new SampleGap(_next, count, reason));
            _next = sequence;
        }
    }

    private void Drain()
    {
        while (!_ended && _next <= _newest && _held[_next % Capacity])
        {
            Emit(_waiting[_next % Capacity]);
        }
    }

    private void Emit(in Sample sample)
    {
        _held[sample.Sequence % Capacity] = false;
        _next = sample.Sequence + 1;
        _newest = Math.Max(_newest, sample.Sequence);
        LastMicroseconds = sample.DeviceMicroseconds;
        if (_afterGap)
        {
            _afterGap = false;
            _sink.OnSample(sample with { Flags = sample.Flags | SampleFlags.AfterGap });
            return;
        }

        _sink.OnSample(sample);
    }
}
