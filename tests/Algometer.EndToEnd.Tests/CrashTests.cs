using System.Globalization;
using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Model;

namespace Algometer.EndToEnd.Tests;

/// <summary>What a kill -9 or a pulled plug leaves behind.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_host_killed_at_any_moment_keeps_all_but_the_last_quarter_second_of_what_it_had_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals need Linux.");
        var random = new Random(20261124);
        double worst = 0;
        double longest = 0;
        using var scratch = new ScratchFolder();
        for (int i = 0; i < 20; i++)
        {
            await using var device = new ObservedDevice(scratch.File("pty"));
            using AlgometerProcess host = AlgometerProcess.Start("record", "--device", "pty:" + scratch.File("pty"), "--data", scratch.Path, "--json");
            long killAt = random.Next(400_000, 2_600_000);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            var shortage = new CpuShortage(host.Id);
            while (device.LastReadMicroseconds - device.FirstMicroseconds < killAt)
            {
                shortage.Look();
                await timer.WaitForNextTickAsync();
            }

            // The quarter second is the product's; what the machine held from it comes on top.
            double held = shortage.Look();
            await host.KillAsync();

            // The terminal still holds what the host had not read: what it had read is known to the byte.
            long read = device.LastReadMicroseconds;
            (int code, string sessions, string errors) = await AlgometerProcess.RunAsync("sessions", "--json", "--data", scratch.Path);
            Assert.True(code == 0, errors);
            using JsonDocument list = JsonDocument.Parse(sessions);
            Assert.Equal(i + 1, list.RootElement.GetArrayLength());
            JsonElement last = list.RootElement[i];
            Assert.Equal("cut off", last.GetProperty("end").GetString());
            Assert.Equal(0, last.GetProperty("gaps").GetInt32());
            (int exported, string csv, _) = await AlgometerProcess.RunAsync("export", "last", "--data", scratch.Path);
            Assert.Equal(0, exported);
            string[] rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(last.GetProperty("samples").GetInt32(), rows.Length - 1);
            long kept = rows.Length > 1 ? long.Parse(rows[^1].Split(',')[2], CultureInfo.InvariantCulture) : device.FirstMicroseconds;
            double missing = (read - kept) * 1e-6;
            worst = Math.Max(worst, missing);
            longest = Math.Max(longest, held);
            Assert.True(missing <= 0.25 + held, string.Create(CultureInfo.InvariantCulture, $"kill {i}: {missing:0.000} s missing; the machine kept the host waiting for {held:0.000} s"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at most {worst:0.000} s missing in 20 kills; the machine kept the host waiting for at most {longest:0.000} s"));
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
        while (JournalLength(scratch.Path) < 1000)
        {
            await timer.WaitForNextTickAsync();
        }

        var shortage = new CpuShortage(host.Id);
        shortage.Look();
        await first.KillAsync();
        long began = TimeProvider.System.GetTimestamp();
        await host.SeesAsync("Lost:");
        TimeSpan noticed = TimeProvider.System.GetElapsedTime(began);
        double held = shortage.Look();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"noticed after {noticed.TotalMilliseconds:0} ms; the machine kept the host waiting for {held:0.000} s"));
        Assert.True(noticed < TimeSpan.FromSeconds(1.2 + held));
        using AlgometerProcess second = AlgometerProcess.Start("simulate", "--serve", "tcp:" + port, "--load", "hold");
        await second.SeesAsync("Serving");
        Assert.Equal(0, await host.EndAsync());
        using JsonDocument summary = JsonDocument.Parse(host.Output);
        Assert.Equal(1, summary.RootElement.GetProperty("reconnections").GetInt32());
        Assert.True(summary.RootElement.GetProperty("samples").GetInt32() > 100);

        // One for the time it was away. What had just been lost on the way when it went is gone with it, beside that one and for the same reason.
        using RecordStore store = RecordStore.Open(scratch.Path, TimeProvider.System);
        IReadOnlyList<RecordedGap> gaps = store.ReadGaps(Assert.Single(store.ListSessions()).Id);
        Assert.Single(gaps, gap => gap.Reason.Contains("reckoned", StringComparison.Ordinal));
        Assert.All(gaps, gap => Assert.Contains("the device restarted", gap.Reason, StringComparison.Ordinal));
        Assert.Equal(gaps.Count, summary.RootElement.GetProperty("gaps").GetInt32());
    }

    private static long JournalLength(string folder) => !Directory.Exists(folder)
        ? 0
        : new DirectoryInfo(folder).EnumerateFiles("journal-*").Sum(file => file.Exists ? file.Length : 0);
}
