using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Recordings;
using Bunit;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>The list of recordings: found, narrowed, turned, picked to compare.</summary>
public sealed class RecordingsPageTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;

    public RecordingsPageTests() => _store = RecordStore.Open(_folder.Path, TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_long_list_is_found_narrowed_and_turned()
    {
        Person person = _store.People.Add(new Person { Code = "P-003" });
        for (int i = 0; i < 260; i++)
        {
            string id = Recorded.Session(_store, i % 50 == 7 ? $"Calf {i}" : $"Hold {i}", 0.2, at: new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero).AddHours(i * 12), simulated: i % 2 == 0, end: i % 20 == 0 ? SessionEnd.CutOff : SessionEnd.Closed);
            if (i % 50 == 7)
            {
                _store.LinkSession(new SessionLink(id, person.Id));
            }
        }

        await using var page = new ComponentPage(_store);
        var list = page.Open<RecordingsPage>("/recordings");
        Assert.Equal("Recordings: 260", list.Find("#count").TextContent);
        Assert.Equal(100, list.FindAll("tbody tr").Count);
        list.Find("#later").Click();
        list.Find("#later").Click();
        Assert.Equal("Hold 0", list.FindAll(".row-link")[^1].TextContent);
        Assert.Contains("cut off", list.FindAll("tbody tr")[^1].TextContent, StringComparison.Ordinal);
        Assert.Contains("simulated", list.FindAll("tbody tr")[^1].TextContent, StringComparison.Ordinal);
        list.Find("#search").Input("calf");
        Assert.Equal("6 of 260 recordings", list.Find("#count").TextContent);
        list.Find("#search").Input("");
        list.Find("#person").Change(person.Id);
        Assert.Equal("6 of 260 recordings", list.Find("#count").TextContent);
        Assert.Contains("P-003", list.Find("tbody tr").TextContent, StringComparison.Ordinal);
        list.Find("#person").Change("");
        list.Find("#end").Change("cut-off");
        Assert.Equal("13 of 260 recordings", list.Find("#count").TextContent);
        list.Find("#simulated").Change("no");
        Assert.Equal("0 of 260 recordings", list.Find("#count").TextContent);
    }

    [Fact]
    public async Task A_recording_whose_header_was_altered_is_marked()
    {
        Recorded.Session(_store, "Whole", 0.2);
        string id = Recorded.Session(_store, "Touched", 0.2);
        using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder.Path, "algometer.db")};Pooling=False"))
        {
            database.Open();
            using Microsoft.Data.Sqlite.SqliteCommand alter = database.CreateCommand();
            alter.CommandText = "PRAGMA ignore_check_constraints=ON; UPDATE sessions SET source = 'nowhere' WHERE id = $id";
            alter.Parameters.AddWithValue("$id", id);
            Assert.Equal(1, alter.ExecuteNonQuery());
        }

        await using var page = new ComponentPage(_store);
        var list = page.Open<RecordingsPage>("/recordings");
        Assert.Contains("altered", Assert.Single(list.FindAll("tbody tr"), row => row.TextContent.Contains("Touched", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("altered", Assert.Single(list.FindAll("tbody tr"), row => row.TextContent.Contains("Whole", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_narrow_the_list_and_an_address_may_name_the_person()
    {
        Person person = _store.People.Add(new Person { Code = "P-003" });
        string first = Recorded.Session(_store, "First", 0.2, at: new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        Recorded.Session(_store, "Second", 0.2, at: new DateTimeOffset(2026, 1, 3, 12, 0, 0, TimeSpan.Zero));
        _store.LinkSession(new SessionLink(first, person.Id));
        await using var page = new ComponentPage(_store);
        var list = page.Open<RecordingsPage>("/recordings?person=" + person.Id);
        Assert.Equal("First", Assert.Single(list.FindAll(".row-link")).TextContent);
        list.Find("#person").Change("");
        list.Find("#from").Change("2026-01-02");
        Assert.Equal("Second", Assert.Single(list.FindAll(".row-link")).TextContent);
        list.Find("#from").Change("");
        list.Find("#to").Change("2026-01-01");
        Assert.Equal("First", Assert.Single(list.FindAll(".row-link")).TextContent);
    }

    [Fact]
    public async Task Two_to_four_are_picked_to_compare_and_a_deleted_one_is_brought_back()
    {
        string[] ids = [.. Enumerable.Range(0, 5).Select(i => Recorded.Session(_store, $"Hold {i}", 0.2))];
        await using var page = new ComponentPage(_store, language: "de");
        var list = page.Open<RecordingsPage>("/recordings?deleted=" + ids[0]);
        for (int i = 0; i < 4; i++)
        {
            list.FindAll("tbody input")[i].Change(true);
        }

        Assert.Equal("4 vergleichen", list.Find("#compare").TextContent);
        Assert.Equal(4, list.Find("#compare").GetAttribute("href")!.Split("item=session:").Length - 1);
        Assert.True(list.FindAll("tbody input")[4].HasAttribute("disabled"));
        _store.DeleteSession(ids[0], "thea");
        var again = page.Open<RecordingsPage>("/recordings?deleted=" + ids[0]);
        Assert.Contains("von thea", again.Find("#deleted").TextContent, StringComparison.Ordinal);
        again.Find("#undo").Click();
        Assert.Equal("Aufzeichnungen: 5", again.Find("#count").TextContent);
        Assert.Empty(again.FindAll("#deleted"));
    }

    [Fact]
    public async Task In_a_browser_the_list_is_accessible_at_every_size_and_opens_by_keyboard()
    {
        string id = Recorded.Eventful(_store);
        Recorded.Session(_store, "Steady", 40);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) }, _store);
        IPage page = await fixture.OpenBareAsync(path: "/review.html");
        await page.WaitForURLAsync("**/recordings");
        await PageLooks.AliveAsync(page);
        await page.ClickAsync("#more summary");
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "recordings");
        await page.FocusAsync($".row-link[href$='{id}']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("session-trace[data-points]");
        foreach (string language in (string[])["de", "zh"])
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/language?to={language}&back=/recordings").ToString());
            await PageLooks.AliveAsync(page);
            await Shots.TakeAsync(page, "recordings-" + language);
        }

        Assert.Empty(fixture.Errors);
    }
}
