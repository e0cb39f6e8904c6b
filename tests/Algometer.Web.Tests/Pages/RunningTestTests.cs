using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Web.Pages.Thresholds;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Algometer.Web.Tests.Pages;

/// <summary>A threshold test as its page shows it: what is asked for in each phase, what was found, what is discarded and taken back.</summary>
public sealed class RunningTestTests
{
    private static readonly TestPlace _left = new("upper-trapezius", "Upper trapezius, left", BodySide.Left, 600);
    private static readonly TestPlace _right = new("upper-trapezius", "Upper trapezius, right", BodySide.Right, 600);

    public static TheoryData<string, RunPhase, StepKind, string, string> Asked() => new()
    {
        { "en", RunPhase.Resting, StepKind.Ramp, "Rest 13 s", "Keep the tip off" },
        { "en", RunPhase.Ready, StepKind.Ramp, "Ready – press", "Rise with 50 kPa each second" },
        { "en", RunPhase.Ready, StepKind.Familiarisation, "a practice press first", "Contact starts it" },
        { "en", RunPhase.Ready, StepKind.Pulses, "Ready – press", "Press to 360 kPa: 10 times" },
        { "en", RunPhase.Ready, StepKind.Level, "Ready – press", "Press to 360 kPa and hold" },
        { "en", RunPhase.Pressing, StepKind.Ramp, "Press evenly", "Cut-off at 570 kPa" },
        { "en", RunPhase.Pressing, StepKind.Pulses, "Press – 3 of 10", "Type the rating" },
        { "en", RunPhase.Pressing, StepKind.Level, "Hold 360 kPa", "until it says off" },
        { "en", RunPhase.Releasing, StepKind.Ramp, "Take the tip off", "checked once more" },
        { "en", RunPhase.Rating, StepKind.AfterSensation, "Rating in 13 s", "felt after 30 s" },
        { "en", RunPhase.Conditioning, StepKind.Conditioning, "13 s", "The stimulus is on" },
        { "en", RunPhase.Finished, StepKind.Ramp, "All done", "Nothing is recorded here" },
        { "de", RunPhase.Resting, StepKind.Ramp, "Pause 13 s", "Bis dahin Spitze weg" },
        { "de", RunPhase.Pressing, StepKind.Ramp, "Gleichmäßig drücken", "Abbruch bei 570 kPa" },
        { "zh", RunPhase.Pressing, StepKind.Ramp, "均匀按压", "上限 570 kPa" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Each_phase_says_what_to_do_now(string language, RunPhase phase, StepKind kind, string head, string hint)
    {
        await using var page = new ComponentPage(language: language);
        IRenderedComponent<RunningTest> shown = Show(page, View(phase, kind) with { SecondsLeft = 12.2, LevelKpa = 360, PressureOn = true, Pulse = 3, Pulses = 10 });
        Assert.Contains(head, shown.Find("#phase").TextContent, StringComparison.Ordinal);
        Assert.Contains(hint, shown.Find("#hint").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", ZeroProblem.Off, "Zero is off by 0.8 N")]
    [InlineData("en", ZeroProblem.Drifts, "drifts by 0.8 N a minute")]
    [InlineData("en", ZeroProblem.Moving, "hold the device still")]
    [InlineData("fr", ZeroProblem.Off, "décalé de 0,8 N")]
    public async Task A_zero_that_is_not_right_is_told_with_what_to_do(string language, ZeroProblem problem, string words)
    {
        await using var page = new ComponentPage(language: language);
        Assert.Contains(words, Show(page, View(RunPhase.Resting, StepKind.Ramp) with { Zero = new ZeroRefusal(problem, 0.8) }).Find("#hint").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The pressure rose too fast", "left less right +40 kPa (+16 %", "reaction adds about 10–18 · peak 290 · by key")]
    [InlineData("es", "La presión subió demasiado rápido", "izquierda menos derecha +40 kPa (+16 %", "la reacción añade unos 10–18 · pico 290 · por tecla")]
    public async Task What_was_found_stands_large_left_beside_right_and_what_does_not_count_says_why(string language, string why, string sides, string notes)
    {
        await using var page = new ComponentPage(language: language);
        IRenderedComponent<RunningTest> shown = Show(page, View(RunPhase.Finished, StepKind.Ramp) with
        {
            Entries =
            [
                Ramp(0, _left, 260), Ramp(1, _right, 230), Ramp(2, _left, 280), Ramp(3, _left, 900, TrialFlaws.TooFast),
                Ramp(4, _right, 900) with { DiscardReason = "slipped <b>" }, Ramp(5, _right, 900) with { Kind = StepKind.Familiarisation },
            ],
        });
        Assert.Equal("270 kPa", shown.Find("[data-place='upper-trapezius/left'] b").TextContent);
        Assert.Equal("230 kPa", shown.Find("[data-place='upper-trapezius/right'] b").TextContent);
        Assert.Contains(sides, shown.Find(".value-card").TextContent, StringComparison.Ordinal);
        Assert.Equal("5 4 3 2 1 0", string.Join(' ', shown.FindAll("#trials tbody tr").Select(row => row.GetAttribute("data-entry"))));
        Assert.Contains(why, shown.Find("[data-entry='3']").TextContent, StringComparison.Ordinal);
        Assert.Contains("slipped <b>", shown.Find("[data-entry='4']").TextContent, StringComparison.Ordinal);
        Assert.Equal("false false false true true true", string.Join(' ', shown.FindAll("#trials tbody tr").Select(row => row.GetAttribute("data-counts"))));
        Assert.Contains(notes, shown.Find("[data-entry='2']").TextContent, StringComparison.Ordinal);
        Assert.Equal("270", shown.Find("#where [data-key='upper-trapezius/left'] .value").TextContent);
    }

    [Fact]
    public async Task A_cut_off_is_never_shown_as_a_threshold()
    {
        await using var page = new ComponentPage();
        RunEntry censored = Ramp(0, _left, null) with { Trial = new TrialOutcome { Censored = true, CutOffKpa = 570, TipAreaCm2 = 1 } };
        IRenderedComponent<RunningTest> shown = Show(page, View(RunPhase.Finished, StepKind.Ramp) with { Entries = [censored] });
        Assert.Equal("> 570 kPa", shown.Find(".figure b").TextContent);
        Assert.Contains("above 570 kPa", shown.Find("[data-entry='0']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ratings_have_a_key_each_and_are_asked_for_only_where_one_is_awaited()
    {
        await using var page = new ComponentPage();
        IRenderedComponent<RunningTest> shown = Show(page, View(RunPhase.Pressing, StepKind.Pulses) with { Ratings = [3, 4], RatingsWanted = 3, Pulses = 10 });
        Assert.Equal("0 1 2 3 4 5 6 7 8 9 t T", string.Join(' ', shown.FindAll("#rating button").Select(button => button.GetAttribute("data-keys"))));
        Assert.Contains("Pulse 3", shown.Find("#rating-words").TextContent, StringComparison.Ordinal);

        // No test runs behind this view, and it is said.
        shown.FindAll("#rating button")[10].Click();
        Assert.Contains("No test is running", shown.Find("#problem").TextContent, StringComparison.Ordinal);
        Assert.Empty(Show(page, View(RunPhase.Pressing, StepKind.Ramp)).FindAll("#rating"));
        Assert.Empty(Show(page, View(RunPhase.Rating, StepKind.Level) with { RatingsWanted = 0 }).FindAll("#rating"));
        Assert.NotEmpty(Show(page, View(RunPhase.Conditioning, StepKind.Conditioning) with { SecondsLeft = 20 }).FindAll("#rating"));
    }

    [Theory]
    [InlineData(RunPhase.Resting, "tare voice stop")]
    [InlineData(RunPhase.Ready, "answer tare voice stop")]
    [InlineData(RunPhase.Pressing, "answer tare voice stop")]
    [InlineData(RunPhase.Reviewing, "repeat go-on tare voice stop")]
    [InlineData(RunPhase.Conditioning, "condition tare voice stop")]
    [InlineData(RunPhase.Finished, "again")]
    public async Task What_can_be_done_now_and_nothing_else_has_a_button_with_its_key(RunPhase phase, string buttons)
    {
        await using var page = new ComponentPage();
        IRenderedComponent<RunningTest> shown = Show(page, View(phase, phase == RunPhase.Conditioning ? StepKind.Conditioning : StepKind.Ramp));
        Assert.Equal(buttons, string.Join(' ', shown.FindAll("#actions button").Select(button => button.Id)));
        Assert.All(shown.FindAll("#actions button:not(#again)"), button => Assert.NotEmpty(button.GetAttribute("data-keys")!));
    }

    [Fact]
    public async Task A_trial_is_discarded_for_a_reason_only_and_can_be_kept_after_all()
    {
        await using var page = new ComponentPage();
        IRenderedComponent<RunningTest> shown = Show(page, View(RunPhase.Resting, StepKind.Ramp) with { Entries = [Ramp(0, _left, 250)] });
        shown.Find("#discard").Click();
        await shown.Find("#why").SubmitAsync();
        Assert.Contains("Say why", shown.Find("#why .error").TextContent, StringComparison.Ordinal);
        shown.Find("#why").KeyDown("Escape");
        Assert.Empty(shown.FindAll("#why"));
        shown.Find("[data-discard='0']").Click();
        shown.Find("#keep").Click();
        Assert.Empty(shown.FindAll("#why"));
    }

    [Fact]
    public async Task What_is_said_aloud_changes_with_what_to_do_and_not_with_each_second()
    {
        await using var page = new ComponentPage();
        string Said(ThresholdTestView view) => Show(page, view).Find("ramp-guide").GetAttribute("data-say")!;
        Assert.Equal(Said(View(RunPhase.Resting, StepKind.Ramp) with { SecondsLeft = 12 }), Said(View(RunPhase.Resting, StepKind.Ramp)));
        Assert.Equal("Ready – press. Upper trapezius, left", Said(View(RunPhase.Ready, StepKind.Ramp)));
        Assert.Equal("off", Show(page, View(RunPhase.Ready, StepKind.Ramp)).Find("ramp-guide").GetAttribute("data-voice"));
        IRenderedComponent<RunningTest> shown = Show(page, View(RunPhase.Ready, StepKind.Ramp));
        shown.Find("#voice").Click();
        Assert.Equal("on", shown.Find("ramp-guide").GetAttribute("data-voice"));
    }

    [Fact]
    public async Task Every_site_and_protocol_of_the_program_has_a_name_in_every_language_and_a_clinics_own_keeps_its()
    {
        await using var page = new ComponentPage(language: "zh");
        SiteCatalogue sites = page.Services.GetRequiredService<SiteCatalogue>();
        Assert.All(sites.Sites, site => Assert.NotEqual(site.Name, Web.Pages.Body.BodyWords.Site(site.Id, site.Name), StringComparer.Ordinal));
        Assert.All(sites.Regions, region => Assert.NotEqual(region.Name, Web.Pages.Body.BodyWords.Region(region), StringComparer.Ordinal));
        Assert.All(page.Parts.Protocols.Protocols, protocol => Assert.NotEqual(protocol.Name, TestWords.Protocol(protocol.Id, protocol.Name), StringComparer.Ordinal));
        Assert.Equal("My place", Web.Pages.Body.BodyWords.Site("thenar", "My place"));
        Assert.Equal("压痛阈，50 kPa/s, 60 kPa/s", TestWords.Protocol("ppt-50+60", "Pressure-pain threshold, 50 kPa/s, at 60 kPa/s"));
    }

    private static IRenderedComponent<RunningTest> Show(ComponentPage page, ThresholdTestView view) => page.Render<RunningTest>(parameters => parameters.Add(test => test.View, view));

    private static ThresholdTestView View(RunPhase phase, StepKind kind) => new(
        null, null, null, null, "ppt-50", "Pressure-pain threshold, 50 kPa/s", TestKind.Threshold, "Cold water", 50, 1, phase, 0, 4,
        phase is RunPhase.Finished or RunPhase.Stopped ? null : new TestStep(kind, _left, 1, Seconds: 30), null, 0, default, null, RateAdvice.None, null, 570, null, null, 0, 1, [], kind == StepKind.Ramp ? 0 : 1, [], null);

    private static RunEntry Ramp(int ordinal, TestPlace place, double? kpa, TrialFlaws flaws = TrialFlaws.None) => new()
    {
        Ordinal = ordinal,
        Step = ordinal,
        Kind = StepKind.Ramp,
        Place = place,
        Round = 1,
        AnsweredBy = AnswerSource.Key,
        Trial = new TrialOutcome { ThresholdKpa = kpa, PeakKpa = 280 > kpa ? 280 : 290, CutOffKpa = 570, TipAreaCm2 = 1, RateKpaPerSecond = 50, RSquared = 0.99, ReactionBiasLowKpa = 10, ReactionBiasHighKpa = 17.5, Flaws = flaws },
    };
}
