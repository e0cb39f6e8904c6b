using Algometer.Wire;

namespace Algometer.VirtualDevice.Tests;

/// <summary>Steps a virtual device and decodes what it sends with the wire format's own reader.</summary>
internal static class Decoded
{
    /// <summary>Starts the stream and collects samples until the load ends or enough have come.</summary>
    public static async Task<List<SampleMessage>> SamplesAsync(VirtualAlgometer device, int most = int.MaxValue)
    {
        var writer = new FrameWriter();
        int length = new Command { Type = MessageType.Start, Id = 1 }.Write(writer);
        Stream host = device.Link.HostSide;
        await host.WriteAsync(writer.Frame.AsMemory(0, length));
        await host.FlushAsync();
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

    public static VirtualAlgometer Device(VirtualDeviceOptions options) => new(options with { Speed = double.PositiveInfinity });
}
