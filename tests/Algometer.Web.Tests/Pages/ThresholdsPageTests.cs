using System.Text.Json;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Pages.Thresholds;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Algometer.Web.Tests.Pages;

/// <summary>The threshold test's page: what it is started with, what it refuses, whose test it shows.</summary>
public sealed class ThresholdsPageTests : IDisposable
{
    private const string Right = "[data-key='upper-trapezius/right']";
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;
    private readonly Person _ada;
    private readonly Person _ben;

    public ThresholdsPageTests()
    {
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _ada = _store.People.Add(new Person { Code = "P-001" });
        _ben = _store.People.Add(new Person { Code = "P-002" });
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "Choose at least one site", "Upper trapezius, right", "Midway between C7", "For whom?", "change the tip")]
    [InlineData("de", "Wählen Sie mindestens eine Stelle", "Oberer Trapezius, rechts", "Mitte zwischen C7", "Für wen?", "Wechseln Sie Spitze")]
    public async Task A_test_needs_a_site_and_the_tip_of_its_protocol_and_says_so_in_the_readers_words(string language, string site, string name, string landmark, string whom, string tip)
    {
        await using var page = new ComponentPage(_store, language: language);
        IRenderedComponent<ThresholdsPage> shown = page.Open<ThresholdsPage>("/thresholds");
        Assert.Contains(whom, shown.Find("label:has(#person)").TextContent, StringComparison.Ordinal);
        await shown.Find("#form").SubmitAsync();
        Assert.Contains(site, shown.Find("#problem").TextContent, StringComparison.Ordinal);
        Assert.Contains(landmark, shown.Find(Right).TextContent, StringComparison.Ordinal);
        shown.Find(Right).Click();
        Assert.Equal(name, shown.Find("#chosen").TextContent);
        Assert.Equal("true", shown.Find(Right).GetAttribute("aria-checked"));

        // The tip is the device's: what is chosen here is so for every page.
        shown.Find("#tip").Change("0.5");
        Assert.Equal(0.5, page.Parts.Station.Pipeline.TipAreaCm2);
        Assert.Contains(tip, shown.Find("#other-tip").TextContent, StringComparison.Ordinal);
        await shown.Find("#form").SubmitAsync();
        Assert.Contains(tip, shown.Find("#problem").TextContent, StringComparison.Ordinal);
        shown.Find("#tip").Change("1");
        Assert.Empty(shown.FindAll("#other-tip"));

        // The next refusal is the host's: no device runs here.
        await shown.Find("#form").SubmitAsync();
        Assert.Contains("No device is connected", shown.Find("#problem").TextContent, StringComparison.Ordinal);
        shown.Find(Right).Click();
        Assert.Equal("false", shown.Find(Right).GetAttribute("aria-checked"));
    }

    [Fact]
    public async Task A_protocol_brings_its_numbers_its_source_and_what_is_said_to_the_patient()
    {
        await using var page = new ComponentPage(_store);
        IRenderedComponent<ThresholdsPage> shown = page.Open<ThresholdsPage>("/thresholds");
        Assert.Equal(("3", "50"), (shown.Find("#repeats").GetAttribute("value"), shown.Find("#rate").GetAttribute("value")));
        Assert.DoesNotContain("proposed, choose", shown.Find("#protocol-source").TextContent, StringComparison.Ordinal);
        shown.Find("#protocol").Change("tolerance-50");
        Assert.Equal("2", shown.Find("#repeats").GetAttribute("value"));
        Assert.Contains("proposed, choose your own", shown.Find("#protocol-source").TextContent, StringComparison.Ordinal);
        Assert.Contains("as soon as you want it to stop", shown.Find("#instruction").TextContent, StringComparison.Ordinal);
        Assert.Contains("en-1", shown.Find("#instruction-version").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_site_is_marked_named_and_chosen_and_never_lies_beside_the_body()
    {
        await using var page = new ComponentPage(_store);
        IRenderedComponent<ThresholdsPage> shown = page.Open<ThresholdsPage>("/thresholds");
        shown.Find("#own-name").Change("Scar");
        shown.Find("#own-add").Click();
        Assert.Contains("a name and a mark", shown.Find("#own-problem").TextContent, StringComparison.Ordinal);
        shown.Find("#own-map").Change("back 95 20");
        Assert.Contains("beside the body", shown.Find("#own").TextContent, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll("#own-map .drawn"));
        shown.Find("#own-map").Change("front 50 90");
        shown.Find("#own-map").Change("undo");
        Assert.Empty(shown.FindAll("#own-map .drawn"));
        shown.Find("#own-map").Change("back 46 60");
        Assert.Equal("46", shown.Find("#own-map .drawn").GetAttribute("cx"));
        shown.Find("#own-add").Click();
        Assert.Equal("Scar, left", shown.Find("#chosen").TextContent);
    }

    [Fact]
    public async Task A_test_is_begun_for_a_person_of_a_visit_and_says_whose_it_is_to_whoever_looks()
    {
        var hand = new SimulatedTest(new SimulatedPatient());
        await using var page = new ComponentPage(_store, device: new VirtualDeviceOptions { Hand = hand, Speed = 40 });
        await page.ConnectAsync();
        string visit = Recorded.Visit(_store, _ada.Id, new DateOnly(2026, 3, 4), 5, "", []);
        IRenderedComponent<ThresholdsPage> shown = page.Open<ThresholdsPage>($"/thresholds?person={_ada.Id}&visit={visit}&phase=after&protocol=ppt-40&places=thenar/left,nowhere/left");
        Assert.Equal("ppt-40", shown.Find("#protocol").GetAttribute("value"));
        Assert.Equal("Thenar eminence, left", shown.Find("#chosen").TextContent);
        Assert.Contains("P-001", shown.Find(".patient-bar").TextContent, StringComparison.Ordinal);
        shown.Find("#familiarisation").Change(false);
        shown.Find("#repeats").Change("1");
        await shown.Find("#form").SubmitAsync();
        Assert.NotEmpty(shown.FindAll("#task"));
        ThresholdTestActivity test = page.Parts.Station.Test;
        Assert.Equal((_ada.Id, visit, "after"), (test.View()!.Person, test.View()!.Visit, test.View()!.VisitPhase));

        // The running test stays Ada's, also where the page is opened for Ben.
        IRenderedComponent<ThresholdsPage> bens = page.Open<ThresholdsPage>($"/thresholds?person={_ben.Id}");
        Assert.Contains("P-001", bens.Find(".patient-bar").TextContent, StringComparison.Ordinal);
        ThresholdTestView over = await TestDrive.UntilAsync(test, view => view is { IsOver: true, RunId: not null });
        shown.WaitForAssertion(() => Assert.Equal($"/results?run={over.RunId}&person={_ada.Id}", shown.Find("#results").GetAttribute("href")), TimeSpan.FromSeconds(20));
        Assert.Equal($"/patients/{_ada.Id}/visits/{visit}?step=5", shown.Find(".to-visit").GetAttribute("href"));
        Assert.Contains(" kPa", shown.Find("#found [data-place='thenar/left'] b").TextContent, StringComparison.Ordinal);

        // It is over: who comes for somebody else finds room for a new one, who comes for her finds it.
        Assert.NotEmpty(page.Open<ThresholdsPage>($"/thresholds?person={_ada.Id}").FindAll("#found"));
        IRenderedComponent<ThresholdsPage> next = page.Open<ThresholdsPage>($"/thresholds?person={_ben.Id}");
        Assert.Empty(next.FindAll("#found"));
        Assert.Contains("P-002", next.Find(".patient-bar").TextContent, StringComparison.Ordinal);

        // The same again: places, repeats and rate as they were, and no practice.
        IRenderedComponent<ThresholdsPage> again = page.Open<ThresholdsPage>($"/thresholds?person={_ada.Id}&like={over.RunId}");
        Assert.Equal("Thenar eminence, left", again.Find("#chosen").TextContent);
        Assert.Equal(("ppt-40", "1"), (again.Find("#protocol").GetAttribute("value"), again.Find("#repeats").GetAttribute("value")));
        Assert.False(again.Find("#familiarisation").HasAttribute("checked"));
    }

    [Fact]
    public async Task An_own_site_comes_back_with_the_person_on_whom_it_was_measured()
    {
        await using var page = new ComponentPage(_store);
        TestPlace scar = page.Services.GetRequiredService<SiteCatalogue>().Place("own-scar-1", "Scar", BodySide.Left, new OwnPlace("arm", true, 46, 60));
        _store.Documents.Create(RunDocument.Kind, _ada.Id, JsonSerializer.Serialize(new RunDocument { Protocol = page.Parts.Protocols.Named("ppt-50"), Places = [scar], Steps = [], DeviceId = "d" }, DocumentJson.Options));
        IRenderedComponent<ThresholdsPage> shown = page.Open<ThresholdsPage>("/thresholds");
        int sites = shown.FindAll("#choose .site").Count;
        shown.Find("#person").Change(_ada.Id);
        Assert.Contains("P-001", shown.Find(".patient-bar").TextContent, StringComparison.Ordinal);
        Assert.Equal(sites + 1, shown.FindAll("#choose .site").Count);
        shown.Find("[data-key='own-scar-1/left']").Click();
        Assert.Equal("Scar, left", shown.Find("#chosen").TextContent);
    }

    [Fact]
    public async Task A_tester_measures_without_learning_of_anybody()
    {
        await using var page = new ComponentPage(_store, visitor: new Visitor("t", Role.Tester, null, default));
        IRenderedComponent<ThresholdsPage> shown = page.Open<ThresholdsPage>($"/thresholds?person={_ada.Id}");
        Assert.NotEmpty(shown.FindAll("#start"));
        Assert.DoesNotContain("P-001", shown.Markup, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll("#person"));
    }
}
