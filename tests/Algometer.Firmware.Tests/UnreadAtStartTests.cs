using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>What a start could not read is not lost: it is looked for before anything is written over it, and the lower limit holds.</summary>
public sealed class UnreadAtStartTests
{
    private readonly SlotsInMemory _slots = new();

    public UnreadAtStartTests()
    {
        var store = new SlotSettingsStore(_slots);
        store.Save(new DeviceSettings { LimitMillinewtons = 90_000, PlanId = 77, CalibrationId = 6 });
        store.Save(new DeviceSettings { LimitMillinewtons = 20_000, CalibrationId = 7, ZeroCounts = 3_000, TareCounts = 50 });
    }

    [Theory]
    [InlineData(MessageType.SetLimit)]
    [InlineData(MessageType.Tare)]
    [InlineData(MessageType.SetCalibration)]
    public void A_command_that_could_not_be_stored_costs_nothing_of_it(byte command)
    {
        Bench bench = Unread();
        Send(bench, command);
        bench.Press(0, 20);
        Assert.Equal(RefusalReason.StorageFailed, bench.Refusals[^1].Reason);
        _slots.CannotRead = false;
        bench.Press(0, 70 * 80);
        AssertHeld(bench, 20_000);
        AssertHeld(Started(), 20_000);
    }

    [Fact]
    public void A_tare_is_taken_by_the_calibration_that_was_found()
    {
        Bench bench = Unread();
        _slots.CannotRead = false;
        int id = bench.Send(MessageType.Tare);
        bench.Press(0.5, 20);
        Assert.Equal(bench.Loop.Settings.TareCounts, Assert.Single(bench.Acks, a => a.CommandId == id).Value);
        Assert.InRange(bench.Samples[^1].ForceMillinewtons, -2, 2);
        AssertHeld(bench, 20_000);
        Assert.Contains(bench.Events, e => e.Code == EventCode.LimitChanged && e.Value == 20_000);
        Assert.Equal(7u, bench.Calibrations[^1].CalibrationId);

        // Told as what it is until a self-test.
        Assert.NotEqual(0, Hello(bench).Flags & HelloFlag.Doubtful);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0.5, 40);
        Assert.Equal(0, Hello(bench).Flags & (HelloFlag.Doubtful | HelloFlag.SettingsDefault));
        Bench again = Started();
        AssertHeld(again, 20_000);
        Assert.Equal(bench.Loop.Settings.TareCounts, again.Loop.Settings.TareCounts);
    }

    // 50 N is less than the built-in 60, and more than what was stored.
    [Fact]
    public void A_limit_that_is_lower_than_the_built_in_one_alone_is_refused_once_the_stored_one_is_known()
    {
        Bench bench = Unread();
        _slots.CannotRead = false;
        bench.Send(MessageType.SetLimit, 50_000);
        bench.Press(0, 4);
        Assert.Equal((RefusalReason.PlanRequired, 20_000), (bench.Refusals[^1].Reason, bench.Refusals[^1].Detail));
        AssertHeld(bench, 20_000);
    }

    [Theory]
    [InlineData(50_000, 20_000)]
    [InlineData(10_000, 10_000)]
    public void One_that_came_before_it_could_be_read_gives_way_to_the_lower(uint limit, int holds)
    {
        Bench bench = Unread();
        bench.Send(MessageType.SetLimit, limit);
        bench.Press(0, 4);
        Assert.Equal((int)limit, bench.Acks[^1].Value);
        _slots.CannotRead = false;
        bench.Press(0, 70 * 80);
        AssertHeld(bench, holds);
        AssertHeld(Started(), holds);
    }

    [Fact]
    public void A_newer_record_that_could_not_be_read_at_the_start_is_not_written_over_by_the_older_one()
    {
        _slots.Unreadable = 0;
        Bench bench = Started();
        _slots.Unreadable = -1;
        Assert.NotEqual(0, bench.Hellos[0].Flags & HelloFlag.Doubtful);
        bench.Press(0, 200);
        AssertHeld(bench, 20_000);
        AssertHeld(Started(), 20_000);
    }

    [Fact]
    public void A_tare_alone_sets_no_new_device_up_and_is_kept()
    {
        var slots = new SlotsInMemory();
        Bench bench = new Bench(store: new SlotSettingsStore(slots)).Streaming();
        bench.Press(0.5, 20);
        bench.Send(MessageType.Tare);
        bench.Press(0.5, 20);
        int tare = bench.Loop.Settings.TareCounts;
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0.5, 40);
        Assert.NotEqual(0, Hello(bench).Flags & HelloFlag.SettingsDefault);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.SettingsDefault);
        Bench again = new Bench(store: new SlotSettingsStore(slots)).Streaming();
        Assert.NotEqual(0, again.Hellos[0].Flags & HelloFlag.SettingsDefault);
        Assert.Equal((tare, 60_000), (again.Loop.Settings.TareCounts, again.Hellos[0].LimitMillinewtons));
        again.Press(0.5, 20);
        again.Send(MessageType.SetLimit, 50_000);
        again.Send(MessageType.RunSelfTest);
        again.Press(0.5, 40);
        Assert.Equal(0, Hello(again).Flags & HelloFlag.SettingsDefault);
    }

    private static void Send(Bench bench, byte command)
    {
        if (command == MessageType.SetCalibration)
        {
            bench.Send(command, 9, gain: 60_000_000);
        }
        else
        {
            bench.Send(command, command == MessageType.SetLimit ? 80_000u : 0, planId: 55);
        }
    }

    private Bench Unread()
    {
        _slots.CannotRead = true;
        Bench bench = Started();
        Assert.Equal((60_000, 0u), (bench.Hellos[0].LimitMillinewtons, bench.Hellos[0].CalibrationId));
        return bench;
    }

    private Bench Started()
    {
        Bench bench = new Bench(store: new SlotSettingsStore(_slots)).Streaming();
        bench.Press(0, 20);
        return bench;
    }

    private static void AssertHeld(Bench bench, int limit)
    {
        HelloMessage hello = Hello(bench);
        Assert.Equal((limit, 7u, 0L), (hello.LimitMillinewtons, hello.CalibrationId, hello.PlanId));
        Assert.Equal((limit, 3_000), (bench.Loop.Settings.LimitMillinewtons, bench.Loop.Settings.ZeroCounts));
    }

    private static HelloMessage Hello(Bench bench)
    {
        bench.Press(0, 12);
        bench.Send(MessageType.Identify);
        bench.Press(0, 3);
        return bench.Hellos[^1];
    }
}
