using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>Finding, opening, noting, judging, comparing and deleting records, by keyboard.</summary>
public sealed class RecordsPageTests(ITestOutputHelper output)
{
    /// <summary>Prints how long ten thousand sessions take to be listed in the browser; run by hand for the benchmarks' README.</summary>
    [Fact(Explicit = true)]
    public async Task Ten_thousand_sessions_are_listed()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        for (int i = 0; i < 10_000; i++)
        {
            Recorded.Session(store, $"Hold {i}", 0.1, at: new DateTimeOffset(2025, 1, 1, 8, 0, 0, TimeSpan.Zero).AddMinutes(i * 50));
        }

        await using LivePageFixture fixture = await StartAsync(store);
        var listed = new List<double>();
        for (int i = 0; i < 9; i++)
        {
            IPage page = await fixture.OpenBareAsync(path: "/help");
            long began = System.Diagnostics.Stopwatch.GetTimestamp();
            await page.ClickAsync(".rail a[href='/recordings']");
            await page.WaitForSelectorAsync("#rows tbody tr");
            listed.Add(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await page.CloseAsync();
        }

        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"10,000 sessions listed and drawn in a median of {listed.Order().ElementAt(4):0} ms (first {listed[0]:0} ms)"));
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task A_session_shows_gaps_faults_events_and_holds_and_zooms_to_single_samples_by_key_wheel_strip_and_touch()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        string id = Recorded.Eventful(store);
        await using LivePageFixture fixture = await StartAsync(store);
        IPage page = await OpenAsync(fixture, id);
        await page.WaitForFunctionAsync("() => algometer.complete");
        string legend = (await page.TextContentAsync("#legend"))!;
        Assert.Contains("1 gap (samples missing)", legend, StringComparison.Ordinal);
        Assert.Contains("1 stretch that cannot be trusted", legend, StringComparison.Ordinal);
        Assert.Contains("here <b>it</b> hurt", (await page.TextContentAsync("#events"))!, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("() => { const m = algometer.trace.marks.content; return Math.abs(m.gaps[0].fromSeconds - 24.99) < 0.02 && m.gaps[0].count === 90 && m.faults[0].words.includes('range'); }"));
        await Shots.TakeAsync(page, "records");

        await page.FocusAsync("#plot");
        for (int i = 0; i < 8; i++)
        {
            await page.Keyboard.PressAsync("+");
        }

        await page.WaitForFunctionAsync("() => document.getElementById('resolution').textContent.includes('single samples')");
        double narrow = await SpanAsync(page);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("-");
        await page.WaitForFunctionAsync("before => algometer.trace.span() > before", narrow);
        LocatorBoundingBoxResult box = (await page.Locator("#plot").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 100);
        double before = await SpanAsync(page);
        await page.Mouse.WheelAsync(0, 300);
        await page.WaitForFunctionAsync("before => algometer.trace.span() > before * 1.5", before);
        await page.FocusAsync("#overview");
        await page.Keyboard.PressAsync("Home");
        await page.WaitForFunctionAsync("() => algometer.trace.view[0] === 0 && algometer.trace.span() > 89");
        await page.WaitForSelectorAsync("#overview[aria-valuetext='0:00 to 1:29']");

        // Two fingers that part: half as much is shown, the time between them stays.
        await page.EvaluateAsync("""
            () => {
              const plot = document.getElementById("plot"); const box = plot.getBoundingClientRect(); plot.setPointerCapture = () => {};
              const send = (type, id, x) => plot.dispatchEvent(new PointerEvent(type, { pointerId: id, clientX: box.left + x, clientY: box.top + 80, button: type === "pointerdown" ? 0 : -1, bubbles: true }));
              send("pointerdown", 11, 300); send("pointerdown", 12, 400); send("pointermove", 12, 500); send("pointerup", 11, 300); send("pointerup", 12, 500);
            }
            """);
        await page.WaitForFunctionAsync("() => algometer.trace.span() < 60");
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Notes_keep_every_wording_and_markup_in_them_is_text()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        string id = Recorded.Eventful(store, Hostile.Markup);
        await using LivePageFixture fixture = await StartAsync(store);
        IPage page = await OpenAsync(fixture, id);
        await page.WaitForFunctionAsync("() => algometer.complete");
        await page.FocusAsync("#note");
        await page.Keyboard.TypeAsync(Hostile.Markup);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#notes li");
        Assert.Equal(Hostile.Markup, await page.TextContentAsync("#notes p"));
        await page.FocusAsync("#notes button:has-text('Change')");
        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#notes textarea", "second wording");
        await page.ClickAsync("#notes button:has-text('Save')");
        await page.WaitForSelectorAsync("#notes p:has-text('second wording')");
        await page.ClickAsync("#notes button:has-text('What it was')");
        await page.WaitForSelectorAsync("#notes p.old");
        Assert.Contains(Hostile.Markup, (await page.TextContentAsync("#notes p.old"))!, StringComparison.Ordinal);
        SessionRemark note = Assert.Single(store.Notes.List(id));
        Assert.Equal((2, "second wording"), (note.Revision, note.Text));
        await Hostile.AssertNothingRanAsync(page);
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Judging_again_adds_a_judgement_beside_the_first_and_never_changes_it()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        string id = Recorded.Eventful(store);
        await using LivePageFixture fixture = await StartAsync(store);
        IPage page = await OpenAsync(fixture, id);
        await page.WaitForSelectorAsync("[data-analysis='1'] .hold");
        StoredDocument first = Assert.Single(store.Documents.ListOfSession("analysis", id));
        await page.ClickAsync("#again summary");
        await page.SelectOptionAsync("#a-tool", "ball");
        await page.FocusAsync("#a-seconds");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("30");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-analysis='2']");
        string words = (await page.TextContentAsync("[data-analysis='2']"))!;
        Assert.Contains("easing " + Algometer.Measurement.Easing.EasingDetector.Version, words, StringComparison.Ordinal);
        Assert.Contains("ball, 30 s", words, StringComparison.Ordinal);
        IReadOnlyList<StoredDocument> kept = store.Documents.ListOfSession("analysis", id);
        Assert.Equal(2, kept.Count);
        Assert.Equal((first.Id, 1, first.Body), (kept[0].Id, kept[0].Revision, kept[0].Body));

        // Nonsense is answered in words, and adds nothing.
        await page.FillAsync("#a-possible", "5");
        await page.ClickAsync("#again-form button");
        await page.WaitForFunctionAsync("() => document.getElementById('again-error').textContent.includes('both thresholds')");
        Assert.Equal(2, store.Documents.ListOfSession("analysis", id).Count);
        await Shots.TakeAsync(page, "records-judged");
        Assert.Contains("400", Assert.Single(fixture.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_asks_keeps_an_audit_entry_and_is_taken_back_from_the_message_or_from_the_deleted_ones()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        string id = Recorded.Eventful(store);
        await using LivePageFixture fixture = await StartAsync(store);
        IPage page = await OpenAsync(fixture, id);
        await page.WaitForFunctionAsync("() => algometer.complete");
        await page.FocusAsync("#delete");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#confirm[open]");
        await page.Keyboard.PressAsync("Enter"); // The first button keeps it.
        await page.WaitForSelectorAsync("#confirm:not([open])", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        Assert.Single(store.ListSessions());

        await DeleteAsync(page);
        Assert.Empty(store.ListSessions());
        Assert.Contains(store.Audit.List(), entry => entry.Event.Action == AuditActions.Delete && entry.Event.ObjectId == id);
        await page.ClickAsync("#undo");
        await page.WaitForSelectorAsync("#rows tbody tr");
        await page.ClickAsync("#rows .row-link");
        await page.WaitForFunctionAsync("() => window.algometer?.complete");

        await DeleteAsync(page);
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), "/recordings").ToString());
        await Pages.PageLooks.AliveAsync(page);
        await page.ClickAsync("#deleted summary");
        Assert.Contains("30 days", (await page.TextContentAsync("#deleted"))!, StringComparison.Ordinal);
        await page.ClickAsync("#deleted button");
        await page.WaitForSelectorAsync("#deleted", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        Assert.Single(store.ListSessions());
        Assert.Contains(store.Audit.List(), entry => entry.Event.Action == AuditActions.Undelete);
        Assert.Empty(fixture.Errors);

        static async Task DeleteAsync(IPage page)
        {
            await page.FocusAsync("#delete");
            await page.Keyboard.PressAsync("Enter");
            await page.FocusAsync("#confirm-yes");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/recordings?deleted=*");
            await Pages.PageLooks.AliveAsync(page);
        }
    }

    [Fact]
    public async Task Results_lead_to_their_traces_and_trials_are_laid_over_each_other_at_contact()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-001" });
        string run = Recorded.Run(store, person.Id, new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero), [("upper-trapezius", BodySide.Left, [250, 262, 241]), ("upper-trapezius", BodySide.Right, [312, 305, 318])]);
        Recorded.Eventful(store);
        await using LivePageFixture fixture = await StartAsync(store);
        IPage page = await fixture.OpenBareAsync(path: $"/results?person={person.Id}&run={run}");
        await Pages.PageLooks.AliveAsync(page);
        await page.ClickAsync("#trials summary");
        await page.Locator("#trials .pick").Nth(0).CheckAsync();
        await page.Locator("#trials .pick").Nth(1).CheckAsync();
        await page.WaitForSelectorAsync("#compare");
        await page.FocusAsync("#compare");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => window.algometer?.drawn > 0");
        Assert.Equal(2, await page.Locator("#key li").CountAsync());
        Assert.Contains("Upper trapezius, left, trial 1: 250 kPa", (await page.TextContentAsync("#key"))!, StringComparison.Ordinal);
        await Shots.TakeAsync(page, "compare");
        await page.SelectOptionAsync("#arranged", "side");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#panels figure').length === 2");
        await page.FocusAsync("#panels");
        int drawn = await page.EvaluateAsync<int>("() => algometer.drawn");
        await page.Keyboard.PressAsync("+");
        await page.WaitForFunctionAsync("before => algometer.drawn > before", drawn);

        // From a trial to its place in the session.
        await page.ClickAsync("#key li:nth-child(2) a");
        await page.WaitForFunctionAsync("() => window.algometer?.complete");
        Assert.InRange(await page.EvaluateAsync<double>("() => algometer.trace.view[0]"), 9, 14);
        Assert.Equal(6, await page.Locator("#trials li").CountAsync());
        Assert.Contains("P-001", (await page.TextContentAsync("#links"))!, StringComparison.Ordinal);
        Assert.Empty(fixture.Errors);
    }

    [Theory]
    [InlineData("/review.html?session=ONE")]
    [InlineData("/compare.html?COMPARED")]
    public async Task Pages_are_accessible_and_fit_a_phone_in_light_and_dark(string path)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-001" });
        string one = Recorded.Eventful(store);
        string other = Recorded.Session(store, "Steady", 40);
        Recorded.Run(store, person.Id, new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero), [("upper-trapezius", BodySide.Left, [250, 262, 241])]);
        Recorded.Visit(store, person.Id, new DateOnly(2026, 11, 3), 6);
        await using LivePageFixture fixture = await StartAsync(store);
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            IPage page = await fixture.OpenBareAsync(370, 800, scheme, path.Replace("ONE", one, StringComparison.Ordinal).Replace("COMPARED", $"item=session:{one}&item=session:{other}", StringComparison.Ordinal));
            await page.WaitForFunctionAsync("() => window.algometer?.complete || window.algometer?.drawn > 0");
            await page.WaitForSelectorAsync("#nav a");
            Assert.Empty(await Axe.SeriousAsync(page));
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "wider than the phone");
        }

        Assert.Empty(fixture.Errors);
    }

    private static Task<double> SpanAsync(IPage page) => page.EvaluateAsync<double>("() => algometer.trace.span()");

    private static Task<LivePageFixture> StartAsync(RecordStore store) => LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);

    private static async Task<IPage> OpenAsync(LivePageFixture fixture, string session)
    {
        IPage page = await fixture.OpenBareAsync(path: "/review.html?session=" + session);
        await page.WaitForFunctionAsync("() => window.algometer?.openedMs > 0");
        return page;
    }
}
