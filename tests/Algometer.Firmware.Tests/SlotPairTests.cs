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

    [Theory]
    [InlineData(65_535u)]
    [InlineData(uint.MaxValue)]
    [InlineData(int.MaxValue)]
    public void The_newest_is_found_where_the_sequence_wraps(uint sequence)
    {
        var store = new SlotSettingsStore(_slots);
        store.Save(new DeviceSettings { LimitMillinewtons = 90_000 });
        Number(0, sequence - 1);
        Number(1, sequence);
        store = new SlotSettingsStore(_slots);
        store.TryLoad(new DeviceSettings());
        Assert.True(store.Save(new DeviceSettings { LimitMillinewtons = 40_000 }));
        DeviceSettings read = Loaded();
        Assert.Equal((40_000, false), (read.LimitMillinewtons, read.IsDoubtful));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_limit_lowered_after_nothing_could_be_read_is_not_undone_by_an_older_record(bool readBefore)
    {
        var store = new SlotSettingsStore(_slots);
        for (int i = 0; i < 5; i++)
        {
            store.Save(new DeviceSettings { LimitMillinewtons = 90_000 });
        }

        store = new SlotSettingsStore(_slots);
        _slots.CannotRead = true;
        Assert.False(readBefore && store.TryLoad(new DeviceSettings()));
        _slots.CannotRead = false;
        Assert.True(store.Save(new DeviceSettings { LimitMillinewtons = 40_000 }));
        DeviceSettings read = Loaded();
        Assert.Equal((40_000, false), (read.LimitMillinewtons, read.IsDoubtful));
    }

    // The older record shows again only when all is written: nobody can tell which is the newer one then.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Where_the_sequence_began_anew_the_lower_limit_holds_and_it_is_told(int unreadable)
    {
        var store = new SlotSettingsStore(_slots);
        for (int i = 0; i < 6; i++)
        {
            store.Save(new DeviceSettings { LimitMillinewtons = 90_000, PlanId = 77 });
        }

        _slots.Write(unreadable, _slots[unreadable], _slots[unreadable].Length);
        Number(0, unreadable == 0 ? 50u : 1u);
        Number(1, unreadable == 0 ? 1u : 50u);
        byte[] low = Record(40_000);
        Replace(1 - unreadable, low, 1);
        DeviceSettings read = Loaded();
        Assert.Equal((40_000, true), (read.LimitMillinewtons, read.IsDoubtful));
        Assert.Equal(77, read.PlanId);
    }

    [Fact]
    public void A_bit_that_turned_brings_back_no_higher_limit_and_is_told()
    {
        var store = new SlotSettingsStore(_slots);
        store.Save(new DeviceSettings { LimitMillinewtons = 90_000 });
        store.Save(new DeviceSettings { LimitMillinewtons = 40_000, PlanId = 77 });
        _slots[0][60] ^= 8;
        DeviceSettings read = Loaded();
        Assert.Equal((40_000, true), (read.LimitMillinewtons, read.IsDoubtful));
    }

    [Theory]
    [InlineData(10, 60_000)]
    [InlineData(12, 60_000)]
    [InlineData(13, 60_000)]
    public void A_limit_that_turned_itself_never_rises_the_one_in_force(int position, int older)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            var store = new SlotSettingsStore(_slots);
            store.Save(new DeviceSettings { LimitMillinewtons = older });
            store.Save(new DeviceSettings { LimitMillinewtons = 40_000 });
            int newest = BitConverter.ToUInt32(_slots[0], 4) > BitConverter.ToUInt32(_slots[1], 4) ? 0 : 1;
            _slots[newest][position] ^= (byte)(1 << bit);
            DeviceSettings read = Loaded();
            Assert.True(read.LimitMillinewtons is >= 1000 and <= 60_000 && read.IsDoubtful, $"{read.LimitMillinewtons}");
        }
    }

    [Fact]
    public void The_older_of_two_that_turned_a_bit_is_told_and_changes_no_more_than_a_limit_that_is_lower()
    {
        var store = new SlotSettingsStore(_slots);
        store.Save(new DeviceSettings { LimitMillinewtons = 90_000 });
        store.Save(new DeviceSettings { LimitMillinewtons = 40_000, ZeroCounts = 5 });
        _slots[1][60] ^= 8;
        DeviceSettings read = Loaded();
        Assert.Equal((40_000, 5, true), (read.LimitMillinewtons, read.ZeroCounts, read.IsDoubtful));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_record_alone_has_lost_the_other_also_when_it_is_the_first(int lost)
    {
        var store = new SlotSettingsStore(_slots);
        store.Save(new DeviceSettings { LimitMillinewtons = 90_000 });
        Assert.False(Loaded().IsDoubtful);
        _slots.Unreadable = lost;
        Assert.True(Loaded().IsDoubtful);
        _slots.Unreadable = -1;
        store.Save(new DeviceSettings { LimitMillinewtons = 15_000 });
        Assert.Equal((15_000, false), (Loaded().LimitMillinewtons, Loaded().IsDoubtful));
        _slots.Unreadable = lost;
        Assert.True(Loaded().IsDoubtful);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Where_one_was_damaged_both_are_written_anew(int damaged)
    {
        var store = new SlotSettingsStore(_slots);
        store.Save(new DeviceSettings { LimitMillinewtons = 90_000 });
        store.Save(new DeviceSettings { LimitMillinewtons = 40_000 });
        _slots[damaged][60] ^= 8;
        Bench bench = new Bench(store: new SlotSettingsStore(_slots)).Streaming();
        bench.Press(0, 200);
        Assert.False(Loaded().IsDoubtful);
        for (int lost = 0; lost < 2; lost++)
        {
            _slots.Unreadable = lost;
            Assert.Equal(40_000, Loaded().LimitMillinewtons);
        }
    }

    // A slot's sequence and CRC written anew.
    private void Number(int slot, uint sequence)
    {
        byte[] bytes = _slots[slot];
        BitConverter.TryWriteBytes(bytes.AsSpan(4), sequence);
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), Wire.Crc32.Compute(bytes, 0, bytes.Length - 4));
    }

    private void Replace(int slot, byte[] record, uint sequence)
    {
        _slots.Write(slot, record, record.Length);
        Number(slot, sequence);
    }

    private static byte[] Record(int limit)
    {
        var slots = new SlotsInMemory();
        new SlotSettingsStore(slots).Save(new DeviceSettings { LimitMillinewtons = limit });
        return slots[0];
    }

    private DeviceSettings Loaded()
    {
        var settings = new DeviceSettings();
        Assert.True(new SlotSettingsStore(_slots).TryLoad(settings));
        return settings;
    }
}
