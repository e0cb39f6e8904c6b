using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>What only a browser shows of the shell: that it comes alive under the strict policy, looks right at every size, and outlives its program.</summary>
public sealed class ShellTests
{
    [Fact]
    public async Task The_shell_comes_alive_is_accessible_at_every_size_and_speaks_the_readers_language()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) });
        IPage page = await fixture.OpenBareAsync(path: "/help");
        await page.WaitForFunctionAsync("() => document.querySelector('#connection')?.dataset.state === 'connected'");
        await page.WaitForFunctionAsync("() => document.activeElement?.tagName === 'H1'");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "help");

        // The choice of a language is kept, for the circuit too.
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), "/language?to=zh&back=/help").ToString());
        await page.WaitForFunctionAsync("() => document.querySelector('#connection-text')?.textContent === '已连接' && document.querySelector('h1').textContent === '帮助' && document.activeElement?.tagName === 'H1'");
        Assert.Equal("zh-Hans", await page.EvaluateAsync<string>("() => document.documentElement.lang"));
        await Shots.TakeAsync(page, "help-zh");
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), "/language?to=de&back=//evil.example").ToString());
        Assert.StartsWith(fixture.Host.Url.Split('?')[0], page.Url, StringComparison.Ordinal);
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task A_page_whose_circuit_and_program_are_gone_says_let_go_in_the_readers_language()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(20) });
        IPage page = await fixture.OpenBareAsync(path: "/help");
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), "/language?to=de&back=/help").ToString());
        await page.WaitForFunctionAsync("() => document.querySelector('#connection')?.dataset.state === 'connected' && document.activeElement?.tagName === 'H1'");
        await fixture.Host.DisposeAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('banner-title').textContent === 'Loslassen – Seite nicht verbunden' && !document.getElementById('banner').hidden && document.querySelector('algometer-alarm').standing.level === 'high'");
        await Shots.TakeAsync(page, "help-gone");
    }
}
