using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Algometer.EndToEnd.Tests;

/// <summary>A disk that fails under the program: it is said at once, memory keeps what comes, and what is lost in the end is counted.</summary>
public sealed partial class FailingDiskTests
{
    [Fact]
    public async Task A_record_on_a_full_disk_says_so_at_once_and_is_whole_once_there_is_room()
    {
        using var disk = new SmallDisk("size=3m");
        string data = Path.Combine(disk.Folder, "data");
        using AlgometerProcess record = await StartAsync(data, "record", "--simulate", "--seconds", "6", "--json", "--data", data);
        disk.Fill();
        await record.SeesAsync("NOT STORED");
        Assert.Matches("kept in memory meanwhile, for about [0-9]+ hours", record.Errors);

        // It has come to its end, and does not leave with what it holds.
        await record.SeesAsync("Waiting up to 60 s");
        disk.Free();
        Assert.Equal(0, await record.EndAsync());
        JsonElement summary = JsonDocument.Parse(record.LastLine).RootElement;
        Assert.Equal((481, 0), (summary.GetProperty("samples").GetInt32(), summary.GetProperty("not_stored").GetInt32()));
        Assert.Contains("Recording works again", record.Errors, StringComparison.Ordinal);
        Assert.Equal(481, await StoredAsync(data));
    }

    [Fact]
    public async Task A_folder_that_is_moved_away_is_told_at_once_and_the_record_is_whole_once_it_is_back()
    {
        using var scratch = new ScratchFolder();
        string data = Path.Combine(scratch.Path, "data");
        using AlgometerProcess record = await StartAsync(data, "record", "--simulate", "--seconds", "6", "--json", "--data", data);
        Directory.Move(data, data + "-moved");
        await record.SeesAsync($"NOT STORED: The record's folder '{data}' is gone");
        await record.SeesAsync("Waiting up to 60 s");
        Directory.Move(data + "-moved", data);
        Assert.Equal(0, await record.EndAsync());
        Assert.Equal(0, JsonDocument.Parse(record.LastLine).RootElement.GetProperty("not_stored").GetInt32());
        Assert.Equal(481, await StoredAsync(data));
    }

    [Fact]
    public async Task An_unplugged_disk_is_told_at_once_and_what_is_lost_is_counted()
    {
        using var disk = new SmallDisk("size=3m");
        string data = Path.Combine(disk.Folder, "data");
        using AlgometerProcess record = await StartAsync(data, "record", "--simulate", "--data", data);
        disk.Unplug();
        await record.SeesAsync($"NOT STORED: The record's folder '{data}' is gone");
        record.Terminate();
        Assert.Equal(1, await record.EndAsync());
        Assert.True(int.Parse(Lost().Match(record.Errors).Groups["count"].Value, CultureInfo.InvariantCulture) > 0);
    }

    [Theory]
    [InlineData("record", 1)]
    [InlineData("run", 2)]
    public async Task What_a_full_disk_could_not_take_is_counted_at_the_end(string command, int code)
    {
        using var disk = new SmallDisk("size=3m");
        string data = Path.Combine(disk.Folder, "data");
        using AlgometerProcess program = await StartAsync(data, [command, "--simulate", "--data", data, .. command is "run" ? (string[])["--no-browser", "--listen", "http://127.0.0.1:0"] : []]);
        disk.Fill();
        await program.SeesAsync("NOT STORED");
        program.Terminate();
        await program.SeesAsync("Waiting up to 8 s");
        Assert.Equal(code, await program.EndAsync());
        int lost = int.Parse(Lost().Match(program.Errors).Groups["count"].Value, CultureInfo.InvariantCulture);
        Assert.True(lost > 0);
        if (command is "record")
        {
            int recorded = int.Parse(Recorded().Match(program.Output).Groups["count"].Value, CultureInfo.InvariantCulture);
            disk.Free();
            Assert.Equal(recorded - lost, await StoredAsync(data));
        }
    }

    private static async Task<AlgometerProcess> StartAsync(string data, params string[] arguments)
    {
        var program = AlgometerProcess.Start(arguments);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!Directory.Exists(data) || !Directory.EnumerateFiles(data, "journal-*").Any())
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return program;
    }

    // The next opening for writing takes in what the journal holds.
    private static async Task<int> StoredAsync(string data)
    {
        (_, string sessions, _) = await AlgometerProcess.RunAsync("sessions", "--json", "--data", data);
        return JsonDocument.Parse(sessions).RootElement[0].GetProperty("samples").GetInt32();
    }

    [GeneratedRegex("LOST: (?<count>[0-9]+) samples", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lost();

    [GeneratedRegex("Session [^:]+: (?<count>[0-9]+) samples", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Recorded();
}
