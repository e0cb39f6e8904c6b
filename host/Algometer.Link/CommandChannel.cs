using System.Collections.Concurrent;
using System.Security.Cryptography;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>Sends commands one at a time and matches the answers. Owns writing to the stream.</summary>
internal sealed class CommandChannel(TimeProvider time, DeviceSessionOptions options) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly FrameWriter _writer = new();
    private readonly ConcurrentDictionary<int, (byte Type, TaskCompletionSource<CommandOutcome> Answer)> _waiting = new();
    private readonly ConcurrentDictionary<byte, int> _lastOfKind = new();
    private Stream? _stream;

    // A device knows a repeated command by its number: numbers of a program that ran before must not come again at once.
    private int _lastId = RandomNumberGenerator.GetInt32(0x10000);

    public void Attach(Stream? stream) => Volatile.Write(ref _stream, stream);

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
        _waiting[id] = (command.Type, answer);
        try
        {
            TimeSpan patience = CommandTimeouts.Of(command.Type, options.CommandTimeout);
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
        }
    }

    /// <summary>
    /// Takes an answer; one to another command than this number's is nobody's. Whoever awaits it goes on where the session's work runs, not
    /// on the reading thread, and not on a thread of the pool that a test's clock knows nothing of.
    /// </summary>
    public void Complete(int id, byte type, CommandOutcome outcome)
    {
        if (_waiting.TryGetValue(id, out (byte Type, TaskCompletionSource<CommandOutcome> Answer) waiting) && waiting.Type == type)
        {
            _ = Task.Factory.StartNew(() => waiting.Answer.TrySetResult(outcome), CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Scheduler);
        }
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
        try
        {
            Stream stream = Volatile.Read(ref _stream) ?? throw new IOException("Not connected.");
            int length = command.Type == MessageType.SetCalibrationPoints ? CalibrationPoints.Write(_writer, command, counts, millinewtons) : command.Write(_writer);
            await stream.WriteAsync(_writer.Frame.AsMemory(0, length), cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }
}
