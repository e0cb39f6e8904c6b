using System.Buffers;
using System.IO.Pipelines;
using Algometer.Firmware;

namespace Algometer.VirtualDevice;

/// <summary>
/// The wire of the virtual device: two pipes. In real time a full pipe loses frames as a UART without a listener does; faster than
/// that, where no real device could be, the device waits for <see cref="Space"/> instead.
/// </summary>
public sealed class VirtualLink : IDeviceLink
{
    // About 40 samples, half a second at 80 a second: what an operating system's buffer might hold of a real device.
    private const int PauseAtBytes = 1100;
    private readonly Pipe _toHost;
    private readonly Pipe _toDevice = new(new PipeOptions(useSynchronizationContext: false));

    /// <summary>Makes a link.</summary>
    /// <param name="lossless">Whether frames wait for the host instead of being lost.</param>
    public VirtualLink(bool lossless)
    {
        Lossless = lossless;
        int pause = lossless ? 65536 : PauseAtBytes;
        _toHost = new Pipe(new PipeOptions(pauseWriterThreshold: pause, resumeWriterThreshold: pause / 2, useSynchronizationContext: false));
        HostSide = new DuplexStream(_toHost.Reader.AsStream(), _toDevice.Writer.AsStream());
    }

    /// <summary>Whether frames wait for the host.</summary>
    public bool Lossless { get; }

    /// <summary>The host's end.</summary>
    public Stream HostSide { get; }

    /// <summary>Whether the device may go on: always, unless frames wait for the host and the pipe is full.</summary>
    public bool TakesMore => !Lossless || Space.IsCompleted;

    /// <summary>Completes when the host's end takes more.</summary>
    public Task Space { get; private set; } = Task.CompletedTask;

    /// <summary>Bytes that the device has taken from the host.</summary>
    public long Heard { get; private set; }

    /// <inheritdoc/>
    public bool IsOpen => true;

    /// <inheritdoc/>
    public bool TryOpen() => true;

    /// <inheritdoc/>
    public int Receive(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (!_toDevice.Reader.TryRead(out ReadResult result))
        {
            return 0;
        }

        int count = (int)Math.Min(result.Buffer.Length, buffer.Length);
        ReadOnlySequence<byte> taken = result.Buffer.Slice(0, count);
        taken.CopyTo(buffer);
        _toDevice.Reader.AdvanceTo(taken.End);
        Heard += count;
        return count;
    }

    /// <inheritdoc/>
    public int Room => int.MaxValue;

    /// <inheritdoc/>
    public bool Send(byte[] frame, int count)
    {
        if (!Lossless && !Space.IsCompleted)
        {
            return false;
        }

        if (count == 0)
        {
            return true;
        }

        _toHost.Writer.Write(frame.AsSpan(0, count));
        if (!Space.IsCompleted)
        {
            // One flush may wait at a time; the next frame's takes this one along.
            return true;
        }

        ValueTask<FlushResult> flush = _toHost.Writer.FlushAsync();
        if (!flush.IsCompleted)
        {
            Space = flush.AsTask();
        }

        return true;
    }

    /// <summary>The device is gone: the host's end reads its last bytes and then the end.</summary>
    public void Close() => _toHost.Writer.Complete();

    private sealed class DuplexStream(Stream reader, Stream writer) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => reader.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reader.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            reader.ReadAsync(buffer, offset, count, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => writer.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            writer.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            writer.WriteAsync(buffer, offset, count, cancellationToken);

        public override void Flush() => writer.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => writer.FlushAsync(cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
