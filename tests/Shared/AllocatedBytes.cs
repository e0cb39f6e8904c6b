namespace Algometer.Tests.Shared;

/// <summary>Bytes that code allocates on its thread.</summary>
internal static class AllocatedBytes
{
    private const int Tries = 5;

    /// <summary>
    /// The least of some runs. A collection that other threads bring about counts what was left of this thread's buffer as taken, once and anywhere;
    /// what the code itself takes, it takes in every run.
    /// </summary>
    /// <param name="prepare">Prepares a run, which is not counted, and gives what is.</param>
    public static long LeastOf(Func<Action> prepare)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Tries && least > 0; i++)
        {
            Action run = prepare();
            long before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
