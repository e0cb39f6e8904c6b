using Algometer.Measurement.Home;
using Microsoft.Playwright;

namespace Algometer.App.Tests.Home;

/// <summary>Each simulated patient goes through a whole session in a real browser, by keyboard alone.</summary>
public sealed class HomeSessionTests(ITestOutputHelper output)
{
    private static readonly string[] _before = ["screening", "place", "movement-before", "device-check", "approach", "hold"];

    [Theory]
    [InlineData("easing", "pain-eased,eased")]
    [InlineData("steady", "completed,let-go,hard-end")]
    [InlineData("sensitive", "too-much-pain,completed,hard-end,let-go,pain-rising")]
    [InlineData("stoic", "completed,hard-end,let-go")]
    [InlineData("impatient", "completed,hard-end,let-go,over-limit")]
    [InlineData("breath-holding", "completed,hard-end,let-go")]
    [InlineData("through-pain", "too-much-pain,pain-rising,over-limit,stopped")]
    [InlineData("lets-go", "let-go")]
    public async Task A_patient_is_led_through_the_whole_session(string patient, string outcomes)
    {
        await using HomeFixture fixture = await HomeFixture.StartAsync(patient);
        fixture.Accept(fixture.Plan());
        IPage page = await fixture.OpenAsync();
        var driver = new HomeDriver(page, fixture.Hand);
        await driver.StartAsync();
        await driver.RunAsync();
        SessionRecord record = await fixture.FinishedAsync(page);
        HoldSummary hold = Assert.Single(HomeHistory.Holds(record));
        output.WriteLine($"{string.Join(" ", driver.Phases)}; hold {hold.Outcome}, {hold.InBandSeconds:0.0} s in band, peak {hold.PeakNewtons:0.0} N, pain {string.Join(' ', hold.Pains)}, {hold.Easing}; end {record.End}");
        Assert.Equal(_before, record.Entries.Where(entry => entry.Kind == SessionEntryKind.Phase).Select(entry => entry.Text).Take(_before.Length));
        Assert.Contains(hold.Outcome, outcomes.Split(','));
        AssertNothingAskedForMoreAboveTheBand(record);
        Assert.Empty(fixture.Live.Errors);
    }

    private static void AssertNothingAskedForMoreAboveTheBand(SessionRecord record) =>
        Assert.All(record.Entries.Where(entry => entry is { Kind: SessionEntryKind.Cue, Text: "more" }), entry => Assert.True(entry.Value < record.LowNewtons, $"'more' at {entry.Value} N"));
}
