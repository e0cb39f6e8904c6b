using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Cli.Tests.Commands;

/// <summary>A port behind which each device of a list streams a second when it is opened, and which afterwards accepts and stays silent.</summary>
internal sealed class OnceStreaming(params long[] devices) : ITransport
{
    private const int Gain = 45665773;
    private int _opened;

    public string Name => "once";

    /// <summary>How often it was opened.</summary>
    public int Opened => Volatile.Read(ref _opened);

    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        int at = Interlocked.Increment(ref _opened) - 1;
        return Task.FromResult<Stream>(new Port(at < devices.Length ? Second(devices[at]) : null));
    }

    private static byte[] Second(long device)
    {
        var writer = new FrameWriter();
        var bytes = new List<byte>();
        void Put(int length) => bytes.AddRange(writer.Frame[..length]);
        Put(new HelloMessage
        {
            DeviceId = device, BootId = 1, UptimeMicroseconds = 1_000_000, CapacityMillinewtons = 196133, CapMillinewtons = 100_000, LimitMillinewtons = 60_000, RateMillihertz = 80_000,
        }.Write(writer));
        Put(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(writer));
        for (uint i = 0; i < 80; i++)
        {
            int raw = 200_000 + (int)(i % 7);
            int force = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw);
            Put(new SampleMessage { Sequence = i, Microseconds = 1_000_000 + ((i + 1) * 12_500), RawCounts = raw, ForceMillinewtons = force }.Write(writer));
        }

        return [.. bytes];
    }

    // Plays its bytes and ends; or says nothing until whoever reads gives up.
    private sealed class Port(byte[]? bytes) : MemoryStream(bytes ?? [])
    {
        public override bool CanWrite => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (bytes is null)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return Read(buffer.Span);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override void Write(byte[] buffer, int offset, int count)
        {
        }
    }
}
