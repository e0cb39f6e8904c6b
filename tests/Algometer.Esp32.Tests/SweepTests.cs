using System.Globalization;
using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>
/// The whole program in virtual time at several speeds of the interpreter: no false fault, and no conversion unread but around the device's own
/// writes. With ALGOMETER_SWEEP=1 all speeds, rates and traffic, written out; else a sample of them.
/// </summary>
public sealed class SweepTests(ITestOutputHelper output)
{
    public static TheoryData<double, int, string> Points()
    {
        var data = new TheoryData<double, int, string>();
        bool all = string.Equals(Environment.GetEnvironmentVariable("ALGOMETER_SWEEP"), "1", StringComparison.Ordinal);
        foreach (double speed in all ? [0.3, 0.5, 1, 1.5, 2, 2.5, 3, 3.6, 4.2, 6] : new[] { 0.3, 1.0, 6.0 })
        {
            foreach (int rate in all ? [10, 80, 92] : new[] { 80 })
            {
                foreach (string traffic in new[] { "none", "flood", "backlog", "settings", "mixed" })
                {
                    data.Add(speed, rate, traffic);
                }
            }
        }

        if (!all)
        {
            foreach (double speed in new[] { 2.5, 3.6, 4.2 })
            {
                data.Add(speed, 80, "flood");
                data.Add(speed, 80, "settings");
                data.Add(speed, 92, "flood");
                data.Add(speed, 92, "mixed");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Nothing_is_lost_and_no_fault_is_made_up(double microsecondsPerInstruction, int rate, string traffic)
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

        int lost = device.Lost - lostBefore;
        bool slow = (device.Hellos[0].Flags & 0x10) != 0;
        int faulty = device.Samples.Count(sample => (sample.Flags & SampleFlag.Blanking & ~SampleFlag.Settling) != 0);
        // What the receive buffer holds of the flood is carried out first: on the slowest device that takes seconds.
        device.Run(slow ? 5 : 0.5);
        device.Send(MessageType.SetLimit, 50000);
        device.Run(slow ? 3 : 1);
        Assert.Contains(device.Events, e => e.Code == EventCode.LimitChanged && e.Value == 50000);
        device.Listen();
        long over = device.Board.Microseconds;
        device.Replacement = 65;
        device.Run(1);
        double alarm = (device.SoundedAt - over) / 1000.0;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{microsecondsPerInstruction} us, {rate}/s, {traffic}: {lost} unread, {faulty} faulty ({string.Join(' ', device.Samples.Where(sample => (sample.Flags & SampleFlag.Blanking) != 0).Select(sample => sample.Flags.ToString("X", CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal))}), alarm {alarm:0} ms, {(slow ? "chose 10/s" : "kept 80/s")}"));
        Assert.Equal(0, faulty);
        Assert.True(lost <= (traffic is "settings" or "mixed" ? 30 : slow ? 2 : 0), $"{lost} conversions unread");
        Assert.InRange(alarm, 0, slow || rate == 10 ? 250 : 50);
    }
}
