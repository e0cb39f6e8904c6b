using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>Whoever lets go, however fast, is no fault; what no hand does, is.</summary>
public sealed class LetGoTests
{
    [Theory]
    [InlineData(ToolKind.Probe, 80, 95, 0)]
    [InlineData(ToolKind.Probe, 80, 95, 300)]
    [InlineData(ToolKind.Probe, 10, 95, 0)]
    [InlineData(ToolKind.Probe, 10, 95, 300)]
    [InlineData(ToolKind.Ball, 80, 240, 0)]
    [InlineData(ToolKind.Ball, 80, 240, 300)]
    [InlineData(ToolKind.Ball, 10, 240, 0)]
    [InlineData(ToolKind.Ball, 10, 240, 300)]
    public void A_let_go_in_one_sample_or_at_300_newtons_a_second_is_no_fault_and_ends_no_hold(byte tool, int rate, double newtons, double perSecond)
    {
        Bench bench = Holding(tool, rate, newtons);
        double step = perSecond == 0 ? newtons : perSecond / rate;
        for (double force = newtons - step; force > 0; force -= step)
        {
            Convert(bench, force);
        }

        for (int i = 0; i < 6; i++)
        {
            Convert(bench, 0);
        }

        Assert.All(bench.Samples, s => Assert.Equal(0, s.Flags & SampleFlag.Jump));
        Assert.True(bench.Loop.IsGuardingHold);
    }

    [Theory]
    [InlineData(80, 45, 3)]
    [InlineData(80, 30, 12)]
    [InlineData(10, 20, 0)]
    public void One_that_is_seen_on_its_way_is_no_fault(int rate, double first, double second)
    {
        Bench bench = Holding(ToolKind.Probe, rate, 98);
        Convert(bench, first);
        Convert(bench, second);
        for (int i = 0; i < 6; i++)
        {
            Convert(bench, 0);
        }

        Assert.All(bench.Samples, s => Assert.Equal(0, s.Flags & SampleFlag.Jump));
        Assert.True(bench.Loop.IsGuardingHold);
    }

    [Fact]
    public void A_force_that_falls_like_a_stone_and_stops_half_way_is_a_jump()
    {
        Bench bench = Holding(ToolKind.Probe, 80, 90);
        for (int i = 0; i < 5; i++)
        {
            Convert(bench, 30);
        }

        Assert.Contains(bench.Samples, s => (s.Flags & SampleFlag.Jump) != 0);
        Assert.False(bench.Loop.IsGuardingHold);
    }

    [Theory]
    [InlineData(ToolKind.Probe, 51, 12_500, true)]
    [InlineData(ToolKind.Probe, 49, 12_500, false)]
    [InlineData(ToolKind.Probe, 51, 100_000, true)]
    [InlineData(ToolKind.Probe, 70, 200_000, false)]
    [InlineData(ToolKind.Probe, 74, 200_000, true)]
    [InlineData(ToolKind.Ball, 124, 12_500, false)]
    [InlineData(ToolKind.Ball, 126, 12_500, true)]
    public void What_rises_by_more_than_half_of_the_highest_limit_and_faster_than_a_hand_is_a_jump(byte tool, int newtons, long microseconds, bool isJump)
    {
        var identity = new DeviceIdentity();
        identity.Fit(tool);
        var check = new SensorCheck(identity.CapacityMillinewtons, identity.CapMillinewtons);
        check.SetNominal(80_000);
        check.JudgeTime(1_000_000, false);
        check.JudgeValue(1, 1000);
        check.JudgeTime(1_000_000 + microseconds, false);
        Assert.Equal(isJump, (check.JudgeValue(2, 1000 + (newtons * 1000)) & SampleFlag.Jump) != 0);
    }

    [Fact]
    public void What_falls_below_what_a_free_cell_reads_is_no_let_go()
    {
        var check = new SensorCheck(196133, 100_000);
        check.SetNominal(80_000);
        check.JudgeTime(1_000_000, false);
        check.JudgeValue(1, 60_000);
        check.JudgeTime(1_012_500, false);
        Assert.NotEqual(0, check.JudgeValue(2, -5_000) & SampleFlag.Jump);
    }

    private static Bench Holding(byte tool, int rate, double newtons)
    {
        Bench bench = new Bench(tool: tool).Streaming();
        bench.Press(0, 20);
        if (rate == 10)
        {
            bench.Send(MessageType.SetRate, 10);
            for (int i = 0; i < 8; i++)
            {
                bench.Convert(i % 3, 100_000);
            }
        }

        for (double force = 0; force < newtons; force += rate == 10 ? 20 : 3)
        {
            Convert(bench, force);
        }

        for (int i = 0; i < 4; i++)
        {
            Convert(bench, newtons);
        }

        bench.Send(MessageType.BeginHold);
        Convert(bench, newtons);
        Assert.True(bench.Loop.IsGuardingHold);
        bench.Samples.Clear();
        return bench;
    }

    private static void Convert(Bench bench, double newtons)
    {
        long period = 1_000_000_000L / bench.RateMillihertz;
        bench.Send(MessageType.Ping);
        bench.Convert((int)Math.Round(newtons * 1e12 / bench.Loop.Settings.GainPiconewtonsPerCount) + (int)(bench.Microseconds / period % 3), period);
    }
}
