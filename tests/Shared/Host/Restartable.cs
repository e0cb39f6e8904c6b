using Algometer.Link;
using Algometer.VirtualDevice;

namespace Algometer.Tests.Shared;

/// <summary>A port that stays open while the device behind it starts anew: another virtual device takes the first one's place.</summary>
internal sealed class Restartable(VirtualAlgometer first) : ITransport, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private CancellationTokenSource _swapped = new();
    private volatile VirtualAlgometer _now = first;
    private Task _running = Task.CompletedTask;

    public string Name => "restartable";

    public VirtualAlgometer Now => _now;

    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new Port(this));

    public void Restart(VirtualDeviceOptions options)
    {
        var next = new VirtualAlgometer(options);
        _running = Task.Run(() => new VirtualDeviceRunner(next, options.Speed, TimeProvider.System).RunAsync(_stopping.Token));
        CancellationTokenSource before = _swapped;
        _swapped = new CancellationTokenSource();
        _now = next;
        before.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }

        _stopping.Dispose();
    }

    private sealed class Port(Restartable owner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (true)
            {
                CancellationToken swapped = owner._swapped.Token;
                using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, swapped);
                try
                {
                    return await owner._now.Link.HostSide.ReadAsync(buffer, both.Token);
                }
                catch (OperationCanceledException) when (swapped.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    // The device behind the port is another start; the port itself never closed.
                }
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => owner._now.Link.HostSide.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => owner._now.Link.HostSide.FlushAsync(cancellationToken);

        public override void Flush() => owner._now.Link.HostSide.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => owner._now.Link.HostSide.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
