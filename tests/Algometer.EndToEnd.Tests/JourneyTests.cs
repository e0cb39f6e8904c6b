using System.Globalization;
using System.Text.Json;

namespace Algometer.EndToEnd.Tests;

/// <summary>A recording through the whole program, as a person would run it.</summary>
public sealed class JourneyTests
{
    private const double NewtonsPerCount = 45665773e-12;

    public static TheoryData<string> GripRecordings()
    {
        var data = new TheoryData<string>();
        if (Checkout.Recordings is { } folder)
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(folder, "grip-force-hx711"), "*.csv").Order(StringComparer.Ordinal))
            {
                if (!file.Contains("P4_-_Power_Grasp_-_Force_Only_-_Easy", StringComparison.Ordinal))
                {
                    data.Add(Path.GetFileName(file));
                }
            }
        }
        else
        {
            data.Add("none");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(GripRecordings))]
    public async Task Replayed_and_exported_a_recording_is_itself(string name)
    {
        string file = Path.Combine(Checkout.Need(Checkout.Recordings, "The folder of recordings (shared/data)"), "grip-force-hx711", name);
        using var scratch = new ScratchFolder();
        (int code, _, string errors) = await AlgometerProcess.RunAsync("replay", file, "--speed", "max", "--data", scratch.Path);
        Assert.True(code == 0, errors);
        await ExportEqualsAsync(scratch, file);
    }

    [Fact]
    public async Task Served_on_a_pty_and_recorded_it_is_itself_too()
    {
        string file = Path.Combine(Checkout.Need(Checkout.Recordings, "The folder of recordings (shared/data)"), "grip-force-hx711", GripRecordings().First().Data);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals need Linux.");
        using var scratch = new ScratchFolder();
        string pty = scratch.File("pty");
        using AlgometerProcess device = AlgometerProcess.Start("simulate", "--serve", "pty:" + pty, "--load", file, "--speed", "20");
        await device.SeesAsync("Serving");
        (int code, string output, string errors) = await AlgometerProcess.RunAsync("record", "--device", "pty:" + pty, "--until-lost", "--json", "--data", scratch.Path);
        Assert.True(code == 0, errors);
        using JsonDocument summary = JsonDocument.Parse(output);
        Assert.Equal(0, summary.RootElement.GetProperty("lost").GetInt32());
        Assert.Equal(0, summary.RootElement.GetProperty("gaps").GetInt32());
        await ExportEqualsAsync(scratch, file);
        Assert.Equal(0, await device.EndAsync());
    }

    [Fact]
    public async Task A_recorded_session_replays_to_the_same_samples()
    {
        using var scratch = new ScratchFolder();
        await AlgometerProcess.RunAsync("record", "--simulate", "over-limit", "--seconds", "30", "--speed", "max", "--data", scratch.Path);
        (_, string first, _) = await AlgometerProcess.RunAsync("export", "last", "--data", scratch.Path);
        (int code, _, string errors) = await AlgometerProcess.RunAsync("replay", "last", "--speed", "max", "--data", scratch.Path);
        Assert.True(code == 0, errors);
        (_, string second, _) = await AlgometerProcess.RunAsync("export", "last", "--data", scratch.Path);
        static string[] Values(string csv) => [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => string.Join(',', row.Split(',')[3..5]))];
        Assert.True(Values(first).Length >= 2400);
        Assert.Equal(Values(first), Values(second));
    }

    [Theory]
    [InlineData("There is no session", "export", "nothing")]
    [InlineData("cannot be read", "replay", "missing.csv")]
    [InlineData("no scenario", "record", "--simulate", "dance")]
    [InlineData("no TCP address", "record", "--device", "tcp:nowhere")]
    [InlineData("no speed", "replay", "x.csv", "--speed", "fast")]
    [InlineData("nothing to serve on", "simulate", "--serve", "carrier-pigeon")]
    [InlineData("nothing to press with", "analyse", "x.csv", "--device", "hammer")]
    [InlineData("upper end", "analyse", "x.csv", "--band", "30", "20")]
    [InlineData("not both", "record", "--simulate", "--device", "COM1")]
    public async Task Bad_input_is_refused_in_one_line_that_says_what_to_do(string hint, params string[] arguments)
    {
        using var scratch = new ScratchFolder();
        string[] data = arguments[0] is "simulate" ? [] : ["--data", scratch.Path];
        if (arguments[0] is "export")
        {
            await AlgometerProcess.RunAsync("record", "--simulate", "--seconds", "1", "--speed", "max", "--data", scratch.Path);
        }

        (int code, _, string errors) = await AlgometerProcess.RunAsync([.. arguments, .. data]);
        Assert.Equal(2, code);
        Assert.Contains(hint, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No sample came", "monitor", "--seconds", "1", "--json")]
    [InlineData("No sample has come for 1 s", "record", "--seconds", "1", "--longest-absence", "1")]
    [InlineData("Nothing was recorded", "record", "--seconds", "1", "--longest-absence", "1", "--json")]
    public async Task A_command_with_a_length_ends_without_a_device_and_says_that_nothing_came(string said, params string[] arguments)
    {
        using var scratch = new ScratchFolder();
        string[] data = arguments[0] is "record" ? ["--data", scratch.Path] : [];
        (int code, _, string errors) = await AlgometerProcess.RunAsync([.. arguments, "--device", "tcp:127.0.0.1:1", .. data]);
        Assert.Equal(1, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_help_with_an_example()
    {
        foreach (string command in (string[])["run", "home", "simulate", "monitor", "record", "replay", "sessions", "export", "diagnose", "devices", "analyse"])
        {
            (int code, string output, _) = await AlgometerProcess.RunAsync(command, "--help");
            Assert.Equal(0, code);
            Assert.Contains("Example: algometer", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Analyse_says_a_line_for_each_file_and_one_bad_file_keeps_no_other_back()
    {
        using var scratch = new ScratchFolder();
        string Hold(double drop)
        {
            IEnumerable<string> rows = Enumerable.Range(0, 80 * 66).Select(i =>
            {
                double t = i / 80.0;
                double eased = 1 - (drop * Math.Clamp((t - 30) / 6, 0, 1));
                double level = t < 2 ? t / 2 : t > 63 ? 0 : (0.95 + (0.05 * Math.Exp(-(t - 2) / 4))) * eased;
                return string.Create(CultureInfo.InvariantCulture, $"{t:0.0000},{(30 * level) + (0.15 * Math.Sin(t * 57)) + (0.1 * Math.Sin(t * 2.3)):0.0000}");
            });
            return "time_s,force_N\n" + string.Join('\n', rows) + "\n";
        }

        await File.WriteAllTextAsync(scratch.File("a-steady.csv"), Hold(0));
        await File.WriteAllTextAsync(scratch.File("b-easing.csv"), Hold(0.15));
        await File.WriteAllTextAsync(scratch.File("c-bad.csv"), "nonsense\n");
        await File.WriteAllTextAsync(scratch.File("d-empty-hand.csv"), "time_s,force_N\n0,0.1\n1,0.1\n2,0.1\n");
        (int code, string output, _) = await AlgometerProcess.RunAsync("analyse", scratch.Path, "--hold", "60", "--json");
        Assert.Equal(1, code);
        JsonElement[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(4, lines.Length);
        // A hold as even as this one may as well be called held level: nobody could have seen easing in it.
        Assert.Contains(lines[0].GetProperty("verdict").GetString(), (string[])["steady", "held-level"], StringComparer.Ordinal);
        Assert.Contains(lines[1].GetProperty("verdict").GetString(), (string[])["easing", "possibly-easing"], StringComparer.Ordinal);

        // The fall is whole at 36 s. The detector waits for what follows, since many a fall goes back.
        Assert.InRange(lines[1].GetProperty("possibly_at_s").GetDouble(), 31, 50);
        Assert.InRange(lines[1].GetProperty("hold_start_s").GetDouble(), 1, 3);
        Assert.InRange(lines[1].GetProperty("hold_end_s").GetDouble(), 62.5, 63.5);
        Assert.True(lines[1].GetProperty("score").GetDouble() > lines[0].GetProperty("score").GetDouble());
        Assert.InRange(lines[1].GetProperty("measures").GetProperty("visible_easing_percent").GetDouble(), 10, 20);
        Assert.Contains("c-bad.csv holds no row of numbers", lines[2].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("cannot-judge", lines[3].GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("idle", "10", 0)]
    [InlineData("fault-stuck", "24", 1)]
    public async Task Diagnose_judges_in_words_and_by_its_exit_code(string scenario, string seconds, int expected)
    {
        (int code, string output, _) = await AlgometerProcess.RunAsync("diagnose", "--simulate", scenario, "--seconds", seconds, "--speed", "max", "--json");
        Assert.Equal(expected, code);
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.Equal(expected == 0 ? "pass" : "fail", report.RootElement.GetProperty("verdict").GetString());
    }

    private static async Task ExportEqualsAsync(ScratchFolder scratch, string recording)
    {
        string csv = scratch.File("export.csv");
        (int code, _, string errors) = await AlgometerProcess.RunAsync("export", "last", "--data", scratch.Path, "--out", csv);
        Assert.True(code == 0, errors);
        string[][] exported = [.. File.ReadLines(csv).Skip(1).Select(line => line.Split(','))];
        string[][] original = [.. File.ReadLines(recording).Skip(1).Select(line => line.Split(','))];
        Assert.StartsWith("sequence,time_s,device_us,raw_counts,force_N,flags", File.ReadLines(csv).First(), StringComparison.Ordinal);
        Assert.Equal(original.Length, exported.Length);
        double offset = 0;
        double previous = 0;
        double step = 0;
        for (int i = 0; i < original.Length; i++)
        {
            double time = double.Parse(original[i][0], CultureInfo.InvariantCulture) + offset;
            if (i > 0 && time <= previous)
            {
                offset += previous + step - time;
                time = previous + step;
            }

            step = time - previous;
            previous = time;
            Assert.Equal(double.Parse(original[i][3], CultureInfo.InvariantCulture), double.Parse(exported[i][4], CultureInfo.InvariantCulture), NewtonsPerCount);
            Assert.Equal(time, double.Parse(exported[i][1], CultureInfo.InvariantCulture), 0.0125);
            Assert.Equal(i == 0 ? 0 : 1, i == 0 ? 0 : long.Parse(exported[i][0], CultureInfo.InvariantCulture) - long.Parse(exported[i - 1][0], CultureInfo.InvariantCulture));
        }
    }
}
