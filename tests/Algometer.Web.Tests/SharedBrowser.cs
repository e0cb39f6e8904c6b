using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Algometer.Web.Tests.SharedBrowser))]

namespace Algometer.Web.Tests;

/// <summary>One Chromium for all tests of this program: started by the first that needs a page, ended after the last. Each page has a context of its own, so tests share no cookie, storage or permission.</summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    private static readonly SemaphoreSlim One = new(1, 1);
    private static IPlaywright? s_playwright;
    private static IBrowser? s_browser;

    /// <summary>The browser, started anew if a test has crashed it.</summary>
    internal static async Task<IBrowser> GetAsync()
    {
        // The same engine without the windows of a desktop browser, where there is one: it starts in a third of the time.
        string chromium = Checkout.Need(Checkout.Program("chromium-headless-shell") ?? Checkout.Program("chromium"), "Chromium");
        await One.WaitAsync();
        try
        {
            if (s_browser is { IsConnected: true })
            {
                return s_browser;
            }

            s_playwright ??= await Playwright.CreateAsync();
            return s_browser = await s_playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = chromium,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
        finally
        {
            One.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (s_browser is not null)
        {
            await s_browser.DisposeAsync();
        }

        s_playwright?.Dispose();
    }
}
