using System.Text.Json;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Recordings;
using Bunit;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>Sessions and trials laid over each other, and the way from them into a recording.</summary>
public sealed class ComparePageTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;
    private readonly Person _person;
    private readonly string _run;

    public ComparePageTests()
    {
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _person = _store.People.Add(new Person { Code = "P-001" });
        _run = Recorded.Run(_store, _person.Id, new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero), [("upper-trapezius", BodySide.Left, [250, 262, 241]), ("upper-trapezius", BodySide.Right, [312, 305, 318])]);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Trials_are_named_shown_in_kilopascals_and_aligned_at_contact()
    {
        await using var page = new ComponentPage(_store);
        var compared = page.Open<ComparePage>($"/recordings/compare?item=trial:{_run}:0&item=trial:{_run}:1");
        Assert.Contains("Upper trapezius, left, trial 1: 250 kPa", compared.Find("#key li").TextContent, StringComparison.Ordinal);
        Assert.Contains("dashed", compared.FindAll("#key li")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("kPa", compared.Find("trace-overlay").GetAttribute("data-unit"));
        JsonElement first = JsonElement.Parse(compared.Find("trace-overlay").GetAttribute("data-items")!)[0];
        Assert.Equal(0.5, first.GetProperty("contact").GetDouble() - first.GetProperty("from").GetDouble(), 0.01);
        compared.Find("#arranged").Change("side");
        compared.Find("#aligned").Change("start");
        Assert.Equal(("side", "start"), (compared.Find("trace-overlay").GetAttribute("data-arranged"), compared.Find("trace-overlay").GetAttribute("data-aligned")));
    }

    [Theory]
    [InlineData("", "Choose 2 to 4")]
    [InlineData("item=session:none", "none")]
    [InlineData("item=somewhat", "neither session:ID nor trial:RUN:NUMBER")]
    [InlineData("item=trial:RUN:99", "no trial 100")]
    public async Task What_cannot_be_compared_is_answered_in_words(string query, string words)
    {
        await using var page = new ComponentPage(_store);
        var compared = page.Open<ComparePage>("/recordings/compare?" + query.Replace("RUN", _run, StringComparison.Ordinal));
        Assert.Contains(words, compared.Find("#problem").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_browser_traces_are_compared_and_followed_into_their_recording_by_keyboard_wheel_and_touch()
    {
        string eventful = Recorded.Eventful(_store);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, _store);
        IPage page = await fixture.OpenBareAsync(path: $"/results?person={_person.Id}&run={_run}");
        await PageLooks.AliveAsync(page);
        await page.ClickAsync("#trials summary");
        await page.Locator("#trials .pick").Nth(0).CheckAsync();
        await page.Locator("#trials .pick").Nth(1).CheckAsync();
        await page.FocusAsync("#compare");
        await page.Keyboard.PressAsync("Enter");

        // Reached within the circuit: what draws it comes with the element, not with the page's head.
        await page.WaitForSelectorAsync("trace-overlay[data-drawn]");
        await page.SelectOptionAsync("#arranged", "side");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#panels figure').length === 2");
        await page.FocusAsync("#panels");
        string drawn = (await page.GetAttributeAsync("trace-overlay", "data-drawn"))!;
        await page.Keyboard.PressAsync("+");
        await page.WaitForFunctionAsync("before => document.querySelector('trace-overlay').dataset.drawn !== before", drawn);
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "compare");

        // From a trial to its place in the session.
        await page.ClickAsync("#key li:nth-child(2) a");
        await OpenedAsync(page);
        Assert.InRange(await page.EvaluateAsync<double>("() => document.querySelector('session-trace').span.from"), 9, 14);
        Assert.Equal(6, await page.Locator("#trials li").CountAsync());
        Assert.Contains("P-001", (await page.TextContentAsync("#links"))!, StringComparison.Ordinal);

        // The old address leads to the same.
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/review.html?session={eventful}").ToString());
        await page.WaitForURLAsync($"**/recordings/{eventful}");
        await OpenedAsync(page);
        await PageLooks.AliveAsync(page);
        await page.FocusAsync("#plot");
        for (int i = 0; i < 8; i++)
        {
            await page.Keyboard.PressAsync("+");
        }

        await page.WaitForSelectorAsync("session-trace[data-single=true]");
        await page.WaitForFunctionAsync("() => document.getElementById('resolution').textContent.includes('single samples')");
        double narrow = await SpanAsync(page);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("-");
        await page.WaitForFunctionAsync("before => document.querySelector('session-trace').span.width > before", narrow);
        LocatorBoundingBoxResult box = (await page.Locator("#plot").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 100);
        double before = await SpanAsync(page);
        await page.Mouse.WheelAsync(0, 300);
        await page.WaitForFunctionAsync("before => document.querySelector('session-trace').span.width > before * 1.5", before);
        await page.FocusAsync("#overview");
        await page.Keyboard.PressAsync("Home");
        await page.WaitForSelectorAsync("#overview[aria-valuetext='0:00 – 1:29']");

        // Two fingers that part: half as much is shown, the time between them stays.
        await page.EvaluateAsync("""
            () => {
              const plot = document.getElementById("plot"); const box = plot.getBoundingClientRect(); plot.setPointerCapture = () => {};
              const send = (type, id, x) => plot.dispatchEvent(new PointerEvent(type, { pointerId: id, clientX: box.left + x, clientY: box.top + 80, button: type === "pointerdown" ? 0 : -1, bubbles: true }));
              send("pointerdown", 11, 300); send("pointerdown", 12, 400); send("pointermove", 12, 500); send("pointerup", 11, 300); send("pointerup", 12, 500);
            }
            """);
        await page.WaitForFunctionAsync("() => document.querySelector('session-trace').span.width < 60");
        await page.ClickAsync("#again summary");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "recording");

        // Deleted by keyboard, and taken back from the message.
        await page.FocusAsync("#delete");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.activeElement?.id === 'keep'");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/recordings?deleted=*");
        await page.ClickAsync("#undo");
        await page.ClickAsync($".row-link[href$='{eventful}']");
        await OpenedAsync(page);
        foreach (string language in (string[])["de", "zh"])
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/language?to={language}&back=/recordings/{eventful}").ToString());
            await OpenedAsync(page);
            await Shots.TakeAsync(page, "recording-" + language);
        }

        Assert.Empty(fixture.Errors);
    }

    private static Task OpenedAsync(IPage page) => page.WaitForSelectorAsync("session-trace[data-opened-ms][data-points]");

    private static Task<double> SpanAsync(IPage page) => page.EvaluateAsync<double>("() => document.querySelector('session-trace').span.width");
}
