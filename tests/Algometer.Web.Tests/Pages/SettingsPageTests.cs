using Algometer.Clinic.Runs;
using Algometer.Clinic.Settings;
using Algometer.Records;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Settings;
using Bunit;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>Settings: kept in the record, refused in words, and what they are for.</summary>
public sealed class SettingsPageTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;

    public SettingsPageTests() => _store = RecordStore.Open(_folder.Path, TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_set_is_kept_in_the_record_and_stands_at_the_head_of_reports()
    {
        await using var page = new ComponentPage(_store);
        var settings = page.Open<SettingsPage>("/settings");
        settings.Find("#clinic-name").Change(" Clinic at the Park ");
        settings.Find("#address").Change("Park Lane 1\n12345 Town");
        settings.Find("#phone").Change("+49 30 123");
        settings.Find("#low").Change("20");
        settings.Find("#high").Change("30.5");
        settings.Find("#save").Click();
        Assert.Equal("Saved", settings.Find("#saved").TextContent);
        ClinicSettings kept = new SettingsStore(_store).Current;
        Assert.Equal(["Clinic at the Park", "Park Lane 1", "12345 Town", "+49 30 123"], kept.Letterhead);
        Assert.Equal((20, 30.5), (kept.BandLowNewtons, kept.BandHighNewtons));

        // Twice from one page is no conflict with itself.
        settings.Find("#low").Change("21");
        settings.Find("#save").Click();
        Assert.Equal(21, new SettingsStore(_store).Current.BandLowNewtons);
    }

    [Theory]
    [InlineData("#high", "10", "lower to a higher")]
    [InlineData("#high", "", "lower to a higher")]
    [InlineData("#seconds", "4", "5 to 600")]
    [InlineData("#backup-days", "400", "0 to 365")]
    public async Task What_cannot_be_is_refused_beside_its_field(string field, string value, string words)
    {
        await using var page = new ComponentPage(_store);
        var settings = page.Open<SettingsPage>("/settings");
        settings.Find(field).Change(value);
        settings.Find("#save").Click();
        Assert.Contains(words, settings.Find("#settings-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("invalid", settings.Find(field).ClassName, StringComparison.Ordinal);
        Assert.Equal(0, new SettingsStore(_store).Read().Revision);
    }

    [Fact]
    public async Task Settings_that_somebody_else_changed_meanwhile_are_not_overwritten()
    {
        new SettingsStore(_store).Write(0, new ClinicSettings { Name = "first" });
        await using var page = new ComponentPage(_store);
        var settings = page.Open<SettingsPage>("/settings");
        new SettingsStore(_store).Write(1, new ClinicSettings { Name = "theirs" });
        settings.Find("#clinic-name").Change("mine");
        settings.Find("#save").Click();
        Assert.Contains("Somebody else", settings.Find("#settings-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("theirs", new SettingsStore(_store).Current.Name);
        Assert.Equal("mine", settings.Find("#clinic-name").GetAttribute("value"));
    }

    [Fact]
    public async Task A_detectable_change_needs_its_study()
    {
        await using var page = new ComponentPage(_store);
        var settings = page.Open<SettingsPage>("/settings");
        settings.Find("#mdc").Change("80");
        settings.Find("#save-judging").Click();
        Assert.Contains("with the study", settings.Find("#judging-error").TextContent, StringComparison.Ordinal);
        settings.Find("#mdc-source").Change("Own study");
        settings.Find("#save-judging").Click();
        Assert.Equal((80.0, "Own study"), (new RunReader(_store).Settings().Value.Mdc95Kpa, new RunReader(_store).Settings().Value.MdcSource));
    }

    [Fact]
    public void Without_a_record_settings_last_as_long_as_the_program()
    {
        var store = new SettingsStore(null);
        store.Write(0, new ClinicSettings { Name = "here" });
        Assert.Equal("here", store.Read().Value.Name);
    }

    [Fact]
    public async Task In_a_browser_the_page_is_accessible_and_what_is_set_begins_the_measuring()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) }, _store);
        IPage page = await fixture.OpenBareAsync(path: "/settings");
        await PageLooks.AliveAsync(page);
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "settings");
        await page.FillAsync("#low", "12");
        await page.SelectOptionAsync("#default-language", "fr");
        await page.Locator("#seconds").FillAsync("45");
        await page.ClickAsync("#save");
        await page.WaitForSelectorAsync("#saved:has-text('Saved')");
        await page.GotoAsync(fixture.Host.Url);
        await page.WaitForFunctionAsync("() => document.getElementById('low')?.value === '12.0' && document.getElementById('seconds').value === '45'");
        await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), "/settings").ToString());
        await page.WaitForSelectorAsync("h1:has-text('Réglages')");
        foreach (string language in (string[])["de", "zh"])
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/language?to={language}&back=/settings").ToString());
            await PageLooks.AliveAsync(page);
            await PageLooks.AssertAsync(page);
            await Shots.TakeAsync(page, "settings-" + language);
        }

        Assert.Empty(fixture.Errors);
    }
}
