namespace Algometer.Measurement.Easing;

/// <summary>
/// Forces by their rank, exactly, in the same little memory for any number of them: where there are very many, they are counted by their leading bits, and gone
/// through again for those in the one bin that is asked for.
/// </summary>
internal sealed class ForceRanks
{
    private const int MostHeld = 1 << 19;
    private const int Shift = 44;
    private readonly IEnumerable<double> _forces;
    private readonly double[]? _sorted;
    private readonly int[] _bins = [];

    /// <summary>Counts them.</summary>
    /// <param name="forces">Forces in N; what is not finite is left out.</param>
    public ForceRanks(IEnumerable<double> forces)
    {
        _forces = forces;
        List<double>? held = [];
        foreach (double force in Finite())
        {
            if (held is { Count: MostHeld })
            {
                _bins = new int[1 << (64 - Shift)];
                held.ForEach(earlier => _bins[Bin(earlier)]++);
                held = null;
            }

            Count++;
            if (held is null)
            {
                _bins[Bin(force)]++;
            }
            else
            {
                held.Add(force);
            }
        }

        _sorted = held?.Order().ToArray();
    }

    /// <summary>How many there are.</summary>
    public long Count { get; }

    /// <summary>The force of a rank.</summary>
    /// <param name="rank">From 0 for the lowest.</param>
    public double At(long rank)
    {
        if (_sorted is not null)
        {
            return _sorted[rank];
        }

        int bin = 0;
        for (; rank >= _bins[bin]; bin++)
        {
            rank -= _bins[bin];
        }

        var counts = new SortedDictionary<double, long>();
        foreach (double force in Finite().Where(force => Bin(force) == bin))
        {
            counts[force] = counts.GetValueOrDefault(force) + 1;
        }

        foreach ((double force, long count) in counts)
        {
            rank -= count;
            if (rank < 0)
            {
                return force;
            }
        }

        throw new InvalidOperationException("The forces were others when they were gone through again.");
    }

    /// <summary>How many are no higher than a force.</summary>
    /// <param name="most">The force, N.</param>
    public long CountUpTo(double most) => _sorted?.LongCount(force => !(force > most)) ?? Finite().LongCount(force => !(force > most));

    private IEnumerable<double> Finite() => _forces.Where(double.IsFinite);

    // The leading bits of a number, turned so that they rise with it.
    private static int Bin(double force)
    {
        long bits = BitConverter.DoubleToInt64Bits(force + 0.0);
        return (int)((ulong)(bits < 0 ? ~bits : bits ^ long.MinValue) >> Shift);
    }
}
