using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Algometer.EndToEnd.Tests;

/// <summary>
/// Stands between host and device on TCP: it can be cut, so that what is under way is gone and a new connection is taken and closed at once; and it
/// loses whole frames and takes its time, each way.
/// </summary>
internal sealed class LossyRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _devicePort;
    private readonly double _lossPart;
    private readonly TimeSpan _delay;
    private readonly Random _random = new(20261126);
    private readonly Task _running;
    private CancellationTokenSource _connected = new();
    private volatile bool _cut;
    private int _lost;

    public LossyRelay(int devicePort, double lossPart = 0, TimeSpan delay = default)
    {
        (_devicePort, _lossPart, _delay) = (devicePort, lossPart, delay);
        _listener.Start();
        _running = Task.Run(AcceptAsync);
    }

    public string Address => $"tcp:127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Frames lost on purpose.</summary>
    public int LostFrames => _lost;

    public async Task CutAsync(TimeSpan howLong)
    {
        _cut = true;
        await _connected.CancelAsync();
        await Task.Delay(howLong, _stopping.Token);
        _connected = new CancellationTokenSource();
        _cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _running;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient host = await _listener.AcceptTcpClientAsync(_stopping.Token);
                if (_cut)
                {
                    continue;
                }

                using var device = new TcpClient();
                await device.ConnectAsync(IPAddress.Loopback, _devicePort, _stopping.Token);
                host.NoDelay = device.NoDelay = true;
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, _connected.Token);
                await Task.WhenAny(PassAsync(host.GetStream(), device.GetStream(), ended.Token), PassAsync(device.GetStream(), host.GetStream(), ended.Token));
                await ended.CancelAsync();
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        var late = Channel.CreateUnbounded<(byte[] Frame, long Due)>();
        try
        {
            await Task.WhenAll(TakeAsync(from, late.Writer, cancellationToken), GiveAsync(late.Reader, to, cancellationToken));
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Cut, or one end has gone.
        }
    }

    private async Task TakeAsync(NetworkStream from, ChannelWriter<(byte[] Frame, long Due)> late, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1024];
        var frame = new List<byte>();
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            foreach (byte value in buffer.AsSpan(0, count))
            {
                frame.Add(value);
                if (value == 0 && frame.Count > 1)
                {
                    Send(late, [.. frame]);
                    frame.Clear();
                }
            }
        }

        late.Complete();
    }

    private void Send(ChannelWriter<(byte[] Frame, long Due)> late, byte[] frame)
    {
        bool lost;
        lock (_random)
        {
            lost = _random.NextDouble() < _lossPart;
        }

        if (lost)
        {
            Interlocked.Increment(ref _lost);
            return;
        }

        late.TryWrite((frame, TimeProvider.System.GetTimestamp() + (long)(_delay.TotalSeconds * TimeProvider.System.TimestampFrequency)));
    }

    private static async Task GiveAsync(ChannelReader<(byte[] Frame, long Due)> late, NetworkStream to, CancellationToken cancellationToken)
    {
        await foreach ((byte[] frame, long due) in late.ReadAllAsync(cancellationToken))
        {
            TimeSpan rest = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), due);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, cancellationToken);
            }

            await to.WriteAsync(frame, cancellationToken);
        }
    }
}
