using Algometer.Records.Model;

namespace Algometer.Records.Recording;

/// <summary>Which sequences are recorded, as sorted runs. In order it costs one comparison; a late one a binary search.</summary>
internal sealed class SequenceSet
{
    private readonly List<(long First, long Last)> _runs = [];

    public int RunCount => _runs.Count;

    /// <summary>Adds a sequence; false when it was there.</summary>
    public bool Add(long sequence)
    {
        if (_runs.Count == 0 || sequence > _runs[^1].Last)
        {
            if (_runs.Count > 0 && sequence == _runs[^1].Last + 1)
            {
                _runs[^1] = (_runs[^1].First, sequence);
            }
            else
            {
                _runs.Add((sequence, sequence));
            }

            return true;
        }

        return AddLate(sequence);
    }

    /// <summary>
    /// The gaps as they stand around a changed range, and the range of first sequences in which older gap rows are outdated by it.
    /// Samples before the first recorded one are no gap: the session began there. Those after the last are one as far as they are known to
    /// have been.
    /// </summary>
    /// <param name="low">The first sequence that has changed.</param>
    /// <param name="high">The last.</param>
    /// <param name="lastKnown">The last sequence that is known to have been.</param>
    /// <param name="explain">Gives the gaps of a range in which all is missing, one for each reason.</param>
    public GapChange GapsAround(long low, long high, long lastKnown, Func<long, long, IEnumerable<RecordedGap>> explain)
    {
        int from = Math.Max(0, IndexOf(low) - 1);
        int to = Math.Min(_runs.Count - 1, IndexOf(high) + 1);
        var gaps = new List<RecordedGap>();
        for (int i = from; i < to; i++)
        {
            gaps.AddRange(explain(_runs[i].Last + 1, _runs[i + 1].First - 1));
        }

        // Every range that is explained anew is so to its end: where one gap takes the place of two, the row of the second must go.
        long end = Math.Max(high, _runs[to].First - 1);
        if (to == _runs.Count - 1 && lastKnown > _runs[to].Last)
        {
            gaps.AddRange(explain(_runs[to].Last + 1, lastKnown));
            end = Math.Max(end, lastKnown);
        }

        return new GapChange(Math.Min(low, _runs[from].Last + 1), end, gaps);
    }

    private bool AddLate(long sequence)
    {
        int at = IndexOf(sequence);
        if (at >= 0 && sequence <= _runs[at].Last)
        {
            return false;
        }

        // The run `at` ends before the sequence (or at is -1), the run after begins beyond it.
        bool joinsLeft = at >= 0 && _runs[at].Last == sequence - 1;
        bool joinsRight = _runs[at + 1].First == sequence + 1;
        switch (joinsLeft, joinsRight)
        {
            case (true, true):
                _runs[at] = (_runs[at].First, _runs[at + 1].Last);
                _runs.RemoveAt(at + 1);
                break;
            case (true, false):
                _runs[at] = (_runs[at].First, sequence);
                break;
            case (false, true):
                _runs[at + 1] = (sequence, _runs[at + 1].Last);
                break;
            default:
                _runs.Insert(at + 1, (sequence, sequence));
                break;
        }

        return true;
    }

    // The last run that begins at or before the sequence; -1 when all begin later.
    private int IndexOf(long sequence)
    {
        int low = 0;
        int high = _runs.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_runs[middle].First <= sequence)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
