using System.Threading.Channels;
using Algometer.App.Live;
using Algometer.Link;
using Algometer.Wire;

namespace Algometer.App.Home;

/// <summary>Commands to the device in the order in which they were decided, sent beside the ingest thread.</summary>
internal sealed class DeviceOrders : IAsyncDisposable
{
    private readonly Ingest _ingest;
    private readonly DeviceSession _session;
    private readonly Channel<(Command Command, Action<CommandOutcome>? Done)> _queue = Channel.CreateUnbounded<(Command, Action<CommandOutcome>?)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _sending;

    /// <summary>Starts sending.</summary>
    public DeviceOrders(Ingest ingest, DeviceSession session)
    {
        (_ingest, _session) = (ingest, session);
        _sending = Task.Run(SendAsync);
    }

    /// <summary>Sends a command after those before it; never waits.</summary>
    /// <param name="command">What.</param>
    /// <param name="done">Told what became of it, on another thread than the ingest's.</param>
    public void Give(Command command, Action<CommandOutcome>? done = null) => _queue.Writer.TryWrite((command, done));

    /// <summary>Gives a limit to the device; the host's own guard follows once the device has it.</summary>
    /// <param name="newtons">The limit, N; rounded down to what the device takes.</param>
    /// <param name="planId">What it is given for, above 0.</param>
    /// <param name="done">Told under the road's lock what became of it.</param>
    public void GiveLimit(double newtons, long planId, Action<CommandOutcome>? done = null) =>
        Give(new Command { Type = MessageType.SetLimit, Value = (uint)Math.Floor((newtons * 1000) + 1e-6), PlanId = planId }, outcome => _ingest.With(pipeline =>
        {
            if (outcome.Accepted)
            {
                pipeline.Guard.Options = pipeline.Guard.Options with { LimitNewtons = outcome.Value / 1000.0 };
            }

            done?.Invoke(outcome);
            return true;
        }));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _sending;
    }

    private async Task SendAsync()
    {
        await foreach ((Command command, Action<CommandOutcome>? done) in _queue.Reader.ReadAllAsync())
        {
            CommandOutcome outcome = await _session.SendAsync(command, CancellationToken.None);
            done?.Invoke(outcome);
        }
    }
}
