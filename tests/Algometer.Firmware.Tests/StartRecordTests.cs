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

    private bool[] Crash(params long[] uptimes) => [.. uptimes.Select(uptime => Start().NoteCrash(uptime))];

    private StartRecord Start()
    {
        var record = new StartRecord(_slots);
        record.Begin(1);
        return record;
    }
}
