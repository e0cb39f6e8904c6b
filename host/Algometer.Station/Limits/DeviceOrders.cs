using System.Threading.Channels;
using Algometer.Link;
using Algometer.Wire;

namespace Algometer.Station.Limits;

/// <summary>Commands to the device in the order in which they were decided, sent beside the ingest thread.</summary>
internal sealed class DeviceOrders : IAsyncDisposable
{
    private readonly DeviceSession _session;
    private readonly Channel<Func<Task>> _queue = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _sending;

    /// <summary>Starts sending.</summary>
    public DeviceOrders(DeviceSession session)
    {
        _session = session;
        _sending = Task.Run(SendAsync);
    }

    /// <summary>Sends a command after those before it; never waits.</summary>
    /// <param name="command">What.</param>
    /// <param name="done">Told what became of it, on another thread than the ingest's.</param>
    public void Give(Command command, Action<CommandOutcome>? done = null) => Then(async () =>
    {
        CommandOutcome outcome = await _session.SendAsync(command, CancellationToken.None);
        done?.Invoke(outcome);
    });

    /// <summary>Does something after the orders before it; those after it wait for it.</summary>
    public void Then(Func<Task> act) => _queue.Writer.TryWrite(act);

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
