using Algometer.Measurement.Signal;
using Algometer.Records.Model;

namespace Algometer.Records.Recording;

/// <summary>
/// Two buffers between the ingest thread, which fills one, and the pump, which empties the other. The lock is held for a copy or a swap,
/// never during disk work, so an append cannot wait for the disk. Full means the pump has stalled for minutes: the sample is refused and
/// remembered as a gap.
/// </summary>
internal sealed class Intake
{
    /// <summary>Twelve minutes at 92 samples a second.</summary>
    public const int Capacity = 1 << 16;

    // Eleven seconds: the pump empties it every 50 ms. More is taken while the pump stalls, and given back when it has caught up.
    private const int Usual = 1 << 10;

    private readonly Lock _gate = new();
    private Sample[] _samples = new Sample[Usual];
    private Sample[] _spare = new Sample[Usual];
    private List<SessionNote> _notes = [];
    private List<SessionNote> _spareNotes = [];
    private int _count;
    private long _ordinal;
    private (long First, long Last)? _refused;

    /// <summary>Samples that found the buffer full.</summary>
    public long Refused { get; private set; }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _count == 0 && _notes.Count == 0;
            }
        }
    }

    /// <summary>Copies the sample; <paramref name="heldMicroseconds"/> is the device time the buffer now spans.</summary>
    public bool TryAdd(in Sample sample, out long heldMicroseconds)
    {
        lock (_gate)
        {
            if (_count == Capacity)
            {
                Refused++;
                _refused = _refused is { } range
                    ? (Math.Min(range.First, sample.Sequence), Math.Max(range.Last, sample.Sequence))
                    : (sample.Sequence, sample.Sequence);
                heldMicroseconds = long.MaxValue;
                return false;
            }

            if (_count == _samples.Length)
            {
                Array.Resize(ref _samples, _samples.Length * 2);
            }

            _samples[_count++] = sample;
            heldMicroseconds = Math.Abs(sample.DeviceMicroseconds - _samples[0].DeviceMicroseconds);
            return true;
        }
    }

    public void Add(SessionNote note)
    {
        lock (_gate)
        {
            _notes.Add(note);
        }
    }

    public void Add(SessionEvent happened)
    {
        lock (_gate)
        {
            _notes.Add(new EventNote(_ordinal++, happened));
        }
    }

    /// <summary>Swaps the buffers. What is returned stays valid until the next take; only the pump may call this.</summary>
    public ReadOnlySpan<Sample> Take(out List<SessionNote> notes)
    {
        lock (_gate)
        {
            (_samples, _spare) = (_spare.Length == Usual ? _spare : new Sample[Usual], _samples);
            (_notes, _spareNotes) = (_spareNotes, _notes);
            _notes.Clear();
            int count = _count;
            _count = 0;
            if (_refused is { } range)
            {
                _spareNotes.Add(new GapNote(range.First, range.Last, GapReasons.NotStored));
                _refused = null;
            }

            notes = _spareNotes;
            return _spare.AsSpan(0, count);
        }
    }
}
