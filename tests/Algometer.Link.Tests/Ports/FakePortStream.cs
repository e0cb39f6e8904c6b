namespace Algometer.Link.Tests.Ports;

/// <summary>
/// The stream of an open port, as System.IO.Ports behaves on Linux: reads wait without a timeout; after a hang-up the pending read throws
/// ObjectDisposedException, later reads and writes never complete, and only disposing ends them.
/// </summary>
internal sealed class FakePortStream(Action<byte[]> written, Action closed) : Stream
{
    // What the kernel keeps for a reader that does not read.
    private const int KernelBytes = 4096;
    private readonly Lock _lock = new();
    private readonly Queue<byte> _arrived = new();
    private readonly List<TaskCompletionSource> _stuck = [];
    private TaskCompletionSource<int>? _reading;
    private Memory<byte> _target;
    private bool _hungUp;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public bool HungUp => _hungUp;

    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (byte value in bytes)
            {
                if (_arrived.Count < KernelBytes)
                {
                    _arrived.Enqueue(value);
                }
            }

            if (_reading is { } reading && _arrived.Count > 0)
            {
                _reading = null;
                reading.TrySetResult(Take(_target));
            }
        }
    }

    public void Discard()
    {
        lock (_lock)
        {
            _arrived.Clear();
        }
    }

    public void HangUp()
    {
        lock (_lock)
        {
            _hungUp = true;
            _reading?.TrySetException(new ObjectDisposedException("SerialStream"));
            _reading = null;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<int> reading;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_hungUp && _arrived.Count > 0)
            {
                return Take(buffer);
            }

            reading = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _target = buffer;
            _reading = _hungUp ? null : reading;
        }

        // Awaited as it is: Task.WaitAsync would go on through a thread of the pool, of which the clock of these tests knows nothing.
        using CancellationTokenRegistration registration = cancellationToken.Register(() => GiveUp(reading, cancellationToken));
        return await reading.Task;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource? stuck = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_hungUp)
            {
                stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _stuck.Add(stuck);
            }
        }

        if (stuck is not null)
        {
            using CancellationTokenRegistration registration = cancellationToken.Register(() => stuck.TrySetCanceled(cancellationToken));
            await stuck.Task;
            return;
        }

        // Not under the lock: the board has its own, and takes this one under it.
        written(buffer.ToArray());
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The product reads without blocking.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The product writes without blocking.");

    // Here and at once: the base would flush on a thread of the pool, of which the clock of these tests knows nothing.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _reading?.TrySetException(new ObjectDisposedException("SerialStream"));
            _reading = null;
            foreach (TaskCompletionSource waiting in _stuck)
            {
                waiting.TrySetException(new ObjectDisposedException("SerialStream"));
            }
        }

        closed();
        base.Dispose(disposing);
    }

    // What arrives after it is for the next that reads.
    private void GiveUp(TaskCompletionSource<int> reading, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _reading = ReferenceEquals(_reading, reading) ? null : _reading;
        }

        reading.TrySetCanceled(cancellationToken);
    }

    private int Take(Memory<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _arrived.Count);
        for (int i = 0; i < count; i++)
        {
            buffer.Span[i] = _arrived.Dequeue();
        }

        return count;
    }
}
