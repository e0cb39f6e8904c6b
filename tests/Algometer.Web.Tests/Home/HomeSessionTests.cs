using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Station.Activities.HomeSession;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>Each simulated patient goes through a whole session in a real browser, by keyboard alone.</summary>
public abstract class PatientTests(ITestOutputHelper output)
{
    private static readonly string[] _before = ["screening", "place", "movement-before", "device-check", "approach", "hold"];

    protected async Task LedThroughAsync(string patient, string outcomes, string messages)
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync(patient);
        // Pain that has eased ends a hold of more than the shortest time before its planned end.
        fixture.Accept(fixture.Plan(plan => plan with { HoldSeconds = string.Equals(patient, "easing", StringComparison.Ordinal) ? 60 : 30 }));
        IPage page = await fixture.OpenAsync();
        var driver = new HomeDriver(page, fixture.Hand);
        await driver.StartAsync();
        await driver.RunAsync();
        SessionRecord record = await fixture.FinishedAsync(page);
        HoldSummary hold = Assert.Single(HomeHistory.Holds(record));
        output.WriteLine($"{string.Join(" ", driver.Phases)}; hold {hold.Outcome}, {hold.InBandSeconds:0.0} s in band, peak {hold.PeakNewtons:0.0} N, pain {string.Join(' ', hold.Pains)}, {hold.Easing}; end {record.End}");
        Assert.Equal(string.Join(" ", _before), string.Join(" ", Phases(record).Take(_before.Length)));
        Assert.Contains(hold.Outcome, outcomes.Split(','), StringComparer.Ordinal);
        string[] said = await page.EvaluateAsync<string[]>("() => algometer.senses.log.filter((entry) => entry.kind === 'say').map((entry) => entry.text)");
        output.WriteLine(string.Join(" | ", said));
        Assert.All(messages.Split(',', StringSplitOptions.RemoveEmptyEntries), message => Assert.Contains(said, text => text.Contains(message, StringComparison.Ordinal)));
        AssertGuidanceStaysBelow(record);
        SessionLink link = Assert.Single(fixture.Store.ListLinks(fixture.PersonId));
        Assert.True(link is { DocumentId: not null, FromDeviceMicroseconds: { } from, ToDeviceMicroseconds: { } to } && to - from > hold.InBandSeconds * 1e6, "export and erasure find the person's samples by this");
        Assert.Equal(60, fixture.Live.Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons), 0.01);
        Assert.Empty(fixture.Live.Errors);
    }

    private static IEnumerable<string> Phases(SessionRecord record) => record.Entries.Where(entry => entry.Kind == SessionEntryKind.Phase).Select(entry => entry.Text);

    // Guidance never asks for more above the band's lower end, nor once pain has reached the top of what is sought.
    private static void AssertGuidanceStaysBelow(SessionRecord record)
    {
        double pain = 0;
        foreach (SessionEntry entry in record.Entries)
        {
            pain = entry.Kind == SessionEntryKind.Pain ? entry.Value ?? 0 : pain;
            if (entry is { Kind: SessionEntryKind.Cue, Text: "more" })
            {
                Assert.True(entry.Value < record.LowNewtons, $"'more' was said at {entry.Value} N");
                Assert.True(pain < 7, $"'more' was said at pain {pain}");
            }
        }
    }
}

/// <summary>Those who go on to the end.</summary>
public sealed class CalmPatientTests(ITestOutputHelper output) : PatientTests(output)
{
    [Theory]
    [InlineData("easing", "pain-eased,eased", "easing. Ease off slowly")]
    [InlineData("steady", "completed", "The planned time was held")]
    [InlineData("stoic", "completed", "The planned time was held")]
    [InlineData("breath-holding", "completed", "holding your breath")]
    public Task Is_led_through_the_whole_session(string patient, string outcomes, string messages) => LedThroughAsync(patient, outcomes, messages);

    [Fact]
    public async Task The_band_follows_tissue_that_softens_and_nothing_asks_for_the_force_back()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync("softening");
        fixture.Accept(fixture.Plan(plan => plan with { HoldSeconds = 60 }));
        IPage page = await fixture.OpenAsync();
        await page.EvaluateAsync("""
            () => { window.lows = new Set(); window.highs = new Set(); window.cues = new Set(); const look = () => { const now = window.algometer?.now; if (now?.phase === 'hold') { lows.add(now.low); highs.add(now.high); if (now.part > 0.067) { cues.add(now.cue); cues.add(document.getElementById('cue-words')?.textContent ?? ''); } } requestAnimationFrame(look); }; look(); }
            """);
        var driver = new HomeDriver(page, fixture.Hand);
        await driver.StartAsync();
        await driver.RunAsync();
        SessionRecord record = await fixture.FinishedAsync(page);

        // The time before the band was seen to follow is counted when it does.
        Assert.InRange(Assert.Single(HomeHistory.Holds(record)).InBandSeconds, 60, 70);
        Assert.Contains(record.Entries, entry => entry is { Kind: SessionEntryKind.Easing, Text: "band-followed" });
        Assert.True(await page.EvaluateAsync<double>("() => Math.min(...lows)") < record.LowNewtons - 0.5);
        Assert.Equal([record.HighNewtons], await page.EvaluateAsync<double[]>("() => [...highs]"));
        Assert.DoesNotContain("more", await page.EvaluateAsync<string[]>("() => [...cues].map((cue) => cue.toLowerCase())"), StringComparer.Ordinal);

        // Whoever judges the record later finds what the hold was told.
        SessionLink link = Assert.Single(fixture.Store.ListLinks(fixture.PersonId));
        SessionEvent plan = Assert.Single(fixture.Store.ReadEvents(link.SessionId), happened => string.Equals(happened.Kind, "hold-plan", StringComparison.Ordinal));
        Assert.Contains("\"ball\"", plan.Text, StringComparison.Ordinal);

        // The record is still being written: its end of the hold follows within a block.
        for (int tries = 0; tries < 600 && !fixture.Store.ReadEvents(link.SessionId).Any(Ended); tries++)
        {
            await page.EvaluateAsync("() => new Promise((resolve) => requestAnimationFrame(resolve))");
        }

        Assert.Contains(fixture.Store.ReadEvents(link.SessionId), Ended);
        static bool Ended(SessionEvent happened) => string.Equals(happened.Kind, "hold-ended", StringComparison.Ordinal);
        Assert.Empty(fixture.Live.Errors);
    }
}

/// <summary>Those whose hold ends early.</summary>
public sealed class HastyPatientTests(ITestOutputHelper output) : PatientTests(output)
{
    [Theory]
    [InlineData("sensitive", "too-much-pain", "That is too much")]
    [InlineData("impatient", "over-limit,too-much-pain,completed", "Let go")]
    [InlineData("through-pain", "too-much-pain,pain-rising,over-limit", "et go")]
    [InlineData("lets-go", "let-go", "You let go. That is fine.")]
    public Task Is_led_through_the_whole_session(string patient, string outcomes, string messages) => LedThroughAsync(patient, outcomes, messages);

    [Fact]
    public async Task A_sign_that_needs_help_at_once_ends_it_and_stays_until_its_time_is_over()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync("red-flag");
        fixture.Accept(fixture.Plan());
        IPage page = await fixture.OpenAsync();
        var driver = new HomeDriver(page, fixture.Hand);
        await driver.StartAsync();
        await driver.RunAsync();
        SessionRecord record = await fixture.FinishedAsync(page);
        Assert.Equal("screening emergency", string.Join(" ", driver.Phases));
        Assert.Equal(Measurement.Home.Session.SessionEnd.Refused, record.End);
        Assert.Contains("red-flag", HomeHistory.ReasonsForTherapist(record), StringComparer.Ordinal);
        Assert.Contains("call your emergency number", await page.TextContentAsync("#stage"), StringComparison.Ordinal);
        Assert.Contains("Please tell your therapist", await page.TextContentAsync("#stage"), StringComparison.Ordinal);
        await Shots.TakeAsync(page, "home-emergency");

        // A key in passing does not leave it; whoever leaves it finds it again, and can begin nothing.
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("emergency", await page.EvaluateAsync<string>("() => algometer.now.phase"));
        await page.ClickAsync("#stage button");
        await page.WaitForSelectorAsync("#today #emergency");
        Assert.Contains("Nothing is pressed until", await page.TextContentAsync("#emergency"), StringComparison.Ordinal);
        Assert.False(await page.Locator("[data-start]").IsVisibleAsync());
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("#today #emergency");
        Assert.StartsWith("emergency.locked|", fixture.Live.Services.Home.Start(new HomeSessionRequest(0, "plan-1")), StringComparison.Ordinal);
        Assert.StartsWith("emergency.locked|", fixture.Live.Services.Home.Start(new HomeSessionRequest(0, Free: new FreePlace("gluteus-maximus", Measurement.Ramp.BodySide.Left, "ball", "seated"))), StringComparison.Ordinal);
        IPage clinic = await fixture.OpenAsync(path: "/followup.html?person=" + fixture.PersonId);
        await Pages.PageLooks.AliveAsync(clinic);
        Assert.EndsWith($"/patients/{fixture.PersonId}/home", clinic.Url, StringComparison.Ordinal);
        await Pages.PageLooks.AssertAsync(clinic);
        Assert.Contains("doctor's look before more pressing", await clinic.TextContentAsync(".prompt.red"), StringComparison.Ordinal);
        Assert.Empty(fixture.Live.Errors);
    }

    [Fact]
    public async Task A_sensor_that_fails_in_the_hold_ends_it_with_the_alarm_and_nothing_goes_on_by_itself()
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync("device-fails");
        fixture.Accept(fixture.Plan());
        IPage page = await fixture.OpenAsync();
        string banner = "";
        var driver = new HomeDriver(page, fixture.Hand) { Seen = async phase => banner = phase == "trouble" ? await page.TextContentAsync("#stage") ?? "" : banner };
        await driver.StartAsync();
        await driver.RunAsync();
        SessionRecord record = await fixture.FinishedAsync(page);
        Assert.Contains("trouble", driver.Phases, StringComparer.Ordinal);
        Assert.Contains("does not read properly", banner, StringComparison.Ordinal);
        Assert.Equal("sensor-fault", Assert.Single(HomeHistory.Holds(record)).Outcome);
        Assert.True(await page.EvaluateAsync<bool>("() => algometer.senses.log.some((entry) => entry.kind === 'alarm' && entry.what === 'high')"));
        Assert.Empty(fixture.Live.Errors);
    }
}
