using System.Globalization;
using System.IO.Ports;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>What a port answered.</summary>
/// <param name="Port">The port.</param>
/// <param name="Device">The device, when one answered.</param>
/// <param name="Answer">In words.</param>
public sealed record DiscoveredPort(string Port, DeviceDescription? Device, string Answer);

/// <summary>Asks every port who is there.</summary>
public static class DeviceDiscovery
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(1200);

    /// <summary>Lists the system's serial ports and what answers at each; all are asked at once.</summary>
    public static Task<DiscoveredPort[]> ListAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.WhenAll(SerialPort.GetPortNames().Distinct(StringComparer.Ordinal).Select(port => ProbeAsync(new SerialTransport(port), time, cancellationToken)));

    /// <summary>Asks one transport.</summary>
    public static async Task<DiscoveredPort> ProbeAsync(ITransport transport, TimeProvider time, CancellationToken cancellationToken)
    {
        Stream? stream = null;
        int received = 0;
        try
        {
            stream = await Task.Run(() => transport.OpenAsync(cancellationToken), cancellationToken).WaitAsync(_patience, time, cancellationToken);
            var writer = new FrameWriter();
            int length = new Command { Type = MessageType.Identify, Id = 1 }.Write(writer);
            await stream.WriteAsync(writer.Frame.AsMemory(0, length), cancellationToken).AsTask().WaitAsync(_patience, time, cancellationToken);
            var reader = new FrameReader();
            byte[] buffer = new byte[1024];
            long began = time.GetTimestamp();
            while (time.GetElapsedTime(began) < _patience)
            {
                int count = await stream.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(_patience, time, cancellationToken);
                if (count == 0)
                {
                    break;
                }

                received += count;
                int offset = 0;
                HelloMessage hello = default;
                while (reader.TryRead(buffer, ref offset, count))
                {
                    if (hello.TryRead(reader))
                    {
                        var device = DeviceDescription.From(hello);
                        string kind = device.Simulated ? "simulated algometer" : "algometer";
                        return new DiscoveredPort(transport.Name, device, $"{kind} {device.Name}, firmware {device.Firmware}");
                    }
                }
            }
        }
        catch (TimeoutException)
        {
            // Silence is an answer too.
        }
        catch (UnauthorizedAccessException)
        {
            return new DiscoveredPort(transport.Name, null, "no permission: close other programs that use it, or join the group that owns it (often 'dialout')");
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return new DiscoveredPort(transport.Name, null, failure.Message);
        }
        finally
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }
        }

        return new DiscoveredPort(
            transport.Name,
            null,
            received == 0 ? "nothing answered" : string.Create(CultureInfo.InvariantCulture, $"something else answered ({received} bytes)"));
    }
}
