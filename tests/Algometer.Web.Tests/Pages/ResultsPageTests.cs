using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.Runs;
using Algometer.Clinic.Statistics;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Results;
using Bunit;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>Results of several people and sessions: judged against what the clinic enters, and agreement as the command line gives it.</summary>
public sealed class ResultsPageTests
{
    private static readonly TestPlace _left = new("upper-trapezius", "Upper trapezius, left", BodySide.Left, 600);
    private static readonly TestPlace _right = new("upper-trapezius", "Upper trapezius, right", BodySide.Right, 600);
    private static readonly TestPlace _shin = new("tibialis-anterior", "Tibialis anterior, right", BodySide.Right, 1000);

    [Theory]
    [InlineData("en", "within measurement error (MDC95 52 kPa, own study 2026)", "real change (MDC95 52 kPa, own study 2026)", "outside 95 % (Own 2026)", "trial 3 stands apart", "left less right −13 kPa (−4 % of both)", "is not known: enter the MDC of your own study")]
    [InlineData("de", "im Messfehler (MDC95 52 kPa, own study 2026)", "echte Änderung (MDC95 52 kPa, own study 2026)", "außerhalb 95 % (Own 2026)", "Versuch 3 weicht ab", "links minus rechts −13 kPa (−4 % von beiden)", "ist nicht bekannt")]
    public async Task Sides_reference_change_and_norms_are_judged_by_what_the_clinic_enters_with_its_source(string language, string within, string real, string unusual, string apart, string sides, string unknown)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-1", BirthDecade = (DateTime.UtcNow.Year - 45) / 10 * 10, Sex = Sex.Female });
        Write(store, person.Id, (_left, [300, 300, 300]), (_right, [250, 250, 250]), (_shin, [400, 400, 400]));
        Write(store, person.Id, (_left, [320, 331, 330]), (_right, [340, 340, 340]), (_shin, [500, 500, 800]));
        await using var page = new ComponentPage(store, language: language);
        var before = page.Open<ResultsPage>("/results?person=" + person.Id);
        Assert.Contains(unknown, before.Find("[data-place='upper-trapezius/left']").TextContent, StringComparison.Ordinal);
        Assert.Equal(6, before.FindAll("#place-table th").Count);
        int age = (DateTime.UtcNow.Year - person.BirthDecade!.Value - 5) / 10 * 10;
        new RunReader(store).Keep(new PptSettings
        {
            Mdc95Kpa = 52,
            MdcSource = "own study 2026",
            ReferenceSite = "tibialis-anterior",
            NormsCsv = FormattableString.Invariant($"site,sex,age_decade,mean_log10_kpa,sd_log10_kpa,source\nupper-trapezius,female,{age},2.7,0.08,Own 2026"),
        });
        var results = page.Open<ResultsPage>("/results?person=" + person.Id);
        string left = results.Find("[data-place='upper-trapezius/left']").TextContent;
        Assert.Equal(["327 kPa", "331"], results.FindAll("[data-place='upper-trapezius/left'] td.end").Take(2).Select(cell => cell.TextContent), StringComparer.Ordinal);
        Assert.Contains("+27 kPa: " + within, left, StringComparison.Ordinal);
        Assert.Contains("+90 kPa: " + real, results.Find("[data-place='upper-trapezius/right']").TextContent, StringComparison.Ordinal);
        Assert.Contains("−273 kPa", left, StringComparison.Ordinal);
        Assert.Contains((-(Math.Log10(327) - 2.7) / 0.08).ToString("0.00", CultureInfo.GetCultureInfo(language)) + " " + unusual, left, StringComparison.Ordinal);
        Assert.Contains(apart, results.Find("[data-place='tibialis-anterior/right']").TextContent, StringComparison.Ordinal);
        Assert.Contains(sides, results.Find("#sides").TextContent, StringComparison.Ordinal);

        // First and large, left beside right.
        Assert.Equal(["327 kPa", "340 kPa"], results.FindAll("[data-site='Upper trapezius'] .figure b").Select(value => value.TextContent), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Agreement_over_people_and_sessions_equals_the_command_line_and_its_MDC_can_be_taken_over()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var noise = new SeededNoise(3);
        var sessions = new List<double[]>();
        for (int i = 0; i < 12; i++)
        {
            Person person = store.People.Add(new Person { Code = $"S-{i:00}" });
            double level = 300 + (70 * noise.Normal());
            double[] means = [level + (18 * noise.Normal()), level + 9 + (18 * noise.Normal())];
            foreach (double mean in means)
            {
                Write(store, person.Id, (_right, [mean - 2, mean, mean + 2]));
            }

            sessions.Add(means);
        }

        // Somebody who did not answer up to the cut-off once is left out, and is said to be; what was measured after a treatment repeats nothing.
        Person unanswered = store.People.Add(new Person { Code = "S-99" });
        Write(store, unanswered.Id, (_right, [300, 300]));
        Write(store, unanswered.Id, (_right, [double.NaN, 300]));
        Write(store, store.People.List()[0].Id, "after", (_right, [900, 900]));
        await using var page = new ComponentPage(store);
        var results = page.Open<ResultsPage>("/results");
        string csv = string.Join('\n', sessions.Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
        Dictionary<string, object?> figures = AgreementFigures.Of(RatingFile.Parse(csv, "t"));
        string study = results.Find("#study").TextContent;
        Assert.Contains("12 people, 2 sessions each. Left out: 1", study, StringComparison.Ordinal);
        foreach (string key in (string[])["icc_2_1", "icc_3_1", "icc_2_k", "icc_3_k"])
        {
            var icc = (Dictionary<string, object?>)figures[key]!;
            Assert.Contains(FormattableString.Invariant($"{icc["value"]:0.000}{icc["low"]:0.000} to {icc["high"]:0.000}"), study, StringComparison.Ordinal);
        }

        Assert.Contains(FormattableString.Invariant($"SEM of agreement{figures["sem_agreement"]:0.0} kPa"), study, StringComparison.Ordinal);
        Assert.Equal(2, results.FindAll("#study svg.plot").Count);
        Assert.Equal(12, results.FindAll("#study figure")[1].QuerySelectorAll("circle").Length);
        results.Find("#use-mdc").Click();
        PptSettings settings = new RunReader(store).Settings().Value;
        Assert.Equal((double)figures["mdc95"]!, settings.Mdc95Kpa!.Value, 0.06);
        Assert.Contains("own study: 12 people, 2 sessions", settings.MdcSource, StringComparison.Ordinal);
        Assert.Contains("Saved", results.Find("#study-said").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_test_and_without_a_record_the_page_says_so()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using var page = new ComponentPage(store);
        var results = page.Open<ResultsPage>("/results?run=nothing");
        Assert.Contains("No test yet", results.Markup, StringComparison.Ordinal);
        Assert.Empty(results.FindAll("#result"));
        await using var nothing = new ComponentPage();
        Assert.Contains("Nothing is recorded", nothing.Open<ResultsPage>("/results").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_browser_results_are_accessible_and_a_trial_shows_its_trace()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-001" });
        string run = Recorded.Run(store, person.Id, new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero), [("upper-trapezius", BodySide.Left, [250, 262, 241]), ("upper-trapezius", BodySide.Right, [312, 305, 318])]);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await fixture.OpenBareAsync(path: $"/results.html?person={person.Id}&run={run}");
        await PageLooks.AliveAsync(page);
        await page.WaitForSelectorAsync(".body-map .value");
        await page.ClickAsync("#trials summary");
        await page.ClickAsync("[data-trace='0']");
        await page.WaitForSelectorAsync(".trace polyline");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "results");
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/language?to=de&back=/results").ToString());
        await PageLooks.AliveAsync(page);
        await Shots.TakeAsync(page, "results-de");
        Assert.Empty(fixture.Errors);
    }

    private static void Write(RecordStore store, string person, params (TestPlace Place, double[] Kpa)[] places) => Write(store, person, "", places);

    private static void Write(RecordStore store, string person, string visitPhase, params (TestPlace Place, double[] Kpa)[] places)
    {
        TestProtocol protocol = Seeds.SeedFile.Read<ProtocolCatalogue>("protocols.json").Named("ppt-50");
        StoredDocument run = store.Documents.Create(RunDocument.Kind, person, JsonSerializer.Serialize(new RunDocument { Protocol = protocol, Places = [.. places.Select(place => place.Place)], Steps = [], Phase = RunPhase.Finished, VisitPhase = visitPhase }, DocumentJson.Options));
        int ordinal = 0;
        foreach ((TestPlace place, double[] values) in places)
        {
            foreach (double kpa in values)
            {
                var trial = new TrialOutcome { ThresholdKpa = double.IsNaN(kpa) ? null : kpa, Censored = double.IsNaN(kpa), CutOffKpa = 570, TipAreaCm2 = 1 };
                store.Documents.Create(EntryDocument.Kind, person, JsonSerializer.Serialize(new EntryDocument(run.Id, new RunEntry { Ordinal = ordinal, Step = ordinal++, Kind = StepKind.Ramp, Place = place, Trial = trial }), DocumentJson.Options));
            }
        }
    }
}
