using System.Net;
using System.Net.Sockets;

namespace Algometer.VirtualDevice;

/// <summary>Serves a virtual device on a pseudo-terminal or on TCP.</summary>
public static class VirtualDeviceServer
{
    private static readonly TimeSpan _drainPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _drainPatience = TimeSpan.FromSeconds(5);

    /// <summary>Serves on a pseudo-terminal until cancelled or until a recorded load has been played.</summary>
    /// <param name="device">The device.</param>
    /// <param name="speed">As <see cref="VirtualDeviceOptions.Speed"/>.</param>
    /// <param name="link">Where the symbolic link to the host's end is put.</param>
    /// <param name="ready">Told the host's path.</param>
    /// <param name="time">Paces the device.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task ServePtyAsync(
        VirtualAlgometer device,
        double speed,
        string link,
        Action<string> ready,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        await using var pty = new Pty(link);
        ready(link);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task inbound = CopyAsync(pty, device.Link.HostSide, ended.Token);
        Task outbound = CopyAsync(device.Link.HostSide, pty, ended.Token);
        try
        {
            await new VirtualDeviceRunner(device, speed, time).RunAsync(cancellationToken);
            await outbound;

            // Closing the terminal throws away what the host has not read.
            long began = time.GetTimestamp();
            while (pty.Unread > 0 && time.GetElapsedTime(began) < _drainPatience)
            {
                await Task.Delay(_drainPoll, time, cancellationToken);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await pty.DisposeAsync();
            await inbound;
        }
    }

    /// <summary>Serves on a TCP port of this machine, one host at a time.</summary>
    /// <param name="device">The device.</param>
    /// <param name="speed">As <see cref="VirtualDeviceOptions.Speed"/>.</param>
    /// <param name="port">The port; 0 for any free one.</param>
    /// <param name="ready">Told the address.</param>
    /// <param name="time">Paces the device.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task ServeTcpAsync(
        VirtualAlgometer device,
        double speed,
        int port,
        Action<string> ready,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        ready($"tcp:127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task hosts = WelcomeAsync(listener, device.Link.HostSide, ended.Token);
        try
        {
            await new VirtualDeviceRunner(device, speed, time).RunAsync(cancellationToken);
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                await ended.CancelAsync();
            }
            else
            {
                ended.CancelAfter(_drainPatience);
            }

            await hosts;
        }
    }

    private static async Task WelcomeAsync(TcpListener listener, Stream device, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken);
                client.NoDelay = true;
                await using NetworkStream stream = client.GetStream();
                using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                Task inbound = CopyAsync(stream, device, gone.Token).ContinueWith(_ => gone.Cancel(), TaskScheduler.Default);
                bool deviceEnded = await CopyAsync(device, stream, gone.Token);
                if (deviceEnded)
                {
                    return;
                }

                await gone.CancelAsync();
                await inbound;
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException)
        {
            // Asked to end.
        }
    }

    // Gives whether the source came to its end by itself.
    private static async Task<bool> CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[2048];
        try
        {
            while (true)
            {
                int count = await from.ReadAsync(buffer.AsMemory(), cancellationToken);
                if (count == 0)
                {
                    return true;
                }

                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                await to.FlushAsync(cancellationToken);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }
}
