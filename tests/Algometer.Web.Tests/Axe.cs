using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>What axe finds serious or critical on a page. No page here has frames, so the page looks at itself: a tab of its own for the sum, as the driver makes for each look, costs ten times as much.</summary>
internal static class Axe
{
    private const string Look = """
        async () => (await axe.run(document, { resultTypes: ['violations'], iframes: false })).violations
            .filter((found) => ['serious', 'critical'].includes(found.impact))
            .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.html}`))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>The findings, as rule and element; empty where there are none.</summary>
    public static async Task<string[]> SeriousAsync(IPage page)
    {
        if (await page.EvaluateAsync<bool>("() => typeof axe === 'undefined'"))
        {
            await page.EvaluateAsync(Script);
        }

        Assert.Equal(0, await page.Locator("iframe, frame").CountAsync());
        return await page.EvaluateAsync<string[]>(Look);
    }
}
