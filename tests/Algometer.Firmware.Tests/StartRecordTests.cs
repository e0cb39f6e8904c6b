using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>Three quick crashes in a row end the restarts; anything good in between begins the row anew.</summary>
public sealed class StartRecordTests
{
    private const long Quick = 5_000_000;
    private const long Late = StartRecord.QuickMicroseconds;
    private readonly SlotsInMemory _slots = new();

    [Fact]
    public void Three_quick_crashes_in_a_row_stay_where_they_are() => Assert.Equal([true, true, false], Crash(Quick, Quick, Quick));

    [Fact]
    public void A_crash_after_a_good_minute_is_none_of_the_row() => Assert.Equal([true, true, true, true, true, false], Crash(Quick, Quick, Late, Quick, Quick, Quick));

    [Fact]
    public void A_run_that_ended_with_its_power_begins_the_row_anew()
    {
        Crash(Quick, Quick);
        Start();
        Assert.Equal([true, true, false], Crash(Quick, Quick, Quick));
    }

    [Fact]
    public void Crashes_that_are_long_past_are_not_held_against_it()
    {
        Crash(Quick, Quick);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(i == 0 ? ResetReason.Crash : ResetReason.PowerOn, Start().ResetReason);
        }

        Assert.Equal([true], Crash(Quick));
    }

    [Fact]
    public void Whoever_switches_a_device_off_and_on_that_stays_gets_three_more()
    {
        Assert.Equal([true, true, false], Crash(Quick, Quick, Quick));
        Assert.Equal([true, true, false], Crash(Quick, Quick, Quick));
    }

    [Fact]
    public void A_crash_that_cannot_be_counted_is_the_last()
    {
        StartRecord start = Start();
        _slots.Fails = true;
        Assert.False(start.NoteCrash(Late));
    }

    [Fact]
    public void A_crash_before_the_record_was_read_keeps_the_device_s_number_and_is_the_last()
    {
        StartRecord before = Start();
        Assert.False(new StartRecord(_slots).NoteCrash(Quick));
        StartRecord after = Start();
        Assert.Equal((before.DeviceId, before.Starts + 1), (after.DeviceId, after.Starts));
    }

    [Fact]
    public void Two_devices_that_start_in_the_same_microsecond_have_other_numbers_and_other_boots()
    {
        var ids = new HashSet<long>();
        var boots = new HashSet<uint>();
        for (int device = 0; device < 500; device++)
        {
            var slots = new SlotsInMemory();
            for (int start = 0; start < 4; start++)
            {
                var record = new StartRecord(slots);
                Assert.True(record.Begin(device * 7_919L, 81_234));
                ids.Add(record.DeviceId);
                Assert.True(boots.Add(record.BootId), $"device {device}, start {start}");
            }
        }

        Assert.Equal(500, ids.Count);
        Assert.All(ids, id => Assert.InRange(id, 1, (1L << 48) - 1));
    }

    [Fact]
    public void One_device_never_has_the_same_boot_again()
    {
        var boots = new HashSet<uint>();
        for (int start = 0; start < 2000; start++)
        {
            var record = new StartRecord(_slots);
            record.Begin(start % 7, 81_234);
            Assert.True(boots.Add(record.BootId));
        }
    }

    [Fact]
    public void Where_the_starts_cannot_be_counted_chance_alone_tells_them_apart()
    {
        _slots.Fails = true;
        var boots = new HashSet<uint>();
        for (int chance = 0; chance < 500; chance++)
        {
            var record = new StartRecord(_slots);
            Assert.False(record.Begin(chance, 81_234));
            boots.Add(record.BootId);
        }

        Assert.Equal(500, boots.Count);
    }

    private bool[] Crash(params long[] uptimes) => [.. uptimes.Select(uptime => Start().NoteCrash(uptime))];

    private StartRecord Start()
    {
        var record = new StartRecord(_slots);
        record.Begin(1, 81_234);
        return record;
    }
}
