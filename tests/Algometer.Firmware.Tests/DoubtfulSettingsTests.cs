using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A record that was damaged is told, written again, and over with a self-test.</summary>
public sealed class DoubtfulSettingsTests
{
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
}
