using Algometer.Link;

namespace Algometer.Tests.Shared;

/// <summary>A way to the device that can be pulled out; it can be opened again at once.</summary>
internal sealed class Unpluggable(ITransport inner) : ITransport
{
    private CancellationTokenSource _plugged = new();

    public string Name => inner.Name;

    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        _plugged = new CancellationTokenSource();
        return new Cable(await inner.OpenAsync(cancellationToken), _plugged.Token);
    }

    public void Unplug() => _plugged.Cancel();

    private sealed class Cable(Stream inner, CancellationToken plugged) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, plugged);
            try
            {
                return await inner.ReadAsync(buffer, both.Token);
            }
            catch (OperationCanceledException pulled) when (plugged.IsCancellationRequested)
            {
                throw new IOException("The cable was pulled out.", pulled);
            }
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (plugged.IsCancellationRequested)
            {
                throw new IOException("The cable was pulled out.");
            }

            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
