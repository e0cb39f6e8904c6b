using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>A device whose clock leaps while its numbers go on: told by its own name, the sample blank, and the record's time is what it was.</summary>
public sealed class ClockAheadTests
{
    private const int Gain = 45665773;
    private readonly SinkProbe _sink = new();
    private readonly FrameWriter _writer = new();
    private readonly FrameDispatcher _dispatcher;
    private long _clock = 20_000_000;
    private long _wall = 1_700_000_000_000_000;
    private uint _sequence;

    public ClockAheadTests()
    {
        _dispatcher = new FrameDispatcher(_sink);
        Hello();
        Feed(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
        Run(100);
    }

    [Theory]
    [InlineData(60_000_000, 0, StreamDoubt.ClockAhead)]
    [InlineData(60_000_000, SampleFlag.Missed, StreamDoubt.ClockAhead)]
    [InlineData(3_600_000_000, 0, StreamDoubt.ClockAhead)]
    [InlineData(-3_000_000, 0, StreamDoubt.ClockBack)]
    public void One_lying_sample_is_blank_and_named_and_moves_nothing(long by, int flags, StreamDoubt named)
    {
        Run(1, by, flags);
        Run(100);
        Assert.Equal([named, StreamDoubt.None], _sink.Doubts);
        Whole(1);
    }

    [Fact]
    public void A_clock_that_stands_is_told_as_one_that_does_not_go_on()
    {
        for (int i = 0; i < 50; i++)
        {
            _clock -= 12_500;
            Run(1);
        }

        Assert.Equal([StreamDoubt.ClockBack], _sink.Doubts);
        Assert.Equal(150, _sink.Samples.Count);
    }

    [Fact]
    public void A_lying_sample_behind_one_that_was_lost_is_one_all_the_same()
    {
        _sequence++;
        _clock += 12_500;
        Run(1, 60_000_000);
        Assert.Equal([StreamDoubt.ClockAhead], _sink.Doubts);
        Assert.Equal(12_500 * 2, _sink.Arrivals[^1].DeviceMicroseconds - _sink.Arrivals[^2].DeviceMicroseconds);
    }

    [Theory]
    [InlineData(60_000_000)]
    [InlineData(3_600_000_000)]
    public void A_clock_that_was_set_ahead_is_told_so_once_and_the_time_goes_on(long by)
    {
        _clock += by;
        Run(100);
        Assert.Equal([StreamDoubt.ClockAhead, StreamDoubt.None], _sink.Doubts);
        Whole(1);
    }

    [Fact]
    public void What_32_bits_cannot_tell_the_next_hello_does_and_the_clock_is_mapped_again()
    {
        // An hour old: set ahead by another hour, a sample's time looks as if set back.
        _clock = 3_600_000_000;
        var sink = new SinkProbe();
        var dispatcher = new FrameDispatcher(sink) { PingSentAt = _ => _wall };
        void FeedTo(int length) => dispatcher.Accept(_writer.Frame, length, _wall);
        FeedTo(HelloMessage().Write(_writer));
        FeedTo(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
        FeedTo(Next(0, 0).Write(_writer));
        _clock += 3_600_000_000;
        FeedTo(Next(0, 0).Write(_writer));
        Assert.True(dispatcher.IdentifyWanted);
        FeedTo(HelloMessage().Write(_writer));
        FeedTo(Next(0, 0).Write(_writer));
        Assert.Equal(StreamDoubt.ClockAhead, sink.Doubts[^1]);
        FeedTo(Next(0, 0).Write(_writer));
        Assert.Equal(StreamDoubt.None, sink.Doubts[^1]);
        Assert.All(sink.Samples.Zip(sink.Samples.Skip(1)), pair => Assert.Equal(12_500, pair.Second.DeviceMicroseconds - pair.First.DeviceMicroseconds));
        FeedTo(new PongMessage { CommandId = 1, Microseconds = _clock }.Write(_writer));
        Assert.True(dispatcher.Clock.IsKnown);
    }

    [Fact]
    public void A_pause_that_the_device_tells_and_the_wall_s_clock_knows_is_no_leap()
    {
        _clock += 8_000_000;
        _wall += 8_000_000;
        Run(1, 0, SampleFlag.Missed);
        Run(100);
        Assert.DoesNotContain(StreamDoubt.ClockAhead, _sink.Doubts);
        Assert.Equal(8_012_500, _sink.Samples[100].DeviceMicroseconds - _sink.Samples[99].DeviceMicroseconds);
    }

    private void Whole(int distrusted)
    {
        Assert.Empty(_sink.Gaps);
        Assert.Equal((int)_sequence, _sink.Samples.Count);
        Assert.Equal(distrusted, _sink.Samples.Count(sample => (sample.Flags & SampleFlags.Distrusted) != SampleFlags.None));
        Assert.All(_sink.Samples, sample => Assert.NotEqual((sample.Flags & SampleFlags.Distrusted) != SampleFlags.None, sample.HasForce));
        Assert.All(_sink.Samples.Zip(_sink.Samples.Skip(1)), pair => Assert.Equal(12_500, pair.Second.DeviceMicroseconds - pair.First.DeviceMicroseconds));
    }

    private void Run(int samples, long lie = 0, int flags = 0)
    {
        for (int i = 0; i < samples; i++)
        {
            Feed(Next(lie, flags).Write(_writer));
        }
    }

    private SampleMessage Next(long lie, int flags)
    {
        _clock += 12_500;
        _wall += 12_500;
        const int raw = 200_000;
        return new SampleMessage
        {
            Sequence = _sequence++,
            Microseconds = unchecked((uint)(_clock + lie)),
            RawCounts = raw,
            ForceMillinewtons = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw),
            Flags = flags,
        };
    }

    private HelloMessage HelloMessage() => new()
    {
        DeviceId = 42, BootId = 1, NextSequence = _sequence, UptimeMicroseconds = _clock, CapacityMillinewtons = 196133, RateMillihertz = 80_000, LimitMillinewtons = 60_000, CapMillinewtons = 100_000,
    };

    private void Hello() => Feed(HelloMessage().Write(_writer));

    private void Feed(int length) => _dispatcher.Accept(_writer.Frame, length, _wall);
}
