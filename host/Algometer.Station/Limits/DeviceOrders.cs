using System.Threading.Channels;
using Algometer.Link;
using Algometer.Station.Pipeline;
using Algometer.Wire;

namespace Algometer.Station.Limits;

/// <summary>Commands to the device in the order in which they were decided, sent beside the ingest thread.</summary>
internal sealed class DeviceOrders : IAsyncDisposable
{
    private readonly Ingest _ingest;
    private readonly DeviceSession _session;
    private readonly PlanLimit _limit;
    private readonly Channel<Func<Task>> _queue = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _sending;

    /// <summary>Starts sending.</summary>
    public DeviceOrders(Ingest ingest, DeviceSession session, TimeProvider time)
    {
        (_ingest, _session, _limit) = (ingest, session, new PlanLimit(ingest, session, time));
        _sending = Task.Run(SendAsync);
    }

    /// <summary>Sends a command after those before it; never waits.</summary>
    /// <param name="command">What.</param>
    /// <param name="done">Told what became of it, on another thread than the ingest's.</param>
    public void Give(Command command, Action<CommandOutcome>? done = null) => _queue.Writer.TryWrite(async () =>
    {
        CommandOutcome outcome = await _session.SendAsync(command, CancellationToken.None);
        done?.Invoke(outcome);
    });

    /// <summary>Gives a plan's limit to the device; the host's own guard follows once the device has it.</summary>
    /// <param name="newtons">The limit, N; rounded down to what the device takes.</param>
    /// <param name="planId">The plan.</param>
    /// <param name="done">Told under the road's lock what became of it.</param>
    public void GiveLimit(double newtons, long planId, Action<CommandOutcome> done) => _queue.Writer.TryWrite(async () =>
    {
        CommandOutcome outcome = await _limit.SetAsync(newtons, planId);
        _ingest.With(_ =>
        {
            done(outcome);
            return true;
        });
    });

    /// <summary>Gives the plan back to the device; what is ordered next does not wait until a hand has left it.</summary>
    /// <param name="newtons">The limit before the plan, N.</param>
    /// <param name="planId">The plan.</param>
    public void GiveBack(double newtons, long planId) => _queue.Writer.TryWrite(() =>
    {
        _ = _limit.GiveBackAsync(newtons, planId);
        return Task.CompletedTask;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _sending;
    }

    private async Task SendAsync()
    {
        await foreach (Func<Task> send in _queue.Reader.ReadAllAsync())
        {
            await send();
        }
    }
}
