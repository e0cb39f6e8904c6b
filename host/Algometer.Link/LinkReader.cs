using Algometer.Wire;

namespace Algometer.Link;

/// <summary>Reads an open line until it ends: what comes goes to the dispatcher, and what that wants of the device is asked for.</summary>
internal sealed class LinkReader(FrameDispatcher dispatcher, CommandChannel commands, DeviceChat chat, LinkStatus status, OpeningTimeout patience, TimeProvider time, long? expectedDeviceId)
{
    private static readonly TimeSpan _strangeAfter = TimeSpan.FromSeconds(2);

    // What was read and not yet recorded dies with this process; what was not read waits outside. A small buffer keeps the first short: about
    // a tenth of a second of samples, however far behind a busy machine is.
    private readonly byte[] _buffer = new byte[256];

    /// <summary>Reads.</summary>
    /// <param name="stream">The open line.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="again">Whether the device was connected before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The line has ended.</exception>
    /// <exception cref="TimeoutException">It was silent for too long.</exception>
    public async Task ReadAsync(Stream stream, string name, bool again, CancellationToken cancellationToken)
    {
        bool greeted = false;
        int hellos = dispatcher.Hellos;
        int restarts = dispatcher.Restarts;
        long opened = time.GetTimestamp();
        while (status.State != LinkState.Refused)
        {
            int count = await stream.ReadAsync(_buffer, cancellationToken).AsTask().WaitAsync(patience.Next(), time, cancellationToken);
            if (count == 0)
            {
                throw new IOException($"{name} was unplugged or closed.");
            }

            dispatcher.Accept(_buffer, count, time.WallMicroseconds());
            if (dispatcher.Stranger is { } stranger)
            {
                status.Change(LinkState.Refused, $"Device {stranger.Name} answers at {name}, but {expectedDeviceId:X8} is expected: plug in the right one.");
                return;
            }

            if (!greeted && dispatcher.Hellos != hellos)
            {
                greeted = true;
                restarts = dispatcher.Restarts;
                Greet(again);
            }
            else if (!greeted && time.GetElapsedTime(opened) > _strangeAfter)
            {
                status.Change(status.State, $"{name} sends something, but nothing of it says that it is an Algometer: check that it is the right port.");
            }
            else if (greeted && dispatcher.Restarts != restarts)
            {
                // Behind an open port: whoever rides on the stream learns of it as of any other loss, and the device is started again.
                restarts = dispatcher.Restarts;
                status.Change(LinkState.Lost, $"The device at {name} restarted or another one took its place: release. It is started again.");
                Greet(again: true);
            }

            await AskAsync(cancellationToken);
        }
    }

    private void Greet(bool again)
    {
        if (again)
        {
            status.Reconnections++;
        }

        patience.Greeted();
        status.Change(LinkState.Connected, "");
        chat.Greeted();
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        if (dispatcher.RefillWanted is { } hole)
        {
            await commands.PostAsync(new Command { Type = MessageType.RequestBacklog, Value = hole.First, Second = hole.Count }, cancellationToken);
        }

        if (dispatcher.PressToAcknowledge >= 0)
        {
            var command = new Command { Type = MessageType.AcknowledgeButton, Value = (uint)dispatcher.PressToAcknowledge };
            await commands.PostAsync(command, cancellationToken);
        }

        if (dispatcher.IdentifyWanted)
        {
            await commands.PostAsync(new Command { Type = MessageType.Identify }, cancellationToken);
        }

        dispatcher.ClearWants();
    }
}
