using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Liars;

/// <summary>An alarm that stands is on the page from its first frame to its last, whatever the page does meanwhile.</summary>
public sealed class AlarmStandsTests
{
    private const string Shows = "() => document.getElementById('banner')?.dataset.kind === 'over-limit' && !document.getElementById('banner').hidden";

    [Fact]
    public async Task Another_page_shows_the_alarm_before_it_has_heard_the_program()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(80) });
        IPage page = await fixture.OpenBareAsync();
        await page.WaitForFunctionAsync(Shows);
        await page.WaitForFunctionAsync("() => sessionStorage.getItem('alarm') !== null");

        // From here on no page hears a word from the program.
        await page.RouteWebSocketAsync("**/live", _ => { });
        foreach (string path in (string[])["/patients", "/thresholds", "/device", "/"])
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), path).ToString());
            await page.WaitForFunctionAsync(Shows, null, new PageWaitForFunctionOptions { Timeout = 3000 });
        }
    }

    [Fact]
    public async Task An_alarm_that_is_over_and_acknowledged_is_not_kept_for_the_next_page()
    {
        var hand = new SteadyHand(80);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand });
        IPage page = await fixture.OpenBareAsync();
        await page.WaitForFunctionAsync(Shows);
        hand.Newtons = 5;
        await page.WaitForFunctionAsync("() => document.getElementById('banner').dataset.kind === 'limit-passed'");
        await page.Keyboard.PressAsync("a");
        await page.WaitForFunctionAsync("() => document.getElementById('banner').hidden && sessionStorage.getItem('alarm') === null");
    }
}
