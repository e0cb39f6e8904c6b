using System.Globalization;
using Algometer.Measurement;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;

namespace Algometer.Link.Tests;

/// <summary>
/// Structure-aware fuzz through reader, dispatcher, guard, hold, easing and alarm. Nothing may throw, and what comes out keeps its promises.
/// The gate takes 2 MB; the long run is <c>ALGOMETER_FUZZ_MB=100 dotnet run -c Release --project tests/Algometer.Link.Tests -- --filter-class
/// Algometer.Link.Tests.RoadFuzzTests</c>: 858,007 samples came out of its 100 MB, in a minute.
/// </summary>
public sealed class RoadFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_a_device_sends_nothing_throws_and_samples_stay_in_order()
    {
        long wanted = long.Parse(Environment.GetEnvironmentVariable("ALGOMETER_FUZZ_MB") ?? "2", CultureInfo.InvariantCulture) << 20;
        long bytes = 0;
        long samples = 0;
        for (int seed = 1; bytes < wanted; seed++)
        {
            (long fed, long seen) = Feed(seed, 1 << 20);
            bytes += fed;
            samples += seen;
        }

        output.WriteLine($"{bytes / 1048576.0:0.0} MB, {samples} samples came out, 0 exceptions");
        Assert.True(samples > wanted / 400, "The stream must get through to the pipeline, or nothing of it was tried.");
    }

    private static (long Bytes, long Samples) Feed(int seed, int most)
    {
        var mill = new FrameMill(seed);
        var road = new Road();
        var dispatcher = new FrameDispatcher(road);
        long fed = 0;
        long wall = 1_700_000_000_000_000;
        var random = new Random(-seed);
        while (fed < most)
        {
            byte[] bytes = mill.Next();
            fed += bytes.Length;
            wall += random.Next(1000) == 0 ? random.NextInt64(-10_000_000_000, 10_000_000_000) : 12_500;
            dispatcher.Accept(bytes, bytes.Length, wall);
            road.Tick();
            if (random.Next(3) == 0)
            {
                dispatcher.ClearWants();
            }

            if (random.Next(500) == 0)
            {
                dispatcher.Reconnected();
                road.Reconnected();
            }
        }

        dispatcher.Finish();
        return (fed, road.Samples);
    }

    private sealed class Road : ISampleSink, IMeasurementEventSink
    {
        private readonly MeasurementPipeline _pipeline;
        private readonly AlarmBoard _board;
        private long _now;
        private long _lastSequence = -1;
        private long _lastTime = long.MinValue;
        private long _lastArrival = -1;
        private long _nextAfterGap = -1;
        private long _device = -1;

        public Road()
        {
            _pipeline = new MeasurementPipeline(new SafeRangeOptions(60), this);
            _board = new AlarmBoard(_pipeline.Guard);
            _board.Connected(0);
        }

        public long Samples { get; private set; }

        public void Tick()
        {
            _now += 12_500;
            _board.Tick(_now, streaming: true);
            _ = _board.View();
        }

        public void Reconnected()
        {
            _board.Lost("cut", _now);
            _board.Connected(_now);
        }

        public void OnArrival(in Sample sample)
        {
            Assert.True(sample.Sequence > _lastArrival, "arrivals go on");
            _lastArrival = sample.Sequence;
            _pipeline.AcceptArrival(sample);
            _board.Arrived(sample, _now);
            Assert.True(double.IsNaN(_pipeline.Guard.Options.LimitNewtons) || _pipeline.Guard.Options.LimitNewtons <= SafeRangeOptions.HighestNewtons);
        }

        public void OnSample(in Sample sample)
        {
            Samples++;
            Assert.True(_lastSequence < 0 || sample.Sequence == (_nextAfterGap >= 0 ? _nextAfterGap : _lastSequence + 1), $"{sample.Sequence} follows {_lastSequence}, gap to {_nextAfterGap}");
            Assert.True(sample.DeviceMicroseconds > _lastTime, $"time {sample.DeviceMicroseconds} after {_lastTime}");
            _lastSequence = sample.Sequence;
            _lastTime = sample.DeviceMicroseconds;
            _nextAfterGap = -1;
            if (!_pipeline.Hold.IsRunning && Samples % 50 == 0)
            {
                _pipeline.BeginHold(new HoldOptions(15, 30), PressingTool.Probe);
            }

            _pipeline.AcceptOrdered(sample);
        }

        public void OnGap(in SampleGap gap)
        {
            Assert.True(gap.Count > 0 && gap.FirstSequence >= 0);
            Assert.False(string.IsNullOrEmpty(gap.Reason));
            _nextAfterGap = gap.FirstSequence + gap.Count;
        }

        public void OnDeviceEvent(in DeviceEvent deviceEvent) => Assert.True(deviceEvent.Sequence >= 0);

        public void OnButton(in ButtonPress press) => _pipeline.Hold.Stop(HoldEnd.Button);

        public void OnDevice(DeviceDescription device)
        {
            if (device.DeviceId != _device)
            {
                // Numbers of its own; the time goes on.
                (_device, _lastSequence, _lastArrival, _nextAfterGap) = (device.DeviceId, -1, -1, -1);
            }

            _pipeline.Guard.CeilingNewtons = device.HighestLimitNewtons;
            _pipeline.Guard.Options = _pipeline.Guard.Options with { LimitNewtons = device.LimitNewtons };
        }

        public void OnCalibration(in CellCalibration calibration, long fromSequence) => Assert.True(fromSequence >= 0);

        public void OnClock(in ClockPoint point)
        {
        }

        public void OnDoubt(StreamDoubt doubt) => _board.Doubted(doubt);

        public void OnState(LinkState state, string reason)
        {
        }

        public void On(in MeasurementEvent measurementEvent)
        {
        }
    }
}
