using Algometer.Clinic.Runs;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Progress;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>How a patient's thresholds and pain went: bands, judged changes, and where the MDC comes from.</summary>
public sealed class ProgressPageTests : IDisposable
{
    private static readonly DateTimeOffset _first = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new(_first);
    private readonly RecordStore _store;

    public ProgressPageTests() => _store = RecordStore.Open(_folder.Path, _time);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "● +60 kPa, real change", "○ +30 kPa, within measurement error", "MDC95 44 kPa (Geri 2022)", "much better", "5 Oct 2026")]
    [InlineData("de", "● +60 kPa, echte Änderung", "○ +30 kPa, im Messfehler", "MDC95 44 kPa (Geri 2022)", "viel besser", "5. Okt. 2026")]
    public async Task A_course_shows_its_band_judges_changes_and_says_where_the_MDC_comes_from(string language, string real, string within, string mdc, string better, string day)
    {
        Person person = Filled();
        await using var page = new ComponentPage(_store, _time, language: language);
        var course = page.Open<ProgressPage>(parameters: with => with.Add(shown => shown.Id, person.Id));
        IElement left = course.Find("[data-trend^='upper-trapezius/left']");
        Assert.Contains(real, left.TextContent, StringComparison.Ordinal);
        Assert.Contains(within, left.TextContent, StringComparison.Ordinal);
        Assert.Contains(day, left.TextContent, StringComparison.Ordinal);
        Assert.Contains(mdc, course.Find("#mdc").TextContent, StringComparison.Ordinal);
        Assert.Single(left.QuerySelectorAll("rect.band"));
        Assert.Contains(better, course.Find("#pain").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_has_the_focus_marks_its_point()
    {
        Person person = Filled();
        await using var page = new ComponentPage(_store, _time);
        var course = page.Open<ProgressPage>(parameters: with => with.Add(shown => shown.Id, person.Id));
        Assert.Empty(course.FindAll(".now"));
        course.FindAll("[data-trend^='upper-trapezius/left'] tbody tr")[1].TriggerEvent("onfocusin", EventArgs.Empty);
        Assert.Single(course.FindAll("[data-trend^='upper-trapezius/left'] circle.now"));
        course.FindAll("[data-trend^='upper-trapezius/left'] tbody tr")[1].TriggerEvent("onfocusout", EventArgs.Empty);
        Assert.Empty(course.FindAll(".now"));
    }

    [Fact]
    public async Task Without_an_MDC_no_band_is_drawn_and_no_change_is_judged()
    {
        Person person = _store.People.Add(new Person { Code = "P-001" });
        Recorded.Run(_store, person.Id, _first, [("upper-trapezius", BodySide.Left, [250, 260, 255])]);
        _time.Advance(TimeSpan.FromDays(14));
        Recorded.Run(_store, person.Id, _first.AddDays(14), [("upper-trapezius", BodySide.Left, [310, 320, 315])]);
        await using var page = new ComponentPage(_store, _time);
        var course = page.Open<ProgressPage>(parameters: with => with.Add(shown => shown.Id, person.Id));
        Assert.Empty(course.FindAll("rect.band"));
        Assert.Contains("+60 kPa, not judged", course.Markup, StringComparison.Ordinal);
        Assert.Contains("Enter the one of your own study", course.Find("#mdc").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_measured_and_nobody_there_are_said()
    {
        Person person = _store.People.Add(new Person { Code = "P-001" });
        await using var page = new ComponentPage(_store, _time);
        var course = page.Open<ProgressPage>(parameters: with => with.Add(shown => shown.Id, person.Id));
        Assert.Contains("No thresholds yet", course.Markup, StringComparison.Ordinal);
        Assert.Contains("No visit with a rating yet", course.Markup, StringComparison.Ordinal);
        Assert.Contains("no such patient", page.Open<ProgressPage>(parameters: with => with.Add(shown => shown.Id, "nobody")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_browser_a_course_is_accessible_and_its_old_address_leads_to_it()
    {
        Person person = Filled();
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, _store);
        IPage page = await fixture.OpenBareAsync(path: $"/trends.html?person={person.Id}");
        await PageLooks.AliveAsync(page);
        Assert.EndsWith($"/patients/{person.Id}/progress", page.Url, StringComparison.Ordinal);
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "progress");

        // On a phone the rows stack under their own labels.
        await page.SetViewportSizeAsync(390, 844);
        Assert.Contains("Since the first", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.trend .cards td[data-label]'), '::before').content"), StringComparison.Ordinal);
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/language?to=zh&back=/patients/{person.Id}/progress").ToString());
        await PageLooks.AliveAsync(page);
        await Shots.TakeAsync(page, "progress-zh");
        Assert.Empty(fixture.Errors);
    }

    private Person Filled()
    {
        Person person = _store.People.Add(new Person { Code = "P-001" }, "Ada");
        var runs = new RunReader(_store);
        runs.Keep(new PptSettings { Mdc95Kpa = 44, MdcSource = "Geri 2022" });
        (double[] Left, double[] Right)[] values = [([250, 260, 255], [300, 310, 305]), ([280, 290, 285], [302, 312, 307]), ([310, 320, 315], [310, 312, 314])];
        for (int i = 0; i < values.Length; i++)
        {
            Recorded.Run(_store, person.Id, _time.GetUtcNow(), [("upper-trapezius", BodySide.Left, values[i].Left), ("upper-trapezius", BodySide.Right, values[i].Right)]);
            Recorded.Visit(_store, person.Id, new DateOnly(2026, 10, 5).AddDays(14 * i), 7 - i);
            _time.Advance(TimeSpan.FromDays(14));
        }

        return person;
    }
}
