using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A command that comes again under its own number is answered again and not done again; each command has its final answer.</summary>
public sealed class RepeatedCommandTests
{
    [Fact]
    public void Begin_hold_again_is_answered_alike_and_begins_no_second_hold()
    {
        Bench bench = new Bench().Streaming();
        int id = bench.Send(MessageType.BeginHold);
        bench.SendAs(id, MessageType.BeginHold);
        Assert.Equal(2, bench.Acks.Count(a => a.CommandId == id));
        Assert.Empty(bench.Refusals);
        bench.IsPressed = true;
        bench.Idle(20_000);
        Assert.Single(bench.Events, e => e.Code == EventCode.HoldEnded);
        bench.IsPressed = false;
        bench.Press(0, 4);
        bench.Send(MessageType.AcknowledgeButton, (uint)bench.Presses[^1].PressId);

        // The hold that it began is over: no acknowledgement may look like one that runs.
        bench.SendAs(id, MessageType.BeginHold);
        Assert.False(bench.Loop.IsGuardingHold);
        Assert.Equal(2, bench.Acks.Count(a => a.CommandId == id));
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals, r => r.CommandId == id).Reason);
        bench.Refusals.Clear();
        bench.Send(MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
        bench.Send(MessageType.BeginHold);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public void A_number_that_comes_again_after_ten_seconds_is_another_command(int seconds, bool isAnother)
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0.5, 20);
        bench.SendAs(900, MessageType.Tare);
        bench.Press(0.5, 20);
        int tare = bench.Loop.Settings.TareCounts;
        bench.Press(1.5, 80 * seconds);
        bench.SendAs(900, MessageType.Tare);
        bench.Press(1.5, 20);
        Assert.Equal(2, bench.Acks.Count(a => a.CommandId == 900));
        Assert.Equal(isAnother, bench.Loop.Settings.TareCounts != tare);

        bench.SendAs(901, MessageType.SetLimit, 40_000);
        bench.SendAs(902, MessageType.SetLimit, 30_000);
        bench.Press(1.5, 80 * seconds);
        bench.SendAs(902, MessageType.SetLimit, 30_000);
        Assert.Equal(30_000, bench.Acks[^1].Value);
        bench.Idle(10_000);
        bench.SendAs(901, MessageType.SetLimit, 20_000);
        bench.Press(1.5, 2);
        Assert.Equal(20_000, bench.Acks[^1].Value);
        Assert.Single(bench.Events, e => e.Code == EventCode.LimitChanged && e.Value == 20_000);
    }

    [Fact]
    public void A_begin_is_known_for_ten_seconds_after_the_end_of_its_hold()
    {
        Bench bench = new Bench().Streaming();
        bench.SendAs(900, MessageType.BeginHold);
        Alive(bench, 15);
        Assert.True(bench.Loop.IsGuardingHold);
        bench.SendAs(900, MessageType.BeginHold);
        Assert.Equal(2, bench.Acks.Count(a => a.CommandId == 900));
        bench.SendAs(910, MessageType.EndHold);
        Alive(bench, 9);
        bench.SendAs(900, MessageType.BeginHold);
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals).Reason);
        Assert.False(bench.Loop.IsGuardingHold);
        Alive(bench, 2);
        bench.SendAs(900, MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
    }

    [Fact]
    public void A_request_of_the_back_log_that_comes_again_after_ten_seconds_is_served_again()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        foreach ((int wait, int served) in new[] { (0, 5), (720, 5), (120, 10) })
        {
            bench.Press(0, wait);
            bench.SendAs(900, MessageType.RequestBacklog, 10, 5);
            bench.Press(0, 20);
            Assert.Equal(served, bench.Samples.Count(s => (s.Flags & SampleFlag.Backlog) != 0));
        }
    }

    [Fact]
    public void A_begin_of_a_session_before_is_no_hold_of_this_one()
    {
        Bench bench = new Bench().Streaming();
        bench.SendAs(5, MessageType.BeginHold);
        bench.Send(MessageType.EndHold);
        bench.Press(0, 80);
        bench.SendAs(1, MessageType.Identify);
        bench.Press(0, 3);
        int acks = bench.Acks.Count;
        bench.SendAs(5, MessageType.BeginHold);
        Assert.Equal(acks, bench.Acks.Count);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        bench.SendAs(6, MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
    }

    [Fact]
    public void A_begin_that_was_refused_is_refused_alike_again()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.Stop);
        int id = bench.Send(MessageType.BeginHold);
        bench.Send(MessageType.Start);
        bench.SendAs(id, MessageType.BeginHold);
        Assert.False(bench.Loop.IsGuardingHold);
        Assert.Equal(2, bench.Refusals.Count(r => r.CommandId == id && r.Reason == RefusalReason.WrongState));
    }

    [Fact]
    public void Who_acknowledges_an_alarm_and_who_asks_for_a_self_test_are_both_told_its_result()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Idle(300_000);
        bench.Press(0, 20);
        int[] alarms = [bench.Send(MessageType.AcknowledgeAlarm), bench.Send(MessageType.AcknowledgeAlarm)];
        bench.Press(0, 10);
        int asked = bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 60);
        Assert.Equal(alarms.Append(asked).Order(), bench.SelfTests.Select(s => s.CommandId).Order());
        Assert.All(alarms, id => Assert.Equal(MessageType.AcknowledgeAlarm, Assert.Single(bench.Acks, a => a.CommandId == id).Command));
        Assert.Equal(MessageType.RunSelfTest, Assert.Single(bench.Acks, a => a.CommandId == asked).Command);
    }

    [Fact]
    public void An_acknowledged_alarm_alone_begins_the_self_test_and_its_result_is_told()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Idle(300_000);
        bench.Press(0, 20);
        int alarm = bench.Send(MessageType.AcknowledgeAlarm);
        bench.Press(0, 60);
        Assert.Equal(alarm, Assert.Single(bench.SelfTests).CommandId);
        Assert.Equal(0, bench.Samples[^1].Alarm);

        // One that finds the fault still there says so, and clears nothing.
        bench.Idle(300_000);
        bench.Press(0, 4);
        bench.Send(MessageType.RunSelfTest);
        while (bench.SelfTests.Count == 1)
        {
            bench.Convert(8_388_607);
        }

        Assert.NotEqual(0, bench.SelfTests[^1].FailedFlags & SampleFlag.Saturated);
        bench.Press(0, 40);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.SelfTestDue);
    }

    [Fact]
    public void An_alarm_that_is_acknowledged_during_a_self_test_has_its_result_too()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Idle(300_000);
        bench.Press(0, 20);
        int asked = bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 10);
        int alarm = bench.Send(MessageType.AcknowledgeAlarm);
        bench.Press(0, 60);
        Assert.Equal([alarm, asked], bench.SelfTests.Select(s => s.CommandId).OrderDescending());
    }

    [Fact]
    public void An_end_that_comes_late_again_does_not_end_the_next_hold()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.BeginHold);
        int end = bench.Send(MessageType.EndHold);
        bench.Send(MessageType.BeginHold);
        bench.SendAs(end, MessageType.EndHold);
        Assert.True(bench.Loop.IsGuardingHold);
        Assert.Equal(2, bench.Acks.Count(a => a.CommandId == end));
    }

    [Fact]
    public void A_number_used_again_for_something_else_is_not_a_repeat()
    {
        Bench bench = new Bench().Streaming();
        bench.SendAs(7, MessageType.SetLimit, 50000);
        bench.SendAs(7, MessageType.SetLimit, 40000);
        Assert.Equal(40000, bench.Loop.Settings.LimitMillinewtons);
        Assert.Equal(40000, bench.Acks[^1].Value);
    }

    [Fact]
    public void A_host_that_starts_anew_may_use_the_same_numbers_again()
    {
        Bench bench = new Bench().Streaming();
        bench.SendAs(7, MessageType.BeginHold);
        bench.Send(MessageType.EndHold);
        bench.Press(0, 500);
        bench.Send(MessageType.Identify);
        bench.Press(0, 3);
        bench.SendAs(7, MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
    }

    [Fact]
    public void A_limit_and_a_calibration_are_stored_once()
    {
        Bench bench = new Bench().Streaming();
        int limit = bench.Send(MessageType.SetLimit, 50000);
        bench.SendAs(limit, MessageType.SetLimit, 50000);
        Assert.Equal(1, bench.Saves);
        int calibration = bench.Send(MessageType.SetCalibration, 77, gain: 46_000_000);
        bench.Press(0, 8);
        int sent = bench.Calibrations.Count;
        bench.SendAs(calibration, MessageType.SetCalibration, 77, gain: 46_000_000);
        Assert.Equal(2, bench.Saves);
        Assert.Equal(sent, bench.Calibrations.Count);
        Assert.Equal(2, bench.Acks.Count(a => a.CommandId == calibration && a.Value == 77));
        Assert.Single(bench.Events, e => e.Code == EventCode.Calibrated);
    }

    [Fact]
    public void A_tare_asked_for_again_is_done_once_and_every_asker_is_answered()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(1, 8);
        int first = bench.Send(MessageType.Tare);
        bench.Press(1, 8);
        bench.SendAs(first, MessageType.Tare);
        int second = bench.Send(MessageType.Tare);
        bench.Press(1, 12);
        Assert.Single(bench.Events, e => e.Code == EventCode.Tared);
        Assert.Equal(bench.Loop.Settings.TareCounts, Assert.Single(bench.Acks, a => a.CommandId == first).Value);
        Assert.Equal(bench.Loop.Settings.TareCounts, Assert.Single(bench.Acks, a => a.CommandId == second).Value);
        bench.SendAs(first, MessageType.Tare);
        bench.Press(1, 20);
        Assert.Single(bench.Events, e => e.Code == EventCode.Tared);
        Assert.Equal(2, bench.Acks.Count(a => a.CommandId == first));
    }

    [Fact]
    public void More_askers_than_can_be_remembered_are_refused_at_once()
    {
        Bench bench = new Bench().Streaming();
        int[] ids = [.. Enumerable.Range(0, 7).Select(_ => bench.Send(MessageType.Tare))];
        bench.Press(0, 30);
        Assert.All(ids, id => Assert.Equal(1, bench.Acks.Count(a => a.CommandId == id) + bench.Refusals.Count(r => r.CommandId == id)));
    }

    [Fact]
    public void A_self_test_at_ten_a_second_survives_being_asked_again()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetRate, 10);
        Slow(bench, 12);
        int first = bench.Send(MessageType.RunSelfTest);
        int second = -1;
        for (int i = 0; i < 40; i++)
        {
            Slow(bench, 1);
            bench.SendAs(first, MessageType.RunSelfTest);
            second = i == 20 ? bench.Send(MessageType.RunSelfTest) : second;
        }

        Assert.Contains(bench.Acks, a => a.CommandId == first && a.Command == MessageType.RunSelfTest && a.Value == 0);
        Assert.Single(bench.Acks, a => a.CommandId == second && a.Value == 0);
        Assert.Contains(bench.SelfTests, s => s.CommandId == first && s.Samples == 32);
        Assert.Contains(bench.SelfTests, s => s.CommandId == second);
    }

    [Fact]
    public void Each_back_log_request_has_its_end_though_others_follow()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(3, 200);
        bench.Samples.Clear();
        (int Id, uint First, uint Count)[] asked =
        [
            (bench.Send(MessageType.RequestBacklog, 20, 30), 20, 30),
            (bench.Send(MessageType.RequestBacklog, 60, 10), 60, 10),
            (bench.Send(MessageType.RequestBacklog, 100, 40), 100, 40),
        ];
        bench.SendAs(asked[0].Id, MessageType.RequestBacklog, 20, 30);
        bench.Press(3, 200);
        Assert.Equal(asked.AsEnumerable(), bench.BacklogEnds.Select(e => (e.CommandId, e.FirstSequence, e.Count)));
        Assert.Equal(80, bench.Samples.Count(s => (s.Flags & SampleFlag.Backlog) != 0));
        bench.SendAs(asked[2].Id, MessageType.RequestBacklog, 100, 40);
        bench.Press(3, 60);
        Assert.Equal(80, bench.Samples.Count(s => (s.Flags & SampleFlag.Backlog) != 0));
        Assert.Equal(2, bench.BacklogEnds.Count(e => e.CommandId == asked[2].Id));
    }

    [Fact]
    public void A_host_that_asks_who_it_is_at_every_sample_gets_an_answer_each_and_no_flood()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(3, 20);
        int hellos = bench.Hellos.Count;
        int acks = bench.Acks.Count;
        for (int i = 0; i < 80; i++)
        {
            bench.Send(MessageType.Identify);
            bench.Press(3);
        }

        bench.Press(3, 2);
        Assert.Equal(80, bench.Acks.Count - acks);
        Assert.InRange(bench.Hellos.Count - hellos, 5, 12);
    }

    [Fact]
    public void A_press_that_no_host_takes_is_not_repeated_ten_times_a_second_for_ever()
    {
        Bench bench = new Bench().Streaming();
        bench.IsPressed = true;
        bench.Idle(5_000_000);
        Assert.InRange(bench.Presses.Count, 45, 55);
        bench.Idle(60_000_000);
        Assert.InRange(bench.Presses.Count, 55, 125);
        Assert.All(bench.Presses, p => Assert.Equal(1, p.PressId));

        // A host that is there again has it within a tenth of a second.
        int before = bench.Presses.Count;
        bench.Send(MessageType.Ping);
        bench.Idle(110_000);
        Assert.True(bench.Presses.Count > before);
        bench.Send(MessageType.AcknowledgeButton, 1);
        before = bench.Presses.Count;
        bench.Idle(5_000_000);
        Assert.Equal(before, bench.Presses.Count);
    }

    private static void Slow(Bench bench, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            bench.Convert(100 + (int)(bench.Microseconds / 100_000 % 3), 100_000);
        }
    }

    private static void Alive(Bench bench, int seconds)
    {
        for (int i = 0; i < seconds * 4; i++)
        {
            bench.Send(MessageType.Ping);
            bench.Press(0, 20);
        }
    }
}
