using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.EndToEnd.Tests;

/// <summary>The virtual device on a pseudo-terminal, by a pump that knows which samples the host has read from it.</summary>
internal sealed class ObservedDevice : IAsyncDisposable
{
    private readonly VirtualAlgometer _device = new(new VirtualDeviceOptions { BootId = 1 });
    private readonly Pty _pty;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private readonly List<(long EndsAt, long Microseconds)> _samples = [];
    private long _written;

    public ObservedDevice(string link)
    {
        _pty = new Pty(link);
        _running = Task.WhenAll(
            new VirtualDeviceRunner(_device, 1, TimeProvider.System).RunAsync(_stopping.Token),
            Task.Run(ToHostAsync),
            Task.Run(FromHostAsync));
    }

    /// <summary>Device time of the first sample sent, µs.</summary>
    public long FirstMicroseconds { get; private set; }

    /// <summary>Device time of the last sample that the host has read whole, µs; of the first while it has read none.</summary>
    public long LastReadMicroseconds
    {
        get
        {
            lock (_samples)
            {
                long read = _written - _pty.Unread;
                int last = _samples.FindLastIndex(sample => sample.EndsAt <= read);
                return last < 0 ? FirstMicroseconds : _samples[last].Microseconds;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pty.DisposeAsync();
        try
        {
            await _running;
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Unplugged.
        }

        _stopping.Dispose();
    }

    private async Task ToHostAsync()
    {
        byte[] buffer = new byte[512];
        var reader = new FrameReader();
        SampleMessage sample = default;
        while (true)
        {
            int count = await _device.Link.HostSide.ReadAsync(buffer, _stopping.Token);
            if (count == 0)
            {
                return;
            }

            lock (_samples)
            {
                int offset = 0;
                while (reader.TryRead(buffer, ref offset, count))
                {
                    if (sample.TryRead(reader))
                    {
                        FirstMicroseconds = _samples.Count == 0 ? sample.Microseconds : FirstMicroseconds;
                        _samples.Add((_written + offset, sample.Microseconds));
                    }
                }

                _pty.Write(buffer, 0, count);
                _written += count;
            }
        }
    }

    private async Task FromHostAsync()
    {
        byte[] buffer = new byte[512];
        while (!_stopping.IsCancellationRequested)
        {
            int count = await _pty.ReadAsync(buffer, _stopping.Token);
            if (count == 0)
            {
                return;
            }

            await _device.Link.HostSide.WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
            await _device.Link.HostSide.FlushAsync(_stopping.Token);
        }
    }
}
