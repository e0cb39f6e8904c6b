using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Hold;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Station.Tests;

/// <summary>A hold that the device ended is over here as well, although no event of it ever came: each sample says whether it is guarded.</summary>
public sealed class HoldMarkTests
{
    private const double PatienceSeconds = 60;

    [Fact]
    public async Task A_device_that_heard_nothing_ends_the_hold_here_although_its_event_is_lost()
    {
        var steady = new Scenario("pressed", "for a test", 1000, (t, _) => 30 + (0.05 * Math.Sin(t * 60)));
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Scenario = steady });
        var line = new Lossy(device);
        await using var station = new StationRig(new DeviceSource(line, device, 1), PatienceSeconds);
        await station.StartHoldAsync();
        line.IsDeaf = true;
        await station.UntilAsync(() => !station.Pipeline.With(measurement => measurement.Hold.IsRunning));
        Assert.Equal(HoldEnd.LinkLost, station.Pipeline.With(measurement => measurement.Hold.End));
        Assert.Equal(LinkState.Connected, station.Pipeline.State);
        Assert.False(device.IsGuardingHold);
        line.IsDeaf = false;
        await station.UntilAsync(async () => await station.DoAsync("hold-start", StationRig.Band) is null);
        Assert.True(device.IsGuardingHold);
    }

    // Takes no command while it is deaf, and never lets an event through.
    private sealed class Lossy(VirtualAlgometer device) : ITransport
    {
        public string Name => "lossy";

        public bool IsDeaf { get; set; }

        public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new Line(this, device.Link.HostSide));
    }

    private sealed class Line(Lossy lossy, Stream inner) : Stream
    {
        private readonly List<byte> _frame = [];
        private readonly Queue<byte> _due = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            byte[] some = new byte[256];
            while (_due.Count == 0)
            {
                int count = await inner.ReadAsync(some, cancellationToken);
                if (count == 0)
                {
                    return 0;
                }

                foreach (byte value in some.AsSpan(0, count))
                {
                    Take(value);
                }
            }

            int taken = Math.Min(buffer.Length, _due.Count);
            for (int i = 0; i < taken; i++)
            {
                buffer.Span[i] = _due.Dequeue();
            }

            return taken;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            lossy.IsDeaf ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => lossy.IsDeaf ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        // Between two zeros lies a frame: its length's code, its version and its type.
        private void Take(byte value)
        {
            _frame.Add(value);
            if (value != 0)
            {
                return;
            }

            if (_frame.Count < 4 || _frame[2] != MessageType.Event)
            {
                _frame.ForEach(_due.Enqueue);
            }

            _frame.Clear();
        }
    }
}
