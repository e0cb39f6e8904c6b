using Algometer.Measurement.Units;

namespace Algometer.Measurement.Statistics;

/// <summary>Counts different codes without allocating, up to a bound: a healthy converter shows dozens, a dead one a few.</summary>
public sealed class DistinctCounter
{
    private readonly int[] _slots;
    private readonly bool[] _used;

    /// <summary>Builds the counter.</summary>
    /// <param name="mostDistinct">The count at which it stops; 1 or more.</param>
    public DistinctCounter(int mostDistinct = 4096)
    {
        MostDistinct = (int)Require.Within(mostDistinct, 1, 1 << 20, "The bound of a distinct counter");
        int size = 4;
        while (size < MostDistinct * 2)
        {
            size *= 2;
        }

        _slots = new int[size];
        _used = new bool[size];
    }

    /// <summary>The bound; <see cref="Count"/> stays here when more were seen.</summary>
    public int MostDistinct { get; }

    /// <summary>Different codes seen.</summary>
    public int Count { get; private set; }

    /// <summary>Takes one code.</summary>
    /// <param name="code">The code.</param>
    public void Add(int code)
    {
        if (Count == MostDistinct)
        {
            return;
        }

        int mask = _slots.Length - 1;
        int slot = (int)((uint)code * 2654435769u >> 8) & mask;
        while (_used[slot])
        {
            if (_slots[slot] == code)
            {
                return;
            }

            slot = (slot + 1) & mask;
        }

        _used[slot] = true;
        _slots[slot] = code;
        Count++;
    }
}
