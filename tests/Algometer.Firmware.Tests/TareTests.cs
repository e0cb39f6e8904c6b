using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A tare mends a zero that moved a little, and nothing else.</summary>
public sealed class TareTests
{
    [Theory]
    [InlineData(3.5)]
    [InlineData(-3.5)]
    public void Two_that_each_would_do_are_too_much_together(double newtons)
    {
        Bench bench = new Bench().Streaming();
        bench.Press(newtons, 20);
        int first = Tare(bench, newtons);
        Assert.Single(bench.Acks, a => a.CommandId == first);
        bench.Press(newtons * 1.5, 4);
        bench.Press(newtons * 2, 20);
        int second = Tare(bench, newtons * 2);
        RefusalMessage refusal = Assert.Single(bench.Refusals, r => r.CommandId == second);
        Assert.Equal((RefusalReason.SensorFault, SampleFlag.ZeroDrift), (refusal.Reason, refusal.Detail));
        Assert.Equal(Bench.Counts(newtons), bench.Loop.Settings.TareCounts, 5.0);
    }

    [Fact]
    public void One_faulty_sample_among_those_that_it_looks_at_refuses_it()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(1, 20);
        int id = bench.Send(MessageType.Tare);
        bench.Press(1, 4);
        bench.Idle(60_000);
        bench.Press(1, 20);
        RefusalMessage refusal = Assert.Single(bench.Refusals, r => r.CommandId == id);
        Assert.Equal(RefusalReason.SensorFault, refusal.Reason);
        Assert.NotEqual(0, refusal.Detail & SampleFlag.NoData);
        Assert.Equal(0, bench.Loop.Settings.TareCounts);
    }

    [Fact]
    public void A_hold_that_began_before_it_was_done_refuses_it()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(1, 20);
        int id = bench.Send(MessageType.Tare);
        bench.Press(1, 4);
        bench.Send(MessageType.BeginHold);
        bench.Press(1, 20);
        Assert.Equal(RefusalReason.WrongState, Assert.Single(bench.Refusals, r => r.CommandId == id).Reason);
        Assert.Equal(0, bench.Loop.Settings.TareCounts);
    }

    private static int Tare(Bench bench, double newtons)
    {
        int id = bench.Send(MessageType.Tare);
        bench.Press(newtons, 40);
        return id;
    }

    [Fact]
    public void A_new_zero_is_no_approach_to_the_limit()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Send(MessageType.SetLimit, 10_000);
        bench.Press(-3.5, 20);
        bench.Send(MessageType.Tare);
        bench.Press(-3.5, 40);
        Assert.Contains(bench.Events, e => e.Code == EventCode.Tared);
        Assert.All(bench.Samples, s => Assert.Equal(0, s.Alarm & AlarmBit.PreWarning));
    }
}
