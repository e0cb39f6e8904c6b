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
        "power-lost", "cell-cable", "allergy", "charging-at-body", "button-cable", "radial-stop",
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
            Assert.Null(Flaw(risk));
        });
    }

    [Theory]
    [InlineData("a score falls and nothing was shown", "nothing was shown")]
    [InlineData("a score falls by words without a figure", "without a figure")]
    [InlineData("harm is called smaller", "severity")]
    [InlineData("it rises", "rises")]
    [InlineData("what remains is not acceptable and nothing is open", "not acceptable")]
    public void A_score_that_rests_on_nothing_is_found(string what, string found)
    {
        Risk sound = _file.Risks.First(risk => risk.Id is "fault-reads-low");
        Assert.Null(Flaw(sound));
        Assert.Contains(found, Flaw(what switch
        {
            "a score falls and nothing was shown" => sound with { Shown = null },
            "a score falls by words without a figure" => sound with { Shown = "Tests exist." },
            "harm is called smaller" => sound with { After = sound.After with { Severity = sound.Before.Severity - 1 } },
            "it rises" => sound with { After = sound.After with { Probability = sound.Before.Probability + 1 } },
            _ => sound with { Open = null },
        }), StringComparison.Ordinal);
    }

    // What keeps a row from standing: a probability falls by what was shown alone, and no control makes the harm itself smaller.
    private static string? Flaw(Risk risk) =>
        risk.After.Severity != risk.Before.Severity ? $"{risk.Id}: its severity changes."
        : risk.After.Probability > risk.Before.Probability ? $"{risk.Id}: it rises."
        : risk.After.Probability < risk.Before.Probability && risk.Shown is null ? $"{risk.Id}: it falls, and nothing was shown."
        : risk.After.Probability < risk.Before.Probability && !risk.Shown!.Any(char.IsAsciiDigit) ? $"{risk.Id}: it falls by words without a figure."
        : risk.After.Product >= Risk.NotAcceptable && risk.Open is null ? $"{risk.Id}: {risk.After.Product} is not acceptable, and nothing says what has to be shown."
        : null;

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
            text.Append(CultureInfo.InvariantCulture, $"| **{risk.Hazard}** | {risk.Cause} → {risk.Harm} | {Shown(risk.Before)} | {string.Join(". ", risk.Controls)}.{(risk.Inspection is { } look ? $" *By hand:* {look}" : "")} | {Shown(risk.After)} | {risk.Remains} |\n");
        }

        text.Append("\n### What was shown, and by which tests\n");
        foreach (Risk risk in _file.Risks)
        {
            text.Append(CultureInfo.InvariantCulture, $"- **{risk.Hazard}**: {risk.Shown ?? "Nothing was shown: the score stays."} By {string.Join(", ", risk.Tests.Select(test => '`' + test["Algometer.".Length..] + '`'))}\n");
        }

        string open = string.Concat(_file.Risks.Where(risk => risk.Open is not null).Select(risk => $"- **{risk.Hazard}** ({Shown(risk.After)}): {risk.Open}\n"));
        text.Append("\n### What has to be shown on a real instrument\n").Append(open);
        MadeText.HoldBetweenMarks("risks.md", "risks", text.ToString());
        MadeText.HoldBetweenMarks(Path.Combine("..", "README.md"), "open", open);
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
