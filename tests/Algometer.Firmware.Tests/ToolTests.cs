using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>Probe or ball: cell and highest limit belong to what was built, and both can be calibrated with the masses that there are.</summary>
public sealed class ToolTests
{
    [Theory]
    [InlineData(ToolKind.Probe, 196133, 100_000)]
    [InlineData(ToolKind.Ball, 490333, 250_000)]
    public void Hello_tells_tool_cell_and_cap_and_the_limit_goes_up_to_it(byte tool, int capacity, int cap)
    {
        Bench bench = Fitted(tool);
        HelloMessage hello = bench.Hellos[^1];
        Assert.Equal((tool, capacity, cap), (hello.Tool, hello.CapacityMillinewtons, hello.CapMillinewtons));
        bench.Send(MessageType.SetLimit, (uint)cap + 1, planId: 9);
        Assert.Equal((RefusalReason.AboveCap, cap), (bench.Refusals[^1].Reason, bench.Refusals[^1].Detail));
        bench.Send(MessageType.SetLimit, (uint)cap, planId: 9);
        Assert.Equal(cap, bench.Acks[^1].Value);
    }

    [Fact]
    public void A_balls_built_in_settings_hold_for_its_cell()
    {
        Bench bench = Fitted(ToolKind.Ball);
        Assert.True(CalibrationRules.Hold(bench.Loop.Settings, bench.Identity.CapacityMillinewtons));

        // 50 kgf at 2 mV/V: two and a half times the probe's newtons a count.
        Assert.Equal(2.5, bench.Loop.Settings.GainPiconewtonsPerCount / (double)DeviceSettings.ProbeGainPiconewtonsPerCount, 1e-6);
        Assert.False(CalibrationRules.Hold(new DeviceSettings(), bench.Identity.CapacityMillinewtons));
    }

    [Fact]
    public void A_real_ball_takes_the_calibration_of_its_own_masses()
    {
        // 1.5 mV/V at 50 kgf, a zero of its own, and 1, 2, 5 and 12.7 kg.
        const int Gain = 152_219_244;
        Bench bench = Fitted(ToolKind.Ball);
        int[] forces = [0, 9_807, 19_613, 49_033, 124_544];
        int[] counts = [.. forces.Select(force => 40_000 + (int)Math.Round(force * 1e9 / Gain))];
        bench.SendPoints(5, Gain, counts, forces, zero: 40_000);
        Assert.Equal(5, bench.Acks[^1].Value);
    }

    // A bar of 20 kgf gives about 1 mV/V: its gain is one that a ball's cell of 2.5 mV/V would have, and by it a ball reads too little.
    [Theory]
    [InlineData(ToolKind.Unknown, 91_331_546, false)]
    [InlineData(ToolKind.Unknown, 60_000_000, false)]
    [InlineData(ToolKind.Unknown, 108_457_000, true)]
    [InlineData(ToolKind.Probe, 91_331_546, false)]
    [InlineData(ToolKind.Probe, 114_164_433, false)]
    [InlineData(ToolKind.Ball, 91_331_546, true)]
    [InlineData(ToolKind.Ball, 50_000_000, false)]
    public void A_ball_takes_no_calibration_that_may_be_a_probes(byte named, int gain, bool isTaken)
    {
        Bench bench = Fitted(ToolKind.Ball);
        int before = bench.Loop.Settings.GainPiconewtonsPerCount;
        SendPoints(bench, gain, named);
        Assert.Equal(isTaken ? gain : before, bench.Loop.Settings.GainPiconewtonsPerCount);
        if (!isTaken)
        {
            RefusalMessage refusal = Assert.Single(bench.Refusals);
            Assert.Equal(RefusalReason.OutOfRange, refusal.Reason);
            Assert.Equal(named == ToolKind.Probe ? ToolKind.Ball : named == ToolKind.Ball ? 58_452_256 : 108_456_212, refusal.Detail, 1.0);
        }
    }

    [Theory]
    [InlineData(ToolKind.Unknown, true)]
    [InlineData(ToolKind.Probe, true)]
    [InlineData(ToolKind.Ball, false)]
    public void A_probe_takes_none_that_is_named_a_balls(byte named, bool isTaken)
    {
        Bench bench = Fitted(ToolKind.Probe);
        SendPoints(bench, 91_331_546, named);
        Assert.Equal(isTaken, bench.Loop.Settings.CalibrationId == 5);
    }

    [Fact]
    public void One_without_points_needs_the_balls_gain_too()
    {
        Bench bench = Fitted(ToolKind.Ball);
        bench.Loop.Settings.GainPiconewtonsPerCount = 60_000_000;
        bench.Send(MessageType.SetCalibration, 5, gain: 91_331_546);
        Assert.Equal(RefusalReason.OutOfRange, Assert.Single(bench.Refusals).Reason);
    }

    private static void SendPoints(Bench bench, int gain, byte tool)
    {
        int[] counts = [0, 200_000, 400_000, 1_000_000];
        bench.SendPoints(5, gain, counts, [.. counts.Select(c => (int)((long)gain * c / 1_000_000_000))], tool: tool);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public void What_is_no_tool_is_a_probe(byte tool) => Assert.Equal(100_000, Fitted(tool).Identity.CapMillinewtons);

    private static Bench Fitted(byte tool)
    {
        Bench bench = new Bench(tool: tool).Streaming();
        bench.Press(0, 40);
        return bench;
    }
}
