using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A converter that is started again just after a write has its time to settle: none of it is called silent.</summary>
public sealed class SettlingAfterWriteTests
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(8_000)]
    [InlineData(30_000)]
    [InlineData(60_000)]
    public void A_rate_set_behind_a_write_makes_no_fault(long write)
    {
        for (long phase = 1_000; phase < 100_000; phase += 9_000)
        {
            Bench bench = AtTen(phase);
            bench.SaveMicroseconds = write;
            bench.Send(MessageType.SetLimit, 50_000);
            bench.Send(MessageType.SetRate, 80);
            if (!bench.Acks.Exists(a => a.Value == 80))
            {
                // Not just before the next conversion.
                bench.ConvertAfter(1, 20_000);
                bench.Idle(2_000);
            }

            Assert.Equal(80, bench.Acks[^1].Value);
            bench.ConvertAfter(1, 50_000);
            bench.Press(0, 40);
            Assert.All(bench.Samples, s => Assert.Equal(0, s.Flags & SampleFlag.Faults));
        }
    }

    [Fact]
    public void A_self_test_that_restarts_the_converter_behind_a_write_passes()
    {
        for (long phase = 1_000; phase < 100_000; phase += 9_000)
        {
            Bench bench = AtTen(0);
            bench.Convert(8_388_607, 100_000);
            bench.Convert(1, 100_000);
            bench.Idle(phase);
            int restarts = bench.Restarts;
            bench.SaveMicroseconds = 8_000;
            bench.Send(MessageType.SetLimit, 50_000);
            bench.Send(MessageType.RunSelfTest);
            bench.Idle(2_000);
            if (bench.Restarts == restarts)
            {
                bench.ConvertAfter(1, 20_000);
                bench.Idle(4_000);
            }

            Assert.True(bench.Restarts > restarts);
            bench.Samples.Clear();
            bench.ConvertAfter(1, 400_000);
            for (int i = 0; i < 45; i++)
            {
                bench.ConvertAfter(i % 3, 100_000);
            }

            Assert.All(bench.Samples, s => Assert.Equal(0, s.Flags & SampleFlag.Faults));
            Assert.Equal(0, Assert.Single(bench.SelfTests).FailedFlags);
        }
    }

    private static Bench AtTen(long phase)
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.Send(MessageType.SetRate, 10);
        for (int i = 0; i < 12; i++)
        {
            bench.ConvertAfter(i % 3, 100_000);
        }

        bench.Idle(phase);
        return bench;
    }
}
