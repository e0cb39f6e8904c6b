using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.Runs;
using Algometer.Clinic.Statistics;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>Results of several people and sessions: judged against what the clinic enters, and agreement as the command line gives it.</summary>
public sealed class ResultsPageTests
{
    private static readonly TestPlace _left = new("upper-trapezius", "Upper trapezius, left", BodySide.Left, 600);
    private static readonly TestPlace _right = new("upper-trapezius", "Upper trapezius, right", BodySide.Right, 600);
    private static readonly TestPlace _shin = new("tibialis-anterior", "Tibialis anterior, right", BodySide.Right, 1000);

    [Fact]
    public async Task Sides_reference_change_and_norms_are_judged_by_what_the_clinic_enters_with_its_source()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-1", BirthDecade = (DateTime.UtcNow.Year - 45) / 10 * 10, Sex = Sex.Female });
        Write(store, person.Id, (_left, [300, 300, 300]), (_right, [250, 250, 250]), (_shin, [400, 400, 400]));
        Write(store, person.Id, (_left, [320, 331, 330]), (_right, [340, 340, 340]), (_shin, [500, 500, 800]));
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await fixture.OpenBareAsync(path: "/results.html?person=" + person.Id);
        await page.WaitForSelectorAsync("#place-table td");
        Assert.Contains("enter the MDC of your own study", await page.TextContentAsync("[data-place='upper-trapezius/left']"), StringComparison.Ordinal);
        await page.ClickAsync("#settings summary");
        await page.FillAsync("#mdc", "52");
        await page.ClickAsync("#settings-form button");
        await page.WaitForFunctionAsync("() => document.getElementById('settings-error').textContent.includes('study that it comes from')");
        await page.FillAsync("#mdc-source", "own study 2026");
        await page.SelectOptionAsync("#reference", "tibialis-anterior");
        int age = (DateTime.UtcNow.Year - person.BirthDecade!.Value - 5) / 10 * 10;
        await page.FillAsync("#norms", FormattableString.Invariant($"site,sex,age_decade,mean_log10_kpa,sd_log10_kpa,source\nupper-trapezius,female,{age},2.7,0.08,Own 2026"));
        await page.ClickAsync("#settings-form button");
        await page.WaitForSelectorAsync("th:has-text('Against reference')");
        string left = (await page.TextContentAsync("[data-place='upper-trapezius/left']"))!;
        string right = (await page.TextContentAsync("[data-place='upper-trapezius/right']"))!;
        Assert.Contains("327 kPa331", left, StringComparison.Ordinal);
        Assert.Contains("+27 kPa: within measurement error (MDC95 52 kPa, own study 2026)", left, StringComparison.Ordinal);
        Assert.Contains("+90 kPa: real change (MDC95 52 kPa, own study 2026)", right, StringComparison.Ordinal);
        Assert.Contains("−273 kPa", left, StringComparison.Ordinal);
        Assert.Contains((-(Math.Log10(327) - 2.7) / 0.08).ToString("0.00", CultureInfo.InvariantCulture) + " outside 95 % (Own 2026)", left, StringComparison.Ordinal);
        Assert.Contains("trial 3 stands apart", await page.TextContentAsync("[data-place='tibialis-anterior/right']"), StringComparison.Ordinal);
        Assert.Contains("left less right −13 kPa (−4 % of both)", await page.TextContentAsync("#sides"), StringComparison.Ordinal);
        await Shots.TakeAsync(page, "results-judged");
        Assert.Single(fixture.Errors, error => error.Contains("400", StringComparison.Ordinal));
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
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await fixture.OpenBareAsync(path: "/results.html");
        await page.WaitForSelectorAsync("#study table td");
        string csv = string.Join('\n', sessions.Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
        Dictionary<string, object?> figures = AgreementFigures.Of(RatingFile.Parse(csv, "t"));
        string study = (await page.TextContentAsync("#study"))!;
        Assert.Contains("12 people, 2 sessions each; 1 left out", study, StringComparison.Ordinal);
        foreach (string key in (string[])["icc_2_1", "icc_3_1", "icc_2_k", "icc_3_k"])
        {
            var icc = (Dictionary<string, object?>)figures[key]!;
            Assert.Contains(FormattableString.Invariant($"{icc["value"]:0.000}{icc["low"]:0.000} to {icc["high"]:0.000}"), study, StringComparison.Ordinal);
        }

        Assert.Contains(FormattableString.Invariant($"SEM of agreement{figures["sem_agreement"]:0.0} kPa"), study, StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator("#study svg.plot").CountAsync());
        Assert.Equal(12, await page.Locator("#study figure:has-text('log10 of second by first') circle").CountAsync());
        await Shots.TakeAsync(page, "results-study");
        await page.FocusAsync("#use-mdc");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.getElementById('toast')?.textContent === 'Saved'");
        PptSettings settings = new RunReader(store).Settings().Value;
        Assert.Equal((double)figures["mdc95"]!, settings.Mdc95Kpa!.Value, 0.06);
        Assert.Contains("own study: 12 people, 2 sessions", settings.MdcSource, StringComparison.Ordinal);
        Assert.Empty(await Axe.SeriousAsync(page));
        await page.SetViewportSizeAsync(390, 844);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "wider than the phone");
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
