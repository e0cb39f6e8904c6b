using Algometer.Measurement.Signal;
using Algometer.Wire;
using CsCheck;

namespace Algometer.Link.Tests;

/// <summary>The meaning of a byte stream, fed frame by frame.</summary>
public sealed class FrameDispatcherTests
{
    private const int Gain = 45665773;
    private readonly SinkProbe _sink = new();
    private readonly FrameWriter _writer = new();
    private readonly FrameDispatcher _dispatcher;

    public FrameDispatcherTests() => _dispatcher = new FrameDispatcher(_sink);

    [Fact]
    public void Samples_before_anyone_said_who_it_is_are_not_used()
    {
        Sample(0);
        Assert.Empty(_sink.Samples);
        Hello(1);
        Sample(1);
        Assert.Single(_sink.Samples);
    }

    [Fact]
    public void Sequence_and_clock_are_unwrapped_across_their_wraps()
    {
        Hello(0xFFFFFFFE, uptime: 0x1_FFFF_F000);
        for (uint i = 0; i < 6; i++)
        {
            Sample(unchecked(0xFFFFFFFE + i), microseconds: unchecked(0xFFFFF000 + (i * 12500)));
        }

        Assert.Equal(Enumerable.Range(0, 6).Select(i => 0xFFFFFFFEL + i), _sink.Samples.Select(sample => sample.Sequence));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => 0x1_FFFF_F000L + (i * 12500)), _sink.Samples.Select(sample => sample.DeviceMicroseconds));
    }

    [Fact]
    public void A_hole_is_asked_for_refilled_in_order_and_the_guard_does_not_wait()
    {
        Hello(0);
        Sample(0);
        Sample(3);
        Assert.Equal((1u, 2u), _dispatcher.RefillWanted);
        Assert.Equal([0, 3], _sink.Arrivals.Select(sample => sample.Sequence));
        Assert.Single(_sink.Samples);
        Sample(1, flags: SampleFlag.Backlog);
        Sample(2, flags: SampleFlag.Backlog);
        Assert.Equal([0, 1, 2, 3], _sink.Samples.Select(sample => sample.Sequence));
        Assert.Empty(_sink.Gaps);
        Assert.Equal(2, _dispatcher.Statistics(0).Refilled);
        Assert.Equal(2, _sink.Arrivals.Count);
    }

    [Fact]
    public void What_the_device_no_longer_holds_is_a_gap_and_the_next_sample_says_so()
    {
        Hello(0);
        Sample(0);
        Sample(5);
        Feed(new BacklogEndMessage { FirstSequence = 5, Count = 0, OldestHeld = 5 }.Write(_writer));
        Assert.Equal(new SampleGap(1, 4, "the device no longer held them"), Assert.Single(_sink.Gaps));
        Assert.Equal(SampleFlags.AfterGap, _sink.Samples[^1].Flags & SampleFlags.AfterGap);
    }

    [Fact]
    public void A_device_that_never_answers_a_request_is_asked_five_times_and_the_gap_says_so()
    {
        Hello(0);
        Sample(0);
        int asked = 0;
        for (uint i = 2; i < 1000; i++)
        {
            Sample(i, wall: i * 12_500);
            asked += _dispatcher.RefillWanted == (1u, 1u) ? 1 : 0;
            _dispatcher.ClearWants();
        }

        Assert.Equal(RefillPlanner.MostUnanswered, asked);
        Assert.Equal("the device was asked 5 times and did not answer", Assert.Single(_sink.Gaps).Reason);
        Assert.Equal(999, _sink.Samples.Count);
    }

    [Theory]
    [InlineData(20u, 100_000u)]
    [InlineData(10u, 220_000u)]
    public void Time_goes_on_whatever_a_live_sample_says_of_it_after_samples_that_were_sent_again(uint live, uint microseconds)
    {
        Hello(0);
        for (uint i = 0; i < 6; i++)
        {
            Sample(i, microseconds: 12_500 * (i + 1), wall: 12_500 * (i + 1));
        }

        Hello(20, uptime: 250_000, wall: 250_000);
        Sample(15, microseconds: 200_000, flags: SampleFlag.Backlog, wall: 250_000);
        Sample(live, microseconds: microseconds, wall: 260_000);
        _dispatcher.Finish();
        Assert.All(_sink.Samples.Zip(_sink.Samples.Skip(1)), pair =>
        {
            Assert.True(pair.Second.Sequence > pair.First.Sequence);
            Assert.True(pair.Second.DeviceMicroseconds > pair.First.DeviceMicroseconds, $"{pair.Second.DeviceMicroseconds} after {pair.First.DeviceMicroseconds}");
        });
        Assert.Contains(_sink.Samples, sample => sample.Sequence == 15);
    }

    [Fact]
    public void A_force_that_does_not_fit_the_counts_is_a_fault_and_blank()
    {
        Hello(0);
        Sample(0, raw: 100000, force: 4567 + 100);
        Sample sample = Assert.Single(_sink.Samples);
        Assert.Equal(SampleFlags.Disagreement, sample.Flags & SampleFlags.Disagreement);
        Assert.False(sample.HasForce);
        Assert.True(_dispatcher.IdentifyWanted);
    }

    [Fact]
    public void A_blank_force_stays_blank()
    {
        Hello(0);
        Sample(0, force: Protocol.BlankForce, flags: SampleFlag.Saturated);
        Assert.True(double.IsNaN(Assert.Single(_sink.Samples).ForceNewtons));
    }

    [Fact]
    public void A_tare_holds_from_its_sample_on_even_for_older_samples_that_come_later()
    {
        Hello(0);
        Sample(0);
        Calibration(tare: 21898, from: 3);
        Sample(3, raw: 21898, force: 0);
        Sample(1, flags: SampleFlag.Backlog);
        Sample(2, flags: SampleFlag.Backlog);
        Assert.All(_sink.Samples, sample => Assert.True(sample.HasForce));
    }

    [Fact]
    public void A_restarted_device_goes_on_in_the_record_with_the_time_that_passed()
    {
        Hello(0);
        Sample(0, microseconds: 1000, wall: 5_000_000);
        Sample(1, microseconds: 13500, wall: 5_012_500);
        Hello(0, boot: 2, uptime: 0, wall: 8_012_500);
        Calibration();
        Sample(0, microseconds: 12500, wall: 8_025_000);

        // 3 s at the 80 samples/s of the hello.
        Assert.Equal([0, 1, 242], _sink.Samples.Select(sample => sample.Sequence));
        Assert.Equal(SampleFlags.AfterGap, _sink.Samples[2].Flags & SampleFlags.AfterGap);
        Assert.Equal(3_012_500, _sink.Samples[2].DeviceMicroseconds - _sink.Samples[1].DeviceMicroseconds);
        SampleGap gap = Assert.Single(_sink.Gaps);
        Assert.Equal((2, 240), (gap.FirstSequence, gap.Count));
        Assert.Contains("reckoned", gap.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_restart_that_takes_no_time_loses_not_even_its_first_sample(uint taken)
    {
        Hello(0);
        Sample(0, microseconds: 1000, wall: 5_000_000);
        Sample(1, microseconds: 13500, wall: 5_012_500);
        Hello(taken, boot: 2, uptime: 20, wall: 5_012_500);
        Calibration();
        _dispatcher.ClearWants();

        // Taken at the start itself, before anybody had the stream started; the device was not asked twice.
        Sample(1, microseconds: 12500, wall: 5_025_000);
        Assert.Equal(taken == 0 ? (0u, 1u) : null, _dispatcher.RefillWanted);
        Sample(0, microseconds: 0, flags: SampleFlag.Backlog, wall: 5_030_000);
        Assert.Equal([0, 1, 3, 4], _sink.Samples.Select(sample => sample.Sequence));
        Assert.Contains("reckoned", Assert.Single(_sink.Gaps).Reason, StringComparison.Ordinal);
        Assert.Equal(1, _dispatcher.Statistics(0).Refilled);
    }

    [Fact]
    public void A_press_that_is_repeated_counts_once_and_is_acknowledged_each_time()
    {
        Hello(0);
        for (int i = 0; i < 3; i++)
        {
            _dispatcher.ClearWants();
            Feed(new ButtonMessage { PressId = 4, Microseconds = 777, Sequence = 0 }.Write(_writer));
            Assert.Equal(4, _dispatcher.PressToAcknowledge);
        }

        Assert.Equal(777, Assert.Single(_sink.Presses).DeviceMicroseconds);
    }

    [Fact]
    public void A_press_of_another_start_under_the_same_number_is_a_press_although_its_hello_has_not_come()
    {
        Hello(0);
        Sample(0, wall: 5_000_000);
        Feed(new ButtonMessage { PressId = 1, Microseconds = 12_500, Sequence = 0 }.Write(_writer), 5_000_000);
        Feed(new ButtonMessage { PressId = 1, Microseconds = 300_000, Sequence = 0 }.Write(_writer), 6_000_000);
        Feed(new ButtonMessage { PressId = 1, Microseconds = 300_000, Sequence = 0 }.Write(_writer), 6_100_000);
        Assert.Equal(2, _sink.Presses.Count);
        Hello(0, boot: 2, uptime: 400_000, wall: 6_200_000);
        Feed(new ButtonMessage { PressId = 1, Microseconds = 500_000, Sequence = 0 }.Write(_writer), 6_300_000);
        Assert.Equal(3, _sink.Presses.Count);
    }

    [Fact]
    public void Whatever_is_lost_doubled_or_broken_every_sample_comes_once_in_order_or_lies_in_a_gap() =>
        Gen.Int[0, 9].Array[20, 400].Sample(fates =>
        {
            var sink = new SinkProbe();
            var dispatcher = new FrameDispatcher(sink);
            var writer = new FrameWriter();
            void FeedTo(int length) => dispatcher.Accept(writer.Frame, length, 0);
            FeedTo(HelloMessage(0).Write(writer));
            FeedTo(CalibrationMessage(0, 0).Write(writer));
            for (uint i = 0; i < fates.Length; i++)
            {
                int length = SampleOf(i, 1000 + (i * 12500)).Write(writer);
                switch (fates[i])
                {
                    case 0 when i > 0:
                        break;
                    case 1:
                        FeedTo(length);
                        FeedTo(length);
                        break;
                    case 2 when i > 0:
                        writer.Frame[7] ^= 0x40;
                        FeedTo(length);
                        break;
                    default:
                        FeedTo(length);
                        break;
                }

                if (dispatcher.RefillWanted is { } hole && fates[i] % 2 == 1)
                {
                    for (uint k = 0; k < hole.Count; k++)
                    {
                        SampleMessage again = SampleOf(hole.First + k, 1000 + ((hole.First + k) * 12500));
                        again.Flags |= SampleFlag.Backlog;
                        FeedTo(again.Write(writer));
                    }

                    dispatcher.ClearWants();
                }
            }

            dispatcher.Finish();
            long next = 0;
            int gap = 0;
            foreach (Sample sample in sink.Samples)
            {
                while (gap < sink.Gaps.Count && sink.Gaps[gap].FirstSequence == next)
                {
                    next += sink.Gaps[gap++].Count;
                }

                if (sample.Sequence != next++ || sample.RawCounts != (int)sample.Sequence * 10)
                {
                    return false;
                }
            }

            return gap == sink.Gaps.Count;
        });

    private static HelloMessage HelloMessage(uint next, uint boot = 1, long uptime = 0) => new()
    {
        DeviceId = 42, BootId = boot, NextSequence = next, UptimeMicroseconds = uptime, CapacityMillinewtons = 196133, RateMillihertz = 80000, LimitMillinewtons = 60000, CapMillinewtons = 100000,
    };

    private static CalibrationMessage CalibrationMessage(int tare, uint from) =>
        new() { GainPiconewtonsPerCount = Gain, TareCounts = tare, CapacityMillinewtons = 196133, FromSequence = from };

    private static SampleMessage SampleOf(uint sequence, uint microseconds)
    {
        int raw = (int)sequence * 10;
        return new SampleMessage
        {
            Sequence = sequence,
            Microseconds = microseconds,
            RawCounts = raw,
            ForceMillinewtons = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw),
        };
    }

    private void Hello(uint next, uint boot = 1, long uptime = 0, long wall = 0)
    {
        Feed(HelloMessage(next, boot, uptime).Write(_writer), wall);
        if (boot == 1)
        {
            Calibration();
        }
    }

    private void Calibration(int tare = 0, uint from = 0) => Feed(CalibrationMessage(tare, from).Write(_writer));

    private void Sample(uint sequence, int raw = 0, int force = 0, uint? microseconds = null, int flags = 0, long wall = 0)
    {
        var message = new SampleMessage { Sequence = sequence, Microseconds = microseconds ?? (sequence * 12500), RawCounts = raw, ForceMillinewtons = force, Flags = flags };
        Feed(message.Write(_writer), wall);
    }

    private void Feed(int length, long wall = 0) => _dispatcher.Accept(_writer.Frame, length, wall);
}
