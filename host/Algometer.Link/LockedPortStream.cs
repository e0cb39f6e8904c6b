namespace Algometer.Link;

/// <summary>A port's bytes, and its lock: given back with them.</summary>
internal sealed class LockedPortStream(Stream port, PortLock held) : Stream
{
    public override bool CanRead => port.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => port.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => port.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => port.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => port.ReadAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => port.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => port.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => port.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Flush() => port.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => port.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                port.Dispose();
            }
            finally
            {
                held.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
