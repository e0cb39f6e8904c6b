using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// What the host says of itself on an open line: who is there, until it is answered; start; then a ping every now and then, because the device
/// ends a guided hold when it hears nothing for a second.
/// </summary>
internal sealed class DeviceChat(CommandChannel commands, HoldCommands holds, FrameDispatcher dispatcher, TimeProvider time, DeviceSessionOptions options, bool isQuickToOpen)
{
    private const int PingSlots = 64;
    private const int MostUnanswered = 5;
    private readonly (int Id, long SentAt)[] _pings = new (int, long)[PingSlots];
    private TaskCompletionSource _greeted = new();
    private int _starts;
    private int _unanswered;
    private long _opened;
    private volatile bool _streaming = options.AutoStart;

    /// <summary>Whether samples are wanted of the device: remembered for reconnections, as a stream that a person stopped stays stopped.</summary>
    public bool IsStreamWanted
    {
        get => _streaming;
        set => _streaming = value;
    }

    /// <summary>Whether the device has answered nothing for so many pings, a good two seconds of them, whatever else it sends.</summary>
    public bool IsUnanswered => Volatile.Read(ref _unanswered) > MostUnanswered;

    /// <summary>The device has answered something that it was asked on this line.</summary>
    /// <param name="id">The number of the command.</param>
    /// <param name="isKnown">Whether somebody awaited it.</param>
    public void Answered(int id, bool isKnown)
    {
        long sent = PingSentAt(id);
        if (sent != 0)
        {
            commands.RoundTrip = TimeSpan.FromMicroseconds(time.WallMicroseconds() - sent);
        }

        if (sent != 0 || isKnown)
        {
            Interlocked.Exchange(ref _unanswered, 0);
        }
    }

    /// <summary>When the ping of this number was sent, by the host's clock in µs since 1970; 0 when unknown.</summary>
    public long PingSentAt(int id)
    {
        (int known, long sentAt) = _pings[id % PingSlots];
        return known == id ? sentAt : 0;
    }

    /// <summary>The line was opened: whoever is there is yet to be heard.</summary>
    public void Opened()
    {
        _greeted = new TaskCompletionSource();
        _opened = time.GetTimestamp();
        _starts = 0;
        Interlocked.Exchange(ref _unanswered, 0);
    }

    /// <summary>The device, or a new start of it, has said who it is: it is to be started.</summary>
    public void Greeted()
    {
        if (Interlocked.Increment(ref _starts) == 1 && isQuickToOpen)
        {
            // No more than that: its first answer will not be quicker either.
            commands.RoundTrip = time.GetElapsedTime(_opened);
        }

        // Where the session runs, as all that it does: not within this frame, and not on a thread that a test's clock knows nothing of.
        TaskCompletionSource greeted = _greeted;
        _ = Task.Factory.StartNew(greeted.TrySetResult, CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Scheduler);
    }

    /// <summary>Talks until the line has ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            Task greeted = _greeted.Task;
            while (!greeted.IsCompleted)
            {
                await commands.PostAsync(new Command { Type = MessageType.Identify }, cancellationToken);
                try
                {
                    await greeted.WaitAsync(options.PingEvery, time, cancellationToken);
                }
                catch (TimeoutException)
                {
                    // Asked again.
                }
            }

            await KeepStreamingAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException or TimeoutException)
        {
            // The reader sees the same end and says why.
        }
    }

    private async Task KeepStreamingAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.PingEvery, time);
        int started = -1;
        long samples = -1;
        long moved = time.GetTimestamp();

        // Before the start: how late the first samples are is known when they may be judged.
        await PingAsync(cancellationToken);
        do
        {
            if (dispatcher.StreamedSamples != samples || !_streaming)
            {
                samples = dispatcher.StreamedSamples;
                moved = time.GetTimestamp();
            }

            // Started once for each start of the device; and where no sample comes although it was, it is asked who it is and started
            // again: its hello may have been lost.
            int starts = Volatile.Read(ref _starts);
            bool stalled = time.GetElapsedTime(moved) > options.StalledAfter;
            if (_streaming && (started != starts || stalled))
            {
                moved = time.GetTimestamp();
                if (stalled)
                {
                    await commands.PostAsync(new Command { Type = MessageType.Identify }, cancellationToken);
                }

                CommandOutcome outcome = await commands.SendAsync(new Command { Type = MessageType.Start }, cancellationToken);
                started = outcome.Accepted ? starts : -1;
            }

            await holds.EndWhatIsOwedAsync(cancellationToken);
            await PingAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private Task PingAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _unanswered);

        // Noted before it is written, so that no pong can come before its time of sending.
        int id = commands.NextId();
        _pings[id % PingSlots] = (id, time.WallMicroseconds());
        return commands.PostAsync(new Command { Type = MessageType.Ping }, id, cancellationToken);
    }
}
