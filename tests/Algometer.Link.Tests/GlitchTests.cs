using Algometer.Measurement;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>Single-sample glitches of firmware that does not flag them: blank and flagged, out of peak and pre-warning, never a fault.</summary>
public sealed class GlitchTests
{
    private const int Gain = 45665773;
    private const long Wall = 1_700_000_000_000_000;
    private readonly SinkProbe _sink = new();
    private readonly FrameWriter _writer = new();
    private readonly FrameDispatcher _dispatcher;
    private uint _next;

    public GlitchTests()
    {
        _dispatcher = new FrameDispatcher(_sink);
        Feed(new HelloMessage { DeviceId = 1, BootId = 1, CapacityMillinewtons = 196133, CapMillinewtons = 100_000, LimitMillinewtons = 60_000, RateMillihertz = 80_000 }.Write(_writer));
        Feed(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1048575)]
    [InlineData(328500)]
    public void A_code_alone_among_neighbours_is_blank_and_stays_in_the_record(int code)
    {
        Press(30, 20);
        Code(code);
        Press(30, 20);
        Sample glitch = Assert.Single(_sink.Samples, sample => (sample.Flags & SampleFlags.Glitch) != SampleFlags.None);
        Assert.Equal((20, code, false), (glitch.Sequence, glitch.RawCounts, glitch.HasForce));
        Assert.Single(_sink.Arrivals, sample => (sample.Flags & SampleFlags.Glitch) != SampleFlags.None);
        Assert.All(_sink.Samples, sample => Assert.Equal(SampleFlags.None, sample.Flags & SampleFlags.Faults));
        Assert.Equal(1, _dispatcher.Statistics(0).Glitches);
        Assert.Equal(41, _sink.Samples.Count);
    }

    [Fact]
    public void A_press_that_comes_at_once_and_a_let_go_in_one_sample_are_forces()
    {
        Press(5, 20);
        Press(48, 20);
        Press(0.5, 20);
        Assert.DoesNotContain(_sink.Samples, sample => (sample.Flags & SampleFlags.Glitch) != SampleFlags.None);
        Assert.Equal(60, _sink.Samples.Count);
        Assert.Equal(60, _sink.Arrivals.Count);
    }

    [Fact]
    public void A_glitch_that_is_refilled_is_found_in_its_order()
    {
        Press(30, 20);
        uint missing = _next;
        _next += 3;
        Press(30, 3);
        uint after = _next;
        foreach (uint sequence in (uint[])[missing, missing + 1, missing + 2])
        {
            _next = sequence;
            Code(sequence == missing + 1 ? -1 : (int)(30e12 / Gain), SampleFlag.Backlog);
        }

        _next = after;
        Press(30, 5);
        Assert.Equal(missing + 1, Assert.Single(_sink.Samples, sample => (sample.Flags & SampleFlags.Glitch) != SampleFlags.None).Sequence);
        Assert.Equal(Enumerable.Range(0, _sink.Samples.Count).Select(i => (long)i), _sink.Samples.Select(sample => sample.Sequence));
    }

    [Fact]
    public void The_last_sample_above_everything_is_judged_although_nothing_follows()
    {
        Press(30, 20);
        Code((int)(65e12 / Gain));
        Assert.Equal(20, _sink.Arrivals.Count);
        _dispatcher.Elapse(Wall + 37_000);
        Assert.Equal(20, _sink.Arrivals.Count);
        _dispatcher.Elapse(Wall + 38_000);
        Assert.InRange(_sink.Arrivals[^1].ForceNewtons, 64.9, 65.1);
        Assert.Null(_dispatcher.Patience);
    }

    [Fact]
    public void A_suspicious_sample_waits_for_no_more_than_the_next_one()
    {
        Press(30, 20);
        Code((int)(65e12 / Gain));
        Code((int)(66e12 / Gain));
        Assert.Equal(22, _sink.Arrivals.Count);
        Assert.All(_sink.Arrivals.Skip(20), sample => Assert.True(sample.ForceNewtons > 64));
    }

    [Fact]
    public void Neither_peak_nor_guard_nor_hold_takes_notice_of_a_glitch()
    {
        var events = new Recorder();
        var pipeline = new MeasurementPipeline(new SafeRangeOptions(60), events);
        pipeline.BeginHold(new HoldOptions(20, 40), Measurement.Easing.PressingTool.Probe);
        Press(30, 40);
        Code(1048575);
        Press(30, 40);
        foreach (Sample sample in _sink.Samples)
        {
            pipeline.Accept(sample);
        }

        Assert.True(pipeline.Hold.IsRunning);
        Assert.InRange(pipeline.Hold.PeakNewtons, 29, 31);
        Assert.Equal(0, pipeline.Hold.RePresses);
        Assert.DoesNotContain(MeasurementEventKind.OverLimit, events.Kinds);
        Assert.DoesNotContain(MeasurementEventKind.PreWarning, events.Kinds);
        Assert.DoesNotContain(MeasurementEventKind.SensorFault, events.Kinds);
    }

    private void Press(double newtons, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            Code((int)(newtons * 1e12 / Gain) + (i % 9));
        }
    }

    private void Code(int raw, int flags = 0)
    {
        var sample = new SampleMessage { Sequence = _next, Microseconds = 12_500 * (_next + 1), RawCounts = raw, ForceMillinewtons = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw), Flags = flags };
        _next++;
        Feed(sample.Write(_writer));
    }

    private void Feed(int length) => _dispatcher.Accept(_writer.Frame, length, Wall);

    private sealed class Recorder : IMeasurementEventSink
    {
        public List<MeasurementEventKind> Kinds { get; } = [];

        public void On(in MeasurementEvent measurementEvent) => Kinds.Add(measurementEvent.Kind);
    }
}
