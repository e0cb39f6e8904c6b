using System.Net;
using System.Net.Sockets;
using Algometer.Wire;

namespace Algometer.VirtualDevice.Tests;

/// <summary>Two hosts at one device on TCP, as PROTOCOL.md says: one is let in, the other waits and hears nothing until the first has gone.</summary>
public sealed class TwoHostsTests
{
    [Fact]
    public async Task The_second_waits_unheard_and_has_the_device_to_itself_when_the_first_goes()
    {
        using var stop = new CancellationTokenSource();
        var ready = new TaskCompletionSource<string>();
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        Task serving = VirtualDeviceServer.ServeTcpAsync(device, 1, 0, ready.SetResult, TimeProvider.System, stop.Token);
        string address = await ready.Task;
        var end = new IPEndPoint(IPAddress.Loopback, int.Parse(address[(address.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        using (var first = new Host(end))
        {
            first.Send(MessageType.Identify, 1);
            first.Send(MessageType.Start, 2);
            Assert.Contains(await first.UntilAsync(types => types.Count(type => type == MessageType.Sample) >= 5), type => type == MessageType.Ack);

            // The system takes the connection; the device reads nothing of it.
            using var second = new Host(end);
            second.Send(MessageType.Identify, 3);
            second.Send(MessageType.BeginHold, 4);
            await first.UntilAsync(types => types.Count(type => type == MessageType.Sample) >= 45);
            Assert.Equal(0, second.Available);
            Assert.False(device.IsGuardingHold);
            first.Dispose();

            // What it said meanwhile is carried out now: who waits should say no more than "identify".
            IReadOnlyList<byte> heard = await second.UntilAsync(types => types.Contains(MessageType.Hello) && types.Count(type => type == MessageType.Ack) >= 2);
            Assert.Contains(MessageType.Calibration, heard);
            Assert.True(device.IsGuardingHold);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    }

    private sealed class Host : IDisposable
    {
        private readonly TcpClient _client = new() { NoDelay = true };
        private readonly FrameWriter _writer = new();
        private readonly FrameReader _reader = new();
        private readonly List<byte> _types = [];

        public Host(IPEndPoint end) => _client.Connect(end);

        public int Available => _client.Available;

        public void Send(byte type, int id)
        {
            int length = new Command { Type = type, Id = id }.Write(_writer);
            _client.GetStream().Write(_writer.Frame, 0, length);
        }

        public async Task<IReadOnlyList<byte>> UntilAsync(Func<List<byte>, bool> so)
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            byte[] buffer = new byte[1024];
            while (!so(_types))
            {
                int count = await _client.GetStream().ReadAsync(buffer, late.Token);
                Assert.NotEqual(0, count);
                for (int offset = 0; _reader.TryRead(buffer, ref offset, count);)
                {
                    _types.Add(_reader.Type);
                }
            }

            return _types;
        }

        public void Dispose() => _client.Dispose();
    }
}
