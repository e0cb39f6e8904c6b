using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>What a page must be at every size and in both schemes: accessible, and no wider than the screen.</summary>
internal static class PageLooks
{
    /// <summary>Waits until the circuit has drawn the page.</summary>
    public static Task AliveAsync(IPage page) => page.WaitForFunctionAsync("() => document.querySelector('#connection')?.dataset.state && document.activeElement?.tagName === 'H1'");

    /// <summary>Looks at it in light and dark, as wide as a desk, a tablet and a phone.</summary>
    public static async Task AssertAsync(IPage page)
    {
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            foreach (int width in (int[])[1280, 820, 390])
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                await page.SetViewportSizeAsync(width, 860);
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"wider than {width}");
                if (width != 820)
                {
                    Assert.Empty(await Axe.SeriousAsync(page));
                }
            }
        }

        await page.SetViewportSizeAsync(1280, 860);
    }
}
