using Algometer.Wire;

namespace Algometer.VirtualDevice.Tests;

/// <summary>Steps a virtual device and decodes what it sends with the wire format's own reader.</summary>
internal static class Decoded
{
    /// <summary>Starts the stream and collects samples until the load ends or enough have come.</summary>
    public static async Task<List<SampleMessage>> SamplesAsync(VirtualAlgometer device, int most = int.MaxValue)
    {
        await StartAsync(device);
        Stream host = device.Link.HostSide;
        var samples = new List<SampleMessage>();
        var reader = new FrameReader();
        byte[] buffer = new byte[65536];
        while (samples.Count < most)
        {
            for (int i = 0; i < 200 && !device.IsAtEnd && device.Link.Space.IsCompleted; i++)
            {
                device.Step();
            }

            bool ended = device.IsAtEnd;
            if (ended)
            {
                device.Link.Close();
            }

            int count;
            do
            {
                count = await host.ReadAsync(buffer);
                int offset = 0;
                SampleMessage sample = default;
                while (reader.TryRead(buffer, ref offset, count))
                {
                    if (sample.TryRead(reader))
                    {
                        samples.Add(sample);
                    }
                }
            }
            while (ended && count > 0);

            if (ended)
            {
                break;
            }
        }

        Assert.Equal(0, reader.CrcErrors + reader.Malformed);
        return samples;
    }

    /// <summary>Asks for the stream.</summary>
    public static async Task StartAsync(VirtualAlgometer device)
    {
        var writer = new FrameWriter();
        int length = new Command { Type = MessageType.Start, Id = 1 }.Write(writer);
        await device.Link.HostSide.WriteAsync(writer.Frame.AsMemory(0, length));
        await device.Link.HostSide.FlushAsync();
    }

    /// <summary>Reads all that a running device sends, letting time pass whenever there is nothing to read.</summary>
    public static async Task<List<SampleMessage>> ReadToEndAsync(VirtualAlgometer device, Action passTime)
    {
        var samples = new List<SampleMessage>();
        var reader = new FrameReader();
        byte[] buffer = new byte[512];
        SampleMessage sample = default;
        while (true)
        {
            Task<int> reading = device.Link.HostSide.ReadAsync(buffer, 0, buffer.Length, TestContext.Current.CancellationToken);
            while (!reading.IsCompleted)
            {
                passTime();
                await Task.Yield();
            }

            int count = await reading;
            if (count == 0)
            {
                return samples;
            }

            int offset = 0;
            while (reader.TryRead(buffer, ref offset, count))
            {
                if (sample.TryRead(reader))
                {
                    samples.Add(sample);
                }
            }
        }
    }

    public static VirtualAlgometer Device(VirtualDeviceOptions options) => new(options with { Speed = double.PositiveInfinity });
}
