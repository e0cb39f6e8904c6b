using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A flash that is slow or fails holds up no limit that falls, no link that is heard, and nobody who presses; and what is told of it is true.</summary>
public sealed class SlowFlashTests
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(50_000)]
    [InlineData(400_000)]
    public void A_limit_falls_at_once_in_a_hold_right_after_a_write(long write)
    {
        Bench bench = AfterWrite(write);
        bench.Send(MessageType.BeginHold);
        bench.Press(0, 2);
        bench.Rise(30);
        int events = bench.Events.Count;
        bench.Send(MessageType.SetLimit, 40_000);
        bench.Press(30);
        Assert.Equal(40_000, bench.Acks[^1].Value);
        bench.Rise(45);
        bench.Press(45, 2);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.OverLimit);

        // What is heard in between is heard, however long the flash still wants to rest.
        for (int i = 0; i < 20; i++)
        {
            bench.Send(MessageType.Ping);
            bench.Press(45, 20);
        }

        Assert.True(bench.Loop.IsGuardingHold);
        Assert.DoesNotContain(bench.Events.Skip(events), e => e.Code == EventCode.HoldEnded);
        Assert.Equal(20, bench.Pongs.Count);
        Assert.Equal(1, bench.Saves);
        bench.Send(MessageType.EndHold);
        Lower(bench);
        bench.Press(0, 400);
        Assert.Equal(2, bench.Saves);
    }

    [Fact]
    public void In_a_hold_nothing_is_written_though_nobody_presses()
    {
        Bench bench = AfterWrite(0);
        bench.Send(MessageType.BeginHold);
        bench.Press(0, 4);
        bench.Send(MessageType.SetLimit, 40_000);
        for (int i = 0; i < 6; i++)
        {
            bench.Send(MessageType.Ping);
            bench.Press(0, 40);
        }

        Assert.Equal((40_000, 1), (bench.Acks[^1].Value, bench.Saves));
        bench.Send(MessageType.EndHold);
        bench.Press(0, 60);
        Assert.Equal(1, bench.Saves);
        bench.Press(0, 40);
        Assert.Equal(2, bench.Saves);
    }

    [Fact]
    public void What_waits_for_the_flash_keeps_nothing_else_waiting()
    {
        Bench bench = AfterWrite(400_000);
        int raise = bench.Send(MessageType.SetLimit, 70_000, planId: 77);
        int repeated = bench.SendAs(raise, MessageType.SetLimit, 70_000, planId: 77);
        bench.Press(0);
        Assert.DoesNotContain(bench.Acks, a => a.CommandId == raise);
        bench.Send(MessageType.Ping);
        bench.Press(0);
        Assert.Single(bench.Pongs);
        bench.Press(0, 300);
        Assert.Equal(raise, repeated);
        Assert.Equal(70_000, Assert.Single(bench.Acks, a => a.CommandId == raise).Value);
        Assert.Equal(70_000, bench.Loop.Settings.LimitMillinewtons);
        Assert.Equal(2, bench.Saves);
    }

    [Fact]
    public void A_limit_that_falls_is_not_undone_by_one_that_waited_to_rise()
    {
        Bench bench = AfterWrite(400_000);
        int raise = bench.Send(MessageType.SetLimit, 70_000, planId: 77);
        int lower = bench.Send(MessageType.SetLimit, 30_000);
        bench.Press(0, 600);
        Assert.Equal(30_000, bench.Loop.Settings.LimitMillinewtons);
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals, r => r.CommandId == raise).Reason);
        Assert.Equal(30_000, Assert.Single(bench.Acks, a => a.CommandId == lower).Value);
    }

    [Fact]
    public void A_calibration_that_waits_is_taken_whole_or_refused_when_a_hold_came_before()
    {
        int[] counts = [0, 200_000, 400_000, 800_000];
        int[] forces = [0, 9_133, 18_266, 36_533];
        Bench bench = AfterWrite(400_000);
        int id = bench.SendPoints(5, 45_665_773, counts, forces);
        bench.Send(MessageType.Ping);
        bench.Press(0, 4);
        Assert.Single(bench.Pongs);
        Assert.Equal(0u, bench.Loop.Settings.CalibrationId);
        bench.Press(0, 300);
        Assert.Equal(5, Assert.Single(bench.Acks, a => a.CommandId == id).Value);
        Assert.Equal(5u, bench.Loop.Settings.CalibrationId);

        bench.SaveMicroseconds = 400_000;
        bench.Send(MessageType.SetLimit, 50_000, planId: 77);
        bench.Press(0, 8);
        id = bench.SendPoints(6, 45_665_773, counts, forces);
        bench.Send(MessageType.BeginHold);
        bench.Press(0, 4);
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals, r => r.CommandId == id).Reason);
        Assert.Equal(5u, bench.Loop.Settings.CalibrationId);
    }

    [Fact]
    public void Only_one_waits_and_the_second_kind_is_refused()
    {
        Bench bench = AfterWrite(400_000);
        int raise = bench.Send(MessageType.SetLimit, 70_000, planId: 77);
        int calibration = bench.Send(MessageType.SetCalibration, 9, gain: 50_000_000);
        bench.Press(0, 300);
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals, r => r.CommandId == calibration).Reason);
        Assert.Equal(70_000, Assert.Single(bench.Acks, a => a.CommandId == raise).Value);
    }

    [Fact]
    public void A_limit_that_could_not_be_stored_at_rest_is_in_force_and_told()
    {
        Bench bench = AfterWrite(0);
        bench.SaveFails = true;
        int id = bench.Send(MessageType.SetLimit, 30_000);
        Assert.Equal(30_000, Assert.Single(bench.Acks, a => a.CommandId == id).Value);
        Assert.Equal(30_000, Assert.Single(bench.Events, e => e.Code == EventCode.NotStored).Value);
        Assert.NotEqual(0, Hello(bench).Flags & HelloFlag.NotStored);
        bench.Rise(31);
        bench.Press(31, 2);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.OverLimit);
    }

    [Fact]
    public void The_same_limit_again_is_acknowledged_as_stored_only_when_it_is()
    {
        Bench bench = AfterWrite(0);
        bench.Rise(20);
        bench.Send(MessageType.SetLimit, 30_000);
        bench.SaveFails = true;
        Lower(bench);
        bench.Press(0, 200);
        Assert.Single(bench.Events, e => e.Code == EventCode.NotStored);
        int saves = bench.Saves;
        bench.Send(MessageType.SetLimit, 30_000);
        bench.Press(0, 4);
        Assert.Equal(saves + 1, bench.Saves);
        Assert.Equal(2, bench.Events.Count(e => e.Code == EventCode.NotStored));
        Assert.NotEqual(0, Hello(bench).Flags & HelloFlag.NotStored);
        bench.SaveFails = false;
        bench.Send(MessageType.SetLimit, 30_000);
        bench.Press(0, 20);
        Assert.Equal(0, Hello(bench).Flags & HelloFlag.NotStored);
        saves = bench.Saves;
        bench.Send(MessageType.SetLimit, 30_000);
        Assert.Equal(saves, bench.Saves);
    }

    [Fact]
    public void What_could_not_be_stored_is_tried_again_each_minute_at_rest()
    {
        Bench bench = AfterWrite(0);
        bench.SaveFails = true;
        bench.Send(MessageType.SetLimit, 30_000);
        int saves = bench.Saves;
        bench.Press(0, 4000);
        Assert.Equal(saves, bench.Saves);
        bench.Press(0, 1000);
        Assert.Equal(saves + 1, bench.Saves);
        bench.SaveFails = false;
        bench.Rise(10);
        bench.Press(10, 6000);
        Assert.Equal(saves + 1, bench.Saves);
        Lower(bench);
        bench.Press(0, 120);
        Assert.Equal(saves + 2, bench.Saves);
        Assert.Equal(0, Hello(bench).Flags & HelloFlag.NotStored);
    }

    [Fact]
    public void A_limit_that_could_not_be_raised_is_not_in_force()
    {
        Bench bench = AfterWrite(0);
        bench.SaveFails = true;
        bench.Send(MessageType.SetLimit, 70_000, planId: 77);
        Assert.Equal(RefusalReason.StorageFailed, bench.Refusals[^1].Reason);
        Assert.Equal(55_000, bench.Loop.Settings.LimitMillinewtons);

        // The failed write may have left the higher one behind: what is in force is written over it.
        bench.SaveFails = false;
        int saves = bench.Saves;
        bench.Press(0, 5200);
        Assert.Equal(saves + 1, bench.Saves);
    }

    [Fact]
    public void Built_in_settings_are_nobodys_wish_and_are_stored_as_none_where_a_refused_one_may_be_left()
    {
        Bench bench = new Bench(stored: false).Streaming();
        bench.Press(0, 40);
        bench.SaveFails = true;
        bench.Send(MessageType.SetLimit, 70_000, planId: 77);
        Assert.Equal(RefusalReason.StorageFailed, bench.Refusals[^1].Reason);
        Assert.False(bench.SavedAsBuiltIn);
        bench.SaveFails = false;
        int saves = bench.Saves;
        bench.Press(0, 5200);
        Assert.Equal((saves + 1, true), (bench.Saves, bench.SavedAsBuiltIn));
    }

    [Fact]
    public void A_tare_is_in_force_when_it_is_taken_and_never_written_while_somebody_presses()
    {
        Bench bench = AfterWrite(400_000);
        bench.Press(1, 8);
        int id = bench.Send(MessageType.Tare);
        bench.Press(1, 20);
        Assert.NotEqual(0, Assert.Single(bench.Acks, a => a.CommandId == id).Value);
        Assert.InRange(bench.Samples[^1].ForceMillinewtons, -20, 20);
        bench.Rise(30);
        bench.Press(30, 400);
        Assert.Equal(1, bench.Saves);
        Lower(bench);
        bench.Press(1, 120);
        Assert.Equal(2, bench.Saves);
    }

    // A limit was just stored, and that took long.
    private static Bench AfterWrite(long microseconds)
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 40);
        bench.SaveMicroseconds = microseconds;
        bench.Send(MessageType.SetLimit, 55_000, planId: 77);
        bench.Press(0, 3);
        Assert.Equal(1, bench.Saves);
        bench.SaveMicroseconds = 0;
        return bench;
    }

    private static void Lower(Bench bench)
    {
        for (double force = bench.Samples[^1].ForceMillinewtons / 1000.0; force > 0; force -= 3)
        {
            bench.Press(force);
        }
    }

    private static HelloMessage Hello(Bench bench)
    {
        bench.Press(0, 20);
        bench.Send(MessageType.Identify);
        bench.Press(0, 3);
        return bench.Hellos[^1];
    }
}
