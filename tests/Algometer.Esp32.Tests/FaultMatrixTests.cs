using System.Globalization;
using System.Text;
using Algometer.StandIns;
using Algometer.Tests.Shared;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>Every fault alone and in pairs, at rest, in a hold and over the limit: found in time, blank, heard, and over only after a good self-test.</summary>
public sealed class FaultMatrixTests
{
    private static readonly string[] _states = ["at rest", "in a hold", "over the limit"];

    public static TheoryData<int, int> Pairs()
    {
        var data = new TheoryData<int, int>();
        for (int a = 0; a < Fault.All.Length; a++)
        {
            for (int b = a + 1; b < Fault.All.Length; b++)
            {
                data.Add(a, b);
            }
        }

        return data;
    }

    [Fact]
    public void Each_fault_alone_is_what_the_readme_says()
    {
        var table = new StringBuilder("| fault | flag | found within, ms | force | alarm at rest | in a hold | over the limit | hold |\n|---|---|---|---|---|---|---|---|\n");
        foreach (Fault fault in Fault.All)
        {
            Finding[] found = [.. _states.Select((_, state) => Try([fault], state))];
            table.Append(CultureInfo.InvariantCulture, $"| {fault.Name} | 0x{fault.Flag:X4} | {Math.Ceiling(found.Max(f => f.Seconds) * 1000)} | ");
            table.Append(fault.Blanks ? "blank" : "kept").Append(" | ");
            table.AppendJoin(" | ", found.Select(f => f.Alarm)).Append(" | ").Append(found[1].HoldEnded ? "ends" : "goes on").Append(" |\n");
        }

        ReadmeTable.Hold("fault-matrix", table.ToString());
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_faults_at_once_hide_nothing(int first, int second)
    {
        for (int state = 0; state < _states.Length; state++)
        {
            Try([Fault.All[first], Fault.All[second]], state);
        }
    }

    private static Finding Try(Fault[] faults, int state)
    {
        string what = $"{string.Join(" and ", faults.Select(f => f.Name))}, {_states[state]}";
        int flags = faults.Aggregate(0, (sum, fault) => sum | fault.Flag);
        double force = state switch { 0 => 0, 1 => 20, _ => 65 };
        var flash = new SimulatedFlash();
        bool corrupt = Array.Exists(faults, fault => fault.IsSettings);
        if (corrupt)
        {
            new Device(flash).Ready().Dispose();
            Fault.CorruptSettings(flash);
        }

        using var device = new Device(flash);
        if (corrupt)
        {
            // Settings are read at the start: the fault is there from the first sample on.
            device.Run(0.3);
            device.Send(MessageType.Start);
            device.Run(4);
            device.Force = _ => force;
            device.Run(0.4);
        }
        else
        {
            device.Ready();
            device.Force = _ => force;
            device.Run(0.4);
        }

        if (state == 1)
        {
            device.Send(MessageType.BeginHold);
            device.Run(0.05);
        }

        device.Listen();
        device.Events.Clear();
        long at = device.Board.Microseconds;
        int before = device.Samples.Count;
        foreach (Fault fault in faults)
        {
            fault.Inject(device);
        }

        double bound = faults.Max(fault => fault.BoundSeconds);
        device.RunAlive(bound + 0.02);
        SampleMessage found = device.Samples.Skip(before).FirstOrDefault(sample => (sample.Flags & flags) != 0);
        Assert.True((found.Flags & flags) != 0, $"{what}: not found");
        double seconds = Math.Max(0, (found.Microseconds - (double)at) / 1e6);
        Assert.True(seconds <= bound, $"{what}: found after {seconds * 1000:0} ms");
        Assert.All(device.Samples, sample => Assert.True(
            (sample.Flags & SampleFlag.Blanking) == 0 || sample.ForceMillinewtons == Protocol.BlankForce, $"{what}: a faulty value was sent as a force"));
        Assert.True((device.Last.Alarm & AlarmBit.SelfTestDue) != 0, $"{what}: not noted");
        bool sensor = Array.Exists(faults, fault => fault.Blanks);
        bool over = state == 2;

        // The last trusted force stands until another is: after a blow whose end is blank the device must take itself for loaded.
        bool struck = Array.Exists(faults, fault => fault.Flag == SampleFlag.Jump) && Array.Exists(faults, fault => fault.Flag == SampleFlag.ZeroDrift);
        bool hidden = Array.Exists(faults, fault => fault.HidesForce);
        string expected = over || struck || hidden || (sensor && state == 1) ? "high" : sensor || state == 1 ? "medium" : "low";
        bool heard = device.SoundedAt >= 0 || device.Board.Sounds;
        int changes = device.LightChanges;
        device.RunAlive(4);
        heard |= device.SoundedAt >= 0;
        changes = device.LightChanges - changes;

        // 2 Hz, 0.5 Hz or steady tells what the person sees.
        string alarm = changes >= 14 ? "high" : changes >= 3 ? "medium" : device.Board.Shines ? "low" : "none";
        Assert.True(string.Equals(expected, alarm, StringComparison.Ordinal), $"{what}: the alarm is {alarm}, not {expected}");
        Assert.True(heard || state == 0 || corrupt, $"{what}: nothing is heard");
        bool holdEnded = device.Events.Exists(happened => happened.Code == EventCode.HoldEnded);
        Assert.True(state != 1 || holdEnded || !sensor, $"{what}: the hold went on");
        Recover(device, faults, what, over);
        return new Finding(seconds, alarm, holdEnded);
    }

    private static void Recover(Device device, Fault[] faults, string what, bool over)
    {
        // A self-test with the fault still there changes nothing.
        bool lasting = Array.Exists(faults, fault => fault.Flag is not (SampleFlag.Missed or SampleFlag.Jump or SampleFlag.SettingsDefault));
        device.Send(MessageType.EndHold);
        device.Run(0.1);
        if (lasting)
        {
            device.Send(MessageType.RunSelfTest);
            device.Run(3);
            Assert.True((device.Last.Alarm & AlarmBit.SelfTestDue) != 0, $"{what}: a bad self-test cleared it");
        }

        foreach (Fault fault in faults)
        {
            fault.Remove(device);
        }

        device.Run(3);
        Assert.True((device.Last.Alarm & AlarmBit.SelfTestDue) != 0, $"{what}: forgotten without a self-test");
        device.Force = _ => 0;
        device.Run(3);
        device.Send(MessageType.RunSelfTest);

        // Where a wrong rate was noted the rate is measured anew first.
        device.Run(2.5);
        if (over || Array.Exists(faults, fault => fault.Flag == SampleFlag.Jump))
        {
            // A blow that lasts takes a loaded device over its limit: that alarm is acknowledged like any other.
            device.Send(MessageType.AcknowledgeAlarm);
            device.Run(0.2);
        }

        Assert.True(device.Last.Alarm == 0, $"{what}: not over after a good self-test, alarm {device.Last.Alarm:X2}, flags {device.Last.Flags:X4}");
        Assert.True(device.Last.ForceMillinewtons != Protocol.BlankForce, $"{what}: still blank");
        Assert.Contains(device.Events, happened => happened.Code == EventCode.FaultCleared);
    }

    private sealed record Finding(double Seconds, string Alarm, bool HoldEnded);
}
