using System.Text.Json;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

public sealed class VisitPageTests
{
    [Fact]
    public void The_recorded_start_of_a_hold_has_the_name_that_visits_look_for() =>
        Assert.Equal(EventKinds.HoldStarted, EventNames.Of(Measurement.Guard.MeasurementEventKind.HoldStarted), StringComparer.Ordinal);

    [Fact]
    public async Task A_first_visit_and_a_follow_up_by_keyboard_are_read_back_unchanged()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await fixture.OpenBareAsync(path: "/patients/new");

        // A person, by keyboard: the markup typed must come back as text.
        await Pages.PageLooks.AliveAsync(page);
        await page.FocusAsync("#code");
        await page.Keyboard.TypeAsync("P-017");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Ada <img src=x onerror=alert(1)>");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#visit");
        Assert.Equal("Ada <img src=x onerror=alert(1)>", store.People.ReadName(store.People.List()[0].Id));
        await page.FocusAsync("#visit");
        await page.Keyboard.PressAsync("Enter");

        Visit first = await VisitAsync(page, store, pain: "6", after: "3");
        Assert.Equal(6, first.Intake.Pain);
        Assert.Equal("ache", Assert.Single(first.Intake.Marks).Quality);
        Assert.Equal(["morning"], first.Intake.TimesOfDay);
        Assert.Equal("into the temple", first.Intake.Travels);
        Assert.Equal((5, 60.0), (first.Before[0].Pain!.Value, first.Before[0].Range!.Value));
        Assert.True(Assert.Single(first.Points).Active);
        Assert.Equal("3", Assert.Single(first.Treatments).Fields["holds"]);
        Assert.Equal(3, first.After[0].Pain);
        Assert.Equal(["soreness"], first.Expectations);
        Assert.Equal(["ball at the wall, 2 × a day", "walk"], first.Plan);
        Assert.True(first.Closed);
        await Shots.TakeAsync(page, "visit-plan");

        // Read back on a new page.
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("#step h2");
        Assert.Equal("6", await page.InputValueAsync("#step input[type=number]"));
        await page.ClickAsync("#steps li:nth-child(7) button");
        Assert.Equal("ball at the wall, 2 × a day\nwalk", await page.InputValueAsync("#plan"));
        Assert.Contains("Upper trapezius, right, active", await page.TextContentAsync("#summary"), StringComparison.Ordinal);
        await page.ClickAsync("#steps li:nth-child(5) button");
        Assert.Contains("much better", await page.TextContentAsync("#outcome"), StringComparison.Ordinal);

        // The follow-up shows what was found last time.
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), "/visit.html?person=" + store.People.List()[0].Id).ToString());
        Visit second = await VisitAsync(page, store, pain: "5", after: "4");
        Assert.Equal(5, second.Intake.Pain);
        Assert.Equal(2, store.Documents.List(DocumentKinds.Visit).Count);
        await page.ClickAsync("#steps li:nth-child(1) button");
        Assert.Contains("last time 6", await page.TextContentAsync("#step"), StringComparison.Ordinal);
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), "/patients/" + store.People.List()[0].Id).ToString());
        await page.WaitForSelectorAsync("#techniques td");
        Assert.Contains("Manual compression2−1.5 points", await page.TextContentAsync("#techniques"), StringComparison.Ordinal);
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task A_visit_changed_elsewhere_is_not_overwritten_and_what_was_typed_stays()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P1" });
        StoredDocument visit = store.Documents.Create(DocumentKinds.Visit, person.Id, JsonSerializer.Serialize(new Visit { Date = new DateOnly(2026, 3, 4) }, DocumentJson.Options));
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await fixture.OpenBareAsync(path: $"/visit.html?person={person.Id}&visit={visit.Id}");
        await page.WaitForSelectorAsync("#step h2");
        store.Documents.Update(visit.Id, 1, JsonSerializer.Serialize(new Visit { Date = new DateOnly(2026, 3, 4), Notes = "other" }, DocumentJson.Options));
        await page.FillAsync("#step input[type=number]", "7");
        await page.WaitForFunctionAsync("() => document.getElementById('error').textContent.includes('Somebody else')");
        Assert.Equal("7", await page.InputValueAsync("#step input[type=number]"));
        Assert.Contains("other", store.Documents.Read(visit.Id).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/visit.html?person=PERSON")]
    public async Task Pages_have_no_serious_accessibility_violation_and_fit_a_phone(string path)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P1" });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            IPage page = await fixture.OpenBareAsync(390, 844, scheme, path.Replace("PERSON", person.Id, StringComparison.Ordinal));
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await page.WaitForSelectorAsync("#nav a");
            Assert.Empty(await Axe.SeriousAsync(page));
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "wider than the phone");
        }

        Assert.Empty(fixture.Errors);
    }

    // Focus by script stands for Tab presses between fields; every act is a key.
    private static async Task<Visit> VisitAsync(IPage page, RecordStore store, string pain, string after)
    {
        await page.WaitForSelectorAsync("#step svg.draw");
        await page.FocusAsync("#step svg.draw >> nth=1");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, "#step input[type=number]", pain);
        await TypeAsync(page, "#step label:has-text('travel') input", "into the temple");
        await page.FocusAsync("#step label:has-text('Morning') input");
        await page.Keyboard.PressAsync("Space");
        await Shots.TakeAsync(page, "visit-intake");
        await NextAsync(page, 2);
        await TypeAsync(page, "[data-movement=neck-rotation-left] input >> nth=0", "5");
        await TypeAsync(page, "[data-movement=neck-rotation-left] input >> nth=1", "60");
        await NextAsync(page, 3);
        await page.FocusAsync("#add-point");
        await page.Keyboard.PressAsync("Enter");
        await page.FocusAsync("[data-point='1'] select >> nth=2");
        await page.Keyboard.PressAsync("ArrowDown");
        await NextAsync(page, 4);
        await page.FocusAsync("#add-treatment");
        await page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, "[data-treatment='0'] label:has-text('Holds') input", "3");
        await NextAsync(page, 5);
        await TypeAsync(page, "[data-movement=neck-rotation-left] input >> nth=0", after);
        await NextAsync(page, 6);
        await page.FocusAsync("#step input[type=checkbox] >> nth=0");
        await page.Keyboard.PressAsync("Space");
        await NextAsync(page, 7);
        await TypeAsync(page, "#plan", "ball at the wall, 2 × a day\nwalk");
        await page.FocusAsync("#close");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#close:has-text('Open again')");
        return JsonSerializer.Deserialize<Visit>(store.Documents.List(DocumentKinds.Visit)[^1].Body, DocumentJson.Options)!;
    }

    private static async Task TypeAsync(IPage page, string field, string text)
    {
        await page.FocusAsync(field);
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task NextAsync(IPage page, int step)
    {
        await page.FocusAsync("#next");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync($"#steps li:nth-child({step}) button[aria-current=step]");
    }
}
