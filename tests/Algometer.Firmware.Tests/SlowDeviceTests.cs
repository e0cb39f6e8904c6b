using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>The device knows at its start what a sample costs, and runs no faster than it can; without a link it guards all the same.</summary>
public sealed class SlowDeviceTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(3_750, false)]
    [InlineData(3_751, true)]
    [InlineData(30_000, true)]
    public void It_runs_at_ten_a_second_when_a_sample_takes_more_than_30_percent_of_a_period_at_eighty(long microseconds, bool slow)
    {
        var bench = new Bench(readMicroseconds: microseconds);
        HelloMessage hello = Assert.Single(bench.Hellos);
        Assert.Equal((uint)microseconds, hello.SampleCostMicroseconds);
        Assert.Equal(slow, (hello.Flags & HelloFlag.TooSlow) != 0);
        Assert.Equal(slow ? 10_000u : 80_000u, hello.RateMillihertz);
        Assert.Equal(slow ? 10_000 : 80_000, bench.RateMillihertz);
    }

    [Theory]
    [InlineData(0, 100_000)]
    [InlineData(9_000, 1_000_000)]
    public void Who_asks_again_and_again_gets_a_hello_a_while_and_an_answer_each(long microseconds, long between)
    {
        var bench = new Bench(readMicroseconds: microseconds);
        bench.Idle(2_000_000);
        bench.Hellos.Clear();
        long began = bench.Microseconds;
        int asked = 0;
        while (bench.Microseconds - began < 3_000_000)
        {
            bench.Send(MessageType.Identify);
            bench.Idle(20_000);
            asked++;
        }

        Assert.Equal(asked, bench.Acks.Count);
        Assert.InRange(bench.Hellos.Count, 2_500_000 / between, 3_000_000 / between);
    }

    [Fact]
    public void A_slow_device_refuses_eighty_and_names_ten()
    {
        var bench = new Bench(readMicroseconds: 9_000);
        for (int i = 0; i < 10; i++)
        {
            bench.Convert(i % 3, 100_000);
        }

        bench.Send(MessageType.SetRate, 80);
        Assert.Equal(RefusalReason.OutOfRange, bench.Refusals[^1].Reason);
        Assert.Equal(10, bench.Refusals[^1].Detail);
        Assert.Equal(10_000, bench.RateMillihertz);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_rehearsal_leaves_no_trace(bool stored)
    {
        var bench = new Bench(stored);
        Assert.Empty(bench.Samples);
        Assert.Equal(0u, bench.Hellos[0].NextSequence);
        Assert.Equal(0, Assert.Single(bench.Events).EventId);
        Assert.Equal(1, bench.Restarts);
        bench.Send(MessageType.RequestBacklog, 0, 10);
        Assert.Equal(RefusalReason.NotHeld, bench.Refusals[^1].Reason);
        bench.Send(MessageType.Start);
        Assert.Equal(0, bench.Acks[^1].Value);
        bench.Press(0, 8);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => (uint)i), bench.Samples.Select(s => s.Sequence));
        Assert.All(bench.Samples.Take(4), s => Assert.NotEqual(0, s.Flags & SampleFlag.Settling));
        Assert.Equal(stored ? 0 : SampleFlag.SettingsDefault, bench.Samples[^1].Flags);
    }

    [Fact]
    public void Without_a_link_the_guard_watches_and_it_is_heard()
    {
        var bench = new Bench(linkTaken: true);
        Assert.Empty(bench.Hellos);
        bool heard = false;
        for (int i = 0; i < 80; i++)
        {
            bench.Press(0);
            heard |= bench.Sound;
        }

        Assert.True(heard);
        Assert.True(bench.Beats >= 76);
        bench.Rise(61);
        Assert.True(bench.Sound && bench.Light);
    }

    [Fact]
    public void A_link_that_opens_later_is_greeted_within_a_second_and_the_alarm_ends()
    {
        var bench = new Bench(linkTaken: true);
        bench.Press(0, 100);
        bench.LinkTaken = false;
        bench.Press(0, 85);
        Assert.Single(bench.Hellos);
        Assert.Equal(EventCode.Reset, bench.Events[0].Code);
        bool heard = false;
        for (int i = 0; i < 800; i++)
        {
            bench.Press(0);
            heard |= bench.Sound || bench.Light;
        }

        Assert.False(heard);
        bench.Send(MessageType.Start);
        bench.Press(0, 4);
        Assert.Equal(4, bench.Samples.Count);
    }

    [Fact]
    public void In_a_hold_another_rate_is_refused_for_the_hold_first_and_its_own_changes_nothing()
    {
        var bench = new Bench(readMicroseconds: 9_000);
        bench.Send(MessageType.Start);
        for (int i = 0; i < 10; i++)
        {
            bench.Convert(i % 3, 100_000);
        }

        bench.Send(MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
        bench.Send(MessageType.SetRate, 80);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        bench.Send(MessageType.SetRate, 10);
        Assert.Equal(10, bench.Acks[^1].Value);
    }
}
