using Algometer.Wire;
using CsCheck;

namespace Algometer.Firmware.Tests;

/// <summary>One spoiled read-out is blank and nothing more; a hand is never taken for one.</summary>
public sealed class GlitchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4194303)]
    [InlineData(1048575)]
    [InlineData(219_000)]
    public void One_spoiled_code_is_blank_and_ends_nothing(int code)
    {
        Bench bench = new Bench().Streaming();
        bench.Press(20, 10);
        bench.Send(MessageType.BeginHold);
        bench.Press(20, 10);
        bench.Events.Clear();
        int before = bench.Samples.Count;
        bench.Convert(code);
        Assert.Equal(before, bench.Samples.Count);
        bench.Press(20, 5);
        SampleMessage glitch = bench.Samples[before];
        Assert.Equal(SampleFlag.Glitch, glitch.Flags);
        Assert.Equal(Protocol.BlankForce, glitch.ForceMillinewtons);
        Assert.Equal(code, glitch.RawCounts);
        Assert.Empty(bench.Events);
        Assert.True(bench.Loop.IsGuardingHold);
        Assert.False(bench.Sound);
        Assert.All(bench.Samples.Skip(before + 1), s => Assert.Equal(0, s.Flags));
        Assert.Equal(6, bench.Samples.Count - before);
        Assert.All(bench.Samples.Zip(bench.Samples.Skip(1)), pair => Assert.Equal(pair.First.Sequence + 1, pair.Second.Sequence));
        Assert.All(bench.Samples.Zip(bench.Samples.Skip(1)), pair => Assert.Equal(12500u, pair.Second.Microseconds - pair.First.Microseconds));
    }

    [Fact]
    public void A_let_go_is_sent_whole_one_conversion_later()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(45, 10);
        bench.Convert(0);
        bench.Convert(1);
        Assert.All(bench.Samples.TakeLast(2), s => Assert.InRange(s.ForceMillinewtons, 0, 1));
        bench.Press(0, 10);
        Assert.DoesNotContain(bench.Samples, s => (s.Flags & SampleFlag.Glitch) != 0);
    }

    [Fact]
    public void A_suspicious_sample_over_the_limit_alarms_at_the_next_conversion_at_the_latest()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(30, 10);
        bench.Press(65);
        bench.Press(65);
        Assert.True(bench.Sound);
        Assert.NotEqual(0, bench.Samples[^2].Alarm & AlarmBit.OverLimit);
    }

    [Fact]
    public void A_suspicious_sample_after_which_nothing_comes_is_judged_before_the_silence_is()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(30, 10);
        bench.Press(65);
        bench.Idle(41_000);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.NoData);
        Assert.NotEqual(0, bench.Samples[^2].Alarm & AlarmBit.OverLimit);
    }

    [Fact]
    public void A_converter_that_spoils_every_sixth_code_is_faulty()
    {
        Bench bench = new Bench().Streaming();
        for (int i = 0; i < 20; i++)
        {
            bench.Press(20, 5);
            bench.Convert(1048575);
        }

        Assert.Contains(bench.Samples, s => (s.Flags & SampleFlag.Glitch) != 0);
        Assert.Contains(bench.Samples, s => (s.Flags & SampleFlag.Jump) != 0);
        Assert.Contains(bench.Events, e => e.Code == EventCode.FaultRaised);
    }

    [Fact]
    public void A_zero_taken_while_a_sample_waits_holds_from_a_later_sample_on()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.Tare);
        bench.Press(1, 15);
        bench.Press(1);
        bench.Microseconds += 12_500;
        bench.Press(8);
        bench.Press(8, 3);
        uint from = bench.Calibrations[^1].FromSequence;
        int gain = bench.Loop.Settings.GainPiconewtonsPerCount;
        int tare = bench.Loop.Settings.TareCounts;
        Assert.NotEqual(0, tare);
        Assert.All(bench.Samples.Where(s => s.ForceMillinewtons != Protocol.BlankForce), s =>
            Assert.Equal((s.RawCounts - (s.Sequence >= from ? tare : 0)) * (gain / 1e9), s.ForceMillinewtons, 0.6));
    }

    // Over any path of forces and glitches nothing is lost, nothing comes out of order, nothing waits for two conversions.
    [Fact]
    public void Every_conversion_comes_out_once_and_in_order() =>
        Gen.Select(Gen.Double[0, 59], Gen.Int[0, 9]).Array[1, 80].Sample(steps =>
        {
            Bench bench = new Bench().Streaming();
            var codes = new List<int>();
            int before = bench.Samples.Count;
            foreach ((double force, int what) in steps)
            {
                int code = what switch { 0 => 0, 1 => 8388607, 2 => 65535, _ => Bench.Counts(force) };
                codes.Add(code);
                bench.Convert(code);
                if (codes.Count - (bench.Samples.Count - before) is < 0 or > 1)
                {
                    return false;
                }
            }

            bench.Idle(50_000);
            return bench.Samples.Skip(before).Take(codes.Count).Select(s => s.RawCounts).SequenceEqual(codes);
        }, iter: 300);
}
