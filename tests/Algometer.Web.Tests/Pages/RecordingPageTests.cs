using System.Text.Json;
using AngleSharp.Dom;
using Algometer.Clinic.Review;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Home.Rules;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Web.Pages.Recordings;
using Algometer.Web.Words;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Tests.Pages;

/// <summary>One recording: what it shows, notes, judgements, deletion.</summary>
public sealed class RecordingPageTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;

    public RecordingPageTests() => _store = RecordStore.Open(_folder.Path, TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "gaps, 1", "not to be trusted, 1", "mark: here <b>it</b> hurt", "90 missing (lost on the way)", "out of the converter’s range", "1:29")]
    [InlineData("de", "Lücken, 1", "nicht vertrauenswürdig, 1", "Marke: here <b>it</b> hurt", "90 fehlen (unterwegs verloren)", "außerhalb des Wandlerbereichs", "1:29")]
    public async Task Gaps_faults_events_and_facts_are_told_in_the_readers_words(string language, string gaps, string faults, string mark, string gap, string fault, string length)
    {
        string id = Recorded.Eventful(_store);
        await using var page = new ComponentPage(_store, language: language);
        IRenderedComponent<RecordingPage> shown = Open(page, id);
        Assert.Contains(gaps, shown.Find("#legend").TextContent, StringComparison.Ordinal);
        Assert.Contains(faults, shown.Find("#legend").TextContent, StringComparison.Ordinal);
        Assert.Contains(mark, shown.Find("#events").TextContent, StringComparison.Ordinal);
        Assert.Contains(length, shown.Find("#facts").TextContent, StringComparison.Ordinal);
        Assert.Single(shown.FindAll("#events button[data-kind=alarm]"));

        // The same words, and where they belong, go to the drawing.
        JsonElement marks = Marks(shown);
        Assert.Equal(gap, marks.GetProperty("gaps")[0].GetProperty("words").GetString());
        Assert.Equal(24.99, marks.GetProperty("gaps")[0].GetProperty("from").GetDouble(), 0.02);
        Assert.Equal(fault, marks.GetProperty("faults")[0].GetProperty("words").GetString());
        Assert.Equal(60, marks.GetProperty("limit").GetDouble());
    }

    [Fact]
    public async Task An_event_a_trial_and_a_hold_are_shown_where_they_are_each_time_they_are_asked_for()
    {
        string id = Recorded.Eventful(_store);
        await using var page = new ComponentPage(_store);
        IRenderedComponent<RecordingPage> shown = Open(page, id);
        shown.Find("#events button").Click();
        string first = Trace(shown).GetAttribute("data-show")!;
        Assert.StartsWith("17.000 23.000 ", first, StringComparison.Ordinal);
        shown.Find("#events button").Click();
        Assert.NotEqual(first, Trace(shown).GetAttribute("data-show"), StringComparer.Ordinal);

        // The gap in the hold is a hole in its picture.
        Assert.Equal(2, shown.FindAll(".judged svg.strip polyline.force").Count);
        shown.Find(".judged .hold").Click();
        Assert.StartsWith("2.", Trace(shown).GetAttribute("data-show")!, StringComparison.Ordinal);

        // A link may name the stretch.
        IRenderedComponent<RecordingPage> linked = page.Open<RecordingPage>($"/recordings/{id}?from=11.5&to=14", parameters => parameters.Add(one => one.Id, id));
        Assert.StartsWith("11.500 14.000 ", Trace(linked).GetAttribute("data-show")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_judged_with_states_measures_and_a_picture_around_its_band()
    {
        string id = Recorded.Session(_store, "Eases", 75, t => t < 2 ? 0 : t < 65 ? 30 * (1 - (0.04 * (1 - Math.Exp(-(t - 2) / 6)))) * (t < 35 ? 1 : 1 - (0.16 * Math.Min(1, (t - 35) / 6))) + (0.15 * Math.Sin(t * 31)) : 0.1);
        await using var page = new ComponentPage(_store);
        IRenderedComponent<RecordingPage> shown = Open(page, id);
        IElement hold = shown.Find(".judged");
        Assert.Contains("steadiness", hold.TextContent, StringComparison.Ordinal);
        Assert.Contains("judged as probe, 60 s", hold.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(shown.FindAll(".judged svg.strip polyline.force"));
        JsonElement lane = Assert.Single(Marks(shown).GetProperty("lanes").EnumerateArray());
        Assert.True(lane.GetProperty("front").GetBoolean());
        Assert.Equal("Settling", lane.GetProperty("holds")[0].GetProperty("states")[0].GetProperty("words").GetString());
        HoldReport report = HoldAnalysis.Read(Assert.Single(_store.Documents.ListOfSession("analysis", id))).ReadHolds()[0];
        Assert.Contains(report.Words, hold.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judging_again_adds_a_judgement_beside_the_first_and_never_changes_it()
    {
        string id = Recorded.Eventful(_store);
        await using var page = new ComponentPage(_store);
        IRenderedComponent<RecordingPage> shown = Open(page, id);
        StoredDocument first = Assert.Single(_store.Documents.ListOfSession("analysis", id));
        shown.Find("#a-tool").Change("Ball");
        shown.Find("#a-seconds").Change("30");
        await shown.Find("#again-form").SubmitAsync();
        string second = shown.Find("[data-analysis='2']").TextContent;
        Assert.Contains("easing " + EasingDetector.Version, second, StringComparison.Ordinal);
        Assert.Contains("ball, 30 s", second, StringComparison.Ordinal);
        IReadOnlyList<StoredDocument> kept = _store.Documents.ListOfSession("analysis", id);
        Assert.Equal(2, kept.Count);
        Assert.Equal((first.Id, 1, first.Body), (kept[0].Id, kept[0].Revision, kept[0].Body));
        Assert.Equal([false, true], Marks(shown).GetProperty("lanes").EnumerateArray().Select(lane => lane.GetProperty("front").GetBoolean()));
        shown.Find("[data-analysis='1'] button[aria-pressed]").Click();
        Assert.Equal([true, false], Marks(shown).GetProperty("lanes").EnumerateArray().Select(lane => lane.GetProperty("front").GetBoolean()));

        // Nonsense is answered in words, and adds nothing.
        shown.Find("#a-possible").Change("5");
        await shown.Find("#again-form").SubmitAsync();
        Assert.Contains("both thresholds", shown.Find("#again-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, _store.Documents.ListOfSession("analysis", id).Count);
    }

    [Fact]
    public async Task Notes_keep_every_wording_and_markup_in_them_is_text()
    {
        string id = Recorded.Eventful(_store, Hostile.Markup);
        await using var page = new ComponentPage(_store);
        IRenderedComponent<RecordingPage> shown = Open(page, id);
        Assert.Equal(Hostile.Markup, shown.Find("h1").TextContent);
        await AddAsync("");
        Assert.Contains("1 to", shown.Find("#note-error").TextContent, StringComparison.Ordinal);
        await AddAsync(Hostile.Markup);
        Assert.Equal(Hostile.Markup, shown.Find("#notes p").TextContent);
        Assert.Empty(shown.FindAll("#notes img, #notes script"));
        Button("Change").Click();
        shown.Find("#notes textarea").Change("second wording");
        Button("Save").Click();
        Assert.Equal("second wording", shown.Find("#notes p").TextContent);
        Button("What it was").Click();
        Assert.Contains(Hostile.Markup, shown.Find("#notes p.old").TextContent, StringComparison.Ordinal);
        SessionRemark note = Assert.Single(_store.Notes.List(id));
        Assert.Equal((2, "second wording"), (note.Revision, note.Text));
        Button("Delete").Click();
        Assert.Empty(_store.Notes.List(id));
        shown.Find("#undo").Click();
        Assert.Equal("second wording", shown.Find("#notes p").TextContent);

        // Somebody else was faster: what was typed stays.
        Button("Change").Click();
        _store.Notes.Change(note.Id, _store.Notes.List(id)[0].Revision, "theirs");
        shown.Find("#notes textarea").Change("mine");
        Button("Save").Click();
        Assert.Equal("mine", shown.Find("#notes textarea").GetAttribute("value"));
        Assert.NotEqual("", shown.Find("#notes .error").TextContent, StringComparer.Ordinal);

        IElement Button(string words) => shown.FindAll("#notes button").First(button => button.TextContent == words);

        async Task AddAsync(string text)
        {
            shown.Find("#note").Change(text);
            await shown.Find("#note-form").SubmitAsync();
        }
    }

    [Fact]
    public async Task Deleting_asks_first_and_keeps_an_audit_entry()
    {
        string id = Recorded.Eventful(_store);
        await using var page = new ComponentPage(_store);
        IRenderedComponent<RecordingPage> shown = Open(page, id);
        shown.Find("#delete").Click();
        Assert.Contains("30 days", shown.Find("#confirm").TextContent, StringComparison.Ordinal);
        shown.Find("#keep").Click();
        Assert.Empty(shown.FindAll("#confirm"));
        Assert.Single(_store.ListSessions());
        shown.Find("#delete").Click();
        shown.Find("#confirm-yes").Click();
        Assert.Empty(_store.ListSessions());
        Assert.EndsWith("/recordings?deleted=" + id, page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Contains(_store.Audit.List(), entry => entry.Event.Action == AuditActions.Delete && entry.Event.ObjectId == id);
    }

    [Fact]
    public async Task What_is_recorded_now_cannot_be_deleted_and_what_is_not_there_is_told()
    {
        await using var page = new ComponentPage(_store);
        Assert.Contains("no such recording", Open(page, "nothing").Markup, StringComparison.Ordinal);
        using SessionRecorder now = _store.StartSession(new SessionDescription { DeviceId = "ALG-0C21", FirmwareVersion = "1.2.0", SoftwareVersion = "0.1.0", NominalRateHz = 80, TipAreaCm2 = 1, LimitMillinewtons = 60_000, Title = "Now", Calibration = Recorded.Calibration });
        Assert.Empty(Open(page, now.SessionId).FindAll("#delete"));
        await using var nowhere = new ComponentPage();
        Assert.Contains("no such recording", Open(nowhere, "x").Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("pt")]
    [InlineData("zh")]
    public async Task Every_sentence_that_a_judgement_may_hold_is_known_in_every_language(string language)
    {
        await using var page = new ComponentPage(_store, language: language);
        var words = new RecordingWords(page.Services.GetRequiredService<IStringLocalizer<Recording>>());
        foreach (EasingVerdict verdict in Enum.GetValues<EasingVerdict>())
        {
            foreach (EasingDoubt doubt in Enum.GetValues<EasingDoubt>())
            {
                foreach (LetOffAnswer answer in Enum.GetValues<LetOffAnswer>())
                {
                    string written = EasingWords.Of(verdict, doubt, answer);
                    Assert.NotEqual(written, words.Sentence(new HoldReport { File = "", Verdict = TextIds.Kebab(verdict), Words = written, States = [] }), StringComparer.Ordinal);
                }
            }

            Assert.NotEqual(EasingWords.Name(verdict), words.Title(new HoldReport { File = "", Verdict = TextIds.Kebab(verdict), Words = "", Title = EasingWords.Name(verdict), States = [] }), StringComparer.Ordinal);
        }

        Assert.All(Enum.GetValues<EasingState>().Where(state => state != EasingState.NoHold), state => Assert.NotEqual(EasingWords.Name(state), words.Of(new StateReport(0, 1, TextIds.Kebab(state), EasingWords.Name(state))), StringComparer.Ordinal));
    }

    private static IRenderedComponent<RecordingPage> Open(ComponentPage page, string id) => page.Open<RecordingPage>("/recordings/" + id, parameters => parameters.Add(one => one.Id, id));

    private static IElement Trace(IRenderedComponent<RecordingPage> shown) => shown.Find("session-trace");

    private static JsonElement Marks(IRenderedComponent<RecordingPage> shown) => JsonElement.Parse(Trace(shown).GetAttribute("data-marks")!);
}
