using Algometer.Measurement;

namespace Algometer.Link;

/// <summary>
/// Puts samples in order. A hole is reported as wanted (to be asked for from the device's back-log), later samples wait for it, and
/// what does not come is given up as a gap. Memory is bounded; nothing is allocated per sample.
/// </summary>
public sealed class SampleAssembler
{
    // 25 s at 80 samples/s: more than the device's back-log holds.
    private const int Capacity = 2048;
    private readonly ISampleSink _sink;
    private readonly Sample[] _waiting = new Sample[Capacity];
    private readonly bool[] _held = new bool[Capacity];
    private long _next = -1;
    private long _newest = -1;
    private long _waitingSince;
    private bool _afterGap;

    /// <summary>Makes an assembler.</summary>
    public SampleAssembler(ISampleSink sink) => _sink = sink;

    /// <summary>The next sequence to be handed on; -1 before the first sample.</summary>
    public long Next => _next;

    /// <summary>Samples that came twice.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Samples that were missing and came from the back-log.</summary>
    public long Refilled { get; private set; }

    /// <summary>Samples given up.</summary>
    public long Lost { get; private set; }

    /// <summary>Gaps reported.</summary>
    public long Gaps { get; private set; }

    /// <summary>Whether samples wait for a hole to be filled.</summary>
    public bool IsWaiting => _newest >= _next && _next >= 0;

    /// <summary>The hole to be asked for: first sequence and count.</summary>
    public (long First, long Count) Hole
    {
        get
        {
            long end = _next;
            while (end <= _newest && !_held[end % Capacity])
            {
                end++;
            }

            return (_next, end - _next);
        }
    }

    /// <summary>Begins at this sequence; what came before is not missed.</summary>
    public void StartAt(long sequence)
    {
        Array.Clear(_held);
        _next = sequence;
        _newest = sequence - 1;
    }

    /// <summary>Takes a sample.</summary>
    /// <returns>True when it opened a hole that should be asked for.</returns>
    public bool Accept(in Sample sample)
    {
        if (_next < 0)
        {
            StartAt(sample.Sequence);
        }

        if (sample.Sequence < _next || (sample.Sequence <= _newest && _held[sample.Sequence % Capacity]))
        {
            Duplicates++;
            return false;
        }

        if (sample.Sequence == _next)
        {
            Emit(sample);
            Drain();
            return false;
        }

        bool wasWaiting = IsWaiting;
        if (sample.Sequence - _next >= Capacity)
        {
            GiveUp("the back-log no longer holds them");
            GiveUpTo(sample.Sequence, "the back-log no longer holds them");
            Emit(sample);
            return false;
        }

        _waiting[sample.Sequence % Capacity] = sample;
        _held[sample.Sequence % Capacity] = true;
        _newest = Math.Max(_newest, sample.Sequence);
        if (!wasWaiting)
        {
            _waitingSince = sample.DeviceMicroseconds;
        }

        return !wasWaiting;
    }

    /// <summary>Whether the hole has been waited for longer than this, on the device's clock.</summary>
    public bool HasWaited(long deviceMicroseconds, long microseconds) => IsWaiting && deviceMicroseconds - _waitingSince > microseconds;

    /// <summary>Gives up every hole and hands on all that waits.</summary>
    public void GiveUp(string reason)
    {
        while (IsWaiting)
        {
            GiveUpTo(_next + Hole.Count, reason);
            Drain();
        }
    }

    /// <summary>Counts samples as lost that the device never numbered, and begins anew after them.</summary>
    /// <returns>The next sequence.</returns>
    public long Skip(long count, string reason)
    {
        long from = Math.Max(_next, 0);
        _next = from;
        GiveUpTo(from + count, reason);
        return _next;
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
        while (_next <= _newest && _held[_next % Capacity])
        {
            Emit(_waiting[_next % Capacity]);
        }

        if (IsWaiting)
        {
            _waitingSince = _waiting[(_next + Hole.Count) % Capacity].DeviceMicroseconds;
        }
    }

    private void Emit(in Sample sample)
    {
        _held[sample.Sequence % Capacity] = false;
        _next = sample.Sequence + 1;
        _newest = Math.Max(_newest, sample.Sequence);
        if ((sample.Flags & SampleFlags.Backlog) != SampleFlags.None)
        {
            Refilled++;
        }

        if (_afterGap)
        {
            _afterGap = false;
            _sink.OnSample(sample with { Flags = sample.Flags | SampleFlags.AfterGap });
            return;
        }

        _sink.OnSample(sample);
    }
}
