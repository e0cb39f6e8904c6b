using System.Globalization;
using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>What a turn of the loop costs in IL instructions and bytes, which no hardware changes; and that it leaves stamps sharp.</summary>
public sealed class CostTests
{
    [Fact]
    public void A_turn_costs_what_the_readme_says()
    {
        using Device device = new Device(program: Instrumented.Entry()).Ready();
        Assert.Null(device.Machine.Failure);
        Assert.False(device.Machine.HasEnded, "the counted program ended");
        var meter = new TurnMeter(device.Board);
        Action<byte[], int, int>? host = device.Board.Uart.Host;
        device.Board.Uart.Host = null;
        device.Run(2);
        meter.Reset();
        device.Run(10);
        (long idle, long streaming, long bytes) = (meter.Idle, meter.Sample, meter.MostBytes);
        device.Board.Uart.Host = host;
        device.Send(MessageType.Stop);
        device.Run(0.5);
        meter.Reset();
        device.Run(10);
        long silent = meter.Sample;
        long Command(byte type, uint value = 0, uint second = 0)
        {
            device.Run(0.5);
            meter.Reset();
            device.Send(type, value, second);
            device.Run(0.3);
            return meter.MostIdle;
        }

        (string Name, long Cost)[] rows =
        [
            ("a turn that waits", idle),
            ("a sample, not streaming", silent),
            ("a sample, streaming", streaming),
            ("ping", Command(MessageType.Ping)),
            ("identify", Command(MessageType.Identify)),
            ("a back-log frame", Command(MessageType.RequestBacklog, 0, uint.MaxValue)),
        ];
        string table = "| turn | IL instructions | bytes allocated |\n|---|---|---|\n"
            + string.Concat(rows.Select((row, i) => string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Cost} | {(i < 3 ? bytes.ToString(CultureInfo.InvariantCulture) : "0")} |\n")));
        Assert.Equal(0, bytes);
#if DEBUG
        Assert.SkipWhen(true, "The table is of the optimised build: " + table);
#endif
        ReadmeTable.Hold("cost", table, Near);
    }

    [Fact]
    public void With_a_microsecond_an_instruction_stamps_stay_within_a_millisecond_of_the_edge_under_a_flood()
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

        Assert.InRange(worst, 0, 999);
        Assert.Equal(0, device.Lost);
    }

    private static bool Near(string written, string made)
    {
        long[] Numbers(string text) => [.. text.Split('|').Select(cell => long.TryParse(cell.Trim(), CultureInfo.InvariantCulture, out long number) ? number : -1).Where(number => number >= 0)];
        long[] old = Numbers(written);
        long[] now = Numbers(made);

        // Compilers differ in an instruction here and there; a change worth seeing is larger.
        return old.Length == now.Length && old.Zip(now).All(pair => Math.Abs(pair.First - pair.Second) <= pair.First / 50);
    }

    private sealed class TurnMeter
    {
        private readonly List<long> _idle = new(1_000_000);
        private readonly List<long> _samples = new(10_000);
        private readonly SimulatedBoard _board;
        private int _taken;
        private long _count = -1;
        private long _bytes;
        private bool _isSample;

        public TurnMeter(SimulatedBoard board)
        {
            _board = board;
            _taken = board.Converter.Taken.Count;
            board.LevelRead = Read;
        }

        public long MostBytes { get; private set; }

        public long Idle => Median(_idle);

        public long MostIdle => _idle.Max();

        public long Sample => Median(_samples);

        public void Reset()
        {
            _idle.Clear();
            _samples.Clear();
            MostBytes = 0;
            _count = -1;
        }

        private static long Median(List<long> values)
        {
            long[] sorted = [.. values.Order()];
            return sorted[sorted.Length / 2];
        }

        private void Read(bool high)
        {
            if (_board.Converter.Taken.Count != _taken)
            {
                // Within the turn: the look at the level after a read-out.
                _taken = _board.Converter.Taken.Count;
                _isSample = true;
                return;
            }

            long count = IlMeter.Count;
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            if (_count >= 0)
            {
                (_isSample ? _samples : _idle).Add(count - _count);
                MostBytes = Math.Max(MostBytes, bytes - _bytes);
            }

            _isSample = false;
            _count = count;
            _bytes = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
