using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.VirtualDevice;
using Algometer.Web.Tests.Pages;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>The threshold test in a browser: few interactions to the first threshold, all by keys, and what only a browser draws.</summary>
public sealed class ThresholdStoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Four_interactions_lead_from_any_page_to_a_valid_threshold()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 5 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 4 }, store);
        IPage page = await fixture.OpenBareAsync(path: "/today");
        await PageLooks.AliveAsync(page);
        await page.ClickAsync(".rail a[href='/thresholds']");
        await page.WaitForSelectorAsync("#choose [role=checkbox]");
        await page.WaitForFunctionAsync("() => document.querySelector('#connection')?.dataset.state === 'connected'");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "ppt-setup");
        await page.ClickAsync("[data-key='upper-trapezius/right'] .dot");
        await page.ClickAsync("#familiarisation");
        await page.ClickAsync("#start");
        await page.WaitForSelectorAsync("#advice[data-advice=good]");
        Assert.Equal("● Good", await page.TextContentAsync("#advice"));
        await page.WaitForFunctionAsync("() => Number(document.getElementById('value').textContent) > 150");
        await Shots.TakeAsync(page, "ppt-ramp");
        await page.WaitForSelectorAsync("#trials tr[data-counts=true]");
        RunEntry entry = fixture.Test.View()!.Entries[0];
        output.WriteLine($"{entry.Trial!.ThresholdKpa:0.0} kPa, true {hand.FeltKpa[0]:0.0} kPa, rate {entry.Trial.RateKpaPerSecond}, R² {entry.Trial.RSquared}");
        Assert.True(entry.Trial.ThresholdKpa - hand.FeltKpa[0] is > 4 and < 22);
        Assert.True(await page.EvaluateAsync<double>("() => document.querySelector('ramp-guide').adviceAt") > 0);

        // Discarded for a reason, taken back, and stopped: by keys.
        await page.Keyboard.PressAsync("d");
        await page.WaitForFunctionAsync("() => document.activeElement?.id === 'reason'");
        await page.Keyboard.TypeAsync("The tip slipped");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#trials tr[data-entry='0'][data-counts=false]");
        Assert.Contains("Discarded: The tip slipped", await page.TextContentAsync("#trials"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("u");
        await page.WaitForSelectorAsync("#trials tr[data-entry='0'][data-counts=true]");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("#results");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "ppt-done");

        // An own site and one of the list, by keys alone.
        await page.FocusAsync("#again");
        await page.Keyboard.PressAsync("Enter");
        await page.FocusAsync("#own summary");
        await page.Keyboard.PressAsync("Enter");
        await page.FocusAsync("#own-name");
        await page.Keyboard.TypeAsync("Scar");
        await page.FocusAsync("#own-map svg[data-view=back]");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#own-map .drawn[cx='46']");
        await page.FocusAsync("#own-add");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.getElementById('chosen').textContent === 'Scar, left'");
        await page.FocusAsync("#choose [tabindex='0']");
        await page.Keyboard.PressAsync("ArrowLeft");
        string? key = await page.EvaluateAsync<string?>("() => document.activeElement?.getAttribute('data-key')");
        Assert.NotNull(key);
        Assert.Equal("0", await page.GetAttributeAsync($"#choose [data-key='{key}']", "tabindex"));
        await page.Keyboard.PressAsync("Space");
        await page.WaitForSelectorAsync($"#choose [data-key='{key}'][aria-checked=true]");
        await page.ClickAsync("#own-map svg[data-view=front]");
        await page.WaitForSelectorAsync("#own-map svg[data-view=front] .drawn");
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
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 5 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 4 }, store);
        IPage page = await fixture.OpenBareAsync(path: $"/language?to={language}&back=/thresholds%3Fplaces=upper-trapezius/right,upper-trapezius/left");
        await PageLooks.AliveAsync(page);
        await Shots.TakeAsync(page, $"ppt-setup-{language}");
        await page.ClickAsync("#familiarisation");
        await page.ClickAsync("#start");
        await page.WaitForFunctionAsync("() => Number(document.getElementById('value')?.textContent) > 150");
        await Shots.TakeAsync(page, $"ppt-ramp-{language}");
        await TestDrive.UntilAsync(fixture.Test, view => view.Entries.Count > 1);
        fixture.Test.Stop();
        await page.WaitForSelectorAsync("#results");
        await Shots.TakeAsync(page, $"ppt-done-{language}");
    }
}
