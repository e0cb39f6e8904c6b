using System.Diagnostics;
using System.IO.Pipelines;
using Algometer.Link;
using Algometer.Measurement;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Benchmarks;

/// <summary>From a frame's last byte being written to the over-limit event on the ingest thread, in-process and over a pseudo-terminal.</summary>
internal static class AlarmLatency
{
    private const int Crossings = 1000;

    public static async Task ReportAsync()
    {
        var toHost = new Pipe();
        await MeasureAsync("in-process", toHost.Writer.AsStream(), new InProcessTransport("pipe", () => new ReadSide(toHost.Reader.AsStream())));
        string link = Path.Combine(Path.GetTempPath(), "algometer-latency");
        await using var pty = new Pty(link);
        await MeasureAsync("pseudo-terminal", pty, new SerialTransport(link));
    }

    private static async Task MeasureAsync(string name, Stream device, ITransport transport)
    {
        var probe = new Probe();
        await using var session = new DeviceSession(transport, probe, TimeProvider.System, new DeviceSessionOptions { AutoStart = false, Silence = TimeSpan.FromSeconds(30) });
        session.Start();
        var writer = new FrameWriter();
        async Task SendAsync(int length)
        {
            await device.WriteAsync(writer.Frame.AsMemory(0, length));
            await device.FlushAsync();
        }

        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(4));
        while (session.State != LinkState.Connected)
        {
            await SendAsync(new HelloMessage { BootId = 1, LimitMillinewtons = 60000 }.Write(writer));
            await SendAsync(new CalibrationMessage { GainPiconewtonsPerCount = 45665773 }.Write(writer));
            await pace.WaitForNextTickAsync();
        }

        var calibration = new CellCalibration(0, 0, 45665773, 0, 0, 0, 196133);
        double[] delays = new double[Crossings];
        for (uint i = 0; i < Crossings * 2; i++)
        {
            int raw = i % 2 == 0 ? 10_000 : 1_400_000;
            int length = new SampleMessage { Sequence = i, Microseconds = i * 4000, RawCounts = raw, ForceMillinewtons = calibration.ToMillinewtons(raw), Flags = 1 }.Write(writer);
            probe.Crossed = new TaskCompletionSource<long>();
            long written = Stopwatch.GetTimestamp();
            await SendAsync(length);
            if (i % 2 == 1)
            {
                delays[i / 2] = Stopwatch.GetElapsedTime(written, await probe.Crossed.Task).TotalMilliseconds;
            }

            await pace.WaitForNextTickAsync();
        }

        Array.Sort(delays);
        Console.WriteLine($"{name}: over-limit event after p50 {delays[Crossings / 2]:0.000} ms, p99 {delays[Crossings * 99 / 100]:0.000} ms, max {delays[^1]:0.000} ms of {Crossings}");
    }

    /// <summary>The host's side of a pipe; what it writes leads nowhere.</summary>
    internal sealed class ReadSide(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count)
        {
            // The host's pings lead nowhere here.
        }

        public override void Flush()
        {
            // Nothing is held back.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private sealed class Probe : ISampleSink, IMeasurementEventSink
    {
        private readonly MeasurementPipeline _measurement;

        public Probe() => _measurement = new MeasurementPipeline(new SafeRangeOptions(60), this);

        public TaskCompletionSource<long> Crossed { get; set; } = new();

        public void On(in MeasurementEvent measurementEvent)
        {
            if (measurementEvent.Kind == MeasurementEventKind.OverLimit)
            {
                Crossed.TrySetResult(Stopwatch.GetTimestamp());
            }
        }

        public void OnArrival(in Sample sample) => _measurement.AcceptArrival(sample);

        public void OnSample(in Sample sample) => _measurement.AcceptOrdered(sample);

        public void OnGap(in SampleGap gap)
        {
        }

        public void OnDeviceEvent(in DeviceEvent deviceEvent)
        {
        }

        public void OnButton(in ButtonPress press)
        {
        }

        public void OnDevice(DeviceDescription device)
        {
        }

        public void OnCalibration(in CellCalibration calibration, long fromSequence)
        {
        }

        public void OnClock(in ClockPoint point)
        {
        }

        public void OnState(LinkState state, string reason)
        {
        }
    }
}
