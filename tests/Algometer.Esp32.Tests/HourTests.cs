using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>An hour under a flood of commands and with the cable pulled again and again: nothing is lost that the back-log could hold.</summary>
public sealed class HourTests
{
    [Fact]
    public void In_an_hour_with_a_command_flood_and_link_drops_every_sample_arrives_or_is_accounted_for()
    {
        using Device device = new Device(prepare: board => board.TurnMicroseconds = 500) { KeepSamples = false, Force = t => 20 + (10 * Math.Sin(t / 3e6)) }.Ready();
        device.Send(MessageType.RequestStatistics);
        device.Run(0.1);

        // Storing the limit took longer than a conversion: counted, and explained.
        uint missedBefore = device.Statistics.Missed;
        var seen = new System.Collections.BitArray(320_000);
        uint highest = 0;
        bool begun = false;
        uint first = 0;
        int faulty = 0;
        int lastFlags = 0;
        device.OnSample = sample =>
        {
            first = begun ? first : sample.Sequence;
            begun = true;
            seen[(int)sample.Sequence] = true;
            highest = Math.Max(highest, sample.Sequence);
            lastFlags = (sample.Flags & (SampleFlag.Latching | SampleFlag.Blanking)) != 0 ? sample.Flags : lastFlags;
            faulty += (sample.Flags & (SampleFlag.Latching | SampleFlag.Blanking)) != 0 ? 1 : 0;
        };
        var random = new Random(5);
        byte[] types = [MessageType.Identify, MessageType.Ping, MessageType.RequestStatistics, MessageType.AcknowledgeAlarm, MessageType.Mute];
        uint unaccounted = 0;
        uint accounted = 0;
        for (int minute = 0; minute < 60; minute++)
        {
            for (int tenth = 0; tenth < 400; tenth++)
            {
                // Half of what the wire takes in, all of it commands.
                for (int i = 0; i < 45; i++)
                {
                    device.Send(types[random.Next(types.Length)], 1);
                }

                device.Run(0.1);
            }

            // Every tenth drop is longer than the back-log.
            double drop = minute % 10 == 9 ? 16 : 1 + (9 * random.NextDouble());
            uint from = highest + 1;
            device.Board.Uart.Unplugged = true;
            device.Run(drop);
            device.Board.Uart.Unplugged = false;
            device.BacklogEnds.Clear();
            device.Send(MessageType.RequestBacklog, from, 4000);
            device.Run(20 - drop);
            BacklogEndMessage end = Assert.Single(device.BacklogEnds);
            uint gone = end.OldestHeld > from ? end.OldestHeld - from : 0;
            Assert.Equal(drop > 12.8, gone > 0);
            accounted += gone;
        }

        for (uint sequence = first; sequence <= highest; sequence++)
        {
            unaccounted += seen[(int)sequence] ? 0u : 1u;
        }

        Assert.True(accounted == unaccounted, $"{accounted} accounted for, {unaccounted} missing");
        Assert.Equal(288_000.0, highest - first, 400.0);
        Assert.True(device.Lost == 0, $"{device.Lost} conversions unread");
        Assert.True(device.Board.BindingWaits == 0, $"the binding waited {device.Board.BindingWaits} times");
        Assert.Equal(0, device.Board.Uart.BlockedMicroseconds);
        Assert.True(faulty == 0, $"{faulty} faulty samples, flags {lastFlags:X4}");
        Assert.Equal(missedBefore, device.Statistics.Missed);
    }
}
