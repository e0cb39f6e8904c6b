using System.Text.Json;
using Algometer.Records;
using Algometer.Records.People;
using Algometer.VirtualDevice;

namespace Algometer.EndToEnd.Tests;

/// <summary>Diagnose sees each fault that can be injected and names it, and its report names nobody.</summary>
public sealed class DiagnoseTests
{
    private static readonly Dictionary<string, string> _named = new(StringComparer.Ordinal)
    {
        ["fault-absent"] = "no data",
        ["fault-stuck"] = "stuck",
        ["fault-low"] = "out of step",
        ["fault-saturated"] = "saturated",
        ["fault-spikes"] = "wild values",
        ["fault-drift"] = "zero drift",
        ["fault-rate"] = "wrong rate",
    };

    public static TheoryData<string> Faults => [.. Scenario.All.Where(scenario => scenario.Fault is not null).Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_built_in_fault_is_seen_and_named_without_saying_for_how_long(string scenario)
    {
        (int code, string output, _) = await AlgometerProcess.RunAsync("diagnose", "--simulate", scenario, "--speed", "max", "--json");
        Assert.Equal(1, code);
        JsonElement finding = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("name").ValueEquals(_named[scenario]));
        Assert.Equal("fail", finding.GetProperty("verdict").GetString());
        Assert.NotEmpty(finding.GetProperty("advice").GetString()!);
    }

    [Fact]
    public async Task The_report_holds_what_mends_the_program_and_nobody_of_the_record()
    {
        using var scratch = new ScratchFolder();
        string data = scratch.File("Lovelace");
        (int code, _, string errors) = await AlgometerProcess.RunAsync("record", "--simulate", "--seconds", "2", "--speed", "max", "--title", "Ada's neck", "--data", data);
        Assert.True(code == 0, errors);
        using (RecordStore store = RecordStore.Open(data, TimeProvider.System))
        {
            store.People.Add(new Person { Code = "P-1815" }, "Ada Lovelace");
            store.Notes.Add(store.ListSessions()[0].Id, "slept badly", "Babbage");
        }

        string file = scratch.File("reports/report.txt");
        (code, _, errors) = await AlgometerProcess.RunAsync("diagnose", "--simulate", "idle", "--speed", "max", "--report", file, "--data", data);
        Assert.True(code == 0, errors);
        string report = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        foreach (string there in (string[])["Algometer ", "System: ", "Device A1900001, firmware ", "Pass noise: ", "1 sessions, encrypted: False", "blocks checked, 0 damaged", "audit log sound: True, broken documents: 0", "StationLog 100 Algometer ", "StationLog 111 Device A1900001 answered", "StationLog 101 Ended."])
        {
            Assert.Contains(there, report, StringComparison.Ordinal);
        }

        string log = await File.ReadAllTextAsync(Path.Combine(data, "log", "algometer.log"), TestContext.Current.CancellationToken);
        foreach (string somebody in (string[])["Ada", "Lovelace", "P-1815", "neck", "slept", "Babbage", Environment.UserName + "@", scratch.Path])
        {
            Assert.DoesNotContain(somebody, report, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(somebody, log, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Whoever_asks_for_JSON_gets_it_for_a_failure_too()
    {
        using var scratch = new ScratchFolder();
        foreach (string[] words in (string[][])[["sessions", "--json", "--data", scratch.File("none")], ["record", "--json", "--seconds", "soon"], ["monitor", "--json", "--simulate", "nothing-of-that-name"]])
        {
            (int code, string output, string errors) = await AlgometerProcess.RunAsync(words);
            JsonElement told = JsonDocument.Parse(output).RootElement;
            Assert.Equal((2, 2), (code, told.GetProperty("exit_code").GetInt32()));
            Assert.Contains(told.GetProperty("error").GetString()!, errors, StringComparison.Ordinal);
        }
    }
}
