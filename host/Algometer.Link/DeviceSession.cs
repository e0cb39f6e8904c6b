using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// Keeps a device connected: opens the transport, asks who is there before using it, streams into the sink, notices silence and
/// unplugging within a second, reconnects by itself and asks for what was missed. One task reads; any thread may send commands.
/// </summary>
public sealed class DeviceSession : IAsyncDisposable
{
    private readonly ITransport _transport;
    private readonly ShieldedSink _sink;
    private readonly TimeProvider _time;
    private readonly DeviceSessionOptions _options;
    private readonly CommandChannel _commands;
    private readonly HoldCommands _holds;
    private readonly FrameDispatcher _dispatcher;
    private readonly LinkStatus _status;
    private readonly DeviceChat _chat;
    private readonly LinkReader _reader;
    private readonly CancellationTokenSource _stopping = new();
    private readonly OpeningTimeout _patience;
    private Task _running = Task.CompletedTask;
    private int _disposed;

    /// <summary>Makes a session; <see cref="Start"/> sets it going.</summary>
    public DeviceSession(ITransport transport, ISampleSink sink, TimeProvider time, DeviceSessionOptions? options = null)
    {
        _transport = transport;
        _sink = new ShieldedSink(sink);
        _time = time;
        _options = options ?? new DeviceSessionOptions();
        _status = new LinkStatus(_sink);
        _patience = new OpeningTimeout(_options.Silence, transport.BootWait, time);
        _commands = new CommandChannel(time, _options);
        _dispatcher = new FrameDispatcher(_sink, _options.ExpectedDeviceId)
        {
            Answered = (id, type, outcome) =>
            {
                uint? asked = _commands.Complete(id, type, outcome);
                _chat!.Answered(id, asked is not null);
                return asked;
            },
            IsZeroAsked = () => _commands.IsZeroAsked,
            IsCalibrationAsked = told => _commands.IsCalibrationAsked(told),
            PingSentAt = id => _chat!.PingSentAt(id),
        };
        _holds = new HoldCommands(_commands, () => (_dispatcher.Alarm & AlarmState.HoldActive) != AlarmState.None, () => _dispatcher.LiveSamples);
        _chat = new DeviceChat(_commands, _holds, _dispatcher, time, _options, transport.BootWait == TimeSpan.Zero);
        _reader = new LinkReader(_dispatcher, _commands, _chat, _status, _patience, time, _options.ExpectedDeviceId);
    }

    /// <summary>The connection now.</summary>
    public LinkState State => _status.State;

    /// <summary>Why it is so.</summary>
    public string StateReason => _status.Reason;

    /// <summary>Whether samples should be coming; a person may have stopped the stream, and a session that ends reads no more.</summary>
    public bool IsStreamWanted => _chat.IsStreamWanted && !_stopping.IsCancellationRequested;

    /// <summary>The device, once it has said who it is.</summary>
    public DeviceDescription? Device => _dispatcher.Device;

    /// <summary>Maps device time to wall time.</summary>
    public ClockMap Clock => _dispatcher.Clock;

    /// <summary>What the link has seen.</summary>
    public LinkStatistics Statistics => _dispatcher.Statistics(_status.Reconnections);

    /// <summary>Ends when the session has ended.</summary>
    public Task Completion => _running;

    /// <summary>Begins to connect.</summary>
    public void Start() =>
        _running = Task.Factory.StartNew(() => RunAsync(_stopping.Token), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _options.Scheduler).Unwrap();

    /// <summary>
    /// Sends a command and awaits the device's answer. A command without an answer is sent again under its own number; whether a hold was
    /// begun or ended although the answer was lost is read from the samples.
    /// </summary>
    public Task<CommandOutcome> SendAsync(Command command, CancellationToken cancellationToken = default)
    {
        if (command.Type is MessageType.Start or MessageType.Stop)
        {
            _chat.IsStreamWanted = command.Type == MessageType.Start;
        }

        return command.Type switch
        {
            MessageType.BeginHold => _holds.BeginAsync(cancellationToken),
            MessageType.EndHold => _holds.EndAsync(cancellationToken),
            _ => _commands.SendAsync(command, cancellationToken),
        };
    }

    /// <summary>Gives the device a calibration with the points it was fitted to; the device checks the one by the other.</summary>
    /// <param name="calibration">Identity, date, gain, quadratic term and zero.</param>
    /// <param name="points">3 to 13 pairs of code and force in mN.</param>
    /// <param name="planId">The plan that the device's limit was set with; 0 for none. A device with a plan takes no calibration without it that shows less force than before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<CommandOutcome> SendCalibrationAsync(CellCalibration calibration, IReadOnlyList<(int Counts, int Millinewtons)> points, long planId, CancellationToken cancellationToken = default) => _commands.SendAsync(
        new Command
        {
            Type = MessageType.SetCalibrationPoints,
            Value = calibration.Id,
            Second = calibration.DateUnixSeconds,
            Gain = calibration.GainPiconewtonsPerCount,
            Quadratic = calibration.QuadraticPiconewtons,
            Zero = calibration.ZeroCounts,
            PlanId = planId,
        },
        [.. points.Select(point => point.Counts)],
        [.. points.Select(point => point.Millinewtons)],
        cancellationToken);

    /// <summary>Asks the device which calibration it holds, until it says that it is the one it was given or a few seconds have passed.</summary>
    /// <param name="given">What it should hold.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What it said last; null when it said nothing.</returns>
    public Task<HeldCalibration?> AskCalibrationAsync(CellCalibration given, CancellationToken cancellationToken = default) =>
        new CalibrationQuestion(_commands, _dispatcher, _time).AskAsync(given, cancellationToken);

    /// <summary>
    /// The record is long enough: it ends with the sample that is being handed on, and what comes after it is neither recorded nor missed.
    /// What arrives is judged on until the session is disposed. Called from the sink.
    /// </summary>
    public void EndRecord() => _dispatcher.EndRecord();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await LetRefillEndAsync();
        await CancelAsync(_stopping);
        await _running;
        _stopping.Dispose();
        _commands.Dispose();
    }

    /// <summary>Whether the end was asked for and nothing is waited for any more.</summary>
    internal bool IsStopping => _stopping.IsCancellationRequested;

    // What is missing and on its way is waited for while it comes: it was measured, and the device holds it.
    private async Task LetRefillEndAsync()
    {
        _dispatcher.Close();
        var patience = new ClosingTimeout();
        long began = _time.GetTimestamp();
        while (State == LinkState.Connected && !_running.IsCompleted && _dispatcher.IsRefilling && patience.GoesOn(_dispatcher.Refilled, _time.GetElapsedTime(began)))
        {
            await Task.Delay(ClosingTimeout.LookEvery, _time);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        bool wasConnected = false;
        try
        {
            while (true)
            {
                string lost = await ConnectOnceAsync(wasConnected, cancellationToken);
                wasConnected |= State == LinkState.Connected;
                _status.Change(wasConnected ? LinkState.Lost : LinkState.Connecting, lost);
                await Task.Delay(_options.RetryEvery, _time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
        catch (Exception failure)
        {
            _sink.OnProgramError($"The session ended by an error of the program ({failure.GetType().Name}: {failure.Message})");
        }

        _dispatcher.Finish();
        _status.Change(LinkState.Closed, "");
    }

    // Where the session runs and nowhere else, so that a test which waits for the session knows of it.
    private Task CancelAsync(CancellationTokenSource source) => Task.Factory.StartNew(source.Cancel, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _options.Scheduler);

    // Gives the reason why the connection ended, in words.
    private async Task<string> ConnectOnceAsync(bool again, CancellationToken cancellationToken)
    {
        Stream? stream = null;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stuck = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
        Task chatter = Task.CompletedTask;
        try
        {
            stream = await _transport.OpenAsync(cancellationToken);
            _patience.Opened();
            _dispatcher.Reconnected(isStartAwaited: true);
            _dispatcher.ClearWants();
            _commands.Attach(stream, () => _ = CancelAsync(stuck));
            _chat.Opened();
            chatter = _chat.RunAsync(ended.Token);
            await _reader.ReadAsync(stream, _transport.Name, again, stuck.Token, cancellationToken);
            return "";
        }
        catch (TimeoutException)
        {
            return _patience.GiveUp(_transport.Name);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or UnauthorizedAccessException or InvalidOperationException)
        {
            return failure.Message;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // No frame and no fault of ours ends the session: it is told, and the device is asked anew.
            _sink.OnProgramError($"The program made an error in reading the device ({failure.GetType().Name}: {failure.Message})");
            return $"The program made an error in reading {_transport.Name}; it connects again. {failure.Message}";
        }
        finally
        {
            _commands.Attach(null);
            _dispatcher.Interrupted();
            await CancelAsync(ended);
            if (stream is not null)
            {
                // The stream, never the port: SerialPort.Close does not return after a hang-up.
                try
                {
                    await stream.DisposeAsync();
                }
                catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException or UnauthorizedAccessException)
                {
                    // It is gone already.
                }
            }

            await chatter;
        }
    }
}
