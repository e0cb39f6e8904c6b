using Algometer.Link;
using Algometer.Measurement;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Wire;
using BenchmarkDotNet.Attributes;

namespace Algometer.Benchmarks;

/// <summary>What a sample costs on the host: found in the stream, and taken the whole road to guard and hold clock.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks : ISampleSink, IMeasurementEventSink
{
    private const int Samples = 100_000;
    private readonly byte[] _stream = new byte[Samples * 27];
    private readonly byte[] _hello = new byte[256];
    private readonly FrameReader _reader = new();
    private int _helloLength;
    private MeasurementPipeline _measurement = null!;
    private FrameDispatcher _dispatcher = null!;

    /// <summary>Makes the stream.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var writer = new FrameWriter();
        int offset = 0;
        void Add(byte[] target, int length)
        {
            writer.Frame.AsSpan(0, length).CopyTo(target.AsSpan(offset));
            offset += length;
        }

        Add(_hello, new HelloMessage { BootId = 1, LimitMillinewtons = 60000 }.Write(writer));
        Add(_hello, new CalibrationMessage { GainPiconewtonsPerCount = 45665773 }.Write(writer));
        _helloLength = offset;
        offset = 0;
        var calibration = new CellCalibration(0, 0, 45665773, 0, 0, 0, 196133);
        for (uint i = 0; i < Samples; i++)
        {
            int raw = 657_000 + (int)(i % 97);
            Add(_stream, new SampleMessage { Sequence = i, Microseconds = i * 12500, RawCounts = raw, ForceMillinewtons = calibration.ToMillinewtons(raw), Flags = 1 }.Write(writer));
        }
    }

    /// <summary>A fresh host for each round.</summary>
    [IterationSetup(Target = nameof(DecodeConvertGuardHold))]
    public void Fresh()
    {
        _measurement = new MeasurementPipeline(new SafeRangeOptions(60), this);
        _measurement.Hold.Start(new HoldOptions(25, 35));
        _dispatcher = new FrameDispatcher(this);
        _dispatcher.Accept(_hello, _helloLength, 0);
    }

    /// <summary>Frames found, checked and unpacked.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public long Decode()
    {
        int offset = 0;
        long sum = 0;
        SampleMessage sample = default;
        while (_reader.TryRead(_stream, ref offset, _stream.Length))
        {
            sample.TryRead(_reader);
            sum += sample.RawCounts;
        }

        return sum;
    }

    /// <summary>The whole road: decode, unwrap, convert, check against the device's force, order, guard, hold, rate.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public long DecodeConvertGuardHold()
    {
        _dispatcher.Accept(_stream, _stream.Length, 0);
        return _measurement.Hold.InBandMicroseconds;
    }

    /// <inheritdoc/>
    public void OnArrival(in Sample sample) => _measurement.AcceptArrival(sample);

    /// <inheritdoc/>
    public void OnSample(in Sample sample) => _measurement.AcceptOrdered(sample);

    /// <inheritdoc/>
    public void OnGap(in SampleGap gap)
    {
    }

    /// <inheritdoc/>
    public void OnDeviceEvent(in DeviceEvent deviceEvent)
    {
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press)
    {
    }

    /// <inheritdoc/>
    public void OnDevice(DeviceDescription device)
    {
    }

    /// <inheritdoc/>
    public void OnCalibration(in CellCalibration calibration, long fromSequence)
    {
    }

    /// <inheritdoc/>
    public void OnClock(in ClockPoint point)
    {
    }

    /// <inheritdoc/>
    public void OnState(LinkState state, string reason)
    {
    }

    /// <inheritdoc/>
    public void On(in MeasurementEvent measurementEvent)
    {
    }
}
