using System.Text.Json;
using Algometer.Records.People;
using Algometer.Web.Access;
using Algometer.Web.Hosting;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>Every page of the product, and every step of a session, for those who see little, nothing, or no colour.</summary>
public sealed class HomeAccessTests(ITestOutputHelper output)
{
    // Whatever the program carries: a page that is added is looked at without anybody thinking of it.
    private static readonly string[] _pages = [.. typeof(WebHost).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("wwwroot/", StringComparison.Ordinal) && name.EndsWith(".html", StringComparison.Ordinal))
        .Select(name => name["wwwroot".Length..]), "/home"];

    // One opening is looked at in each: what the page is told of its screen is all that differs.
    private static readonly (ColorScheme Scheme, int Width)[] _screens = [(ColorScheme.Light, 1280), (ColorScheme.Dark, 390)];

    [Fact]
    public async Task No_page_has_a_serious_finding()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync(speed: 1);
        fixture.Accept(fixture.Plan());
        var findings = new List<string>();
        IPage page = await fixture.OpenAsync(1280, 860, ColorScheme.Light, "/");
        foreach (string path in _pages)
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Live.Host.Url), path).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            findings.AddRange(await FindingsAsync(page, path));
        }

        Assert.Empty(findings);
    }

    [Fact]
    public async Task No_step_of_a_session_has_a_serious_finding()
    {
        await using var steps = await DrawnSteps.OpenAsync("en", 390, 860);
        var findings = new List<string>();
        await steps.EachAsync(async (step, page) => findings.AddRange(await FindingsAsync(page, step.ToString())));
        Assert.Empty(findings);
    }

    [Fact]
    public async Task One_press_anywhere_stops_and_one_tap_says_why()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync("steady", speed: 8);
        fixture.Accept(fixture.Plan(plan => plan with { Repeats = 3, SessionsADay = 2 }));
        IPage page = await fixture.OpenAsync(390, 844);
        Func<Task>[] ways =
        [
            () => page.Mouse.ClickAsync(200, 84),
            () => page.Keyboard.PressAsync("Escape"),
            () => { fixture.Hand.PressButton(); return Task.CompletedTask; },
            () => page.Keyboard.PressAsync("Space"),
            () => page.ClickAsync("#stop"),
        ];
        int way = 0;
        for (int session = 0; session < 2; session++)
        {
            await new HomeDriver(page, fixture.Hand).StartAsync();
            var driver = new HomeDriver(page, fixture.Hand)
            {
                Seen = async phase =>
                {
                    if (phase == "hold" && way < ways.Length)
                    {
                        // Back, twice: the session stays in view, and so does its Stop.
                        for (int back = 0; way == 0 && back < 2; back++)
                        {
                            await page.GoBackAsync();
                            await page.WaitForFunctionAsync("() => history.state?.inSession");
                            Assert.True(await page.Locator("#stop").IsVisibleAsync());
                        }

                        await ways[way++]();
                        await page.WaitForSelectorAsync("[data-choice=too-strong]");
                        await Shots.TakeAsync(page, "home-stop-reason");
                        await page.ClickAsync(way is 3 or 5 ? "[data-choice=enough]" : "[data-choice=too-strong]");
                        await page.WaitForFunctionAsync("() => algometer.now.phase !== 'stop-reason'");
                    }
                },
            };
            await driver.RunAsync();
            output.WriteLine(string.Join(' ', driver.Phases));
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForSelectorAsync("#today");
        }

        Assert.Equal(ways.Length, way);
        string[] stops = [.. fixture.Sessions().SelectMany(session => session.Record.Entries).Where(entry => entry.Kind == Measurement.Home.Session.SessionEntryKind.Stopped).Select(entry => entry.Text)];
        Assert.Equal(["touch", "key", "button", "key", "page"], stops);
        Assert.Empty(fixture.Live.Errors);
    }

    private static async Task<IReadOnlyList<string>> FindingsAsync(IPage page, string where)
    {
        var findings = new List<string>();
        foreach ((ColorScheme scheme, int width) in _screens)
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 860);
            string screen = $"{where}, {scheme}, {width} px";
            findings.AddRange((await Axe.SeriousAsync(page)).Select(found => $"{screen}: {found}"));
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
            {
                findings.Add($"{screen}: wider than the screen");
            }
        }

        return findings;
    }

    [Fact]
    public async Task A_patient_s_account_starts_nobody_else_s_plan_and_may_always_stop()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync();
        fixture.Accept(fixture.Plan());
        string other = fixture.Store.People.Add(new Person { Code = "P-008" }).Id;
        Assert.Null(Refusal(fixture, fixture.PersonId, "home.start", "plan-1"));
        Assert.Contains("somebody else's", Refusal(fixture, other, "home.start", "plan-1"), StringComparison.Ordinal);
        Assert.Contains("Choose a plan or a free session", Refusal(fixture, other, "home.start", null), StringComparison.Ordinal);
        Assert.Null(Refusal(fixture, other, "home.stop", null));
        Assert.Null(Refusal(fixture, null, "home.start", "plan-1"));
    }

    private static string? Refusal(HomeFixture fixture, string? personId, string command, string? plan) =>
        fixture.Live.Services.Live.Refusal(new Visitor("pat", Role.Patient, personId, CancellationToken.None), command, JsonSerializer.SerializeToElement(new { utcOffsetMinutes = 0, plan }));
}
