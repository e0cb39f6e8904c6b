using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>A device whose clock goes back while its numbers go on: told once, nothing lost that it holds, and it is not asked at full speed.</summary>
public sealed class ClockBackTests
{
    private const int Gain = 45665773;
    private readonly SinkProbe _sink = new();
    private readonly FrameWriter _writer = new();
    private readonly FrameDispatcher _dispatcher;
    private readonly Dictionary<uint, SampleMessage> _held = [];
    private uint _clock = 3_600_000_000;
    private uint _sequence;
    private long _wall = 1_700_000_000_000_000;

    public ClockBackTests()
    {
        _dispatcher = new FrameDispatcher(_sink);
        Hello();
        Feed(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
        Run(100);
    }

    [Fact]
    public void Samples_missing_before_across_and_after_it_are_all_had_again_and_the_time_goes_on()
    {
        Run(3, lost: true);
        Run(5);
        Run(2, lost: true);
        _clock -= 1_800_000_000;
        Run(2, lost: true);
        Run(5);
        Run(1, lost: true);
        Run(200);
        Assert.Empty(_sink.Gaps);
        Assert.Equal((int)_sequence, _sink.Samples.Count);
        Assert.Equal(1, _sink.Samples.Count(sample => (sample.Flags & SampleFlags.Distrusted) != SampleFlags.None));
        for (int i = 1; i < _sink.Samples.Count; i++)
        {
            Assert.Equal(i, _sink.Samples[i].Sequence);
            Assert.Equal(12_500, _sink.Samples[i].DeviceMicroseconds - _sink.Samples[i - 1].DeviceMicroseconds);
        }
    }

    [Fact]
    public void A_hello_that_shows_it_first_makes_no_gap_and_the_next_sample_tells_it()
    {
        _clock -= 1_800_000_000;
        Hello();
        Run(50);
        Assert.Empty(_sink.Gaps);
        Assert.Equal(0, _dispatcher.Restarts);
        Assert.Equal(1, _sink.Arrivals.Count(sample => (sample.Flags & SampleFlags.Distrusted) != SampleFlags.None));
        Assert.Equal((int)_sequence, _sink.Samples.Count);
    }

    [Fact]
    public void What_fits_nowhere_is_asked_for_in_rising_pauses_and_given_up_with_the_true_reason()
    {
        Run(4, lost: true);
        foreach (uint sequence in _held.Keys.Where(sequence => sequence >= 100).ToArray())
        {
            // Sent again with the time of another clock.
            _held[sequence] = _held[sequence] with { Microseconds = 77_000_000 + sequence };
        }

        _clock -= 1_800_000_000;
        int asked = Run(80);
        Assert.InRange(asked, 1, 6);
        asked += Run(2000);
        Assert.InRange(asked, 5, RefillPlanner.MostFruitless + 1);
        SampleGap gap = Assert.Single(_sink.Gaps);
        Assert.Equal((100, 4), (gap.FirstSequence, gap.Count));
        Assert.Equal("the device's clock went back: when they were taken cannot be told", gap.Reason);
    }

    [Fact]
    public void Without_a_clock_that_went_back_the_reason_names_the_times()
    {
        Run(4, lost: true);
        foreach (uint sequence in _held.Keys.Where(sequence => sequence >= 100).ToArray())
        {
            _held[sequence] = _held[sequence] with { Microseconds = 77_000_000 + sequence };
        }

        Run(2000);
        Assert.Equal("what the device sent for them bore times that cannot be theirs", Assert.Single(_sink.Gaps).Reason);
    }

    // Samples come, and what is asked for is sent again at once. Gives how often it was asked.
    private int Run(int samples, bool lost = false)
    {
        int asked = 0;
        for (int i = 0; i < samples; i++)
        {
            _clock += 12_500;
            _wall += 12_500;
            int raw = 200_000 + (int)(_sequence % 7);
            var sample = new SampleMessage
            {
                Sequence = _sequence,
                Microseconds = _clock,
                RawCounts = raw,
                ForceMillinewtons = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw),
            };
            _held[_sequence++] = sample;
            if (!lost)
            {
                Feed(sample.Write(_writer));
            }

            if (_dispatcher.RefillWanted is { } hole)
            {
                _dispatcher.ClearWants();
                asked++;
                for (uint k = 0; k < hole.Count; k++)
                {
                    SampleMessage again = _held[hole.First + k];
                    again.Flags |= SampleFlag.Backlog;
                    Feed(again.Write(_writer));
                }

                Feed(new BacklogEndMessage { FirstSequence = hole.First, Count = hole.Count, OldestHeld = 0 }.Write(_writer));
            }
        }

        return asked;
    }

    private void Hello() => Feed(new HelloMessage
    {
        DeviceId = 42, BootId = 1, NextSequence = _sequence, UptimeMicroseconds = _clock, CapacityMillinewtons = 196133, RateMillihertz = 80_000, LimitMillinewtons = 60_000, CapMillinewtons = 100_000,
    }.Write(_writer));

    private void Feed(int length) => _dispatcher.Accept(_writer.Frame, length, _wall);
}
