using System.Text.Json;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Tests.Pages;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>A simulated patient from intake to plan and back for the follow-up: every act is a key, what is stored is what is read back.</summary>
public sealed class WholeVisitTests(ITestOutputHelper output)
{
    private static readonly PageWaitForFunctionOptions _patient = new() { Timeout = 60000 };

    [Fact]
    public async Task From_intake_over_thresholds_and_a_guided_compression_to_the_plan_and_the_follow_up_nothing_is_lost()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        store.People.Add(new Person { Code = "P-031" });
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 4, ThresholdKpa = 300, Variability = 0.02 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 15 }, store, recording: true);
        string person = store.People.List()[0].Id;
        IPage page = await fixture.OpenBareAsync(path: $"/patients/{person}/visits/new");

        await IntakeAsync(page, pain: "6");
        await Shots.TakeAsync(page, "visit-intake");
        await PageLooks.AssertAsync(page);
        await GoAsync(page, 2);
        await PointAsync(page);
        await Shots.TakeAsync(page, "visit-points");
        await GoAsync(page, 3);
        await MovementAsync(page, "5", "60");
        await MeasureAsync(page, "before");
        await Shots.TakeAsync(page, "visit-before");
        await GoAsync(page, 4);
        await CompressAsync(page);
        await Shots.TakeAsync(page, "visit-treatment");
        await GoAsync(page, 5);
        await MovementAsync(page, "3", "72");
        await MeasureAsync(page, "after");
        await page.WaitForSelectorAsync("#outcome .change");
        string outcome = (await page.TextContentAsync("#outcome"))!;
        output.WriteLine(outcome);
        Assert.Contains("much better", outcome, StringComparison.Ordinal);
        Assert.Contains("enter the MDC of your own study", outcome, StringComparison.Ordinal);
        await Shots.TakeAsync(page, "visit-after");
        await GoAsync(page, 6);
        await page.FocusAsync("#expectations input >> nth=0");
        await page.Keyboard.PressAsync("Space");
        await TypeAsync(page, "#plan", "ball at the wall, 2 × a day\nwalk");
        await TypeAsync(page, "#next-review", "12242099");
        await Shots.TakeAsync(page, "visit-advice");
        await GoAsync(page, 7);
        await page.FocusAsync("#close");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#reopen");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "visit-summary");

        Visit first = Visits(store)[0];
        GuidedHold hold = Assert.Single(Assert.Single(first.Treatments).Holds);
        SessionLink link = Assert.Single(store.ListLinks(person), known => known.DocumentId == store.Documents.List(DocumentKinds.Visit)[0].Id);
        Assert.True(link is { FromDeviceMicroseconds: { } from, ToDeviceMicroseconds: { } to } && to - from > hold.InBandSeconds * 1e6, "export and erasure find the hold by this");
        output.WriteLine($"hold: {hold.InBandSeconds:0.0} s in {hold.LowNewtons:0}–{hold.HighNewtons:0} N, {hold.Verdict}");
        Assert.InRange(hold.InBandSeconds, 27, 100);
        Assert.Equal((6, 3), (hold.PainFirst!.Value, hold.PainLast!.Value));
        Assert.NotEmpty(hold.Verdict);
        Assert.NotEqual(first.PptBefore, first.PptAfter, StringComparer.Ordinal);
        Assert.All((string[])[first.PptBefore!, first.PptAfter!], run => Assert.Equal("upper-trapezius/right", Assert.Single(Run(store, run).Places).Key));
        Assert.Contains(first.Treatments[0].Fields, field => field is { Key: "holds", Value: "1" });
        Assert.Equal(hold.SessionId, Assert.Single(store.ListSessions()).Id);
        Assert.Equal("ache", Assert.Single(first.Intake.Marks).Quality);
        BodyMark referral = Assert.Single(Assert.Single(first.Points).Referral);
        Assert.Equal("tingling", referral.Quality);
        Assert.True(first.Points[0].Active);
        Assert.Equal(["ball at the wall, 2 × a day", "walk"], first.Plan);
        Assert.Equal(new DateOnly(2099, 12, 24), first.NextReview);

        // Opened again and only looked at, it is what it was, to the letter.
        StoredDocument before = store.Documents.List(DocumentKinds.Visit)[0];
        await page.ReloadAsync();
        await PageLooks.AliveAsync(page);
        for (int step = 2; step <= 7; step++)
        {
            await GoAsync(page, step);
        }

        Assert.Contains("pain 6 → 3", await page.TextContentAsync("#summary"), StringComparison.Ordinal);
        Assert.Equal((before.Revision, before.Body), (store.Documents.Read(before.Id).Revision, store.Documents.Read(before.Id).Body));

        // The follow-up brings drawing and points along, asks how long relief lasted and shows what was last time.
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/patients/{person}/visits/new").ToString());
        await PageLooks.AliveAsync(page);
        await page.WaitForSelectorAsync("#carried");
        await TypeAsync(page, "#pain", "5");
        await TypeAsync(page, "#relief", "10");
        await TypeAsync(page, "#plan-done", "80");
        await GoAsync(page, 3);
        await MovementAsync(page, "4", "70");
        Assert.Contains("3 · 72", await page.TextContentAsync("[data-movement=neck-rotation-left]"), StringComparison.Ordinal);
        await MeasureAsync(page, "before");
        Visit second = Visits(store)[^1];
        Assert.Equal((10.0, 80), (second.Intake.ReliefHours!.Value, second.Intake.PlanDonePercent!.Value));
        Assert.Single(second.Points);
        Assert.NotNull(second.PptBefore);
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task The_guide_of_a_compression_alarms_and_shows_the_whole_strip_without_scrolling()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P1" });
        var hand = new StoryHand(Scenario.Named("easing"), 50);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 4 }, store);
        IPage page = await fixture.OpenBareAsync(path: $"/patients/{person.Id}/visits/new?step=4");
        await PageLooks.AliveAsync(page);
        await OpenGuideAsync(page);
        fixture.Arrive(75);
        await page.WaitForSelectorAsync("#banner:not([hidden])");
        fixture.Arrive(1);
        await page.WaitForSelectorAsync("#acknowledge:not([hidden])");
        await page.Keyboard.PressAsync("a");
        await page.WaitForSelectorAsync("#banner", new PageWaitForSelectorOptions { State = WaitForSelectorState.Hidden });
        await TypeAsync(page, "#band-seconds", "30");
        await page.FocusAsync("#hold-toggle");
        await page.Keyboard.PressAsync("h");
        await page.WaitForSelectorAsync(".guided[data-running=true]");
        hand.Begin();
        await page.WaitForFunctionAsync("() => { if (!document.getElementById('strip-words')?.textContent.startsWith('Softening')) return false; const { top, bottom } = document.querySelector('.guided svg.strip').getBoundingClientRect(); window.seen = top >= 0 && bottom <= innerHeight; return true; }", null, _patient);
        await Shots.TakeAsync(page, "visit-strip");
        Assert.True(await page.EvaluateAsync<bool>("() => seen"), "the whole strip is seen without scrolling");
        await PageLooks.AssertAsync(page);
        Assert.Empty(fixture.Errors);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("zh")]
    public async Task Screenshots(string language)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is "1", "Pictures are taken when they are asked for.");
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-031" });
        Recorded.Visit(store, person.Id, new DateOnly(2026, 10, 5), 6, "Notes", ["walk"]);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("hold") }, store);
        IPage page = await fixture.OpenBareAsync(path: $"/language?to={language}&back=/patients/{person.Id}/visits/new");
        await IntakeAsync(page, "5");
        await Shots.TakeAsync(page, $"visit-intake-{language}");
        await GoAsync(page, 2);
        await PointAsync(page);
        await Shots.TakeAsync(page, $"visit-points-{language}");
        await GoAsync(page, 3);
        await MovementAsync(page, "5", "60");
        await Shots.TakeAsync(page, $"visit-before-{language}");
        await GoAsync(page, 4);
        await OpenGuideAsync(page);
        await Shots.TakeAsync(page, $"visit-treatment-{language}");
        await GoAsync(page, 7);
        await Shots.TakeAsync(page, $"visit-summary-{language}");
    }

    private static async Task IntakeAsync(IPage page, string pain)
    {
        await PageLooks.AliveAsync(page);
        await page.FocusAsync("#pain-map svg[data-view=back]");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, "#pain", pain);
        await TypeAsync(page, "#travels", "into the temple");
        await TypeAsync(page, "#brings-on", "desk work");
        await page.FocusAsync("#times input[value=morning]");
        await page.Keyboard.PressAsync("Space");
        await SavedAsync(page);
    }

    private static async Task MovementAsync(IPage page, string pain, string range)
    {
        await TypeAsync(page, "[data-movement=neck-rotation-left] .pain", pain);
        await TypeAsync(page, "[data-movement=neck-rotation-left] .range", range);
        await SavedAsync(page);
    }

    // The right upper trapezius, active, referring with tingling to the front.
    private static async Task PointAsync(IPage page)
    {
        await page.FocusAsync("#add-point");
        await page.Keyboard.PressAsync("Enter");
        await page.FocusAsync("[data-point='1'] select.active");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.FocusAsync("[data-point='1'] .referral summary");
        await page.Keyboard.PressAsync("Enter");
        await page.SelectOptionAsync("[data-quality-of='referral-1']", "tingling");
        await page.FocusAsync("#referral-1 svg[data-view=front]");
        await page.Keyboard.PressAsync("Shift+ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#referral-1 .drawn");
        await SavedAsync(page);
    }

    // From the visit to the test page, through it by keys, and back.
    private static async Task MeasureAsync(IPage page, string phase)
    {
        await page.FocusAsync($"[data-measure={phase}]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#choose");
        await page.WaitForFunctionAsync("() => document.querySelector('#connection').dataset.state === 'connected'");
        if (await page.IsCheckedAsync("#familiarisation"))
        {
            await page.FocusAsync("#familiarisation");
            await page.Keyboard.PressAsync("Space");
        }

        if (!(await page.TextContentAsync("#chosen"))!.Contains("Upper trapezius, right", StringComparison.Ordinal))
        {
            await page.FocusAsync("#choose [data-key='upper-trapezius/right']");
            await page.Keyboard.PressAsync("Space");
            await page.WaitForSelectorAsync("#chosen:has-text('Upper trapezius, right')");
        }

        await page.FocusAsync("#start");
        await page.Keyboard.PressAsync("Enter");
        for (int i = 0; i < 10; i++)
        {
            await page.WaitForFunctionAsync("() => ['finished', 'reviewing'].includes(document.getElementById('task')?.dataset.phase)", null, _patient);
            if (await page.EvaluateAsync<bool>("() => document.getElementById('task').dataset.phase === 'finished'"))
            {
                break;
            }

            await page.Keyboard.PressAsync("r");
            await page.WaitForFunctionAsync("() => document.getElementById('task').dataset.phase !== 'reviewing'", null, _patient);
        }

        await page.WaitForSelectorAsync("#results");
        await page.FocusAsync("#actions .to-visit");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync($"[data-measure={phase}]");
        await page.WaitForFunctionAsync("phase => document.getElementById('run-' + phase).value !== ''", phase);
        await SavedAsync(page);
    }

    private static async Task OpenGuideAsync(IPage page)
    {
        await page.FocusAsync("#add-treatment");
        await page.Keyboard.PressAsync("Enter");
        await page.FocusAsync("[data-guide='0']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => /\\d/.test(document.getElementById('value')?.textContent)");
    }

    private static async Task CompressAsync(IPage page)
    {
        await OpenGuideAsync(page);
        await TypeAsync(page, "#band-seconds", "30");
        await page.FocusAsync("#hold-toggle");
        await page.Keyboard.PressAsync("h");
        await page.WaitForSelectorAsync(".guided .state[data-state=InBand]", new PageWaitForSelectorOptions { Timeout = 30000 });
        await page.Keyboard.PressAsync("6");
        await page.WaitForSelectorAsync(".guided #pain [aria-pressed=true]:has-text('6')");
        await page.Keyboard.PressAsync("3");
        await page.WaitForSelectorAsync(".guided #pain [aria-pressed=true]:has-text('3')");
        await page.WaitForFunctionAsync("() => document.querySelector('.holds li') || (document.getElementById('clock')?.textContent ?? '') >= '0:27'", null, _patient);
        if (await page.EvaluateAsync<bool>("() => document.querySelector('.guided').dataset.running === 'true'"))
        {
            await page.Keyboard.PressAsync("h");
        }

        await page.WaitForSelectorAsync(".holds li");
        await SavedAsync(page);
    }

    private static Task SavedAsync(IPage page) => page.WaitForSelectorAsync("#saved[data-state=saved]");

    private static async Task GoAsync(IPage page, int step)
    {
        await page.FocusAsync($"#steps li:nth-child({step}) button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync($"#steps li:nth-child({step}) button[aria-current=step]");
    }

    // Replaces what stands there.
    private static async Task TypeAsync(IPage page, string field, string text)
    {
        await page.FocusAsync(field);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }

    private static Visit[] Visits(RecordStore store) => [.. store.Documents.List(DocumentKinds.Visit).Select(document => JsonSerializer.Deserialize<Visit>(document.Body, DocumentJson.Options)!)];

    private static RunDocument Run(RecordStore store, string id) => JsonSerializer.Deserialize<RunDocument>(store.Documents.Read(id).Body, DocumentJson.Options)!;
}
