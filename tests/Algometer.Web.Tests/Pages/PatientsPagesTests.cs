using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Patients;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>Patients: found, added, changed, deleted and brought back.</summary>
public sealed class PatientsPagesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 5, 9, 0, 0, TimeSpan.Zero));
    private readonly RecordStore _store;

    public PatientsPagesTests() => _store = RecordStore.Open(_folder.Path, _time);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "2 of 2 patients", "3 Nov 2026")]
    [InlineData("de", "2 von 2 Patienten", "3. Nov. 2026")]
    [InlineData("zh", "2 / 2 名患者", "2026年11月3日")]
    public async Task The_list_shows_who_was_here_when_and_finds_by_code_or_name(string language, string count, string day)
    {
        Person ada = _store.People.Add(new Person { Code = "P-017" }, "Ada Lovelace");
        _store.People.Add(new Person { Code = "P-018" });
        Recorded.Visit(_store, ada.Id, new DateOnly(2026, 11, 3), 6);
        await using var page = new ComponentPage(_store, _time, language: language);
        var list = page.Open<PatientsPage>("/patients");
        Assert.Equal(count, list.Find("#count").TextContent);
        Assert.Contains(day, list.Find("tbody tr").TextContent, StringComparison.Ordinal);
        list.Find("#find").Input("lace 017");
        Assert.Equal("P-017", Assert.Single(list.FindAll("tbody .row-link")).TextContent);
    }

    [Fact]
    public async Task Without_a_record_and_without_patients_the_list_says_so()
    {
        await using var nothing = new ComponentPage();
        Assert.Contains("Nothing is recorded", nothing.Open<PatientsPage>().Markup, StringComparison.Ordinal);
        await using var empty = new ComponentPage(_store, _time);
        Assert.Contains("No patients yet", empty.Open<PatientsPage>().Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Write a code")]
    [InlineData("two words", "1 to 40 letters")]
    [InlineData("P-001", "Another patient")]
    public async Task A_code_that_cannot_be_is_refused_beside_the_field_and_what_was_typed_stays(string code, string words)
    {
        _store.People.Add(new Person { Code = "P-001" });
        await using var page = new ComponentPage(_store, _time);
        var form = page.Open<DetailsPage>("/patients/new");
        form.Find("#code").Change(code);
        form.Find("#notes").Change("typed");
        form.Find("form").Submit();
        Assert.Contains(words, form.Find("#code-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("typed", form.Find("#notes").GetAttribute("value"));
        Assert.Single(_store.People.List());
    }

    [Fact]
    public async Task What_is_typed_is_kept_and_leads_to_the_patient()
    {
        await using var page = new ComponentPage(_store, _time);
        var form = page.Open<DetailsPage>("/patients/new");
        form.Find("#code").Change(" P-017 ");
        form.Find("#name").Change("Ada");
        form.Find("#decade").Change("1980");
        form.Find("#sex").Change("Female");
        form.Find("#consent-date").Change("2026-11-01");
        form.Find("#consent-text").Change("study A");
        form.Find("form").Submit();
        Person kept = Assert.Single(_store.People.List());
        Assert.Equal(("P-017", 1980, Sex.Female, new DateOnly(2026, 11, 1), "study A"), (kept.Code, kept.BirthDecade, kept.Sex, kept.ConsentDate, kept.ConsentText));
        Assert.Equal("Ada", _store.People.ReadName(kept.Id));
        Assert.EndsWith("/patients/" + kept.Id, page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_patient_is_brought_back_from_the_list()
    {
        Person ada = _store.People.Add(new Person { Code = "P-017" });
        await using var page = new ComponentPage(_store, _time);
        var details = page.Open<DetailsPage>($"/patients/{ada.Id}/details", parameters => parameters.Add(known => known.Id, ada.Id));
        details.Find("#delete").Click();
        Assert.Single(_store.People.List());
        details.Find("#delete-yes").Click();
        Assert.Empty(_store.People.List());
        Assert.Contains("There is no such patient", page.Open<PatientPage>($"/patients/{ada.Id}", parameters => parameters.Add(known => known.Id, ada.Id)).Markup, StringComparison.Ordinal);
        await using var again = new ComponentPage(_store, _time);
        var list = again.Open<PatientsPage>($"/patients?deleted={ada.Id}");
        list.Find(".notice button").Click();
        Assert.Single(_store.People.List());
    }

    [Fact]
    public async Task A_patients_page_shows_visits_their_course_and_what_techniques_gave()
    {
        Person ada = _store.People.Add(new Person { Code = "P-017", Notes = "left-handed" }, "Ada");
        Recorded.Visit(_store, ada.Id, new DateOnly(2026, 10, 5), 6);
        Recorded.Visit(_store, ada.Id, new DateOnly(2026, 11, 3), 4);
        await using var page = new ComponentPage(_store, _time);
        var shown = page.Open<PatientPage>($"/patients/{ada.Id}", parameters => parameters.Add(known => known.Id, ada.Id));
        Assert.Equal(["3 Nov 2026", "5 Oct 2026"], shown.FindAll("#visits strong").Select(day => day.TextContent), StringComparer.Ordinal);
        Assert.Equal("Pain at intake: 6, 4", shown.Find("svg.plot").GetAttribute("aria-label"));
        Assert.Contains("Ada", shown.Find(".patient-bar").TextContent, StringComparison.Ordinal);
        Assert.Contains("left-handed", shown.Markup, StringComparison.Ordinal);
        Assert.Contains("There is no such patient", page.Open<PatientPage>("/patients/nobody", parameters => parameters.Add(known => known.Id, "nobody")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_browser_the_pages_are_walked_by_keyboard_ask_before_words_are_lost_and_old_addresses_lead_on()
    {
        Person ada = _store.People.Add(new Person { Code = "P-017" }, "Ada");
        _store.People.Add(new Person { Code = "P-018" }); // So that what was typed changes the count.
        Recorded.Visit(_store, ada.Id, new DateOnly(2026, 10, 5), 6);
        Recorded.Visit(_store, ada.Id, new DateOnly(2026, 11, 3), 4);
        Recorded.Run(_store, ada.Id, new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero), [("upper-trapezius", BodySide.Left, [250, 262, 241])]);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) }, _store);
        IPage page = await fixture.OpenBareAsync(path: "/people.html");
        await page.WaitForURLAsync("**/patients");
        await PageLooks.AliveAsync(page);
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "patients");
        await page.Keyboard.PressAsync("Tab"); // From the heading to "New patient", then the search, then the first line.
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("ada");
        await page.WaitForFunctionAsync("() => document.getElementById('count').textContent === '1 of 2 patients'");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/patients/" + ada.Id);
        await page.WaitForSelectorAsync("#visits li");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "patient");

        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/patients/{ada.Id}/details").ToString());
        await PageLooks.AliveAsync(page);
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "patient-details");
        await page.FillAsync("#notes", "half a sentence");
        await page.FocusAsync("#code");
        var asked = new TaskCompletionSource();
        page.Dialog += async (_, dialog) =>
        {
            await dialog.DismissAsync();
            asked.TrySetResult();
        };
        await page.ClickAsync(".rail a[href='/help']");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await page.FillAsync("#notes", "a whole sentence");
        await page.ClickAsync("#save");
        await page.WaitForURLAsync("**/patients/" + ada.Id);
        await page.WaitForSelectorAsync("text=a whole sentence");
        foreach (string language in (string[])["de", "zh"])
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/language?to={language}&back=/patients/{ada.Id}").ToString());
            await PageLooks.AliveAsync(page);
            await PageLooks.AssertAsync(page);
            await Shots.TakeAsync(page, "patient-" + language);
        }

        Assert.Empty(fixture.Errors);
    }
}
