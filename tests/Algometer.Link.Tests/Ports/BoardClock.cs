using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Link.Tests.Ports;

/// <summary>Moves a board and its host on together: time goes on only while the host has nothing left to do.</summary>
internal sealed class BoardClock(FakeBoard board, FakeTimeProvider time)
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);
    private readonly long _began = time.GetTimestamp();
    private readonly long _boardBegan = board.Now;

    public TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Goes on until something is so.</summary>
    /// <returns>When it was so, or null when it was not by the deadline.</returns>
    public async Task<TimeSpan?> UntilAsync(Func<bool> isSo, TimeSpan deadline)
    {
        while (!isSo())
        {
            if (Now >= deadline)
            {
                return null;
            }

            time.Advance(_step);
            board.AdvanceTo(_boardBegan + (long)Now.TotalMicroseconds);
            await SettleAsync();
        }

        return Now;
    }

    public Task<TimeSpan?> PassAsync(TimeSpan span) => UntilAsync(() => false, Now + span);

    // A continuation may still be running when nothing waits to run: so several looks in a row, and on a busy machine as many as it takes
    // until the host has done what is due.
    private async Task SettleAsync()
    {
        long began = Stopwatch.GetTimestamp();
        for (int calm = 0; calm < 5;)
        {
            await Task.Yield();
            bool busy = !board.IsParked || ThreadPool.PendingWorkItemCount > 0 || (board.HostIsLate && Stopwatch.GetElapsedTime(began) < _patience);
            calm = busy ? 0 : calm + 1;
        }
    }
}
