namespace Algometer.Link;

/// <summary>What is missing of the stream: the order of the samples, and what is to be asked for now, as the device counts.</summary>
internal sealed class StreamRefill(SampleAssembler assembler, StreamPosition at)
{
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
        if (Planner.Next(at.Now) is { } hole)
        {
            Wanted = (at.ToWire(hole.First), (uint)hole.Count);
        }
    }

    /// <summary>The device has sent what it could of a request.</summary>
    public void Ended(uint oldestHeld)
    {
        Planner.Ended(at.SequenceOf(oldestHeld), at.Now);
        Want();
    }

    /// <summary>The device says that all of a request is gone.</summary>
    public void Gone(uint oldestHeld) => Planner.Gone(at.SequenceOf(oldestHeld), at.Now);
}
