using Microsoft.Extensions.Time.Testing;

namespace Algometer.Link.Tests.Ports;

/// <summary>A board with an auto-program circuit and a boot time: opened without being reset for ever or sent to download mode.</summary>
public sealed class BoardPortTests
{
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(3);

    public static TheoryData<double, string> Boards()
    {
        var data = new TheoryData<double, string>();
        foreach (double boot in (double[])[0.3, 2.5, 4])
        {
            foreach (RiseOrder order in Enum.GetValues<RiseOrder>())
            {
                data.Add(boot, order.ToString());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task A_board_that_runs_is_connected_within_its_boot_time_and_three_seconds_with_at_most_one_reset(double bootSeconds, string order)
    {
        var boot = TimeSpan.FromSeconds(bootSeconds);
        var board = new FakeBoard(boot) { Rise = Enum.Parse<RiseOrder>(order) };
        board.AdvanceTo((long)boot.TotalMicroseconds + 1_000_000);
        await ConnectAsync(board, boot);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(2.5)]
    [InlineData(4)]
    public async Task A_board_just_plugged_in_is_given_the_time_to_start(double bootSeconds)
    {
        var boot = TimeSpan.FromSeconds(bootSeconds);
        var board = new FakeBoard(boot);
        await ConnectAsync(board, boot);
        Assert.Equal(0, board.Circuit.Resets);
    }

    [Fact]
    public async Task A_board_slower_than_the_wait_and_reset_by_each_opening_is_not_reset_for_ever()
    {
        var boot = TimeSpan.FromSeconds(9);
        var board = new FakeBoard(boot) { Rise = RiseOrder.RtsFirst };
        (DeviceSession session, SinkProbe _, BoardClock clock) = Start(board);
        using (clock)
        await using (session)
        {
            Assert.NotNull(await clock.UntilAsync(() => session.State == LinkState.Connected, TimeSpan.FromSeconds(20)));
            Assert.Equal(2, board.Circuit.Resets);
        }
    }

    [Fact]
    public async Task A_port_where_nobody_answers_stays_open_for_the_whole_wait_and_then_says_what_to_do()
    {
        var board = new FakeBoard(TimeSpan.FromHours(1));
        (DeviceSession session, SinkProbe _, BoardClock clock) = Start(board);
        using (clock)
        await using (session)
        {
            await clock.PassAsync(SerialTransport.DefaultBootWait - TimeSpan.FromMilliseconds(100));
            Assert.Equal(1, board.Openings);
            Assert.NotNull(await clock.UntilAsync(() => session.StateReason.Length > 0, TimeSpan.FromSeconds(7)));
            Assert.Contains("no algometer said hello within 6 s: check the cable", session.StateReason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task After_a_hang_up_the_port_is_opened_anew_and_nothing_waits_for_ever()
    {
        var boot = TimeSpan.FromSeconds(0.3);
        var board = new FakeBoard(boot);
        (DeviceSession session, SinkProbe _, BoardClock clock) = Start(board);
        using (clock)
        await using (session)
        {
            Assert.NotNull(await clock.UntilAsync(() => session.State == LinkState.Connected, TimeSpan.FromSeconds(3)));
            board.HangUp();
            Task<CommandOutcome> asked = session.SendAsync(new Wire.Command { Type = Wire.MessageType.RequestStatistics });
            Assert.NotNull(await clock.UntilAsync(() => session.Statistics.Reconnections == 1, clock.Now + TimeSpan.FromSeconds(3)));
            await clock.UntilAsync(() => asked.IsCompleted, clock.Now + TimeSpan.FromSeconds(3));
            Assert.True(asked.IsCompleted);
            Assert.Equal(2, board.Openings);
            Assert.Equal(0, board.Circuit.Resets);
        }

        Assert.False(board.IsOpen);
    }

    [Fact]
    public async Task A_program_that_crashes_and_takes_four_seconds_to_start_is_found_again()
    {
        var board = new FakeBoard(TimeSpan.FromSeconds(4));
        (DeviceSession session, SinkProbe _, BoardClock clock) = Start(board);
        using (clock)
        await using (session)
        {
            Assert.NotNull(await clock.UntilAsync(() => session.State == LinkState.Connected, TimeSpan.FromSeconds(7)));
            board.Crash();
            Assert.NotNull(await clock.UntilAsync(() => session.State == LinkState.Lost, clock.Now + TimeSpan.FromSeconds(2)));
            Assert.NotNull(await clock.UntilAsync(() => session.State == LinkState.Connected, clock.Now + TimeSpan.FromSeconds(7)));
            Assert.Equal(1, board.Circuit.Resets);
        }
    }

    [Fact]
    public async Task A_pseudo_terminal_is_opened_without_lines_and_only_then()
    {
        var board = new FakeBoard(TimeSpan.FromSeconds(0.3)) { HasModemLines = false };
        await using Stream stream = await new SerialTransport("pty", system: board).OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, board.Openings);
    }

    [Fact]
    public async Task A_held_port_is_left_alone_and_the_message_says_so()
    {
        var board = new FakeBoard(TimeSpan.FromSeconds(0.3));
        await using Stream first = await new SerialTransport("/dev/ttyUSB0", system: board).OpenAsync(TestContext.Current.CancellationToken);
        IOException refused = await Assert.ThrowsAsync<IOException>(() => new SerialTransport("/dev/ttyUSB0", system: board).OpenAsync(TestContext.Current.CancellationToken));
        Assert.Contains("is held by another program: close it there", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, board.Openings);
        Assert.Equal(0, board.Circuit.Resets);
    }

    [Fact]
    public void The_sequence_that_comes_with_both_lines_off_resets_a_board_and_DTR_alone_sends_it_to_download_mode()
    {
        // The stand-in has the property that the product was once caught by.
        var board = new FakeBoard(TimeSpan.FromSeconds(0.3));
        board.AdvanceTo(1_000_000);
        ISerialLine line = board.Create("/dev/ttyUSB0");
        line.Open();
        Assert.Equal(1, board.Circuit.Resets);
        line.DtrEnable = true;
        board.AdvanceTo(2_000_000);
        Assert.Equal(ChipState.Download, board.Circuit.State);
        Assert.True(board.Circuit.RestedBadly);
    }

    private static (DeviceSession Session, SinkProbe Sink, BoardClock Clock) Start(FakeBoard board)
    {
        var time = new FakeTimeProvider();
        var sink = new SinkProbe();
        var clock = new BoardClock(board, time);
        var session = new DeviceSession(new SerialTransport("/dev/ttyUSB0", system: board), sink, time, clock.Options);
        session.Start();
        return (session, sink, clock);
    }

    private static async Task ConnectAsync(FakeBoard board, TimeSpan boot)
    {
        (DeviceSession session, SinkProbe sink, BoardClock clock) = Start(board);
        using (clock)
        await using (session)
        {
            Assert.NotNull(await clock.UntilAsync(() => session.State == LinkState.Connected && session.Statistics.Samples > 0, boot + _margin));
            await clock.PassAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(LinkState.Connected, session.State);
            Assert.Equal(1, board.Openings);
            Assert.InRange(board.Circuit.Resets, 0, 1);
            Assert.False(board.Circuit.RestedBadly);
        }

        board.AdvanceTo(board.Now + 1_000_000);
        Assert.False(board.Circuit.RestedBadly);
        Assert.NotEmpty(sink.Samples);
    }
}
