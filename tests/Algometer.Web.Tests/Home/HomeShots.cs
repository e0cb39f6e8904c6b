using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>Pictures of every step, when asked for with ALGOMETER_SCREENSHOTS=1.</summary>
public sealed class HomeShots
{
    [Theory]
    [InlineData("desktop", 1280, 860, ColorScheme.Light)]
    [InlineData("phone-dark", 390, 844, ColorScheme.Dark)]
    public async Task Every_step(string name, int width, int height, ColorScheme scheme)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is "1", "Set ALGOMETER_SCREENSHOTS=1 to take pictures.");
        await using HomeFixture fixture = await HomeFixture.StartAsync("easing", speed: 3);
        IPage page = await fixture.OpenAsync(width, height, scheme);
        await page.WaitForSelectorAsync("#import");
        await Shots.StepAsync(page, $"step-{name}-0-none");
        fixture.Accept(fixture.Plan(plan => plan with { Repeats = 2 }));
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("[data-plan]");
        await Shots.StepAsync(page, $"step-{name}-1-today");
        int step = 2;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var driver = new HomeDriver(page, fixture.Hand)
        {
            Seen = async phase =>
            {
                string key = await page.EvaluateAsync<string>("() => { const s = algometer.now; return s ? `${s.phase}-${s.cue}-${document.querySelectorAll('#stage [data-choice]').length}` : 'none'; }");
                if (seen.Add(key))
                {
                    await Shots.StepAsync(page, $"step-{name}-{step++:00}-{key}");
                }

                _ = phase;
            },
        };
        await driver.StartAsync();
        await driver.RunAsync();
        IPage clinic = await fixture.OpenAsync(width, height, scheme, $"/patients/{fixture.PersonId}/home");
        await clinic.WaitForSelectorAsync("#sessions li[data-end]");
        await Shots.StepAsync(clinic, $"step-{name}-99-followup");
    }
}
