using System.Globalization;
using System.Text.Json;

namespace Algometer.EndToEnd.Tests;

/// <summary>What a kill -9 or a pulled plug leaves behind.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_host_killed_at_any_moment_keeps_all_but_the_last_quarter_second()
    {
        var random = new Random(20261124);
        double worst = 0;
        using var scratch = new ScratchFolder();
        for (int i = 0; i < 20; i++)
        {
            // The record says by its own wall time how far the stream had come.
            using AlgometerProcess host = AlgometerProcess.Start("record", "--simulate", "hold", "--data", scratch.Path, "--json");
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            string[] journals = [];
            while (journals.Length == 0)
            {
                await timer.WaitForNextTickAsync();
                journals = Directory.Exists(scratch.Path) ? Directory.GetFiles(scratch.Path, "journal-*") : [];
            }

            await Task.Delay(random.Next(400, 2600));
            await host.KillAsync();
            DateTimeOffset killed = TimeProvider.System.GetUtcNow();
            (int code, string sessions, string errors) = await AlgometerProcess.RunAsync("sessions", "--json", "--data", scratch.Path);
            Assert.True(code == 0, errors);
            using JsonDocument list = JsonDocument.Parse(sessions);
            JsonElement last = list.RootElement[list.RootElement.GetArrayLength() - 1];
            Assert.Equal("cut off", last.GetProperty("end").GetString());
            Assert.Equal(0, last.GetProperty("gaps").GetInt32());
            double recorded = last.GetProperty("seconds").GetDouble();
            double lived = (killed - last.GetProperty("started_utc").GetDateTimeOffset()).TotalSeconds;
            worst = Math.Max(worst, lived - recorded);
            Assert.True(lived - recorded <= 0.25, string.Create(CultureInfo.InvariantCulture, $"kill {i}: {lived - recorded:0.000} s missing of {lived:0.00} s"));
            (int exported, string csv, _) = await AlgometerProcess.RunAsync("export", "last", "--data", scratch.Path);
            Assert.Equal(0, exported);
            Assert.Equal(last.GetProperty("samples").GetInt32(), csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at most {worst:0.000} s missing in 20 kills, the kill's own delay included"));
    }

    [Fact]
    public async Task A_device_that_goes_and_comes_back_is_noticed_and_the_gap_is_in_the_record()
    {
        using var scratch = new ScratchFolder();
        string[] serve = ["simulate", "--serve", "tcp:0", "--load", "hold"];
        using AlgometerProcess first = AlgometerProcess.Start(serve);
        await first.SeesAsync("Serving");
        string port = first.Output[(first.Output.IndexOf("tcp:127.0.0.1:", StringComparison.Ordinal) + 14)..].Split(';')[0];
        using AlgometerProcess host = AlgometerProcess.Start("record", "--device", "tcp:127.0.0.1:" + port, "--data", scratch.Path, "--seconds", "4", "--json");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!Directory.Exists(scratch.Path) || Directory.GetFiles(scratch.Path, "journal-*").Length == 0)
        {
            await timer.WaitForNextTickAsync();
        }

        await first.KillAsync();
        long began = TimeProvider.System.GetTimestamp();
        await host.SeesAsync("Lost:");
        TimeSpan noticed = TimeProvider.System.GetElapsedTime(began);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"noticed after {noticed.TotalMilliseconds:0} ms"));
        Assert.True(noticed < TimeSpan.FromSeconds(1.2));
        using AlgometerProcess second = AlgometerProcess.Start("simulate", "--serve", "tcp:" + port, "--load", "hold");
        await second.SeesAsync("Serving");
        Assert.Equal(0, await host.EndAsync());
        using JsonDocument summary = JsonDocument.Parse(host.Output);
        Assert.Equal(1, summary.RootElement.GetProperty("reconnections").GetInt32());
        Assert.True(summary.RootElement.GetProperty("samples").GetInt32() > 100);
        Assert.Equal(1, summary.RootElement.GetProperty("gaps").GetInt32());
        (_, string sessions, _) = await AlgometerProcess.RunAsync("sessions", "--json", "--data", scratch.Path);
        using JsonDocument list = JsonDocument.Parse(sessions);
        Assert.Equal(1, list.RootElement[0].GetProperty("gaps").GetInt32());
    }
}
