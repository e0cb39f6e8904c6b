using System.Globalization;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>Asks one port who is there.</summary>
internal static class PortProbe
{
    private static readonly TimeSpan _leastPatience = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan _askEvery = TimeSpan.FromMilliseconds(400);

    /// <summary>Opens it, asks until it answers or had time to start, and hands over the open stream with the device: it need not be opened again.</summary>
    /// <returns>What was found, and the stream when a device answered; whoever gets it disposes it.</returns>
    public static async Task<(DiscoveredPort Found, Stream? Open)> AskAsync(ITransport transport, TimeProvider time, CancellationToken cancellationToken)
    {
        Stream? stream = null;
        DiscoveredPort found;
        try
        {
            TimeSpan patience = transport.BootWait > _leastPatience ? transport.BootWait : _leastPatience;
            Task<Stream> opening = Task.Factory.StartNew(() => transport.OpenAsync(cancellationToken), cancellationToken, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
            stream = await opening.WaitAsync(patience, time, cancellationToken);
            found = await AskAsync(stream, transport.Name, patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            found = new DiscoveredPort(transport.Name, null, "it did not open, or takes nothing", true);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException or UnauthorizedAccessException)
        {
            found = new DiscoveredPort(transport.Name, null, failure.Message, stream is not null);
        }
        catch
        {
            await CloseAsync(stream);
            throw;
        }

        if (found.Device is null)
        {
            await CloseAsync(stream);
            stream = null;
        }

        return (found, stream);
    }

    private static async Task<DiscoveredPort> AskAsync(Stream stream, string name, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var writer = new FrameWriter();
        var reader = new FrameReader();
        byte[] buffer = new byte[1024];
        int received = 0;
        int asked = 0;
        long began = time.GetTimestamp();

        // One read at a time, and none left behind: the stream is handed over with nobody waiting on it.
        Task<int>? reading = null;
        while (time.GetElapsedTime(began) is var elapsed && elapsed < patience)
        {
            if (elapsed >= _askEvery * asked)
            {
                asked++;
                int length = new Command { Type = MessageType.Identify, Id = asked }.Write(writer);
                await stream.WriteAsync(writer.Frame.AsMemory(0, length), cancellationToken).AsTask().WaitAsync(_askEvery, time, cancellationToken);
            }

            reading ??= stream.ReadAsync(buffer, cancellationToken).AsTask();
            try
            {
                int count = await reading.WaitAsync(_askEvery, time, cancellationToken);
                reading = null;
                if (count == 0)
                {
                    break;
                }

                received += count;
                if (Hello(reader, buffer, count) is { } device)
                {
                    string kind = device.Simulated ? "simulated algometer" : "algometer";
                    return new DiscoveredPort(name, device, $"{kind} {device.Name}, firmware {device.Firmware}{(device.PaceWords.Length > 0 ? ", " + device.PaceWords : "")}", true);
                }
            }
            catch (TimeoutException)
            {
                // Asked again: it may be starting.
            }
        }

        string answer = received == 0 ? "nothing answered" : string.Create(CultureInfo.InvariantCulture, $"something else answered ({received} bytes)");
        return new DiscoveredPort(name, null, answer, true);
    }

    private static DeviceDescription? Hello(FrameReader reader, byte[] buffer, int count)
    {
        int offset = 0;
        HelloMessage hello = default;
        while (reader.TryRead(buffer, ref offset, count))
        {
            if (hello.TryRead(reader))
            {
                return DeviceDescription.From(hello);
            }
        }

        return null;
    }

    private static ValueTask CloseAsync(Stream? stream) => stream?.DisposeAsync() ?? ValueTask.CompletedTask;
}
