using System.Text.Json;
using Algometer.App.Ppt;
using Algometer.App.Web;
using Algometer.Measurement.Ppt;
using Algometer.Records;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.App.Tests;

public sealed class PptPageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_interactions_lead_from_the_page_to_a_valid_threshold()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 5 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 4 }, store);
        IPage page = await fixture.OpenBareAsync(path: "/ppt.html");
        await page.WaitForSelectorAsync("#choose [role=checkbox]");
        await ShootAsync(page, "ppt-setup");
        await page.UncheckAsync("#familiarisation");
        await page.ClickAsync("[data-key='upper-trapezius/right']");
        await page.ClickAsync("#start");
        await page.WaitForSelectorAsync("#trials tr[data-counts=true]", new PageWaitForSelectorOptions { Timeout = 20000 });
        await ShootAsync(page, "ppt-run");
        EntryView? entry = fixture.Test.Look(run => EntryView.Of(run.Entries[0]));
        output.WriteLine($"{entry!.Words}, true {hand.FeltKpa[0]:0.0} kPa, rate {entry.Rate}, R² {entry.RSquared}");
        Assert.True(entry.ThresholdKpa - hand.FeltKpa[0] is > 4 and < 20, $"{entry.ThresholdKpa} kPa");
        Assert.Empty(fixture.Errors);
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is not "1")
        {
            return;
        }

        Directory.CreateDirectory("/tmp/shots");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = $"/tmp/shots/{name}.png" });
        await page.SetViewportSizeAsync(390, 844);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = $"/tmp/shots/{name}-phone.png", FullPage = true });
        await page.SetViewportSizeAsync(1280, 860);
    }
}
