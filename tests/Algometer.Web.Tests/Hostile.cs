using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>Text that would run as a script wherever it is taken for markup.</summary>
internal static class Hostile
{
    public const string Markup = "Ada <img src=x onerror=\"window.ran=1\"><script>window.ran=1</script></title>&\"'";

    /// <summary>Nothing of it became an element or ran.</summary>
    public static async Task AssertNothingRanAsync(IPage page)
    {
        Assert.False(await page.EvaluateAsync<bool>("() => window.ran === 1"));
        Assert.Equal(0, await page.Locator("img[src=x], script:not([src])").CountAsync());
    }
}
