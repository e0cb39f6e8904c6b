using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>No rate is set under load: only a device that nobody has set up yet may take its unknown zero for one.</summary>
public sealed class UncalibratedRateTests
{
    [Fact]
    public void Not_where_a_limit_is_stored_though_no_calibration_is()
    {
        Bench bench = new Bench().Streaming();
        bench.Rise(30);
        bench.Press(30, 10);
        bench.Send(MessageType.SetRate, 10);
        Assert.Equal(RefusalReason.WrongState, bench.Refusals[^1].Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_nothing_is_stored_only_until_a_limit_is(bool isSet)
    {
        Bench bench = new Bench(stored: false).Streaming();
        bench.Press(0, 20);
        if (isSet)
        {
            bench.Send(MessageType.SetLimit, 50_000);
        }

        bench.Rise(30);
        bench.Press(30, 10);
        bench.Send(MessageType.SetRate, 10);
        Assert.Equal(isSet, bench.Refusals.Exists(r => r.Command == MessageType.SetRate && r.Reason == RefusalReason.WrongState));
        Assert.Equal(!isSet, bench.Acks.Exists(a => a.Command == MessageType.SetRate));
    }
}
