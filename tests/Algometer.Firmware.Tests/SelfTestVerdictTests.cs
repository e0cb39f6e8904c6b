using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A self-test fails by faults alone: not by what the device did itself, a converter that settles, or a glitch.</summary>
public sealed class SelfTestVerdictTests
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(30_000)]
    [InlineData(400_000)]
    public void A_miss_that_the_device_caused_by_a_write_fails_none(long write)
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.SaveMicroseconds = write;
        bench.Send(MessageType.Tare);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 60);
        Assert.Equal(0, Assert.Single(bench.SelfTests).FailedFlags);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 260);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 5);
        bench.Send(MessageType.SetLimit, 50_000);
        bench.Press(0, 60);
        Assert.All(bench.SelfTests, test => Assert.Equal(0, test.FailedFlags));
        Assert.Equal(3, bench.SelfTests.Count);
        Assert.Equal(2, bench.Saves);
        Assert.Contains(bench.Samples, s => (s.Flags & SampleFlag.Missed) != 0 || write < 9_000);
    }

    [Fact]
    public void One_that_the_device_did_not_cause_does()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 8);
        bench.ConvertAfter(1, 25_000);
        bench.Press(0, 40);
        Assert.Equal(SampleFlag.Missed, Assert.Single(bench.SelfTests).FailedFlags);
    }

    [Fact]
    public void A_converter_that_settles_does_not()
    {
        var bench = new Bench();
        bench.Send(MessageType.Start);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 40);
        Assert.Equal(0, bench.SelfTests[^1].FailedFlags);
        bench.Send(MessageType.SetRate, 10);
        bench.Send(MessageType.RunSelfTest);
        for (int i = 0; i < 40; i++)
        {
            bench.ConvertAfter(i % 3, 100_000);
        }

        Assert.Equal((0, 2), (bench.SelfTests[^1].FailedFlags, bench.SelfTests.Count));
    }

    [Fact]
    public void A_glitch_does_not_and_is_no_part_of_the_mean()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(0, 8);
        bench.Convert(65_535);
        bench.Press(0, 40);
        Assert.Contains(bench.Samples, s => (s.Flags & SampleFlag.Glitch) != 0);
        SelfTestMessage test = Assert.Single(bench.SelfTests);
        Assert.Equal((0, 32), (test.FailedFlags, test.Samples));
        Assert.InRange(test.SpreadCounts, 0, 10);
    }

    [Fact]
    public void A_converter_that_spoils_many_read_outs_does()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(20, 20);
        bench.Send(MessageType.RunSelfTest);
        for (int i = 0; i < 20; i++)
        {
            bench.Press(20, 4);
            bench.Convert(4_194_303);
        }

        Assert.NotEqual(0, bench.SelfTests[^1].FailedFlags & SampleFlag.Jump);
    }
}
