using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>Why samples are lost for good is said as it was: one test for each reason that a gap can bear.</summary>
public sealed class GapReasonTests
{
    private const int Gain = 45665773;
    private const long Wall = 1_700_000_000_000_000;
    private readonly SinkProbe _sink = new();
    private readonly FrameWriter _writer = new();
    private readonly FrameDispatcher _dispatcher;
    private uint _next;
    private long _clock;

    public GapReasonTests()
    {
        _dispatcher = new FrameDispatcher(_sink);
        Hello(1);
    }

    [Fact]
    public void The_device_no_longer_held_them()
    {
        Lose(3);
        End(sent: 0, oldest: _next);
        Told("the device no longer held them");
    }

    [Fact]
    public void The_device_was_asked_and_did_not_answer()
    {
        Lose(3);
        Take(800);
        Told("the device was asked 5 times and did not answer");
    }

    [Fact]
    public void What_was_not_asked_for_is_not_said_to_have_been()
    {
        Lose(3);
        Take(200);
        Lose(3);
        Take(600);
        Assert.Equal(
            ["the device was asked 5 times and did not answer", "the device answered no request any more: they were not asked for"],
            _sink.Gaps.Select(gap => gap.Reason),
            StringComparer.Ordinal);
    }

    [Fact]
    public void The_device_held_them_and_did_not_send_them()
    {
        Lose(3);
        Answer(() => End(sent: 0, oldest: 0));
        Told("the device said that it held them and did not send them");
    }

    [Fact]
    public void What_a_device_holds_and_does_not_send_is_given_up_after_eight_answers_and_what_follows_after_one_each()
    {
        Lose(160);
        int asked = 0;
        long began = _clock;
        Answer(() =>
        {
            asked++;
            End(sent: 0, oldest: 0);
        }, untilLost: 160);
        Assert.Equal(10, asked);
        Assert.InRange(_clock - began, 0, 8_000_000);
        Assert.All(_sink.Gaps, gap => Assert.Equal("the device said that it held them and did not send them", gap.Reason));
        Assert.Equal((int)_next - 160, _sink.Samples.Count);
    }

    [Fact]
    public void A_device_that_sends_nothing_of_one_stretch_and_all_of_the_next_loses_the_one_alone()
    {
        Lose(160);
        uint bad = _next - 161;
        for (int i = 0; i < 2000 && _dispatcher.IsRefilling; i++)
        {
            if (_dispatcher.RefillWanted is { } hole)
            {
                _dispatcher.ClearWants();
                for (uint k = hole.First; hole.First >= bad + 64 && k < hole.First + hole.Count; k++)
                {
                    Again(k);
                }

                End(sent: 0, oldest: 0);
            }

            Take(1);
        }

        Assert.Equal(64, Assert.Single(_sink.Gaps).Count);
    }

    [Fact]
    public void The_device_sent_them_and_they_did_not_arrive()
    {
        Lose(3);
        Answer(() => End(sent: 3, oldest: 0));
        Told("the device sent them again and they did not arrive");
    }

    [Fact]
    public void The_device_said_that_it_had_not_taken_them()
    {
        Lose(3);
        Answer(() => Feed(new RefusalMessage { Command = MessageType.RequestBacklog, Reason = RefusalReason.NotHeld, Detail = 0 }.Write(_writer)));
        Told("the device said that it had not taken them");
    }

    [Fact]
    public void The_device_said_that_they_were_gone_and_by_its_own_numbers_they_were_not()
    {
        Hello(1, uptime: 0, backlog: 1024);
        Take(100);
        Lose(3);
        Answer(() => End(sent: 0, oldest: _next + 5000));
        Told("the device said that it no longer held them, which by its own numbers it did");
    }

    [Fact]
    public void One_answer_that_cannot_be_true_gives_nothing_up()
    {
        Hello(1, uptime: 0, backlog: 1024);
        Take(100);
        uint first = _next + 5;
        Lose(3);
        End(sent: 0, oldest: _next);
        Take(40);
        Assert.NotNull(_dispatcher.RefillWanted);
        Assert.Empty(_sink.Gaps);
        for (uint i = 0; i < 3; i++)
        {
            Again(first + i);
        }

        End(sent: 3, oldest: 0);
        Assert.Empty(_sink.Gaps);
        Assert.Equal((int)_next, _sink.Samples.Count);
    }

    [Fact]
    public void What_has_really_left_a_back_log_that_the_device_told_is_believed_to_be_gone()
    {
        Hello(1, uptime: 0, backlog: 50);
        Lose(3);
        Take(100);
        End(sent: 0, oldest: _next - 50);
        Told("the device no longer held them");
    }

    [Fact]
    public void More_came_after_them_than_can_wait()
    {
        // One alone is missing; a device may hold it for longer than the samples after it can wait here.
        var assembler = new SampleAssembler(_sink);
        for (long i = 0; i < 8300; i++)
        {
            if (i != 5)
            {
                assembler.Accept(new Sample(i, 12_500 * (i + 1), 0, 0, SampleFlags.None, AlarmState.None));
            }
        }

        Told("more came after them than this program can keep waiting for them");
        Assert.Equal(8299, _sink.Samples.Count);
    }

    [Fact]
    public void The_device_restarted()
    {
        Lose(3);
        _clock += 1_000_000;
        _next = 0;
        Hello(2, uptime: 500_000);
        Assert.Equal(["the device restarted", "the device restarted; their number is reckoned from the time"], _sink.Gaps.Select(gap => gap.Reason), StringComparer.Ordinal);
    }

    [Fact]
    public void The_device_only_calls_itself_another_start()
    {
        Take(5);
        _clock += 1_000_000;
        Hello(2, uptime: 3_600_000_000);
        Told("the device calls itself another start and claims to run for longer than it was away; their number is reckoned from the time");
    }

    [Fact]
    public void The_session_ended()
    {
        Lose(3);
        _dispatcher.Finish();
        Told("the session ended before they could be had again");
    }

    [Fact]
    public void What_waits_for_long_is_recorded_ahead_of_its_turn_and_comes_again_in_its_order()
    {
        Lose(3);
        Take(30);
        Assert.Empty(_sink.Early);
        Take(30);
        Assert.InRange(_sink.Early.Count, 40, 61);
        Assert.Equal(_sink.Early.Select(sample => sample.Sequence).Distinct().Order(), _sink.Early.Select(sample => sample.Sequence));
        _dispatcher.Interrupted();
        Assert.Equal(_next - 1, _sink.Early[^1].Sequence);
        End(sent: 0, oldest: _next);
        Assert.Equal(_next - 3, (uint)_sink.Samples.Count);
    }

    private void Told(string reason) => Assert.Equal(reason, Assert.Single(_sink.Gaps).Reason);

    private void Answer(Action answer, long untilLost = 1)
    {
        for (int i = 0; i < 900 && _sink.Gaps.Sum(gap => gap.Count) < untilLost; i++)
        {
            if (_dispatcher.RefillWanted is not null)
            {
                _dispatcher.ClearWants();
                answer();
            }

            Take(1);
        }
    }

    private void Lose(uint count)
    {
        Take(5);
        _next += count;
        _clock += 12_500 * count;
        Take(1);
    }

    private void Take(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _clock += 12_500;
            Feed(new SampleMessage { Sequence = _next, Microseconds = 12_500 * (_next + 1), ForceMillinewtons = 0 }.Write(_writer));
            _next++;
        }
    }

    private void Again(uint sequence) => Feed(new SampleMessage { Sequence = sequence, Microseconds = 12_500 * (sequence + 1), ForceMillinewtons = 0, Flags = SampleFlag.Backlog }.Write(_writer));

    private void End(uint sent, uint oldest) => Feed(new BacklogEndMessage { Count = sent, OldestHeld = oldest }.Write(_writer));

    private void Hello(uint boot, long uptime = 0, int backlog = 0)
    {
        Feed(new HelloMessage { DeviceId = 1, BootId = boot, NextSequence = _next, UptimeMicroseconds = uptime, CapacityMillinewtons = 196133, CapMillinewtons = 100_000, LimitMillinewtons = 60_000, RateMillihertz = 80_000, BacklogSamples = backlog }.Write(_writer));
        Feed(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
    }

    private void Feed(int length) => _dispatcher.Accept(_writer.Frame, length, Wall + _clock);
}
