using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>The product's own demonstration tells a true story on the page: it settles, softens, is over by itself, and the next hold begins with one key.</summary>
public sealed class EasingStoryTests
{
    private static readonly PageWaitForFunctionOptions _patient = new() { Timeout = 120_000 };

    [Fact]
    public async Task The_demonstration_softens_the_clock_goes_on_and_the_next_hold_begins_with_one_key()
    {
        // The hand holds until the page has been looked at, however slow the machine is.
        var hand = new StoryHand(Scenario.Named("easing"), 70);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 3 });
        IPage page = await fixture.OpenAsync();

        // Whatever stands beside the clock and on the zone until it shows 0:56 is collected, and what stood there when the clock passed 0:42.
        // Not at 0:40: with the very sample at which the band follows the clock gets its seconds back and passes that, and the zone is the next sample's.
        await page.EvaluateAsync("""
            () => { window.said = new Set(); window.at42 = null; const text = (id) => document.getElementById(id)?.textContent ?? ''; const look = () => { const now = text('clock'); if (now >= '0:56') return; for (const id of ['hold-state', 'zone-text', 'easing-words', 'strip-words']) said.add(text(id)); if (now >= '0:42' && !at42) at42 = [text('easing-name'), text('strip-words'), text('zone-text')]; requestAnimationFrame(look); }; look(); }
            """);
        await page.Keyboard.PressAsync("h");
        await page.WaitForFunctionAsync("() => document.getElementById('hold-toggle').textContent.includes('End')", null, _patient);
        hand.Begin();
        await ClockAsync(page, "0:12");
        await Shots.TakeAsync(page, "story-1-early");
        await page.WaitForFunctionAsync("() => { if (document.getElementById('easing')?.dataset.state !== 'Easing') return false; said.clear(); return true; }", null, _patient);
        await ClockAsync(page, "0:42");
        await Shots.TakeAsync(page, "story-2-softening");
        await ClockAsync(page, "0:56");
        await Shots.TakeAsync(page, "story-3-late");
        string[] at42 = await page.EvaluateAsync<string[]>("() => at42");
        // The word follows the hold as it stands: "perhaps" now and then is true to a detector that has had 42 s.
        Assert.EndsWith("oftening", at42[0], StringComparison.Ordinal);
        Assert.Contains("% beyond passive relaxation", at42[1], StringComparison.Ordinal);
        Assert.Equal("In the band", at42[2]);
        string[] during = await page.EvaluateAsync<string[]>("() => [...said]");
        Assert.DoesNotContain(during, words => words.Contains("press", StringComparison.OrdinalIgnoreCase) || words.Contains("below", StringComparison.OrdinalIgnoreCase) || words.Contains("waits", StringComparison.Ordinal));

        // The time is reached, the hand is taken off, and the hold is over by itself; where the machine is too slow for that, by its hard end.
        await page.WaitForFunctionAsync("() => /^(Time reached|Hold is over)/.test(document.getElementById('hold-state').textContent)", null, _patient);
        hand.StayAt(double.PositiveInfinity);
        await page.WaitForFunctionAsync("() => document.getElementById('hold-state').textContent.startsWith('Hold is over')", null, _patient);
        await page.WaitForFunctionAsync("() => document.getElementById('easing-name')?.textContent === 'Last hold: Softened'", null, _patient);
        Assert.StartsWith("It softened", await page.TextContentAsync("#easing-words"), StringComparison.Ordinal);
        Assert.Empty(await Axe.SeriousAsync(page));
        await Shots.TakeAsync(page, "story-4-over");
        await page.Keyboard.PressAsync("h");
        await page.WaitForFunctionAsync("() => document.getElementById('hold-toggle').textContent.includes('End') && !document.getElementById('easing-name')?.textContent?.startsWith('Last hold')", null, _patient);
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Who_let_off_is_answered_by_one_key_on_a_phone_too()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions());
        IPage page = await fixture.OpenAsync(390, 844);
        await page.Keyboard.PressAsync("h");
        await page.WaitForFunctionAsync("() => document.getElementById('hold-toggle').textContent.includes('End')");
        Assert.True(await page.IsHiddenAsync("#let-off"));
        fixture.Pipeline.With(measurement => measurement.LetOff.Accept(Algometer.Measurement.Easing.EasingState.LoadFell));
        await page.WaitForSelectorAsync("#let-off");
        Assert.Equal("Somebody let off – was it you?", await page.TextContentAsync("#let-off-text"));
        await Shots.StepAsync(page, "let-off-phone");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "wider than the phone");
        await page.Keyboard.PressAsync("n");
        await page.WaitForFunctionAsync("() => !document.getElementById('let-off')");
        Assert.Equal(Algometer.Measurement.Easing.LetOffAnswer.NotMine, fixture.Pipeline.With(measurement => measurement.LetOff.Answer));
        Assert.Empty(fixture.Errors);
    }

    private static Task ClockAsync(IPage page, string atLeast) =>
        page.WaitForFunctionAsync("least => document.getElementById('clock').textContent >= least", atLeast, _patient);
}
