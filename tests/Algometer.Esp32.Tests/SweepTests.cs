using System.Globalization;
using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>
/// The whole program in virtual time at several speeds of the interpreter: no false fault, and no conversion unread but around the device's own
/// writes. With ALGOMETER_SWEEP=1 all speeds, rates and traffic, for the README's table, whose last digits move a little from run to run; else a sample of them.
/// </summary>
public sealed class SweepTests(ITestOutputHelper output)
{
    private static readonly double[] _speeds = [0.3, 0.5, 1, 1.5, 1.8, 2, 2.5, 3, 3.6, 4.2, 6];
    private static readonly string[] _traffics = ["none", "flood", "backlog", "settings", "mixed"];

    private static bool IsWhole => string.Equals(Environment.GetEnvironmentVariable("ALGOMETER_SWEEP"), "1", StringComparison.Ordinal);

    public static TheoryData<double, int, string> Points()
    {
        var data = new TheoryData<double, int, string>();
        foreach (double speed in new[] { 0.3, 1.0, 6.0 })
        {
            foreach (string traffic in _traffics)
            {
                data.Add(speed, 80, traffic);
            }
        }

        foreach (double speed in new[] { 2.5, 3.6, 4.2 })
        {
            data.Add(speed, 80, "flood");
            data.Add(speed, 80, "settings");
            data.Add(speed, 92, "flood");
            data.Add(speed, 92, "mixed");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Nothing_is_lost_and_no_fault_is_made_up(double microsecondsPerInstruction, int rate, string traffic)
    {
        Outcome outcome = Run(microsecondsPerInstruction, rate, traffic);
        output.WriteLine(outcome.ToString());
        Hold(outcome, traffic, rate);
    }

    [Fact]
    public void The_whole_sweep_holds_and_stands_in_the_readme()
    {
        Assert.SkipUnless(IsWhole, "ALGOMETER_SWEEP=1 runs it.");
        (double Speed, int Rate)[] rows = [.. _speeds.SelectMany(speed => new[] { 10, 80, 92 }.Select(rate => (speed, rate)))];
        var outcomes = new Outcome[rows.Length, _traffics.Length];
        Parallel.For(0, rows.Length * _traffics.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            (int row, int column) = (i / _traffics.Length, i % _traffics.Length);
            outcomes[row, column] = Run(rows[row].Speed, rows[row].Rate, _traffics[column]);
            TestContext.Current.SendDiagnosticMessage($"{rows[row]} {_traffics[column]}: {outcomes[row, column]}");
        });
        var table = new System.Text.StringBuilder("| us an instruction | samples/s | runs at | unread | unread with writes | false faults | alarm within, ms | limit in force within, ms |\n|---|---|---|---|---|---|---|---|\n");
        for (int row = 0; row < rows.Length; row++)
        {
            Outcome[] all = [.. Enumerable.Range(0, _traffics.Length).Select(column => outcomes[row, column])];
            for (int column = 0; column < all.Length; column++)
            {
                Hold(all[column], _traffics[column], rows[row].Rate);
            }

            table.Append(CultureInfo.InvariantCulture, $"| {rows[row].Speed} | {rows[row].Rate} | {(all.Any(o => o.IsSlow) || rows[row].Rate == 10 ? 10 : rows[row].Rate)} | {all[..3].Max(o => o.Unread)} | {all[3..].Max(o => o.Unread)} | {all.Sum(o => o.Faulty)} | {all.Max(o => o.AlarmMilliseconds):0} | {all.Max(o => o.LimitMilliseconds):0} |\n");
        }

        ReadmeTable.Hold("sweep", table.ToString());
    }

    private static void Hold(Outcome outcome, string traffic, int rate)
    {
        Assert.True(outcome.Faulty == 0, $"{outcome.Faulty} faulty: {outcome.Flags}");
        Assert.True(outcome.Unread <= (traffic is "settings" or "mixed" ? 30 : outcome.IsSlow ? 2 : 0), $"{outcome.Unread} conversions unread");
        Assert.InRange(outcome.AlarmMilliseconds, 0, outcome.IsSlow || rate == 10 ? 250 : 50);

        // What the receive buffer holds of a flood is carried out first: on the slowest device that takes seconds.
        Assert.InRange(outcome.LimitMilliseconds, 0, outcome.IsSlow ? 3500 : 250);
    }

    private static Outcome Run(double microsecondsPerInstruction, int rate, string traffic)
    {
        using Device device = new Device(program: Instrumented.Entry(), prepare: board =>
        {
            board.IlMicroseconds = microsecondsPerInstruction;
            board.Converter.RateScale = rate == 92 ? 1.15 : 1;
        }).Ready();
        if (rate == 10)
        {
            device.Send(MessageType.SetRate, 10);
            device.Run(2);
        }

        device.Samples.Clear();
        int lostBefore = device.Lost;
        for (int tenth = 0; tenth < 60; tenth++)
        {
            if (traffic is "flood" or "mixed")
            {
                device.Send(MessageType.Ping);
                device.Send(MessageType.Identify);
                device.Send(MessageType.RequestStatistics);
            }

            if ((traffic is "backlog" or "mixed") && tenth % 10 == 0)
            {
                device.Send(MessageType.RequestBacklog, 0, 100);
            }

            if ((traffic is "settings" or "mixed") && tenth % 20 == 0)
            {
                device.Send(MessageType.SetLimit, (uint)(59000 - (tenth * 10)));
            }

            device.Run(0.1);
        }

        int unread = device.Lost - lostBefore;
        bool slow = (device.Hellos[0].Flags & HelloFlag.TooSlow) != 0;
        int[] faulty = [.. device.Samples.Select(sample => sample.Flags & SampleFlag.Blanking & ~SampleFlag.Settling).Where(flags => flags != 0)];
        long sent = device.Board.Microseconds;
        device.Send(MessageType.SetLimit, 50000);
        while (!device.Events.Exists(e => e.Code == EventCode.LimitChanged && e.Value == 50000) && device.Board.Microseconds - sent < 10_000_000)
        {
            device.Run(0.02);
        }

        double limit = (device.Board.Microseconds - sent) / 1000.0;

        // The start's test of the alarm, which each write puts off, sounds by itself.
        device.Run(5);
        device.Listen();
        long over = device.Board.Microseconds;
        device.Replacement = 65;
        device.Run(1);
        return new Outcome(slow, unread, faulty.Length, string.Join(' ', faulty.Distinct().Select(flags => flags.ToString("X4", CultureInfo.InvariantCulture))), (device.SoundedAt - over) / 1000.0, limit);
    }

    private readonly record struct Outcome(bool IsSlow, int Unread, int Faulty, string Flags, double AlarmMilliseconds, double LimitMilliseconds);
}
