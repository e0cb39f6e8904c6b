using System.Globalization;
using Algometer.Firmware;
using Algometer.StandIns;
using Algometer.Wire;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Algometer.Esp32.Tests;

/// <summary>What a turn of the loop costs in IL instructions and bytes, which no hardware changes; and that it leaves stamps sharp.</summary>
public sealed class CostTests
{
    private const long MostInstructionsOfASample = 2000;
    private const long MostBytesOfASample = 200;
    private const long MostInstructionsOfAWait = 150;

    // Identify, the longest command, which fits between two conversions.
    private const long MostInstructionsOfACommand = 5500;
    private const long MostHeapBytes = 60 * 1024;

    // What is given to a field outside of constructors: once at the start, and the port, which may open at last. Nothing else may keep what a turn makes.
    private static readonly string[] _keepers =
    [
        "Algometer.Esp32.Board::SerialPort",
        "Algometer.Esp32.SerialLink::_port",
        "Algometer.Firmware.AlarmChainTest::_state",
        "Algometer.Firmware.SamplePath::_alarm",
        "Algometer.Firmware.SamplePath::_commands",
    ];

    [Fact]
    public void A_turn_and_the_heap_cost_what_the_readme_says_and_no_more_than_the_device_has()
    {
        var meter = new TurnMeter();
        using Device device = new Device(Numbered(), program: meter.Meter(Instrumented.Entry())).Ready();
        Assert.Null(device.Machine.Failure);
        Assert.False(device.Machine.HasEnded, "the counted program ended");
        meter.Watch(device.Board);

        // Until the start's test of the alarm is over.
        device.Run(4);
        meter.Reset();
        device.Run(10);
        (TurnCost waits, TurnCost looks, TurnCost streaming) = (meter.Waiting, meter.Looking, meter.Sample);
        (string Name, TurnCost Cost)[] states =
        [
            ("at rest", Worst(device, meter, 0)),
            ("under load", Worst(device, meter, 45)),
            ("in a hold", InHold(device, meter)),
            ("over the limit, alarm sounding", Worst(device, meter, 65)),
            ("before it is set up", NotSetUp()),
            ("most often", streaming),
        ];
        TurnCost tick = meter.WorstWithoutSample;
        device.Force = _ => 0;
        device.Run(1);
        device.Send(MessageType.AcknowledgeAlarm);
        device.Run(1);
        device.Send(MessageType.Stop);
        device.Run(0.5);
        meter.Reset();
        device.Run(10);
        TurnCost silent = meter.Sample;
        TurnCost Command(params (byte Type, uint Value, uint Second)[] commands)
        {
            device.Run(0.5);
            meter.Reset();
            foreach ((byte type, uint value, uint second) in commands)
            {
                device.Send(type, value, second);
            }

            device.Run(1);
            return meter.WorstWithoutSample;
        }

        // Eight of them, the most that a device keeps.
        TurnCost Past()
        {
            for (uint id = 1; id <= 8; id++)
            {
                device.Send(MessageType.SetCalibration, id, gain: 50_000_000);
                device.Run(0.6);
            }

            TurnCost cost = Command((MessageType.RequestCalibrations, 0, 0));
            Assert.Equal(8, device.PastCalibrations.Count);
            return cost;
        }

        (string Name, TurnCost Cost)[] rows =
        [
            ("a turn that waits", waits),
            ("a turn that waits and looks at the level", looks),
            ("a sample, not streaming", silent),
            ("a sample, streaming", streaming),
            .. states[..^1].Select(state => ("the dearest sample " + state.Name, state.Cost)),
            ("button, cable and alarm looked at, over the limit", tick),
            ("ping", Command((MessageType.Ping, 0, 0))),
            ("identify", Command((MessageType.Identify, 0, 0))),
            ("past calibrations", Past()),
            ("a back-log frame", Command((MessageType.RequestBacklog, 0, uint.MaxValue))),
            ("settings stored", Command((MessageType.SetLimit, 55000, 0))),
            ("worst: identify, back-log and settings asked together", Command((MessageType.Identify, 0, 0), (MessageType.RequestBacklog, 0, uint.MaxValue), (MessageType.SetLimit, 50000, 0))),
        ];
        // What else allocates: all other commands, a calibration with most points, a press, a silent link.
        device.Send(MessageType.RequestStatistics);
        device.Send(MessageType.RequestCalibrations);
        device.Send(MessageType.RunSelfTest);
        device.Send(MessageType.Tare);
        device.Run(3);
        device.SendPoints(5, 50_000_000, [.. Enumerable.Range(0, 12).Select(i => i * 50_000)], [.. Enumerable.Range(0, 12).Select(i => i * 2_500)]);
        device.Run(3);
        Assert.Equal(5, device.Acks[^1].Value);
        device.Send(MessageType.Start);
        device.Send(MessageType.BeginHold);
        device.Board.ButtonPressed = true;
        device.Run(3);
        string table = "| turn | IL instructions | native calls, as instructions | bytes allocated | objects |\n|---|---|---|---|---|\n"
            + string.Concat(rows.Select(row => string.Create(
                CultureInfo.InvariantCulture, $"| {row.Name} | {row.Cost.Instructions} | {row.Cost.Native} | {row.Cost.Bytes} | {row.Cost.Objects} |\n")))
            + "\n| heap | bytes | objects |\n|---|---|---|\n"
            + string.Create(CultureInfo.InvariantCulture, $"| asked for from power-on to the first turn, nothing freed | {meter.Start.Bytes} | {meter.Start.Objects} |\n")
            + string.Create(CultureInfo.InvariantCulture, $"| peak over the whole program: with the turn that asks for most | {meter.Peak.Bytes} | {meter.Peak.Objects} |\n");
#if DEBUG
        Assert.SkipWhen(true, "The table is of the optimised build: " + table);
#endif
        Assert.All(states, state => Assert.True(
            state.Cost.Instructions <= MostInstructionsOfASample && state.Cost.Bytes <= MostBytesOfASample, $"a streamed sample {state.Name} is too dear:\n{table}"));
        Assert.True(rows.Single(row => string.Equals(row.Name, "past calibrations", StringComparison.Ordinal)).Cost.Instructions <= MostInstructionsOfACommand, "the past calibrations come too many at once:\n" + table);
        Assert.True(waits.Instructions <= MostInstructionsOfAWait, "a waiting turn is too dear:\n" + table);
        Assert.True(meter.Peak.Bytes <= MostHeapBytes, "the program does not fit:\n" + table);
        ReadmeTable.Hold("cost", table, Near);
    }

    [Fact]
    public void Nothing_that_is_made_after_the_start_is_kept()
    {
        var kept = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string name in new[] { "Algometer.Wire", "Algometer.Firmware", "Algometer.Esp32" })
        {
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
            foreach (MethodDefinition method in assembly.MainModule.GetTypes().Where(type => type.FullName.StartsWith("Algometer.", StringComparison.Ordinal)).SelectMany(type => type.Methods).Where(method => method.HasBody && !method.IsConstructor))
            {
                foreach (Instruction instruction in method.Body.Instructions)
                {
                    if (instruction.OpCode.Code is Code.Stelem_Ref or Code.Stelem_Any)
                    {
                        kept.Add(method.FullName);
                    }
                    else if (instruction.OpCode.Code is Code.Stfld or Code.Stsfld && instruction.Operand is FieldReference { FieldType: { IsValueType: false, IsPrimitive: false } } field)
                    {
                        kept.Add(field.DeclaringType.FullName + "::" + field.Name);
                    }
                }
            }
        }

        Assert.Equal(string.Join('\n', _keepers), string.Join('\n', kept));
    }

    [Fact]
    public void With_a_microsecond_an_instruction_no_stamp_is_later_than_the_longest_turn_before_an_edge()
    {
        using Device device = new Device(program: Instrumented.Entry()) { Force = _ => 10 }.Ready();
        int before = device.Board.Converter.Taken.Count;
        device.Samples.Clear();
        for (int i = 0; i < 200; i++)
        {
            device.Send(MessageType.Identify);
            device.Send(MessageType.Ping);
            device.Send(MessageType.RequestStatistics);
            device.Send(MessageType.RequestBacklog, 10, 20);
            device.Run(0.1);
        }

        List<long> taken = [.. device.Board.Converter.Taken.Skip(before)];
        List<SampleMessage> live = device.Samples.FindAll(s => (s.Flags & SampleFlag.Backlog) == 0);
        Assert.True(live.Count > 1500);
        int worst = 0;
        for (int i = 0; i < live.Count; i++)
        {
            int edge = taken.BinarySearch(live[i].Microseconds);
            edge = edge >= 0 ? edge : ~edge - 1;
            worst = edge >= 0 ? Math.Max(worst, (int)(live[i].Microseconds - taken[edge])) : worst;
        }

        // A look at button, cable and alarm, and the look at the level in the turn after it: nothing longer is begun where an edge may come.
        Assert.InRange(worst, 0, 1_200);
        Assert.Equal(0, device.Lost);
    }

    private static TurnCost Worst(Device device, TurnMeter meter, double newtons)
    {
        device.Force = _ => newtons / 2;
        device.Run(0.2);
        device.Force = _ => newtons;
        device.Run(1);
        meter.Reset();
        device.Run(10);
        return meter.WorstSample;
    }

    // A device that has its number already: one drawn by chance would have hello, and all that comes after it, cost something else each time.
    private static SimulatedFlash Numbered()
    {
        var flash = new SimulatedFlash();
        new SimulatedBoard(new Wiring(23, 19, 4, 21, 27, 32, 25, 26, 33), flash).Occupy();
        new StartRecord(new FileSlots()).Begin(1, 1);
        return flash;
    }

    // As it comes from the bench: no limit stored, each sample flagged.
    private static TurnCost NotSetUp()
    {
        var meter = new TurnMeter();
        using Device device = new Device(Numbered(), program: meter.Meter(Instrumented.Entry()));
        device.Run(0.3);
        device.Send(MessageType.Start);
        meter.Watch(device.Board);
        device.Run(4);
        TurnCost cost = Worst(device, meter, 45);
        Assert.NotEqual(0, device.Last.Flags & SampleFlag.SettingsDefault);
        return cost;
    }

    private static TurnCost InHold(Device device, TurnMeter meter)
    {
        device.Force = _ => 0;
        device.Run(1);
        device.Send(MessageType.BeginHold);
        device.Force = _ => 20;
        device.RunAlive(1);
        meter.Reset();
        device.RunAlive(8);
        Assert.NotEqual(0, device.Last.Alarm & AlarmBit.HoldActive);
        TurnCost worst = meter.WorstSample;
        device.Send(MessageType.EndHold);
        device.Run(0.2);
        return worst;
    }

    private static bool Near(string written, string made)
    {
        long[] Numbers(string text) => [.. text.Split('|').Select(cell => long.TryParse(cell.Trim(), CultureInfo.InvariantCulture, out long number) ? number : -1).Where(number => number >= 0)];
        long[] old = Numbers(written);
        long[] now = Numbers(made);

        // Compilers differ in an instruction here and there; a change worth seeing is larger.
        return old.Length == now.Length && old.Zip(now).All(pair => Math.Abs(pair.First - pair.Second) <= pair.First / 50);
    }
}
