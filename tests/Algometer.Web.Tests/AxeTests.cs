using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>The look itself: it must find what is wrong, and wrong in the dark only.</summary>
public sealed class AxeTests
{
    [Fact]
    public async Task A_nameless_button_and_pale_words_are_found_and_a_good_page_passes()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) });
        // With its circuit: what is put in before would be drawn over.
        IPage page = await fixture.OpenAsync();
        Assert.Empty(await Axe.SeriousAsync(page));
        await page.EvaluateAsync("() => { const button = document.createElement('button'); const pale = document.createElement('p'); pale.textContent = 'Pale'; pale.style.cssText = 'color:#ccc;background:#fff'; document.querySelector('main').append(button, pale); }");
        string[] found = await Axe.SeriousAsync(page);
        Assert.Contains(found, finding => finding.StartsWith("button-name: ", StringComparison.Ordinal));
        Assert.Contains(found, finding => finding.StartsWith("color-contrast: ", StringComparison.Ordinal));
    }
}
