using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>The risk file names every hazard, each with controls and with tests that exist and are not switched off. That they also ran and passed, check-ran.sh reads from the reports after the run.</summary>
public sealed class RiskFileTests
{
    private static readonly RiskFile _file = RiskFile.Read();

    // The hazards that the clinical facts ask for, and those of the device itself.
    private static readonly string[] _required =
    [
        "over-pressure", "wrong-units-or-area", "wrong-tare", "calibration-corrupt", "limit-of-another", "fault-reads-low", "alarm-silent", "stale-display",
        "false-easing", "false-not-easing", "forbidden-site", "hygiene", "pinch-or-burst", "battery-heat", "record-mix-up", "electrical",
        "uncalibrated", "sharp-tip", "cell-overloaded", "stop-unheard",
    ];

    public static TheoryData<string> Names() => [.. _file.Risks.SelectMany(risk => risk.Tests).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Every_hazard_is_there_once_with_controls_tests_and_what_remains()
    {
        Assert.Equal(_required.Order(StringComparer.Ordinal), _file.Risks.Select(risk => risk.Id).Order(StringComparer.Ordinal));
        Assert.All(_file.Risks, risk =>
        {
            Assert.NotEmpty(risk.Controls);
            Assert.NotEmpty(risk.Tests);
            Assert.All(new[] { risk.Hazard, risk.Cause, risk.Harm, risk.Remains }, text => Assert.False(string.IsNullOrWhiteSpace(text)));
            Assert.All(new[] { risk.Before, risk.After }, estimate => Assert.True(estimate is { Severity: >= 1 and <= 5, Probability: >= 1 and <= 5 }, risk.Id));
            Assert.True(risk.After.Product < risk.Before.Product || risk.Before.Product <= 6, $"{risk.Id}: its controls change nothing.");
            Assert.True(risk.After.Product < 10, $"{risk.Id}: {risk.After.Product} remains, which is not acceptable.");
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_named_test_exists_and_is_not_switched_off(string name) => Assert.Null(TestCatalogue.Flaw(name));

    [Theory]
    [InlineData("Algometer.Hardware.Tests.Papers.RiskFileTests.Renamed_or_deleted", "no method")]
    [InlineData("Algometer.Hardware.Tests.Papers.NobodyTests.Anything", "no class")]
    [InlineData("Algometer.Nobody.Tests.Some.Anything", "no test project")]
    [InlineData("Algometer.Hardware.Tests.Papers.SwitchedOff.Explicitly", "switched off by Explicit")]
    [InlineData("Algometer.Hardware.Tests.Papers.SwitchedOff.Not_a_test", "no [Fact]")]
    public void A_test_that_is_gone_or_switched_off_is_found(string name, string found) => Assert.Contains(found, TestCatalogue.Flaw(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("", 0, "ran and passed")]
    [InlineData("missing", 1, "did not run")]
    [InlineData("skipped", 1, "did not pass")]
    [InlineData("failed", 1, "did not pass")]
    [InlineData("one case failed", 1, "did not pass")]
    public async Task After_a_run_a_named_test_without_a_pass_is_found(string what, int code, string said)
    {
        string bash = Checkout.Need(Checkout.Program("bash"), "bash");
        using var folder = new ScratchFolder();
        string[] names = [.. Names().Select(row => row.Data)];
        var report = new StringBuilder("""{"results":{"tests":[""");
        for (int i = 0; i < names.Length; i++)
        {
            bool odd = i == names.Length / 2;
            if (odd && what is "missing")
            {
                continue;
            }

            string status = odd && what is "skipped" or "failed" && odd ? what : "passed";
            report.Append(CultureInfo.InvariantCulture, $$"""{"name":"{{names[i]}}(case: 1)","status":"{{status}}","duration":1},""");
            report.Append(CultureInfo.InvariantCulture, $$"""{"name":"{{names[i]}}(case: 2)","status":"{{(odd && what is "one case failed" ? "failed" : status)}}","duration":1},""");
        }

        // A test whose name only begins alike is another test.
        report.Append("""{"name":"Algometer.Other.Tests.X.Y","status":"skipped"}]}}""");
        await File.WriteAllTextAsync(folder.File("all.ctrf.json"), report.ToString(), TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(bash, [Path.Combine(MadeText.Folder, "check-ran.sh"), folder.Path]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(code, process.ExitCode);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readable_table_is_that_of_the_data()
    {
        var text = new StringBuilder();
        text.Append("| hazard | cause → harm | before | what keeps it down | after | what remains |\n|---|---|---|---|---|---|\n");
        foreach (Risk risk in _file.Risks)
        {
            text.Append(CultureInfo.InvariantCulture, $"| **{risk.Hazard}** | {risk.Cause} → {risk.Harm} | {Shown(risk.Before)} | {string.Join(". ", risk.Controls)}. {(risk.Inspection is { } look ? $"*By hand:* {look}" : "")} | {Shown(risk.After)} | {risk.Remains} |\n");
        }

        text.Append("\n### The tests that show it\n");
        foreach (Risk risk in _file.Risks)
        {
            text.Append(CultureInfo.InvariantCulture, $"- **{risk.Hazard}**: {string.Join(", ", risk.Tests.Select(test => '`' + test["Algometer.".Length..] + '`'))}\n");
        }

        MadeText.HoldBetweenMarks("risks.md", "risks", text.ToString());
    }

    private static string Shown(Estimate estimate) => FormattableString.Invariant($"{(estimate.Product >= 10 ? "■" : estimate.Product >= 5 ? "▲" : "●")} {estimate.Severity}×{estimate.Probability} = {estimate.Product}");
}

/// <summary>Bait for the catalogue; abstract, so that nothing of it is ever run.</summary>
public abstract class SwitchedOff
{
    [Fact(Explicit = true)]
    public void Explicitly() => Assert.Fail("Never run.");

    internal static void Not_a_test()
    {
    }
}
