using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.App.Tests;

/// <summary>What a page says of its connection while it is being opened: nothing has failed yet.</summary>
public sealed class OpeningPageTests
{
    // Everything that stands on the page, from its first word on.
    private const string Listen = """
        window.heard = [];
        const look = () => {
          const words = document.getElementById("connection-text")?.textContent;
          if (words && window.heard.at(-1) !== words) window.heard.push(words);
        };
        new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
        """;

    private static readonly string[] _paths = ["/", "/ppt.html", "/plan.html", "/home.html"];

    [Fact]
    public async Task A_page_that_is_opened_says_connecting_until_it_is_connected()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) });
        IPage page = await fixture.OpenBareAsync();
        await page.Context.AddInitScriptAsync(Listen);
        foreach (string path in _paths)
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), path).ToString());
            await page.WaitForFunctionAsync("() => document.getElementById('connection')?.dataset.state === 'connected'");
            string[] heard = await page.EvaluateAsync<string[]>("() => window.heard");
            Assert.True(!heard.Contains("Program not reachable", StringComparer.Ordinal), $"{path}: {string.Join(", ", heard)}");
        }
    }

    [Fact]
    public async Task A_page_that_hears_nothing_says_so_after_a_second_and_one_whose_attempt_failed_at_once()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) });
        IPage page = await fixture.OpenBareAsync();

        // The page's own clock stands still, so that only what the test does can make it say anything.
        await page.Clock.InstallAsync();
        await page.Clock.PauseAtAsync(DateTime.UtcNow.AddMinutes(1));
        await page.RouteWebSocketAsync("**/live", _ => { });
        await page.GotoAsync(fixture.Host.Url);
        await SaysAsync(page, "Connecting");
        await page.Clock.RunForAsync(900);
        await SaysAsync(page, "Connecting");
        await page.Clock.RunForAsync(200);
        await SaysAsync(page, "Program not reachable");
        await page.RouteWebSocketAsync("**/live", socket => _ = socket.CloseAsync());
        await page.GotoAsync(fixture.Host.Url);
        await SaysAsync(page, "Program not reachable");
    }

    private static Task SaysAsync(IPage page, string words) =>
        page.WaitForFunctionAsync("(words) => document.getElementById('connection-text').textContent === words", words);
}
