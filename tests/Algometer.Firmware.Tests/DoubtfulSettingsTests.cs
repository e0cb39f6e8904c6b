using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A record that was damaged is told, written again, and over with a self-test; one that was refused never comes back.</summary>
public sealed class DoubtfulSettingsTests
{
    private readonly SlotsInMemory _slots = new();

    [Fact]
    public void A_damaged_record_is_told_at_the_start_and_heard()
    {
        var bench = new Bench(load: settings => (settings.IsDoubtful, settings.LimitMillinewtons) = (true, 40_000));
        Assert.NotEqual(0, bench.Hellos[0].Flags & HelloFlag.Doubtful);
        Assert.Equal(40_000, Assert.Single(bench.Events, e => e.Code == EventCode.SettingsDoubtful).Value);
        bench.Streaming();
        bench.Press(0, 20);
        Assert.True(bench.Light);
    }

    [Fact]
    public void It_is_written_again_at_rest_and_over_with_a_good_self_test()
    {
        var bench = new Bench(load: settings => settings.IsDoubtful = true);
        bench.Streaming();
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 34);
        bench.Send(MessageType.Identify);
        bench.Press(0, 2);
        Assert.NotEqual(0, bench.Hellos[^1].Flags & HelloFlag.Doubtful);
        bench.Press(0, 100);
        Assert.Equal(1, bench.Saves);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 40);
        bench.Send(MessageType.Identify);
        bench.Press(0, 2);
        Assert.Equal(0, bench.Hellos[^1].Flags & (HelloFlag.Doubtful | HelloFlag.NotStored));
        Assert.False(bench.Light);
    }

    [Fact]
    public void Whole_settings_tell_nothing()
    {
        var bench = new Bench();
        Assert.Equal(0, bench.Hellos[0].Flags & HelloFlag.Doubtful);
        Assert.DoesNotContain(bench.Events, e => e.Code == EventCode.SettingsDoubtful);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_drive_committed_though_it_was_refused_does_not_come_back_with_a_restart(bool isNew)
    {
        if (!isNew)
        {
            new SlotSettingsStore(_slots).Save(new DeviceSettings { LimitMillinewtons = 50_000 });
        }

        Bench bench = Started();
        _slots.CannotRead = true;
        bench.Send(MessageType.SetLimit, 90_000, planId: 9);
        Assert.Equal(RefusalReason.StorageFailed, bench.Refusals[^1].Reason);
        bench.Send(MessageType.Identify);
        bench.Press(0, 2);
        Assert.NotEqual(0, bench.Hellos[^1].Flags & HelloFlag.NotStored);
        _slots.CannotRead = false;
        bench.Press(0, 70 * 80);
        Bench again = Started();
        Assert.Equal(isNew ? 60_000 : 50_000, again.Hellos[0].LimitMillinewtons);
        Assert.Equal(0, again.Hellos[0].PlanId);

        // A new device is new as before: nobody has set its limit.
        Assert.Equal(isNew, (again.Hellos[0].Flags & HelloFlag.SettingsDefault) != 0);
    }

    [Fact]
    public void Built_in_settings_that_were_written_over_a_refused_one_pass_for_nobodys_wish()
    {
        Bench bench = Started();
        _slots.CannotRead = true;
        bench.Send(MessageType.SetLimit, 90_000, planId: 9);
        _slots.CannotRead = false;
        bench.Press(0, 70 * 80);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 40);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.SettingsDefault);
        bench.Send(MessageType.SetLimit, 50_000);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 40);
        Assert.Equal(0, bench.Samples[^1].Flags & SampleFlag.SettingsDefault);
        Assert.Equal(50_000, Started().Hellos[0].LimitMillinewtons);
    }

    private Bench Started()
    {
        Bench bench = new Bench(store: new SlotSettingsStore(_slots)).Streaming();
        bench.Press(0, 20);
        return bench;
    }
}
