using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Algometer.EndToEnd.Tests;

/// <summary>A table of another program means the same in every command that reads one, and is refused by the same words.</summary>
public sealed class TableCommandTests
{
    private const int Rows = 40 * 80;

    [Fact]
    public async Task A_report_with_preamble_units_and_statistics_is_the_same_everywhere()
    {
        using var scratch = new ScratchFolder();
        string file = scratch.File("report.csv");
        await File.WriteAllTextAsync(file, Report(), TestContext.Current.CancellationToken);
        string data = scratch.File("record");
        (int checkedCode, string taken, _) = await AlgometerProcess.RunAsync("import", file, "--check", "--data", data);
        Assert.Equal(0, checkedCode);
        Assert.Contains("Lines 1 to 2 above the headings: left out.", taken, StringComparison.Ordinal);
        Assert.Contains("Headings in line 3, units in line 4: 'Zeit', 'Kraft'.", taken, StringComparison.Ordinal);
        Assert.Contains("Mittelwert", taken, StringComparison.Ordinal);
        (int imported, string said, string importErrors) = await AlgometerProcess.RunAsync("import", file, "--data", data);
        Assert.True(imported == 0, importErrors);
        Assert.Contains($"{Rows} samples", said, StringComparison.Ordinal);
        (_, string analysed, _) = await AlgometerProcess.RunAsync("analyse", file, "--json");
        using JsonDocument report = JsonDocument.Parse(analysed);
        string[] lines = [.. report.RootElement.GetProperty("taken").EnumerateArray().Select(line => line.GetString()!)];
        Assert.All(lines, line => Assert.Contains(line, taken, StringComparison.Ordinal));
        (int replayed, string summary, string replayErrors) = await AlgometerProcess.RunAsync("replay", file, "--speed", "max", "--json", "--explain", "--data", data);
        Assert.True(replayed == 0, replayErrors);
        Assert.All(lines, line => Assert.Contains(line, replayErrors, StringComparison.Ordinal));
        using JsonDocument played = JsonDocument.Parse(summary);
        Assert.Equal(Rows, played.RootElement.GetProperty("samples").GetInt32());
    }

    [Theory]
    [InlineData("import")]
    [InlineData("analyse")]
    [InlineData("replay")]
    [InlineData("simulate")]
    public async Task Milliseconds_without_a_unit_are_asked_about_and_the_option_named_settles_it(string command)
    {
        using var scratch = new ScratchFolder();
        string file = scratch.File("hold.csv");
        await File.WriteAllTextAsync(file, "Time,force_N\n" + string.Concat(Enumerable.Range(0, 2400).Select(i => FormattableString.Invariant($"{i * 12.5},{20 + (i % 7 * 0.01)}\n"))), TestContext.Current.CancellationToken);
        string[] first = command == "simulate" ? ["simulate", "--serve", "tcp:0", "--load", file] : [command, file];
        string[] last = command is "simulate" or "analyse" ? [] : ["--data", scratch.File("record")];
        (int code, string output, string errors) = await AlgometerProcess.RunAsync([.. first, .. last]);
        Assert.Equal(command == "analyse" ? 1 : 2, code);
        Assert.Contains("0.08 samples a second in s, 80 in ms", output + errors, StringComparison.Ordinal);
        Assert.Contains("--time", output + errors, StringComparison.Ordinal);
        if (command != "simulate")
        {
            string[] speed = command == "replay" ? ["--speed", "max"] : [];
            (int settled, _, string why) = await AlgometerProcess.RunAsync([.. first, "--time", "Time:ms", .. speed, .. last]);
            Assert.True(settled == 0, why);
        }
    }

    [Fact]
    public async Task Its_own_export_with_a_blanked_sample_is_read_by_every_command()
    {
        using var scratch = new ScratchFolder();
        string file = scratch.File("own_samples.csv");
        var text = new StringBuilder("sequence,time_s,device_us,raw_counts,force_N,flags,alarm\n");
        for (int i = 0; i < 2400; i++)
        {
            string force = i == 1000 ? "" : FormattableString.Invariant($"{(200_000 + (i % 5)) * 4.5665773e-5:0.000000}");
            text.Append(CultureInfo.InvariantCulture, $"{i},{i * 0.0125:0.000000},{1_000_000 + (i * 12_500)},{(i == 1000 ? 8388607 : 200_000 + (i % 5))},{force},{(i == 1000 ? "0x0008" : "0x0000")},0x00\n");
        }

        await File.WriteAllTextAsync(file, text.ToString(), TestContext.Current.CancellationToken);
        foreach (string[] command in (string[][])[["import", file, "--data", scratch.File("record")], ["analyse", file], ["replay", file, "--speed", "max", "--data", scratch.File("record")]])
        {
            (int code, string output, string errors) = await AlgometerProcess.RunAsync(command);
            Assert.True(code == 0, $"{command[0]}: {output}{errors}");
        }
    }

    [Fact]
    public async Task Codes_are_weighed_by_what_is_said_and_by_nothing_unsaid()
    {
        using var scratch = new ScratchFolder();
        string file = scratch.File("codes.csv");
        await File.WriteAllTextAsync(file, "millis,raw\n" + string.Concat(Enumerable.Range(0, 2400).Select(i => FormattableString.Invariant($"{i * 12.5},{83_000 + (i % 5) + (i < 200 ? 0 : 555_000)}\n"))), TestContext.Current.CancellationToken);
        (int code, _, string errors) = await AlgometerProcess.RunAsync("import", file, "--check");
        Assert.Equal(2, code);
        Assert.Contains("--newtons-per-count", errors, StringComparison.Ordinal);
        (code, string said, errors) = await AlgometerProcess.RunAsync("import", file, "--check", "--newtons-per-count", "4.5e-5", "--rest", "0", "2");
        Assert.True(code == 0, errors);
        Assert.Contains("less 83001.99 (the mean of 161 samples from 0 to 2 s, which lie within 0 N), times 4.5E-05 N.", said, StringComparison.Ordinal);
        (_, said, _) = await AlgometerProcess.RunAsync("analyse", file, "--json");
        Assert.Contains("the slope of the nominal cell, and no zero taken away", said, StringComparison.Ordinal);
        (code, _, errors) = await AlgometerProcess.RunAsync("analyse", file, "--json", "--rest", "0", "2");
        Assert.Equal(2, code);
        Assert.Contains("of use with --newtons-per-count only", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_is_asked_to_end_does_at_once_and_stores_nothing()
    {
        using var scratch = new ScratchFolder();
        string file = scratch.File("long.csv");
        await LongAsync(file);
        using AlgometerProcess import = AlgometerProcess.Start("import", file, "--data", scratch.File("record"));
        await import.SeesAsync("Start: the time of the import");
        long asked = System.Diagnostics.Stopwatch.GetTimestamp();
        import.Terminate();
        Assert.Equal(130, await import.EndAsync());

        // Two seconds are promised; a machine with much else to do may take as long again to let it.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 4);
        Assert.Contains("Cancelled; nothing was stored.", import.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Ctrl-C", import.Errors, StringComparison.Ordinal);
        (_, string sessions, _) = await AlgometerProcess.RunAsync("sessions", "--json", "--data", scratch.File("record"));
        Assert.Equal("[]", sessions.Trim());
    }

    [Theory]
    [InlineData("analyse", "\"file\":", "Cancelled before the end.")]
    [InlineData("replay", "Force: column", "Cancelled before the end; what was played until then is kept in the record.")]
    public async Task An_analysis_or_a_replay_that_is_asked_to_end_says_so(string command, string begun, string words)
    {
        using var scratch = new ScratchFolder();
        string first = scratch.File("a-short.csv");
        string second = scratch.File("b-long.csv");
        await File.WriteAllTextAsync(first, "time_s,force_N\n" + string.Concat(Enumerable.Range(0, 800).Select(i => FormattableString.Invariant($"{i * 0.0125},{20 + (i % 7 * 0.01)}\n"))), TestContext.Current.CancellationToken);
        await LongAsync(second);
        string[] files = command == "analyse" ? [first, second, first] : [first, "--speed", "0.1", "--explain"];
        using AlgometerProcess process = AlgometerProcess.Start([command, .. files, "--data", scratch.File("record")]);
        await process.SeesAsync(begun);
        process.Terminate();
        Assert.Equal(130, await process.EndAsync());
        Assert.Contains(words, process.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Errors, StringComparison.Ordinal);
    }

    private static async Task LongAsync(string file)
    {
        await using StreamWriter writer = File.CreateText(file);
        await writer.WriteLineAsync("time_s,force_N");
        for (int i = 0; i < 3_000_000; i++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i * 0.0125:0.0000},{20 + (i % 997 * 0.011):0.000}\n"));
        }
    }

    private static string Report()
    {
        var text = new StringBuilder("Prüfbericht;Kraftmesser\nDatum;01.03.2026\nZeit;Kraft\nms;N\n");
        var german = CultureInfo.GetCultureInfo("de-DE");
        for (int i = 0; i < Rows; i++)
        {
            text.Append(german, $"{i * 12.5};{25 + (i % 9 * 0.02):0.000}\n");
        }

        return text.Append("\nMittelwert;25,1\nSD;0,05\n").ToString();
    }
}
