using Algometer.Measurement.Home.Session;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>The page loses the program in the middle of a hold: the patient is told to take the pressure off, and nothing else, until that is said.</summary>
public sealed class LostAtHomeTests
{
    [Theory]
    [InlineData("en", "Let go", "Connection lost")]
    [InlineData("de", "", "Verbindung")]
    public async Task In_a_hold_it_says_let_go_until_that_is_acknowledged_even_when_the_program_is_heard_again(string language, string title, string words)
    {
        // The hold outlasts what is looked at in it, however slow the machine is: the longest plan in real time, and its questions answered.
        await using HomeFixture fixture = await HomeFixture.StartAsync(speed: 1);
        fixture.Accept(fixture.Plan(plan => plan with { HoldSeconds = 90 }));
        bool cut = false;
        var lines = new List<IWebSocketRoute>();
        IPage page = await fixture.OpenAsync();
        await page.RouteWebSocketAsync("**/live", line =>
        {
            if (cut)
            {
                _ = line.CloseAsync();
                return;
            }

            lines.Add(line);
            line.ConnectToServer();
        });
        await page.GotoAsync(new Uri(new Uri(fixture.Live.Host.Url), "/home?lang=" + language).ToString());
        bool seen = false;
        var driver = new HomeDriver(page, fixture.Hand)
        {
            Seen = async phase =>
            {
                if (phase != "hold" || seen)
                {
                    return;
                }

                seen = true;
                fixture.Live.Services.Home.RatePain(5, "page");
                cut = true;
                foreach (IWebSocketRoute line in lines)
                {
                    await line.CloseAsync();
                }

                await page.WaitForSelectorAsync("#broken:not([hidden])");
                string told = await page.InnerTextAsync("#broken");
                Assert.Contains(title, told, StringComparison.Ordinal);
                Assert.Contains(words, told, StringComparison.Ordinal);
                Assert.False(await page.Locator("#stage").IsVisibleAsync());
                await Shots.TakeAsync(page, "home-broken-" + language);
                Assert.True(await page.EvaluateAsync<bool>("() => algometer.senses.log.some((entry) => entry.kind === 'alarm' && entry.what === 'high')"), "it sounds");

                // Heard again: the hand was told to let go, and nothing takes that back but the person.
                cut = false;
                await page.WaitForFunctionAsync("() => algometer.reachable");
                Assert.True(await page.Locator("#broken").IsVisibleAsync());
                await page.ClickAsync("#let-go");
                await page.WaitForSelectorAsync("home-session:not([data-broken]):not([data-away])");
                fixture.Live.Services.Home.RatePain(5, "page");
                cut = true;
                await lines[^1].CloseAsync();
                await page.WaitForSelectorAsync("#broken:not([hidden])");
                await page.ClickAsync("#let-go");
                await page.WaitForSelectorAsync("home-session[data-away]:not([data-broken])");
                cut = false;
                await page.WaitForFunctionAsync("() => algometer.now && document.querySelector('home-session:not([data-away])')");
                fixture.Live.Services.Home.Stop("page");
            },
        };
        await driver.StartAsync();
        await driver.RunAsync();
        Assert.True(seen);

        // A question about pain that came while the page was cut off may have ended it before.
        Assert.Contains(Assert.Single(fixture.Sessions()).Record.End, new[] { SessionEnd.Stopped, SessionEnd.StopRule });
    }
}
