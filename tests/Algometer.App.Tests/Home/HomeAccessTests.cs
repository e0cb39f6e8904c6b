using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Algometer.App.Tests.Home;

/// <summary>Every page of the product, and every step of a session, for those who see little, nothing, or no colour.</summary>
public sealed class HomeAccessTests
{
    private static readonly string[] _pages = ["/", "/people.html", "/visit.html", "/ppt.html", "/results.html", "/calibration.html", "/review.html", "/home.html", "/plan.html", "/followup.html"];

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task No_page_has_a_serious_finding(ColorScheme scheme, int width)
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync(speed: 1);
        fixture.Accept(fixture.Plan());
        var findings = new List<string>();
        IPage page = await fixture.OpenAsync(width, 860, scheme, "/");
        foreach (string path in _pages.Select(path => path is "/visit.html" or "/plan.html" or "/followup.html" ? $"{path}?person={fixture.PersonId}" : path))
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Live.Host.Url), path).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            findings.AddRange(await FindingsAsync(page, path));
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
            {
                findings.Add($"{path}: wider than the screen");
            }
        }

        Assert.Empty(findings);
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task No_step_of_a_session_has_a_serious_finding(ColorScheme scheme, int width)
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync("steady", speed: 3);
        fixture.Accept(fixture.Plan());
        IPage page = await fixture.OpenAsync(width, 860, scheme);
        var findings = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var driver = new HomeDriver(page, fixture.Hand) { Seen = async phase => findings.AddRange(seen.Add(phase) ? await FindingsAsync(page, phase) : []) };
        await driver.StartAsync();
        await driver.RunAsync();
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("escape")]
    [InlineData("space")]
    [InlineData("button on the page")]
    [InlineData("button on the ball")]
    public async Task One_press_anywhere_stops_and_one_tap_says_why(string how)
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync("steady", speed: 4);
        fixture.Accept(fixture.Plan());
        IPage page = await fixture.OpenAsync(390, 844);
        bool stopped = false;
        var driver = new HomeDriver(page, fixture.Hand)
        {
            Seen = async phase =>
            {
                if (phase == "hold" && !stopped)
                {
                    stopped = true;
                    await (how switch
                    {
                        "touch" => page.Mouse.ClickAsync(120, 430),
                        "escape" => page.Keyboard.PressAsync("Escape"),
                        "space" => page.Keyboard.PressAsync("Space"),
                        "button on the page" => page.ClickAsync("#stop"),
                        _ => Task.Run(fixture.Hand.PressButton),
                    });
                    await page.WaitForSelectorAsync("[data-choice=enough]");
                    if (how == "touch")
                    {
                        await Shots.TakeAsync(page, "home-stop-reason");
                    }
                }
            },
        };
        await driver.StartAsync();
        await driver.RunAsync();
        Measurement.Home.SessionRecord record = await fixture.FinishedAsync(page);
        Assert.Equal("stopped", Assert.Single(Measurement.Home.HomeHistory.Holds(record)).Outcome);
        Assert.Contains(record.Entries, entry => entry is { Kind: Measurement.Home.SessionEntryKind.StopReason, Text: "enough" });
        Assert.Empty(fixture.Live.Errors);
    }

    private static async Task<IEnumerable<string>> FindingsAsync(IPage page, string where)
    {
        AxeResult result = await page.RunAxe();
        return result.Violations.Where(violation => violation.Impact is "serious" or "critical").SelectMany(violation => violation.Nodes.Select(node => $"{where}: {violation.Id} {node.Html}"));
    }
}
