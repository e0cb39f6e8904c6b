using Microsoft.Extensions.Time.Testing;

namespace Algometer.Link.Tests.Ports;

/// <summary>Moves a board and its host on together: time goes on only while the host has nothing left to do.</summary>
internal sealed class BoardClock(FakeBoard board, FakeTimeProvider time) : IDisposable
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(10);
    private readonly long _began = time.GetTimestamp();
    private readonly long _boardBegan = board.Now;
    private readonly IdleScheduler _host = new();

    /// <summary>Where the host runs, so that it is known when it has done all that is due.</summary>
    public DeviceSessionOptions Options => new() { Scheduler = _host };

    public TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Goes on until something is so.</summary>
    /// <returns>When it was so, or null when it was not by the deadline.</returns>
    public async Task<TimeSpan?> UntilAsync(Func<bool> isSo, TimeSpan deadline)
    {
        await _host.WhenIdle();
        while (!isSo())
        {
            if (Now >= deadline)
            {
                return null;
            }

            time.Advance(_step);
            board.AdvanceTo(_boardBegan + (long)Now.TotalMicroseconds);
            await _host.WhenIdle();
        }

        return Now;
    }

    public Task<TimeSpan?> PassAsync(TimeSpan span) => UntilAsync(() => false, Now + span);

    public void Dispose() => _host.Dispose();
}
