using Algometer.Firmware;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>Ten thousand random loads and ramps: the alarm within two samples of the crossing, never without one, whatever the host does.</summary>
public sealed class GuardTimingTests
{
    public enum Host
    {
        Absent,
        Frozen,
        Flooding,
    }

    [Theory]
    [InlineData(Host.Absent, 3400)]
    [InlineData(Host.Frozen, 3300)]
    [InlineData(Host.Flooding, 3300)]
    public void The_alarm_comes_within_two_samples_of_the_crossing_and_never_without_one(Host host, int loads)
    {
        const int limit = 40000;
        var random = new Random(20240 + (int)host);
        using Device device = new Device(prepare: board => board.TurnMicroseconds = 500) { KeepSamples = false }.Ready(limit);
        if (host == Host.Absent)
        {
            device.Send(MessageType.Stop);
            device.Run(0.1);
        }

        var settings = new DeviceSettings();
        double peak = 0;
        double slope = 1;
        long began = 0;
        long crossed = -1;
        uint noise = 7;
        device.RawCode = t =>
        {
            double seconds = (t - began) / 1e6;
            double up = Math.Min(peak, slope * seconds);

            // Let go after 0.4 s, no faster than a jump would be.
            double force = seconds < 0.4 ? up : Math.Max(0, up - ((seconds - 0.4) * 3000));
            noise = (noise * 1664525) + 1013904223;
            int code = (int)(force * Device.CountsPerNewton) + (int)(noise >> 27) - 16;
            if (crossed < 0 && ForceConversion.ToMillinewtons(settings, code) > limit)
            {
                crossed = t;
            }

            return code;
        };
        int alarms = 0;
        for (int load = 0; load < loads; load++)
        {
            peak = random.NextDouble() < 0.3 ? 39 + (2 * random.NextDouble()) : 80 * random.NextDouble();
            slope = Math.Pow(10, 1 + (2.5 * random.NextDouble()));
            began = device.Board.Microseconds;
            crossed = -1;
            device.Events.Clear();
            device.Listen();
            if (host == Host.Flooding)
            {
                Flood(device, random);
            }

            device.Run(0.5);
            EventMessage[] over = [.. device.Events.Where(happened => happened.Code == EventCode.OverLimit)];
            if (crossed < 0)
            {
                Assert.Empty(over);
            }
            else
            {
                alarms++;
                Assert.InRange(over[0].Microseconds - crossed, 0, 25_000);
                Assert.InRange(device.SoundedAt, began, crossed + 25_000);
                Assert.InRange(device.ShoneAt, began, crossed + 25_000);
            }

            device.Send(MessageType.AcknowledgeAlarm);
            device.Run(0.15);
        }

        Assert.True(alarms > loads / 4);
        Assert.Equal(0, device.Lost);
        Assert.Equal(0, device.Board.Uart.BlockedMicroseconds);
    }

    private static void Flood(Device device, Random random)
    {
        byte[] types =
        [
            MessageType.Identify, MessageType.Ping, MessageType.RequestStatistics, MessageType.RequestCalibrations, MessageType.EndHold, MessageType.BeginHold,
        ];
        Span<byte> garbage = stackalloc byte[60];
        while (device.Board.Uart.Pending < 6000)
        {
            device.Send(types[random.Next(types.Length)]);
            device.Send(MessageType.SetLimit, 200_000, planId: 3);
            device.Send(MessageType.RequestBacklog, (uint)random.Next(), 1000);
            random.NextBytes(garbage);
            device.Board.Uart.Send(garbage);
        }
    }
}
