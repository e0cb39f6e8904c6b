namespace Algometer.StandIns;

/// <summary>Counts IL instructions of an instrumented program, on the thread that runs it.</summary>
public static class IlMeter
{
    [ThreadStatic]
    private static long _count;

    /// <summary>Instructions so far.</summary>
    public static long Count => _count;

    /// <summary>Called by the instrumented program at the head of each straight run of instructions.</summary>
    public static void Add(int instructions) => _count += instructions;
}
