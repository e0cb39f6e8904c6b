using System.Net;
using System.Net.Sockets;
using Algometer.Wire;

namespace Algometer.Tests.Shared;

/// <summary>
/// A device behind TCP that lies when it is told to. Its conversions follow real time, late ones are made up for; honest, it answers as the
/// document says. While it lies it answers only what the lie answers.
/// </summary>
internal sealed class LiarServer : LiarWire, IAsyncDisposable
{
    private static readonly TimeSpan _step = TimeSpan.FromMicroseconds(12_500);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _line = new();
    private readonly List<byte> _outbox = [];
    private readonly Task _serving;
    private readonly Task _living;
    private NetworkStream? _host;
    private Liar? _liar;
    private int _lied;

    public LiarServer()
    {
        _listener.Start();
        _serving = ServeAsync();
        _living = LiveAsync();
    }

    public string Address => $"tcp:127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Whether a host has started the stream.</summary>
    public bool IsStreaming { get; private set; }

    /// <summary>Lies from the next conversion on; null is honest again, and says who it is.</summary>
    public void Lie(Liar? liar, double newtons)
    {
        lock (_line)
        {
            _liar = liar;
            _lied = 0;
            Truth.Newtons = newtons;
            if (liar is null)
            {
                IntroduceNow();
            }
        }
    }

    public override void Bytes(params byte[] bytes) => _outbox.AddRange(bytes);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving;
        await _living;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                client.NoDelay = true;
                await using NetworkStream stream = client.GetStream();
                lock (_line)
                {
                    _host = stream;
                    _outbox.Clear();
                }

                await HearAsync(stream);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task HearAsync(NetworkStream stream)
    {
        var reader = new FrameReader();
        byte[] buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, _stopping.Token) is var count && count > 0)
            {
                lock (_line)
                {
                    int offset = 0;
                    while (reader.TryRead(buffer, ref offset, count))
                    {
                        Answer(new Command { Type = reader.Type, Id = reader.GetUInt16() });
                    }
                }
            }
        }
        catch (IOException)
        {
            // The host went away.
        }
    }

    // Between two conversions: the next sample is the one after the newest.
    private void IntroduceNow()
    {
        Hello(Truth.Hello() with { NextSequence = Truth.Sequence + 1 });
        Calibration();
    }

    private void Answer(Command command)
    {
        if (_liar is not null)
        {
            if (command.Type == MessageType.Identify)
            {
                _liar.Asked?.Invoke(this);
            }

            return;
        }

        switch (command.Type)
        {
            case MessageType.Ping:
                Pong(command.Id);
                return;
            case MessageType.Identify:
                IntroduceNow();
                break;
            case MessageType.Start:
                IsStreaming = true;
                break;
        }

        Ack(command, command.Type == MessageType.Start ? (int)Truth.Sequence + 1 : 0);
    }

    private async Task LiveAsync()
    {
        long began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(_step);
        try
        {
            for (long steps = 0; await timer.WaitForNextTickAsync(_stopping.Token);)
            {
                byte[] due;
                NetworkStream? host;
                lock (_line)
                {
                    for (; steps < TimeProvider.System.GetElapsedTime(began) / _step; steps++)
                    {
                        Truth.Step();
                        if (_liar is not null)
                        {
                            _liar.Lie(this, _lied++);
                        }
                        else if (IsStreaming)
                        {
                            Honest(this);
                        }
                    }

                    due = [.. _outbox];
                    _outbox.Clear();
                    host = _host;
                }

                await SendAsync(host, due);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task SendAsync(NetworkStream? host, byte[] due)
    {
        if (host is null || due.Length == 0)
        {
            return;
        }

        try
        {
            await host.WriteAsync(due, _stopping.Token);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The host went away; what was meant for it is gone.
        }
    }
}
