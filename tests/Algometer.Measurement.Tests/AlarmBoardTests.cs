using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Tests;

/// <summary>What the one alarm model says.</summary>
public sealed class AlarmBoardTests
{
    [Fact]
    public void A_fault_that_a_lost_connection_leaves_behind_is_said_in_words()
    {
        var guard = new SafeRangeGuard(new SafeRangeOptions(60), new NoEvents());
        var board = new AlarmBoard(guard);
        board.Connected(0);
        for (long now = 0; now < 3_000_000; now += 50_000)
        {
            board.Tick(now, streaming: true);
        }

        Assert.Equal(AlarmWords.Silent, board.View().Text);
        board.Lost("It was unplugged.", 3_000_000);
        board.Tick(3_050_000, streaming: false);
        board.Connected(3_100_000);
        board.Tick(3_150_000, streaming: true);
        AlarmView view = board.View();
        Assert.Equal(AlarmKind.SensorFault, view.Kind);
        Assert.Equal(AlarmWords.Silent, view.Text);
    }

    [Fact]
    public void A_device_that_answers_nothing_is_told_with_alarm_and_hides_nothing_graver()
    {
        var board = new AlarmBoard(new SafeRangeGuard(new SafeRangeOptions(60), new NoEvents()));
        board.Connected(0);
        board.Promise(80, mayBeFaster: false);
        Stream(board, 0, 2_000_000, 12.5);
        board.Unanswered("It answers nothing.");
        Stream(board, 2_000_000, 3_000_000, 12.5);
        Assert.Equal((AlarmKind.NotConnected, AlarmLevel.Medium, "It answers nothing."), (board.View().Kind, board.View().Level, board.View().Text));
        board.Unanswered("");
        Assert.Equal(AlarmKind.None, board.View().Kind);
        board.Unanswered("It answers nothing.");
        for (long now = 3_000_000; now < 4_000_000; now += 50_000)
        {
            board.Tick(now, streaming: true);
        }

        Assert.Equal(AlarmKind.SensorFault, board.View().Kind);
    }

    /// <summary>Samples that come each so many ms, of 80 a second promised: what is said after five seconds.</summary>
    [Theory]
    [InlineData(250, false, AlarmWords.TooFew)]
    [InlineData(40, false, AlarmWords.TooFew)]
    [InlineData(20, false, null)]
    [InlineData(12.5, false, null)]
    [InlineData(10, false, null)]
    [InlineData(5, false, "another rate")]
    [InlineData(1, true, null)]
    [InlineData(250, true, AlarmWords.TooFew)]
    public void The_rate_is_the_promised_one_by_the_hosts_clock(double everyMilliseconds, bool mayBeFaster, string? words)
    {
        var board = new AlarmBoard(new SafeRangeGuard(new SafeRangeOptions(60), new NoEvents()));
        board.Connected(0);
        board.Promise(80, mayBeFaster);
        Stream(board, 0, 5_000_000, everyMilliseconds);
        AlarmView view = board.View();
        Assert.Equal(words is null ? AlarmKind.None : AlarmKind.SensorFault, view.Kind);
        Assert.Contains(words ?? "", view.Text, StringComparison.Ordinal);

        // At the promised rate it is over within two seconds.
        Stream(board, 5_000_000, 7_100_000, 12.5);
        Assert.Equal(AlarmKind.None, board.View().Kind);
    }

    [Fact]
    public void One_sample_of_fifty_is_a_fault_throughout_and_not_only_between_two_of_them()
    {
        var board = new AlarmBoard(new SafeRangeGuard(new SafeRangeOptions(60), new NoEvents()));
        board.Connected(0);
        board.Promise(80, mayBeFaster: false);
        for (long now = 0; now < 10_000_000; now += 25_000)
        {
            if (now % 625_000 == 0)
            {
                board.Arrived(Sample(AlarmState.None), now);
            }

            board.Tick(now, streaming: true);
            Assert.True(now < 2_500_000 || board.View().Kind == AlarmKind.SensorFault, $"healthy at {now} µs");
        }
    }

    [Fact]
    public void A_line_that_stands_still_for_less_than_silence_and_delivers_afterwards_keeps_its_rate()
    {
        var board = new AlarmBoard(new SafeRangeGuard(new SafeRangeOptions(60), new NoEvents()));
        board.Connected(0);
        board.Promise(80, mayBeFaster: false);
        for (int round = 0; round < 20; round++)
        {
            long began = round * 900_000L;
            Stream(board, began, began + 450_000, 12.5);
            Stream(board, began + 450_000, began + 900_000, 450);
            for (int i = 0; i < 35; i++)
            {
                board.Arrived(Sample(AlarmState.None), began + 899_000);
            }

            Assert.Equal(AlarmKind.None, board.View().Kind);
        }
    }

    [Fact]
    public void A_hold_that_the_device_ended_because_it_heard_nothing_is_told_until_it_is_acknowledged_there()
    {
        var board = new AlarmBoard(new SafeRangeGuard(new SafeRangeOptions(60), new NoEvents()));
        board.Connected(0);
        board.Arrived(Sample(AlarmState.LinkLost), 20_000);
        AlarmView view = board.View();
        Assert.Equal((AlarmKind.WasAway, AlarmLevel.Medium, true), (view.Kind, view.Level, view.CanAcknowledge));
        Assert.Equal(AlarmWords.HeardNothing, view.Text);
        board.Arrived(Sample(AlarmState.None), 30_000);
        Assert.Equal(AlarmKind.None, board.View().Kind);
    }

    [Fact]
    public void A_device_that_is_over_where_the_host_reads_less_is_told_as_a_disagreement()
    {
        var guard = new SafeRangeGuard(new SafeRangeOptions(60), new NoEvents());
        var board = new AlarmBoard(guard);
        guard.Accept(Sample(AlarmState.OverLimit));
        Assert.Equal(AlarmKind.OverLimit, board.View().Kind);
        Assert.Contains("The two disagree: release", board.View().Text, StringComparison.Ordinal);
    }

    private static Sample Sample(AlarmState alarm) => new(1, 12_500, 0, 20, SampleFlags.None, alarm);

    private static void Stream(AlarmBoard board, long from, long to, double everyMilliseconds)
    {
        double due = from;
        for (long now = from; now < to; now += 1000)
        {
            if (now % 50_000 == 0)
            {
                board.Tick(now, streaming: true);
            }

            for (; due <= now; due += everyMilliseconds * 1000)
            {
                board.Arrived(Sample(AlarmState.None), now);
            }
        }
    }

    private sealed class NoEvents : IMeasurementEventSink
    {
        public void On(in MeasurementEvent measurementEvent)
        {
        }
    }
}
