using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A force that cannot be trusted is never less than it looks and never rest: limit, latch and alarm are as strict as without the fault.</summary>
public sealed class UnknownForceTests
{
    private const int Over = AlarmBit.OverLimit | AlarmBit.Latched;

    [Fact]
    public void A_rate_that_went_wrong_first_takes_the_limit_from_nobody()
    {
        Bench bench = AtAWrongRate();
        Run(bench, 70, 4);
        Assert.Equal(Protocol.BlankForce, bench.Samples[^1].ForceMillinewtons);
        Assert.Equal(Over, bench.Samples[^1].Alarm & Over);
        Assert.Contains(bench.Events, e => e.Code == EventCode.OverLimit);

        // And nothing that is not known to be below ends it.
        Run(bench, 0, 40);
        Assert.Equal(Over, bench.Samples[^1].Alarm & Over);
        Assert.DoesNotContain(bench.Events, e => e.Code == EventCode.BackBelowLimit);
    }

    [Fact]
    public void A_self_test_clears_no_wrong_rate_before_the_rate_was_measured_again()
    {
        Bench bench = AtAWrongRate();
        bench.Send(MessageType.RunSelfTest);
        Run(bench, 0, 160);
        Assert.Equal(SampleFlag.RateOutOfRange, Assert.Single(bench.SelfTests).FailedFlags);
        Assert.DoesNotContain(bench.Events, e => e.Code == EventCode.FaultCleared);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 130);
        Assert.Equal(0, bench.SelfTests[^1].FailedFlags);
    }

    [Fact]
    public void Nor_does_it_wait_for_ever_where_no_rate_can_be_measured()
    {
        Bench bench = AtAWrongRate();
        bench.Send(MessageType.RunSelfTest);
        bench.Idle(10_000_000);
        Assert.NotEqual(0, Assert.Single(bench.SelfTests).FailedFlags & SampleFlag.NoData);
    }

    [Fact]
    public void A_blow_over_the_limit_is_latched_though_it_is_a_jump()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Press(80);
        bench.Press(55, 4);
        Assert.Contains(bench.Samples, s => (s.Flags & SampleFlag.Jump) != 0);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.Latched);
    }

    [Fact]
    public void A_spoiled_code_is_no_force_over_the_limit()
    {
        Bench bench = new Bench().Streaming();
        for (int i = 0; i < 20; i++)
        {
            bench.Press(20, 5);
            bench.Convert(4_194_303);
        }

        Assert.Contains(bench.Samples, s => (s.Flags & (SampleFlag.Jump | SampleFlag.Glitch)) == (SampleFlag.Jump | SampleFlag.Glitch));
        Assert.All(bench.Samples, s => Assert.Equal(0, s.Alarm & Over));
    }

    [Fact]
    public void While_the_rate_is_wrong_no_limit_rises_and_no_calibration_is_taken()
    {
        Bench bench = AtAWrongRate();
        int limit = bench.Send(MessageType.SetLimit, 90_000, planId: 9);
        int calibration = bench.Send(MessageType.SetCalibration, 9, gain: 60_000_000);
        Run(bench, 0, 2);
        Assert.All(new[] { limit, calibration }, id => Assert.Equal(RefusalReason.SensorFault, Assert.Single(bench.Refusals, r => r.CommandId == id).Reason));
        bench.Send(MessageType.SetLimit, 20_000);
        Run(bench, 0, 2);
        Assert.Equal(20_000, bench.Acks[^1].Value);
    }

    [Fact]
    public void A_zero_that_drifted_below_lets_no_limit_rise()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Press(-6, 20);
        bench.Send(MessageType.SetLimit, 90_000, planId: 9);
        Assert.Equal(RefusalReason.SensorFault, bench.Refusals[^1].Reason);
    }

    [Fact]
    public void Until_the_converter_has_settled_nobody_knows_the_load()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Send(MessageType.SetRate, 10);
        bench.Convert(0, 100_000);
        bench.Send(MessageType.SetLimit, 90_000, planId: 9);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
        for (int i = 0; i < 5; i++)
        {
            bench.Convert(i, 100_000);
        }

        bench.Send(MessageType.SetLimit, 90_000, planId: 9);
        Assert.Equal(90_000, bench.Acks[^1].Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Nothing_is_written_while_nobody_knows_what_presses(double newtons)
    {
        Bench bench = AtAWrongRate();
        Run(bench, newtons, 10);
        int saves = bench.Saves;
        bench.Send(MessageType.SetLimit, 40_000);
        Run(bench, newtons, 100);
        Assert.Equal(saves, bench.Saves);
        Assert.Equal(40_000, bench.Loop.Settings.LimitMillinewtons);
        bench.Press(0, 300);
        Assert.Equal(saves + 1, bench.Saves);
    }

    [Theory]
    [InlineData(SampleFlag.RateOutOfRange, true)]
    [InlineData(SampleFlag.Saturated, true)]
    [InlineData(SampleFlag.NoData, true)]
    [InlineData(SampleFlag.ZeroDrift, false)]
    public void A_fault_that_hides_the_force_is_heard_as_one_under_load_also_when_it_came_at_rest(int fault, bool isHigh)
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 40);
        if (fault == SampleFlag.RateOutOfRange)
        {
            bench = AtAWrongRate();
        }

        int changes = 0;
        bool light = bench.Light;
        for (long end = bench.Microseconds + 4_000_000; bench.Microseconds < end;)
        {
            switch (fault)
            {
                case SampleFlag.RateOutOfRange:
                    Run(bench, 0, 1);
                    break;
                case SampleFlag.Saturated:
                    bench.Convert(8_388_607);
                    break;
                case SampleFlag.NoData:
                    bench.Idle(5_000);
                    break;
                default:
                    bench.Press(-6);
                    break;
            }

            changes += bench.Light == light ? 0 : 1;
            light = bench.Light;
        }

        // 2 Hz and 0.5 Hz: what the person sees in four seconds.
        Assert.InRange(changes, isHigh ? 14 : 3, isHigh ? 18 : 5);
        Assert.NotEqual(0, bench.Samples[^1].Flags & fault);
    }

    // Fifty samples a second where eighty should come, noticed at rest.
    private static Bench AtAWrongRate()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        Run(bench, 0, 170);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.RateOutOfRange);
        return bench;
    }

    private static void Run(Bench bench, double newtons, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            bench.ConvertAfter(Bench.Counts(newtons) + (i % 3), 20_000);
        }
    }
}
