namespace Algometer.Firmware.Tests;

/// <summary>What counts as stored is what can be read back, whatever the drive says of it.</summary>
public sealed class SlotPairTests
{
    private readonly SlotsInMemory _slots = new();

    [Fact]
    public void A_write_that_fails_after_it_has_committed_is_stored()
    {
        var store = new SlotSettingsStore(_slots);
        Assert.True(store.Save(new DeviceSettings { LimitMillinewtons = 40_000 }));
        _slots.SaysItFailed = true;
        Assert.True(store.Save(new DeviceSettings { LimitMillinewtons = 90_000 }));
        Assert.Equal(90_000, Loaded().LimitMillinewtons);
    }

    [Fact]
    public void A_write_that_says_that_it_did_and_did_not_is_not_stored()
    {
        var store = new SlotSettingsStore(_slots);
        Assert.True(store.Save(new DeviceSettings { LimitMillinewtons = 40_000 }));
        _slots.Loses = true;
        Assert.False(store.Save(new DeviceSettings { LimitMillinewtons = 30_000 }));
        Assert.Equal(40_000, Loaded().LimitMillinewtons);
    }

    [Fact]
    public void A_write_that_turned_a_bit_is_not_stored()
    {
        var store = new SlotSettingsStore(_slots);
        store.Save(new DeviceSettings { LimitMillinewtons = 40_000 });
        _slots.TurnsABit = true;
        Assert.False(store.Save(new DeviceSettings { LimitMillinewtons = 30_000 }));
        Assert.Equal(40_000, Loaded().LimitMillinewtons);
        _slots.TurnsABit = false;
        Assert.True(store.Save(new DeviceSettings { LimitMillinewtons = 30_000 }));
        Assert.Equal(30_000, Loaded().LimitMillinewtons);
    }

    private DeviceSettings Loaded()
    {
        var settings = new DeviceSettings();
        Assert.True(new SlotSettingsStore(_slots).TryLoad(settings));
        return settings;
    }
}
