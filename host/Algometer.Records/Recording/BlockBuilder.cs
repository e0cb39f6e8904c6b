using System.Runtime.InteropServices;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Model;

namespace Algometer.Records.Recording;

/// <summary>
/// Gathers what the next transaction stores: samples not seen before, notes, and the gaps they open or close.
/// Owned by the pump thread.
/// </summary>
internal sealed class BlockBuilder
{
    /// <summary>A block is cut at this many samples, about 6 s at 80 Hz: long enough to pack well, short enough to read in part.</summary>
    public const int FullSamples = 512;

    /// <summary>A block is cut at this device time in µs, for slow rates.</summary>
    public const long FullMicroseconds = 10_000_000;

    private readonly SequenceSet _recorded = new();
    private readonly List<GapNote> _reasons = [];
    private readonly List<Sample> _samples = new(FullSamples);
    private List<SessionNote> _notes = [];
    private long _low = long.MaxValue;
    private long _high = long.MinValue;

    public bool IsEmpty => _samples.Count == 0 && _notes.Count == 0;

    /// <summary>Samples that wait for the next block.</summary>
    public int Samples => _samples.Count;

    public bool IsFull =>
        _samples.Count >= FullSamples ||
        (_samples.Count > 1 && Math.Abs(_samples[^1].DeviceMicroseconds - _samples[0].DeviceMicroseconds) >= FullMicroseconds);

    /// <summary>Marks a sequence as recorded; false for one that is recorded already.</summary>
    public bool Claim(long sequence) => _recorded.Add(sequence);

    public void Add(in Sample claimed)
    {
        _samples.Add(claimed);
        Touch(claimed.Sequence, claimed.Sequence);
    }

    public void Add(SessionNote note)
    {
        _notes.Add(note);
        if (note is GapNote gap)
        {
            _reasons.Add(gap);
            Touch(gap.First, gap.Last);
        }
    }

    /// <summary>Empties the builder into blocks, notes and gaps, ready for one transaction.</summary>
    public (List<EncodedBlock> Blocks, List<SessionNote> Notes, GapChange? Gaps) Cut()
    {
        Span<Sample> samples = CollectionsMarshal.AsSpan(_samples);
        if (!IsSorted(samples))
        {
            samples.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        }

        var blocks = new List<EncodedBlock>(1 + (samples.Length / FullSamples));
        for (int at = 0; at < samples.Length; at += FullSamples)
        {
            blocks.Add(EncodedBlock.From(samples[at..Math.Min(samples.Length, at + FullSamples)]));
        }

        GapChange? gaps = _low <= _high && _recorded.RunCount > 0 ? _recorded.GapsAround(_low, _high, _reasons.Count == 0 ? long.MinValue : _reasons.Max(r => r.Last), Explain) : null;
        List<SessionNote> notes = _notes;
        _notes = [];
        _samples.Clear();
        (_low, _high) = (long.MaxValue, long.MinValue);
        return (blocks, notes, gaps);
    }

    /// <summary>Why an older row said these are missing; not a change by itself.</summary>
    public void Remember(GapNote reason) => _reasons.Add(reason);

    private static bool IsSorted(ReadOnlySpan<Sample> samples)
    {
        for (int i = 1; i < samples.Length; i++)
        {
            if (samples[i].Sequence < samples[i - 1].Sequence)
            {
                return false;
            }
        }

        return true;
    }

    // What is missing in one piece may be missing for several reasons: each stretch has its own, the one told last where two tell of it.
    private List<RecordedGap> Explain(long first, long last)
    {
        List<GapNote> told = _reasons.FindAll(r => r.First <= last && r.Last >= first);
        var gaps = new List<RecordedGap>();
        while (first <= last)
        {
            long at = first;
            int by = told.FindLastIndex(r => r.First <= at && r.Last >= at);
            string reason = by < 0 ? GapReasons.Lost : told[by].Reason;
            long end = by < 0 ? last : Math.Min(last, told[by].Last);
            for (int later = by + 1; later < told.Count; later++)
            {
                end = told[later].First > at ? Math.Min(end, told[later].First - 1) : end;
            }

            if (gaps.Count > 0 && string.Equals(gaps[^1].Reason, reason, StringComparison.Ordinal))
            {
                gaps[^1] = gaps[^1] with { Count = gaps[^1].Count + end - at + 1 };
            }
            else
            {
                gaps.Add(new RecordedGap(at, end - at + 1, reason));
            }

            first = end + 1;
        }

        return gaps;
    }

    private void Touch(long low, long high)
    {
        _low = Math.Min(_low, low);
        _high = Math.Max(_high, high);
    }
}
