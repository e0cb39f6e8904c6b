using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// Sends commands one at a time and matches the answers. Owns writing to the stream: what the device does not take within a second is a fault of
/// the link, and whoever reads learns of it.
/// </summary>
internal sealed class CommandChannel(TimeProvider time, DeviceSessionOptions options) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly FrameWriter _writer = new();
    private readonly ConcurrentDictionary<int, Waiting> _waiting = new();
    private readonly ConcurrentDictionary<byte, int> _lastOfKind = new();
    private Stream? _stream;
    private long _roundTrip;
    private Action? _stuck;
    private int _zerosUnderWay;
    private long _zeroedAt = long.MinValue;
    private AskedCalibration? _calibration;

    // A device knows a repeated command by its number: numbers of a program that ran before must not come again at once.
    private int _lastId = RandomNumberGenerator.GetInt32(0x10000);

    private static readonly TimeSpan _longestRoundTrip = TimeSpan.FromSeconds(5);

    // As long as a device may say late what it did at the host's wish: a link that was lost in between is open again by then.
    private static readonly TimeSpan _zeroIsTold = TimeSpan.FromSeconds(5);

    /// <summary>What is said of a line that takes no command.</summary>
    public string StuckWords => string.Create(CultureInfo.InvariantCulture, $"The device took no command for {options.WriteTimeout.TotalSeconds:0.#} s.");

    /// <summary>Whether this host has asked for another zero or calibration, now or a moment ago.</summary>
    public bool IsZeroAsked => Volatile.Read(ref _zerosUnderWay) > 0
        || (Interlocked.Read(ref _zeroedAt) is var at && at != long.MinValue && time.GetElapsedTime(at) < _zeroIsTold);

    /// <summary>Whether this very calibration was asked for, now or a moment ago, a tare not counted; null where none was.</summary>
    public bool? IsCalibrationAsked(CellCalibration told) => IsZeroAsked && Volatile.Read(ref _calibration) is { } asked && (asked.EndedAt is not { } ended || time.GetElapsedTime(ended) < _zeroIsTold)
        ? (asked.Command.Value, asked.Command.Gain, asked.Command.Quadratic, asked.Command.Zero) == (told.Id, told.GainPiconewtonsPerCount, told.QuadraticPiconewtons, told.ZeroCounts)
        : null;

    /// <summary>How long the line takes there and back, as far as it is known: an answer is awaited that much longer.</summary>
    public TimeSpan RoundTrip
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _roundTrip));
        set => Interlocked.Exchange(ref _roundTrip, Math.Clamp(value.Ticks, 0, _longestRoundTrip.Ticks));
    }

    /// <summary>A line was opened, or has ended.</summary>
    /// <param name="stream">The line; null when it has ended.</param>
    /// <param name="stuck">Called when the device does not take what is written to it.</param>
    public void Attach(Stream? stream, Action? stuck = null)
    {
        Volatile.Write(ref _stuck, stuck);
        Volatile.Write(ref _stream, stream);
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>Writes a command without awaiting its answer.</summary>
    public Task PostAsync(Command command, CancellationToken cancellationToken) => PostAsync(command, NextId(), cancellationToken);

    /// <summary>Writes a command under a number already taken from <see cref="NextId"/>.</summary>
    public Task PostAsync(Command command, int id, CancellationToken cancellationToken)
    {
        command.Id = id;
        return WriteAsync(command, [], [], cancellationToken);
    }

    /// <summary>The next command's number.</summary>
    public int NextId() => Interlocked.Increment(ref _lastId) & 0xFFFF;

    /// <summary>Writes a command and awaits its answer, sending it again when none comes.</summary>
    public Task<CommandOutcome> SendAsync(Command command, CancellationToken cancellationToken) => SendAsync(command, [], [], cancellationToken);

    /// <summary>The same with the points of a calibration.</summary>
    public async Task<CommandOutcome> SendAsync(Command command, int[] counts, int[] millinewtons, CancellationToken cancellationToken)
    {
        int id = NextIdOf(command.Type);
        command.Id = id;
        var answer = new TaskCompletionSource<CommandOutcome>();
        _waiting[id] = new Waiting(command.Type, command.Value, answer);
        bool zeroes = command.Type is MessageType.Tare or MessageType.SetCalibration or MessageType.SetCalibrationPoints;
        bool calibrates = zeroes && command.Type != MessageType.Tare;
        Interlocked.Add(ref _zerosUnderWay, zeroes ? 1 : 0);
        if (calibrates)
        {
            Volatile.Write(ref _calibration, new AskedCalibration(command, null));
        }

        try
        {
            TimeSpan patience = CommandTimeouts.Of(command.Type, options.CommandTimeout) + RoundTrip;
            for (int attempt = 0; attempt < options.CommandAttempts; attempt++)
            {
                await WriteAsync(command, counts, millinewtons, cancellationToken);
                try
                {
                    return await answer.Task.WaitAsync(patience, time, cancellationToken);
                }
                catch (TimeoutException)
                {
                    // Asked again under the same number, by which the device knows that it has it already.
                }
            }

            return CommandOutcome.Unanswered("The device did not answer: check the cable; the connection is retried by itself.");
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException or TimeoutException)
        {
            return CommandOutcome.Unanswered("There is no connection to the device now; it is retried by itself.");
        }
        finally
        {
            _waiting.TryRemove(id, out _);
            if (zeroes)
            {
                Interlocked.Exchange(ref _zeroedAt, time.GetTimestamp());
                Interlocked.Decrement(ref _zerosUnderWay);
            }

            if (calibrates)
            {
                Volatile.Write(ref _calibration, new AskedCalibration(command, time.GetTimestamp()));
            }
        }
    }

    /// <summary>
    /// Takes an answer; one to another command than this number's is nobody's. Whoever awaits it goes on where the session's work runs, not
    /// on the reading thread, and not on a thread of the pool that a test's clock knows nothing of.
    /// </summary>
    /// <returns>What was asked for by the command that it answers; null when nobody awaits it.</returns>
    public uint? Complete(int id, byte type, CommandOutcome outcome)
    {
        if (!_waiting.TryGetValue(id, out Waiting? waiting) || waiting.Type != type)
        {
            return null;
        }

        _ = Task.Factory.StartNew(() => waiting.Answer.TrySetResult(outcome), CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Scheduler);
        return waiting.Asked;
    }

    // Sixteen bits come round: two commands of one kind must not bear one number in a row, or the second would pass for the first.
    private int NextIdOf(byte type)
    {
        int id = NextId();
        if (_lastOfKind.TryGetValue(type, out int before) && before == id)
        {
            id = NextId();
        }

        _lastOfKind[type] = id;
        return id;
    }

    private async Task WriteAsync(Command command, int[] counts, int[] millinewtons, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        Action? stuck = Volatile.Read(ref _stuck);
        try
        {
            Stream stream = Volatile.Read(ref _stream) ?? throw new IOException("Not connected.");
            int length = command.Type == MessageType.SetCalibrationPoints ? CalibrationPoints.Write(_writer, command, counts, millinewtons) : command.Write(_writer);

            // A copy: what is given up here may still be read by a line that takes it later.
            await stream.WriteAsync(_writer.Frame[..length], cancellationToken).AsTask().WaitAsync(options.WriteTimeout, time, cancellationToken);
            await stream.FlushAsync(cancellationToken).WaitAsync(options.WriteTimeout, time, cancellationToken);
        }
        catch (TimeoutException failure)
        {
            stuck?.Invoke();
            throw new IOException(StuckWords, failure);
        }
        finally
        {
            _writing.Release();
        }
    }

    private sealed record AskedCalibration(Command Command, long? EndedAt);

    private sealed record Waiting(byte Type, uint Asked, TaskCompletionSource<CommandOutcome> Answer);
}
