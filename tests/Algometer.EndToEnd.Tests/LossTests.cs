using System.Globalization;
using System.Text.Json;

namespace Algometer.EndToEnd.Tests;

/// <summary>Some cells of the loss and outage tables, through real processes and a real TCP connection: a device, a line that fails, a recording.</summary>
public sealed class LossTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1.5)]
    [InlineData(5)]
    public async Task After_an_outage_nothing_is_lost_that_the_device_still_held(double seconds)
    {
        using var scratch = new ScratchFolder();
        using AlgometerProcess device = AlgometerProcess.Start("simulate", "--serve", "tcp:0", "--load", "hold");
        await using var relay = new LossyRelay(await PortAsync(device));
        using AlgometerProcess host = Record(relay, scratch, seconds: seconds + 2);
        await FlowsAsync(scratch);
        await relay.CutAsync(TimeSpan.FromSeconds(seconds));
        (long refilled, long lost, long gaps) = await EndAsync(host);
        output.WriteLine($"{seconds:0.0} s away: {refilled} samples had again, {lost} lost");

        // The server's own buffer gives some of them to the next connection by itself; most had to be asked for.
        Assert.InRange(refilled, (long)(seconds * 40), 1024);
        Assert.Equal(0, lost);
        Assert.Equal(0, gaps);
    }

    [Theory]
    [InlineData(0.01, 25)]
    [InlineData(0.05, 100)]
    public async Task Under_random_loss_nothing_is_lost(double part, int oneWayMilliseconds)
    {
        using var scratch = new ScratchFolder();
        using AlgometerProcess device = AlgometerProcess.Start("simulate", "--serve", "tcp:0", "--load", "hold");
        await using var relay = new LossyRelay(await PortAsync(device), part, TimeSpan.FromMilliseconds(oneWayMilliseconds));
        using AlgometerProcess host = Record(relay, scratch, seconds: 4);
        (long refilled, long lost, long gaps) = await EndAsync(host);
        output.WriteLine($"{part:P0} lost, {2 * oneWayMilliseconds} ms there and back: {relay.LostFrames} frames lost, {refilled} samples had again, {lost} lost");
        Assert.Equal(0, lost);
        Assert.Equal(0, gaps);
    }

    private static AlgometerProcess Record(LossyRelay relay, ScratchFolder scratch, double seconds) =>
        AlgometerProcess.Start("record", "--device", relay.Address, "--data", scratch.Path, "--seconds", Text(seconds), "--json");

    private static async Task<int> PortAsync(AlgometerProcess device)
    {
        await device.SeesAsync("Serving");
        string at = device.Output[(device.Output.IndexOf("tcp:127.0.0.1:", StringComparison.Ordinal) + 14)..].Split(';')[0];
        return int.Parse(at, CultureInfo.InvariantCulture);
    }

    private static async Task FlowsAsync(ScratchFolder scratch)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (new DirectoryInfo(scratch.Path).EnumerateFiles("journal-*").Sum(file => file.Exists ? file.Length : 0) < 1000)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task<(long Refilled, long Lost, long Gaps)> EndAsync(AlgometerProcess host)
    {
        Assert.Equal(0, await host.EndAsync());
        using JsonDocument summary = JsonDocument.Parse(host.Output);
        long Count(string name) => summary.RootElement.GetProperty(name).GetInt64();
        return (Count("refilled"), Count("lost"), Count("gaps"));
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
