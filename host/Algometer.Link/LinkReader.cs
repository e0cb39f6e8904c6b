using Algometer.Wire;

namespace Algometer.Link;

/// <summary>Reads an open line until it ends: what comes goes to the dispatcher, and what that wants of the device is asked for.</summary>
internal sealed class LinkReader(FrameDispatcher dispatcher, CommandChannel commands, DeviceChat chat, LinkStatus status, OpeningTimeout patience, TimeProvider time, long? expectedDeviceId)
{
    private const long ClockSetMicroseconds = 200_000;
    private const string Unanswered = "The device sends samples and answers nothing that it is asked: acknowledge, mute and set zero do not reach it. Release, check the connection, then restart the device.";
    private static readonly TimeSpan _strangeAfter = TimeSpan.FromSeconds(2);

    // What was read and not yet recorded dies with this process; what was not read waits outside. A small buffer keeps the first short: about
    // a tenth of a second of samples, however far behind a busy machine is.
    private readonly byte[] _buffer = new byte[256];
    private Task _asking = Task.CompletedTask;
    private long _clockOffset;

    /// <summary>Reads.</summary>
    /// <param name="stream">The open line.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="again">Whether the device was connected before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="stuck">Cancelled when the line takes no command any more, and when it has ended.</param>
    /// <exception cref="IOException">The line has ended, or takes nothing.</exception>
    /// <exception cref="TimeoutException">It was silent for too long.</exception>
    public async Task ReadAsync(Stream stream, string name, bool again, CancellationToken stuck, CancellationToken cancellationToken)
    {
        bool greeted = false;
        _asking = Task.CompletedTask;
        int hellos = dispatcher.Hellos;
        int restarts = dispatcher.Restarts;
        long opened = time.GetTimestamp();
        while (true)
        {
            int count = await ReadSomeAsync(stream, stuck, cancellationToken);
            if (count == 0)
            {
                throw new IOException($"{name} was unplugged or closed.");
            }

            dispatcher.Accept(_buffer, count, WallMicroseconds());
            if (dispatcher.Stranger is { } stranger)
            {
                // Nothing but the question who is there goes to a stranger, on a line that stays open: opening it again and again resets boards.
                string words = $"Device {stranger.Name} answers at {name}, but {expectedDeviceId:X8} is expected: plug in the right one. It is asked for again and again.";
                if (greeted)
                {
                    throw new IOException(words);
                }

                patience.Greeted();
                status.Change(again ? LinkState.Lost : LinkState.Connecting, words);
                continue;
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
                string what = dispatcher.IsSameStart ? "began to count anew" : "restarted or another one took its place";
                status.Change(LinkState.Lost, $"The device at {name} {what}: release. It is started again.");
                Greet(again: true);
            }

            if (greeted)
            {
                // Samples are judged on: what is lost is the way to the device.
                status.Change(LinkState.Connected, chat.IsUnanswered ? Unanswered : "");
            }

            if (_asking.IsCompleted)
            {
                Ask(stuck);
            }
        }
    }

    // A read, during which time goes on: what waits for a sample that does not come is judged without it.
    private async Task<int> ReadSomeAsync(Stream stream, CancellationToken stuck, CancellationToken cancellationToken)
    {
        Task<int> reading = stream.ReadAsync(_buffer, stuck).AsTask();
        TimeSpan longest = patience.Next();
        long began = time.GetTimestamp();
        while (true)
        {
            TimeSpan left = longest - time.GetElapsedTime(began);
            TimeSpan wait = dispatcher.Patience is { } due && due < left ? due : left;
            try
            {
                return await reading.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, stuck);
            }
            catch (OperationCanceledException failure) when (stuck.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new IOException(commands.StuckWords, failure);
            }
            catch (TimeoutException) when (wait < left)
            {
                dispatcher.Elapse(WallMicroseconds());
            }
        }
    }

    // Where the host's clock was set its samples are not late by as much: how late they are is reckoned anew.
    private long WallMicroseconds()
    {
        long wall = time.WallMicroseconds();
        long offset = wall - (long)time.GetElapsedTime(0).TotalMicroseconds;
        if (Math.Abs(offset - _clockOffset) > ClockSetMicroseconds)
        {
            _clockOffset = offset;
            dispatcher.HostClockSet();
        }

        return wall;
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

    // Beside the reading: a line that takes nothing must not keep what comes from being judged. What is wanted meanwhile is asked for next.
    private void Ask(CancellationToken cancellationToken)
    {
        List<Command> wanted = [];
        if (dispatcher.RefillWanted is { } hole)
        {
            wanted.Add(new Command { Type = MessageType.RequestBacklog, Value = hole.First, Second = hole.Count });
        }

        if (dispatcher.PressToAcknowledge >= 0)
        {
            wanted.Add(new Command { Type = MessageType.AcknowledgeButton, Value = (uint)dispatcher.PressToAcknowledge });
        }

        if (dispatcher.IdentifyWanted)
        {
            wanted.Add(new Command { Type = MessageType.Identify });
        }

        dispatcher.ClearWants();
        _asking = wanted.Count == 0 ? Task.CompletedTask : PostAsync(wanted, cancellationToken);
    }

    private async Task PostAsync(List<Command> wanted, CancellationToken cancellationToken)
    {
        try
        {
            foreach (Command command in wanted)
            {
                await commands.PostAsync(command, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The reader sees the same end and says why.
        }
    }
}
