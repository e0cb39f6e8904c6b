namespace Algometer.Link;

/// <summary>What is missing of the stream: the order of the samples, and what is to be asked for now, as the device counts.</summary>
internal sealed class StreamRefill(SampleAssembler assembler, StreamPosition at)
{
    private const long EarlyMicroseconds = 500_000;
    private long _waitsSince = long.MaxValue;

    /// <summary>Puts the samples in order.</summary>
    public SampleAssembler Assembler => assembler;

    /// <summary>Decides what is asked for, and when again.</summary>
    public RefillPlanner Planner { get; } = new(assembler);

    /// <summary>The hole that should be asked for on the wire; null when none.</summary>
    public (uint First, uint Count)? Wanted { get; private set; }

    /// <summary>It has been asked for, or will not be answered.</summary>
    public void Clear() => Wanted = null;

    /// <summary>Asks where it is time to.</summary>
    public void Want()
    {
        if (Planner.Next(at.Now, at.LeastHeld) is { } hole)
        {
            Wanted = (at.ToWire(hole.First), (uint)hole.Count);
        }
    }

    /// <summary>The device has sent what it could of a request.</summary>
    /// <param name="oldestHeld">As the device counts.</param>
    /// <param name="sent">How many it says that it sent.</param>
    public void Ended(uint oldestHeld, uint sent)
    {
        Planner.Ended(at.SequenceOf(oldestHeld), at.Now, sent, at.MostOldestHeld);
        Want();
    }

    /// <summary>The device says that it has not taken yet what was asked for.</summary>
    public void NotTaken(uint oldestHeld) => Planner.NotTaken(at.SequenceOf(oldestHeld), at.Now, at.MostOldestHeld);

    /// <summary>Hands to the record what has waited for long: a refill that is answered takes no more than a few tenths of a second.</summary>
    public void HandEarly()
    {
        if (!assembler.IsWaiting)
        {
            _waitsSince = long.MaxValue;
            return;
        }

        _waitsSince = Math.Min(_waitsSince, at.Wall);
        if (at.Wall - _waitsSince >= EarlyMicroseconds)
        {
            assembler.HandEarly();
        }
    }
}
