using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

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

    private static readonly string[] _paths = ["/", "/thresholds", "/home"];

    [Fact]
    public async Task A_page_that_is_opened_says_connecting_until_it_is_connected()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) });
        IPage page = await fixture.OpenBareAsync();
        await page.Context.AddInitScriptAsync(Listen);

        // However long a busy machine takes for it: the page's own clock stands still.
        await page.Clock.InstallAsync();
        await page.Clock.PauseAtAsync(DateTime.UtcNow.AddMinutes(1));
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

    [Fact]
    public async Task No_number_and_no_mark_of_the_limit_stand_before_the_program_has_said_how_things_stand()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) });
        IPage page = await fixture.OpenBareAsync();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool told = false;
        string first = "";
        int samples = 0;

        // What the program says is held back, its samples are not.
        await page.RouteWebSocketAsync("**/live", socket => socket.ConnectToServer().OnMessage(message =>
        {
            bool isState = message.Binary![0] == '{';
            first = first.Length > 0 ? first : isState ? "state" : "samples";
            if (isState)
            {
                if (Volatile.Read(ref told))
                {
                    socket.Send(message.Text!);
                }
            }
            else if (samples++ % 8 == 0)
            {
                // Some are enough: each is a journey through the browser's driver.
                socket.Send(message.Binary);
                if (samples > 32)
                {
                    heard.TrySetResult();
                }
            }
        }));
        await page.GotoAsync(fixture.Host.Url);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("state", first);

        // Drawn again since the samples came.
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done), 100))))");
        Assert.Equal("–", await page.TextContentAsync("#value"));
        Assert.Equal("No data", await page.TextContentAsync("#zone-text"));
        Assert.True(await page.IsHiddenAsync("#level-limit"));
        Volatile.Write(ref told, true);
        await page.WaitForFunctionAsync("() => /\\d/.test(document.getElementById('value').textContent) && document.getElementById('level-limit').offsetLeft > 0");
    }

    private static Task SaysAsync(IPage page, string words) =>
        page.WaitForFunctionAsync("(words) => document.getElementById('connection-text').textContent === words", words);
}
