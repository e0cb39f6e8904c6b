using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>What no honest device sends is a fault of the sensor and never an all-clear, however well its forces and counts agree.</summary>
public sealed class ImpossibleValueTests
{
    private const int Gain = 45665773;
    private readonly SinkProbe _sink = new();
    private readonly FrameWriter _writer = new();
    private readonly FrameDispatcher _dispatcher;
    private CellCalibration _calibration;
    private bool _asked;
    private uint _next;

    public ImpossibleValueTests()
    {
        _dispatcher = new FrameDispatcher(_sink) { IsZeroAsked = () => _asked };
        Hello(1);
        Calibrate(Gain, 0);
    }

    [Theory]
    [InlineData(CellCalibration.HighestCode)]
    [InlineData(CellCalibration.LowestCode)]
    public void The_converter_s_end_codes_are_saturated_whether_the_device_says_so_or_not(int code)
    {
        Code(code);
        Assert.Equal(SampleFlags.Saturated, _sink.Arrivals[^1].Flags & SampleFlags.Faults);
        Assert.True(double.IsNaN(_sink.Arrivals[^1].ForceNewtons));
        Code(code - Math.Sign(code));
        Assert.Equal(SampleFlags.None, _sink.Arrivals[^1].Flags & SampleFlags.Saturated);
    }

    [Fact]
    public void A_force_far_below_zero_is_a_zero_that_drifted()
    {
        Code(-80_000);
        Assert.Equal(SampleFlags.None, _sink.Arrivals[^1].Flags & SampleFlags.Faults);
        Code(-90_000);
        Assert.Equal(SampleFlags.ZeroDrift, _sink.Arrivals[^1].Flags & SampleFlags.Faults);
    }

    [Theory]
    [InlineData(-Gain, 0)]
    [InlineData(Gain / 2, 0)]
    [InlineData(Gain, 500_000)]
    public void A_calibration_or_zero_that_nobody_asked_for_is_a_fault_until_it_is_taken_back_or_set_from_here(int gain, int tare)
    {
        Code(500_000);
        Assert.True(_sink.Arrivals[^1].HasForce);
        Calibrate(gain, tare);
        Code(500_000);
        Assert.Equal(SampleFlags.Distrusted, _sink.Arrivals[^1].Flags & SampleFlags.Distrusted);
        Assert.Equal(StreamDoubt.UnaskedZero, _sink.Doubts[^1]);

        // Neither another start of it nor saying it again makes it true.
        Hello(2);
        Calibrate(gain, tare);
        Code(500_000);
        Assert.Equal(StreamDoubt.UnaskedZero, _sink.Doubts[^1]);
        Calibrate(Gain, 0);
        Code(500_000);
        Assert.True(_sink.Arrivals[^1].HasForce);
    }

    [Fact]
    public void A_zero_that_was_asked_for_is_taken_whatever_came_first()
    {
        _asked = true;
        Calibrate(Gain, 300_000);
        Code(500_000);
        Assert.True(_sink.Arrivals[^1].HasForce);
        _asked = false;
        Calibrate(Gain, 100_000);
        Code(500_000);
        Assert.False(_sink.Arrivals[^1].HasForce);
        Feed(new AckMessage { Command = MessageType.Tare, Value = 100_000 }.Write(_writer));
        Code(500_000);
        Assert.True(_sink.Arrivals[^1].HasForce);
    }

    [Theory]
    [InlineData(40_000u)]
    [InlineData(200_000u)]
    [InlineData(92_300u)]
    public void A_rate_that_no_converter_has_is_not_believed(uint millihertz)
    {
        Hello(1, millihertz);
        Code(500_000);
        Assert.Equal(StreamDoubt.ImplausibleDevice, _sink.Doubts[^1]);
    }

    [Theory]
    [InlineData(100_000u, false)]
    [InlineData(1_000_000u, false)]
    [InlineData(0u, true)]
    [InlineData(1_000_001u, true)]
    public void A_simulated_device_plays_a_recorded_load_at_its_own_rate(uint millihertz, bool doubted)
    {
        Hello(1, millihertz, HelloFlag.Simulated);
        Code(500_000);
        Assert.Equal(doubted, _sink.Doubts.Contains(StreamDoubt.ImplausibleDevice));
    }

    [Fact]
    public void An_event_changes_the_rate_to_none_but_the_converter_s()
    {
        foreach (int rate in (int[])[5, 40, 1000])
        {
            Feed(new EventMessage { Code = EventCode.RateChanged, Value = rate }.Write(_writer));
            Assert.Equal(80, _dispatcher.Device!.RateHertz);
        }

        Feed(new EventMessage { Code = EventCode.RateChanged, Value = 10 }.Write(_writer));
        Assert.Equal(10, _dispatcher.Device!.RateHertz);
    }

    [Fact]
    public void A_limit_is_told_as_taken_no_higher_than_it_was_asked_for()
    {
        _dispatcher.Answered = (id, _, _) => id == 5 ? 40_000u : null;
        Feed(new AckMessage { CommandId = 6, Command = MessageType.SetLimit, Value = 90_000 }.Write(_writer));
        Assert.Empty(_sink.Limits);
        Feed(new AckMessage { CommandId = 5, Command = MessageType.SetLimit, Value = 90_000 }.Write(_writer));
        Feed(new AckMessage { CommandId = 5, Command = MessageType.SetLimit, Value = 30_000 }.Write(_writer));
        Assert.Equal([40, 30], _sink.Limits);
    }

    [Fact]
    public void A_calibration_that_is_taken_otherwise_than_it_was_asked_for_is_a_fault_that_no_tare_and_no_acknowledgement_ends()
    {
        _asked = true;
        _dispatcher.IsCalibrationAsked = told => told.GainPiconewtonsPerCount == Gain + 1000;
        Calibrate(Gain / 2, 0);
        Feed(new AckMessage { Command = MessageType.SetCalibrationPoints, Value = 0 }.Write(_writer));
        Code(500_000);
        Assert.Equal(StreamDoubt.UnaskedZero, _sink.Doubts[^1]);
        Assert.False(_sink.Arrivals[^1].HasForce);
        _dispatcher.IsCalibrationAsked = _ => null;
        Calibrate(Gain / 2, 100);
        Feed(new AckMessage { Command = MessageType.Tare, Value = 100 }.Write(_writer));
        Code(500_000);
        Assert.False(_sink.Arrivals[^1].HasForce);
        _dispatcher.IsCalibrationAsked = told => told.GainPiconewtonsPerCount == Gain + 1000;
        Calibrate(Gain + 1000, 0);
        Code(500_000);
        Assert.True(_sink.Arrivals[^1].HasForce);
    }

    private void Code(int raw)
    {
        Feed(new SampleMessage { Sequence = _next, Microseconds = 12_500 * (_next + 1), RawCounts = raw, ForceMillinewtons = _calibration.ToMillinewtons(raw) }.Write(_writer));
        _next++;

        // A second of the same: nothing of it is a glitch.
        Feed(new SampleMessage { Sequence = _next, Microseconds = 12_500 * (_next + 1), RawCounts = raw, ForceMillinewtons = _calibration.ToMillinewtons(raw) }.Write(_writer));
        _next++;
    }

    private void Hello(uint boot, uint millihertz = 80_000, byte flags = 0)
    {
        _next = boot == 1 ? _next : 0;
        Feed(new HelloMessage { DeviceId = 1, BootId = boot, NextSequence = _next, UptimeMicroseconds = 12_500 * _next, CapacityMillinewtons = 196133, CapMillinewtons = 100_000, LimitMillinewtons = 60_000, RateMillihertz = millihertz, Flags = flags }.Write(_writer));
    }

    private void Calibrate(int gain, int tare)
    {
        _calibration = new CellCalibration(0, 0, gain, 0, 0, tare, 196133);
        Feed(new CalibrationMessage { GainPiconewtonsPerCount = gain, TareCounts = tare, CapacityMillinewtons = 196133, FromSequence = _next }.Write(_writer));
    }

    private void Feed(int length) => _dispatcher.Accept(_writer.Frame, length, 1_700_000_000_000_000 + (12_500 * (long)_next));
}
