using System.Globalization;
using System.Text;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;
using Algometer.VirtualDevice;

namespace Algometer.Home.Tests;

/// <summary>
/// Every simulated patient, and some who come again: a row each of what was pressed, how long, what was said, and where a cue contradicted a rule.
/// PATIENTS.md is this run's table; ALGOMETER_UPDATE=1 writes it.
/// </summary>
public sealed class PatientTableTests
{
    private static readonly string _file = Path.Combine(Checkout.Root, "tests", "Algometer.Home.Tests", "PATIENTS.md");

    [Fact]
    public async Task No_patient_is_told_anything_that_contradicts_a_rule_and_the_table_is_this_runs()
    {
        var table = new StringBuilder("# Simulated patients at home\n\nMade by `PatientTableTests`: the real firmware over the modelled ball, the wire, the guided session. Plan: 2 holds of 60 s, 25–38 N, limit 41.8 N, pain 5–7.\n\n| patient | holds: seconds in the band, how each ended | peak N | cues said | session ended | contradictions |\n|---|---|---:|---|---|---|\n");
        var contradictions = new List<string>();
        foreach (HomePatient patient in HomePatient.All)
        {
            VirtualSession run = await new VirtualSession(patient, 1).RunAsync();
            table.Append(Row($"{patient.Name}: one {patient.Description}", [run]));
            contradictions.AddRange(run.Contradictions.Found.Select(found => $"{patient.Name}: {found}"));
        }

        foreach ((string name, string who, int tries) in ((string, string, int)[])[("over-limit", "over the limit, who comes again ten times that day", 10), ("says-nine", "says nine, who comes again that day", 3), ("red-flag", "a sign that needs help at once, who tries again a minute later", 2)])
        {
            (VirtualSession[] runs, string refused) = await ComesAgainAsync(name, tries);
            table.Append(Row(who, runs, refused));
            contradictions.AddRange(runs.SelectMany(run => run.Contradictions.Found).Select(found => $"{who}: {found}"));
        }

        table.Append(CultureInfo.InvariantCulture, $"| without a plan after the rest of the day was worse | – | – | – | refused: {AfterWorse()} | none |\n");
        Assert.Empty(contradictions);
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(_file, table.ToString());
        }

        Assert.True(string.Equals(await File.ReadAllTextAsync(_file), table.ToString(), StringComparison.Ordinal), "PATIENTS.md is another table: run this test with ALGOMETER_UPDATE=1 and read what changed.");
    }

    [Fact]
    public async Task Who_presses_over_the_limit_presses_twice_and_no_more()
    {
        (VirtualSession[] runs, string refused) = await ComesAgainAsync("over-limit", 10);
        Assert.Equal(2, runs.SelectMany(run => HomeHistory.Holds(run.Session.ToRecord())).Count(hold => hold.Outcome == "over-limit"));
        Assert.Equal("lock.until", refused);
    }

    [Fact]
    public async Task Nobody_is_praised_before_the_band_is_reached()
    {
        VirtualSession run = await new VirtualSession(HomePatient.Named("misses"), 1).RunAsync();
        Assert.DoesNotContain(run.Session.Entries, entry => entry is { Kind: SessionEntryKind.Cue, Text: "hold" });
    }

    // As a patient does: the gate judges each time by what happened before.
    private static async Task<(VirtualSession[] Runs, string Refused)> ComesAgainAsync(string name, int tries)
    {
        var runs = new List<VirtualSession>();
        var history = new List<SessionRecord>();
        for (int i = 0; i < tries; i++)
        {
            DateTimeOffset now = Given.Noon.AddMinutes(10 * i);
            SessionGrant grant = SessionGate.Judge(Given.Rules, Given.Plan, history, now, TimeSpan.Zero);
            if (!grant.Allowed)
            {
                return ([.. runs], grant.Reason);
            }

            VirtualSession run = await new VirtualSession(HomePatient.Named(name), (ulong)i + 1, Given.Setup(Given.Plan with { Repeats = 2 }) with { Grant = grant, StartedUtc = now }).RunAsync();
            runs.Add(run);
            history.Add(run.Session.ToRecord());
        }

        return ([.. runs], "");
    }

    private static string AfterWorse()
    {
        SessionRecord worse = GateTests.At(Given.Noon) with { PlanId = "", Evening = new EveningAnswer(Given.Noon.AddHours(8), true, null) };
        return SessionGate.JudgeFree(Given.Rules, "K17", new FreePlace("upper-trapezius", Measurement.Ramp.BodySide.Left, "ball", "wall"), [worse], Given.Noon.AddHours(20), TimeSpan.Zero).Reason;
    }

    private static string Row(string who, VirtualSession[] runs, string refused = "")
    {
        string holds = string.Join("; ", runs.SelectMany(run => HomeHistory.Holds(run.Session.ToRecord())).Select(hold => string.Create(CultureInfo.InvariantCulture, $"{hold.InBandSeconds:0} {hold.Outcome}")));
        double peak = runs.SelectMany(run => run.Trace).Select(moment => moment.Newtons).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        string cues = string.Join(", ", runs.SelectMany(run => run.Session.Entries).Where(entry => entry.Kind == SessionEntryKind.Cue && entry.Text != "none").Select(entry => entry.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        string[] found = [.. runs.SelectMany(run => run.Contradictions.Found).Distinct(StringComparer.Ordinal)];
        return string.Create(CultureInfo.InvariantCulture, $"| {who} | {(holds.Length == 0 ? "–" : holds)} | {peak:0.0} | {cues} | {string.Join(", ", runs.Select(run => run.Session.End))}{(refused.Length > 0 ? $", then refused: {refused}" : "")} | {(found.Length == 0 ? "none" : string.Join("; ", found))} |\n");
    }
}
