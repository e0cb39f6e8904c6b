using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>Past calibrations are told without holding up a conversion.</summary>
public sealed class PastCalibrationTests
{
    [Fact]
    public void The_past_calibrations_come_one_a_turn_and_their_answer_last()
    {
        Bench bench = new Bench().Streaming();
        for (int i = 0; i < CalibrationHistory.Length; i++)
        {
            bench.Loop.Settings.CalibrationId = (uint)i + 1;
            bench.Loop.Settings.History.Remember(bench.Loop.Settings);
        }

        bench.Room = 256;
        int id = bench.Send(MessageType.RequestCalibrations);
        bench.SendAs(800, MessageType.Ping);
        int most = 0;
        for (int turn = 0; turn < 400; turn++)
        {
            int before = bench.Frames;
            bench.Microseconds += 100;
            bench.Loop.RunOnce();
            most = Math.Max(most, bench.Frames - before);
        }

        Assert.Equal(1, most);
        Assert.Equal(Enumerable.Range(0, 8), bench.PastCalibrations.Select(p => (int)p.Index));
        Assert.Equal([8u, 7, 6, 5, 4, 3, 2, 1], bench.PastCalibrations.Select(p => p.CalibrationId));
        Assert.Equal(8, Assert.Single(bench.Acks, a => a.CommandId == id).Value);
        Assert.Single(bench.Pongs);
    }
}
