using System.Text.Json;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Visits;
using Bunit;

namespace Algometer.Web.Tests.Pages;

/// <summary>A visit in steps: what is written is what is read back, nothing typed is lost, a closed one is only read.</summary>
public sealed class VisitPageTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;
    private readonly Person _person;

    public VisitPageTests()
    {
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _person = _store.People.Add(new Person { Code = "P-017" });
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_recorded_start_of_a_hold_has_the_name_that_visits_look_for() =>
        Assert.Equal(EventKinds.HoldStarted, EventNames.Of(Measurement.Guard.MeasurementEventKind.HoldStarted), StringComparer.Ordinal);

    [Fact]
    public async Task A_first_visit_and_a_follow_up_are_read_back_unchanged()
    {
        await using (var page = new ComponentPage(_store))
        {
            IRenderedComponent<VisitPage> shown = Open(page);
            shown.Find("#pain-map").Change("back 40 50");
            shown.Find("#pain").Input("6");
            shown.Find("#travels").Input("into the temple");
            shown.Find("#times input[value=morning]").Change(true);
            Go(shown, 2);
            shown.Find("#add-point").Click();
            shown.Find("[data-point='1'] select.active").Change("active");
            shown.Find("#referral-1").Change("front 45 20");
            Go(shown, 3);
            shown.Find("[data-movement=neck-rotation-left] .pain").Input("5");
            shown.Find("[data-movement=neck-rotation-left] .range").Input("60");
            Go(shown, 4);
            shown.Find("#add-treatment").Click();
            shown.Find("[data-field=holds]").Input("3");
            Go(shown, 5);
            shown.Find("[data-movement=neck-rotation-left] .pain").Input("3");
            Assert.Contains("much better", shown.Find("#outcome").TextContent, StringComparison.Ordinal);
            Go(shown, 6);
            shown.Find("#expectations input[value=soreness]").Change(true);
            shown.Find("#plan").Input("ball at the wall, 2 × a day\n\nwalk");
            Go(shown, 7);
            Assert.Contains("1: Upper trapezius, right, active", shown.Find("#summary").TextContent, StringComparison.Ordinal);
            shown.Find("#close").Click();
        }

        Visit first = Assert.Single(Visits());
        Assert.Equal(6, first.Intake.Pain);
        Assert.Equal(new BodyMark(BodyView.Back, 40, 50, 6, "ache"), Assert.Single(first.Intake.Marks));
        Assert.Equal(("into the temple", "morning"), (first.Intake.Travels, Assert.Single(first.Intake.TimesOfDay)));
        Assert.Equal(new MovementRating("neck-rotation-left", 5, 60), Assert.Single(first.Before));
        Assert.True(Assert.Single(first.Points).Active);
        Assert.Single(first.Points[0].Referral);
        Assert.Equal(("1", "3"), (Assert.Single(first.Treatments).Point, first.Treatments[0].Fields["holds"]));
        Assert.Equal(3, first.After[0].Pain);
        Assert.Equal("soreness", Assert.Single(first.Expectations));
        Assert.Equal("ball at the wall, 2 × a day|walk", string.Join('|', first.Plan));
        Assert.True(first.Closed);

        // Read back on a new page, in another language; only looking at it changes nothing.
        StoredDocument stored = _store.Documents.List(DocumentKinds.Visit)[0];
        await using (var page = new ComponentPage(_store, language: "de"))
        {
            IRenderedComponent<VisitPage> shown = Open(page, stored.Id);
            Assert.Equal("6", shown.Find("#pain").GetAttribute("value"));
            Assert.Contains("abgeschlossen", shown.Find("#locked").TextContent, StringComparison.Ordinal);
            Go(shown, 6);
            Assert.Equal("ball at the wall, 2 × a day\nwalk", shown.Find("#plan").GetAttribute("value"));
            Go(shown, 7);
            Assert.Contains("1: Oberer Trapezius, rechts, aktiv", shown.Find("#summary").TextContent, StringComparison.Ordinal);
            Assert.Contains("Manuelle Kompression an Punkt 1: 3", shown.Find("#summary").TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(stored.Revision, _store.Documents.Read(stored.Id).Revision);

        // The follow-up brings along what was found, asks how it went, and shows last time beside.
        await using (var page = new ComponentPage(_store))
        {
            IRenderedComponent<VisitPage> shown = Open(page);
            Assert.Contains("taken over", shown.Find("#carried").TextContent, StringComparison.Ordinal);
            Assert.Contains("last time 6", shown.Find("#step").TextContent, StringComparison.Ordinal);
            Assert.Single(shown.FindAll("#pain-map .drawn"));
            shown.Find("#relief").Input("10");
            shown.Find("#plan-done").Input("80");
            Go(shown, 2);
            Assert.Single(shown.FindAll("[data-point]"));
            Go(shown, 3);
            Assert.Contains("3", shown.Find("[data-movement=neck-rotation-left]").TextContent, StringComparison.Ordinal);
        }

        Visit second = Visits()[^1];
        Assert.Equal((10.0, 80, false), (second.Intake.ReliefHours, second.Intake.PlanDonePercent, second.Closed));
        Assert.Equal(2, Visits().Length);
    }

    [Fact]
    public async Task A_visit_changed_elsewhere_is_not_overwritten_and_what_was_typed_stays()
    {
        StoredDocument visit = Stored(new Visit { Date = new DateOnly(2026, 3, 4) });
        await using var page = new ComponentPage(_store);
        IRenderedComponent<VisitPage> shown = Open(page, visit.Id);
        _store.Documents.Update(visit.Id, 1, JsonSerializer.Serialize(new Visit { Date = new DateOnly(2026, 3, 4), Notes = "other" }, DocumentJson.Options));
        shown.Find("#pain").Input("7");
        shown.WaitForAssertion(() => Assert.Contains("Somebody else", shown.Find("#error").TextContent, StringComparison.Ordinal), _patience);
        Assert.Equal("7", shown.Find("#pain").GetAttribute("value"));
        Assert.Contains("other", _store.Documents.Read(visit.Id).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Pain at intake is rated from 0 to 10.")]
    [InlineData("fr", "La douleur à l’entretien est notée de 0 à 10.")]
    public async Task What_cannot_be_is_told_and_written_once_it_is_right(string language, string told)
    {
        await using var page = new ComponentPage(_store, language: language);
        IRenderedComponent<VisitPage> shown = Open(page);
        shown.Find("#pain").Input("11");
        Go(shown, 2);
        Assert.Equal(told, shown.Find("#error").TextContent);
        Assert.Equal("not", shown.Find("#saved").GetAttribute("data-state"));
        Assert.Empty(Visits());
        Go(shown, 1);
        shown.Find("#pain").Input("10");
        Go(shown, 2);
        Assert.Equal("", shown.Find("#error").TextContent);
        Assert.Equal(10, Assert.Single(Visits()).Intake.Pain);
    }

    [Fact]
    public async Task What_was_typed_last_is_written_when_the_page_is_left_at_once()
    {
        await using (var page = new ComponentPage(_store))
        {
            Open(page).Find("#travels").Input("down the arm");
        }

        Assert.Equal("down the arm", Assert.Single(Visits()).Intake.Travels);
    }

    [Fact]
    public async Task A_closed_visit_is_locked_until_it_is_opened_again_which_its_history_shows()
    {
        StoredDocument visit = Stored(new Visit { Date = new DateOnly(2026, 3, 4), Closed = true });
        await using var page = new ComponentPage(_store);
        IRenderedComponent<VisitPage> shown = Open(page, visit.Id);
        Assert.True(shown.Find("#step fieldset").HasAttribute("disabled"));
        shown.Find("#pain-map").Change("back 40 50");
        Assert.Empty(shown.FindAll("#pain-map .drawn"));
        Assert.Equal(1, _store.Documents.Read(visit.Id).Revision);
        shown.Find("#reopen").Click();
        Assert.False(shown.Find("#step fieldset").HasAttribute("disabled"));
        Assert.Equal(2, _store.Documents.Read(visit.Id).Revision);
        Assert.False(Assert.Single(Visits()).Closed);
    }

    [Fact]
    public async Task Another_technique_or_point_loses_nothing_that_was_typed()
    {
        await using var page = new ComponentPage(_store);
        IRenderedComponent<VisitPage> shown = Open(page);
        Go(shown, 2);
        shown.Find("#add-point").Click();
        Go(shown, 4);
        shown.Find("#add-treatment").Click();
        shown.Find("[data-field=felt]").Input("tender");
        shown.Find("select.technique").Change("dry-needling");
        Assert.Empty(shown.FindAll("[data-field=felt]"));
        shown.Find("[data-field=needle]").Input("0.25 mm");
        shown.Find("select.technique").Change("compression");
        Assert.Equal("tender", shown.Find("[data-field=felt]").GetAttribute("value"));

        // Without its point, what was done still stands.
        Go(shown, 2);
        shown.Find("[data-remove='1']").Click();
        Go(shown, 4);
        Treatment kept = Assert.Single(Assert.Single(Visits()).Treatments);
        Assert.Equal(("", "tender", 1), (kept.Point, kept.Fields["felt"], kept.Fields.Count));
    }

    [Fact]
    public async Task Only_this_visits_tests_can_be_its_before_and_after_and_a_new_one_is_taken_by_itself()
    {
        StoredDocument visit = Stored(new Visit { Date = new DateOnly(2026, 3, 4), Points = [new TriggerPoint { Id = "1", Site = "thenar", Side = BodySide.Left }] });
        string other = Recorded.Run(_store, _person.Id, DateTimeOffset.UtcNow, [("thenar", BodySide.Left, [250, 260, 255])]);
        string mine = Recorded.Run(_store, _person.Id, DateTimeOffset.UtcNow, [("thenar", BodySide.Left, [250, 260, 255])]);
        StoredDocument run = _store.Documents.Read(mine);
        _store.Documents.Update(mine, run.Revision, JsonSerializer.Serialize(JsonSerializer.Deserialize<RunDocument>(run.Body, DocumentJson.Options)! with { VisitId = visit.Id, VisitPhase = "before" }, DocumentJson.Options));
        await using var page = new ComponentPage(_store);
        IRenderedComponent<VisitPage> shown = Open(page, visit.Id);
        Go(shown, 3);
        Assert.Equal(mine, shown.Find("#run-before").GetAttribute("value"));
        Assert.Equal($"|{mine}", string.Join('|', shown.FindAll("#run-before option").Select(option => option.GetAttribute("value"))));
        Assert.Equal(mine, Assert.Single(Visits()).PptBefore);
        Assert.DoesNotContain(other, shown.Markup, StringComparison.Ordinal);

        // The way to a test tells it everything: whose, which visit, where, and after treatment the same as before.
        shown.Find("[data-measure=before]").Click();
        Assert.EndsWith($"/thresholds?person={_person.Id}&visit={visit.Id}&phase=before&places=thenar%2Fleft", page.Address, StringComparison.Ordinal);
        Go(shown, 5);
        Assert.Equal("Measure the same again", shown.Find("[data-measure=after]").TextContent);
        shown.Find("[data-measure=after]").Click();
        Assert.EndsWith($"phase=after&like={mine}", page.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signs_that_are_not_a_muscles_call_for_a_look_first_wherever_something_is_done()
    {
        await using var page = new ComponentPage(_store, language: "de");
        IRenderedComponent<VisitPage> shown = Open(page);
        Assert.Empty(shown.FindAll("#reassess"));
        shown.Find("#concerns input[value=night]").Change(true);
        Assert.Contains("Nachtschmerz", shown.Find("#reassess").TextContent, StringComparison.Ordinal);
        Go(shown, 4);
        Assert.Contains("Zuerst neu beurteilen", shown.Find("#reassess").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guided_hold_that_is_over_by_itself_is_noted_with_its_verdict_and_the_next_begins_anew()
    {
        var hand = new StoryHand(Scenario.Named("easing"), 50);
        await using var page = new ComponentPage(_store, language: "de", device: new VirtualDeviceOptions { Hand = hand, Speed = 12 });
        await page.ConnectAsync();
        IRenderedComponent<VisitPage> shown = Open(page);
        Go(shown, 4);
        shown.Find("#add-treatment").Click();
        shown.Find("[data-guide='0']").Click();
        shown.Find("#band-seconds").Change("30");
        shown.Find("#hold-toggle").Click();
        shown.WaitForAssertion(() => Assert.Equal("true", shown.Find(".guided").GetAttribute("data-running")), _patience);
        hand.Begin();
        shown.WaitForAssertion(() => Assert.StartsWith("Gibt nach", shown.Find("#strip-words").TextContent, StringComparison.Ordinal), _patience);
        shown.FindAll("#pain button")[6].Click();
        shown.WaitForAssertion(() => Assert.Matches("^(Zeit erreicht|Halten beendet)", shown.Find(".state").TextContent), _patience);
        hand.GoTo(74);
        shown.WaitForAssertion(() => Assert.Contains("nachgelassen", shown.Find(".holds li").TextContent, StringComparison.Ordinal), _patience);
        Assert.Equal("1", shown.Find("[data-field=holds]").GetAttribute("value"));
        shown.Find("#hold-toggle").Click();
        shown.WaitForAssertion(() => Assert.Equal("true", shown.Find(".guided").GetAttribute("data-running")), _patience);
        Assert.DoesNotContain("hat nachgelassen", shown.Find(".guided").TextContent, StringComparison.Ordinal);
        Go(shown, 5);
        GuidedHold hold = Assert.Single(Assert.Single(Assert.Single(Visits()).Treatments).Holds);
        Assert.Contains("softened", hold.Verdict, StringComparison.Ordinal);
        Assert.Equal((25, 35, 6), (hold.LowNewtons, hold.HighNewtons, hold.PainFirst));
        Assert.InRange(hold.InBandSeconds, 20, 100);
    }

    [Fact]
    public async Task Every_word_of_a_visits_lists_and_of_what_is_checked_is_said_in_every_language()
    {
        await using var page = new ComponentPage(language: "zh");
        VisitLists lists = page.Parts.Lists;
        string[] source =
        [
            .. lists.Presets.SelectMany(preset => new[] { preset.Text, preset.Advice }), .. lists.Qualities.Select(named => named.Text), .. lists.TimesOfDay.Select(named => named.Text),
            .. lists.Concerns.Select(named => named.Text), .. lists.Movements.Select(movement => movement.Text), .. lists.Expectations.Select(named => named.Text),
            .. lists.Techniques.SelectMany(technique => technique.Fields.Select(field => field.Text).Prepend(technique.Text)),
        ];
        string[] said =
        [
            .. lists.Presets.SelectMany(preset => new[] { VisitWords.Preset(preset), VisitWords.Advice(preset) }), .. lists.Qualities.Select(named => VisitWords.Of("quality", named)), .. lists.TimesOfDay.Select(named => VisitWords.Of("time", named)),
            .. lists.Concerns.Select(named => VisitWords.Of("concern", named)), .. lists.Movements.Select(VisitWords.Movement), .. lists.Expectations.Select(named => VisitWords.Of("expect", named)),
            .. lists.Techniques.SelectMany(technique => technique.Fields.Select(field => VisitWords.Field(technique, field)).Prepend(VisitWords.Technique(technique))),
        ];
        Assert.All(source.Zip(said), pair => Assert.NotEqual(pair.First, pair.Second, StringComparer.Ordinal));
    }

    private IRenderedComponent<VisitPage> Open(ComponentPage page, string? visit = null) => page.Open<VisitPage>($"/patients/{_person.Id}/visits/{visit ?? "new"}", parameters =>
    {
        parameters.Add(one => one.Id, _person.Id);
        if (visit is not null)
        {
            parameters.Add(one => one.VisitId, visit);
        }
    });

    private static void Go(IRenderedComponent<VisitPage> shown, int step)
    {
        shown.Find($"#steps li:nth-child({step}) button").Click();
        shown.WaitForAssertion(() => Assert.Equal("step", shown.Find($"#steps li:nth-child({step}) button").GetAttribute("aria-current")), _patience);
    }

    private StoredDocument Stored(Visit visit) => _store.Documents.Create(DocumentKinds.Visit, _person.Id, JsonSerializer.Serialize(visit, DocumentJson.Options));

    private Visit[] Visits() => [.. _store.Documents.List(DocumentKinds.Visit).Select(document => JsonSerializer.Deserialize<Visit>(document.Body, DocumentJson.Options)!)];
}
