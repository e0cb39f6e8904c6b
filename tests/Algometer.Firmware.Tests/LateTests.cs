using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A device that was late, by its own write or by its own slowness, accuses nobody else.</summary>
public sealed class LateTests
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(12_000)]
    [InlineData(58_000)]
    [InlineData(400_000)]
    public void A_write_of_the_settings_is_no_sensor_fault_however_long_it_takes(long microseconds)
    {
        Bench bench = new Bench().Streaming();
        bench.SaveMicroseconds = microseconds;
        bench.Send(MessageType.SetLimit, 50000);
        bench.SaveMicroseconds = 0;
        Assert.Equal(50000, bench.Acks[^1].Value);

        // The read-out comes late and finds the next conversion already there: the line is low again.
        bench.LastReadDesynced = true;
        bench.Convert(Bench.Counts(51), 1);
        bench.LastReadDesynced = false;
        bench.Press(51, 20);
        Assert.All(bench.Samples, sample => Assert.Equal(0, sample.Flags & SampleFlag.Faults));
        Assert.DoesNotContain(bench.Events, e => e.Code == EventCode.FaultRaised);
        Assert.Equal(0, bench.Samples[^1].Alarm & AlarmBit.SelfTestDue);
    }

    // The stamp of what a write made late is no conversion's: a rate that is counted from it is too high.
    [Theory]
    [InlineData(160_000)]
    [InlineData(245_000)]
    public void A_sample_that_a_write_made_late_is_no_fault_of_the_rate(long microseconds)
    {
        const int period = 87_000;
        for (int before = 20; before < 30; before++)
        {
            Bench bench = new Bench(readMicroseconds: 9_000);
            bench.Send(MessageType.Start);
            for (int i = 0; i < before; i++)
            {
                bench.Convert(Bench.Counts(1) + (i % 3), period);
            }

            bench.SaveMicroseconds = microseconds;
            bench.Send(MessageType.SetLimit, 50000);
            bench.SaveMicroseconds = 0;
            Assert.Equal(50000, bench.Acks[^1].Value);
            bench.Convert(Bench.Counts(1), 5_000);
            bench.Convert(Bench.Counts(1) + 1, period - ((microseconds + 5_000) % period));
            for (int i = 0; i < 30; i++)
            {
                bench.Convert(Bench.Counts(1) + (i % 3), period);
            }

            Assert.All(bench.Samples, sample => Assert.Equal(0, sample.Flags & SampleFlag.RateOutOfRange));
        }
    }

    [Fact]
    public void A_line_that_is_low_behind_a_read_out_that_came_late_is_no_fault_and_behind_one_in_time_it_is()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(0, 20);
        bench.LastReadDesynced = true;
        bench.Idle(12_000);
        bench.Press(0);
        Assert.Equal(0, bench.Samples[^1].Flags & SampleFlag.Desync);
        bench.Press(0);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.Desync);
    }

    [Fact]
    public void A_line_still_low_after_a_timely_read_out_is_out_of_step()
    {
        Bench bench = new Bench().Streaming();
        bench.LastReadDesynced = true;
        bench.Press(1);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.Desync);
    }

    [Fact]
    public void A_line_stuck_low_is_found_after_a_write_too()
    {
        Bench bench = new Bench().Streaming();
        bench.SaveMicroseconds = 58_000;
        bench.Send(MessageType.SetLimit, 50000);
        bench.SaveMicroseconds = 0;
        bench.LastReadDesynced = true;
        bench.Convert(0, 1);
        bench.Convert(0);
        bench.Convert(0);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.Desync);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.SensorFault);
    }

    [Fact]
    public void The_first_turn_after_a_long_write_that_finds_no_conversion_misses_none()
    {
        Bench bench = new Bench().Streaming();
        bench.SaveMicroseconds = 200_000;
        bench.Send(MessageType.SetLimit, 50000);
        bench.SaveMicroseconds = 0;
        bench.Idle(9000);
        bench.Press(1, 3);
        Assert.All(bench.Samples, sample => Assert.Equal(0, sample.Flags & SampleFlag.Faults));
    }

    [Fact]
    public void A_loop_that_was_away_by_itself_raises_no_fault_and_says_what_is_missing()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(5, 3);
        bench.Convert(Bench.Counts(5) + 7, 150_000);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.Missed);
        Assert.DoesNotContain(bench.Events, e => e.Code == EventCode.FaultRaised);
    }

    [Fact]
    public void A_conversion_that_did_not_come_is_still_noted()
    {
        Bench bench = new Bench().Streaming();
        bench.Idle(20_000);
        bench.Convert(Bench.Counts(1), 5_000);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.Missed);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.SelfTestDue);
    }

    [Fact]
    public void No_command_is_carried_out_in_a_turn_that_took_a_sample()
    {
        Bench bench = new Bench().Streaming();
        Command ping = new() { Type = MessageType.Ping, Id = 900 };
        var writer = new FrameWriter();
        bench.SendBytes(writer.Frame.AsSpan(0, ping.Write(writer)));
        bench.Microseconds += 12_500;
        bench.IsReady = true;
        bench.Loop.RunOnce();
        Assert.Empty(bench.Pongs);
        bench.Microseconds += 400;
        bench.Loop.RunOnce();
        Assert.Equal(bench.Microseconds, Assert.Single(bench.Pongs).Microseconds);
    }
}
