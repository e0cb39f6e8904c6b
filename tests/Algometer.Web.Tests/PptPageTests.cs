using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

public sealed class PptPageTests(ITestOutputHelper output)
{
    private static readonly string[] _tenSites =
    [
        "upper-trapezius/left", "upper-trapezius/right", "infraspinatus/left", "infraspinatus/right", "gluteus-medius/left",
        "gluteus-medius/right", "tibialis-anterior/left", "tibialis-anterior/right", "thenar/left", "thenar/right",
    ];

    [Fact]
    public async Task Four_interactions_lead_from_the_start_page_to_a_valid_threshold()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 5 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 4 }, store);
        IPage page = await fixture.OpenBareAsync();
        int acts = 0;
        async Task ClickAsync(string what)
        {
            acts++;
            await page.ClickAsync(what);
        }

        await ClickAsync("header a[href='/ppt.html']");
        await page.WaitForSelectorAsync("#choose [role=checkbox]");
        await page.WaitForFunctionAsync("() => document.getElementById('connection-text').textContent === 'Connected'");
        await Shots.TakeAsync(page, "ppt-setup");
        await ClickAsync("[data-key='upper-trapezius/right']");
        await ClickAsync("#familiarisation");
        await ClickAsync("#start");
        await page.WaitForSelectorAsync("#advice[data-advice=good]", new PageWaitForSelectorOptions { Timeout = 20000 });
        await page.WaitForFunctionAsync("() => Number(document.getElementById('value').textContent) > 150");
        await Shots.TakeAsync(page, "ppt-ramp");
        await page.WaitForSelectorAsync("#trials tr[data-counts=true]", new PageWaitForSelectorOptions { Timeout = 20000 });
        EntryView? entry = fixture.Test.Look(run => EntryView.Of(run.Entries[0]));
        output.WriteLine($"{acts} interactions; {entry!.Words}, true {hand.FeltKpa[0]:0.0} kPa, rate {entry.Rate}, R² {entry.RSquared}");
        Assert.True(acts <= 6);
        AssertBias(entry.ThresholdKpa!.Value, hand.FeltKpa[0]);
        await Shots.TakeAsync(page, "ppt-rest");
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Ten_sites_by_three_trials_in_one_go_by_keyboard_are_recovered_stored_and_shown()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-010" });
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 9, ChangePerRamp = -0.002 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 60 }, store, recording: true);
        IPage page = await OpenAsync(fixture, "/ppt.html?person=" + person.Id);
        await ChooseAsync(page, _tenSites);
        await page.FocusAsync("#start");
        await page.Keyboard.PressAsync("Enter");
        await DriveAsync(page, new SimulatedPatient());
        await page.WaitForFunctionAsync("() => algometer.ppt.runId");
        await Shots.TakeAsync(page, "ppt-done");

        RunEntry[] counted = [.. Entries(store).Where(entry => entry.Counts)];
        Assert.Equal(30, counted.Length);
        Assert.Equal(10, counted.Select(entry => entry.Place.Key).Distinct(StringComparer.Ordinal).Count());
        double[] bias = [.. Entries(store).Where(entry => entry.Trial?.ThresholdKpa is not null).Select(entry => entry.Trial!.ThresholdKpa!.Value).Zip(hand.FeltKpa, (found, felt) => found - felt)];
        output.WriteLine($"bias {bias.Min():0.0} to {bias.Max():0.0} kPa, mean {bias.Average():0.0}; the patient reacts in 0.27 s on average, 13.5 kPa at 50 kPa/s");
        Assert.All(Entries(store).Where(entry => entry.Trial?.ThresholdKpa is not null).Zip(hand.FeltKpa), pair => AssertBias(pair.First.Trial!.ThresholdKpa!.Value, pair.Second));
        Assert.Equal(13.5, bias.Average(), 2.0);
        await page.ClickAsync("#results");
        await Pages.PageLooks.AliveAsync(page);
        Assert.Equal(10, await page.Locator("#place-table tbody tr").CountAsync());
        PlaceResult first = RunResults.Of(counted).Single(result => result.Place.Key == "thenar/left");
        Assert.Contains($"{first.Kpa:0} kPa", await page.TextContentAsync("[data-place='thenar/left']"), StringComparison.Ordinal);
        await Shots.TakeAsync(page, "results");
        await page.ClickAsync("#trials summary");
        Assert.Equal(31, await page.Locator("#trials li.trial").CountAsync());
        Assert.Equal(_tenSites, await page.Locator("#place-table tbody tr").EvaluateAllAsync<string[]>("rows => rows.map((row) => row.dataset.place)"));

        // The trace of a trial, from the raw samples of the record: it passes through the threshold at the press.
        await fixture.Pipeline.Recorder!.FlushAsync();
        await page.FocusAsync("[data-trace='7']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#trials svg.trace polyline");
        Assert.Contains(EntryView.Of(Entries(store)[7]).Words, await page.TextContentAsync("#trials svg.trace"), StringComparison.Ordinal);
        TrialOutcome traced = Entries(store)[7].Trial!;
        IReadOnlyList<Sample> samples = [.. store.ReadSamples(fixture.Pipeline.Recorder.SessionId).Where(sample => sample.Sequence >= traced.FirstSequence && sample.Sequence <= traced.LastSequence)];
        Sample after = samples.First(sample => sample.DeviceMicroseconds >= traced.AnswerMicroseconds);
        Sample before = samples.Last(sample => sample.DeviceMicroseconds <= traced.AnswerMicroseconds);
        Assert.InRange(traced.ThresholdKpa!.Value, 10 * (before.ForceNewtons - traced.ZeroBeforeNewtons) - 0.01, 10 * (after.ForceNewtons - traced.ZeroBeforeNewtons) + 0.01);
        await Shots.TakeAsync(page, "results-trace");
        await page.SetViewportSizeAsync(390, 844);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "wider than the phone");
        Assert.Empty(fixture.Errors);
    }

    [Theory]
    [InlineData("ppt-30", 0)]
    [InlineData("ppt-1kgf", 0)]
    [InlineData("tolerance-50", 0)]
    [InlineData("temporal-summation", 10)]
    [InlineData("conditioned-modulation", 0)]
    [InlineData("stimulus-response", 1)]
    [InlineData("after-sensation", 1)]
    public async Task Every_protocol_runs_end_to_end_by_keyboard(string protocol, int ratingsInAStep)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var patient = new SimulatedPatient { Seed = 3, ThresholdKpa = 300, Variability = 0.02 };
        var hand = new SimulatedTest(patient);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 25 }, store);
        IPage page = await OpenAsync(fixture);
        await page.SelectOptionAsync("#protocol", protocol);
        await page.UncheckAsync("#familiarisation");
        await ChooseAsync(page, ["tibialis-anterior/right"]);
        await page.FocusAsync("#start");
        await page.Keyboard.PressAsync("Enter");
        await DriveAsync(page, patient);
        await page.WaitForFunctionAsync("() => algometer.ppt.runId");
        RunEntry[] entries = Entries(store);
        PlaceResult result = Assert.Single(RunResults.Of(entries));
        output.WriteLine($"{result.Kpa:0.0} kPa; {string.Join(" | ", entries.Select(entry => EntryView.Of(entry).Words))}");
        Assert.NotNull(result.Kpa);
        Assert.All(entries.Where(entry => entry is { Counts: true, Kind: StepKind.Pulses or StepKind.Level }), entry => Assert.Equal(ratingsInAStep, entry.Ratings.Count));
        Assert.Equal(protocol == "temporal-summation", result.Summation is not null);
        Assert.Equal(protocol == "conditioned-modulation", result.Modulation is not null);
        Assert.Equal(protocol == "stimulus-response", result.Response is not null);
        Assert.Equal(protocol is "temporal-summation" or "after-sensation" ? 3 : 0, result.AfterSensations.Count);
        if (result.Modulation is { } modulation)
        {
            Assert.Equal(0, modulation.Percent, 12.0);
        }

        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task A_cable_pulled_out_in_a_ramp_spoils_it_with_its_reason_and_the_test_goes_on()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 2 });
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Hand = hand, Speed = 4 });
        var cable = new Unpluggable(new InProcessTransport("cable", () => device.Link.HostSide));
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new DeviceSource(cable, device, 4) { Operator = hand }, store);
        IPage page = await OpenAsync(fixture);
        await page.UncheckAsync("#familiarisation");
        await ChooseAsync(page, ["tibialis-anterior/right"]);
        await page.ClickAsync("#start");
        await page.WaitForFunctionAsync("() => algometer.ppt?.phase === 'pressing' && algometer.ppt.rate > 20", null, new PageWaitForFunctionOptions { Timeout = 15000 });
        cable.Unplug();
        await page.WaitForSelectorAsync("#trials tr[data-counts=false]");
        Assert.Contains("connection was lost", await page.TextContentAsync("#trials"), StringComparison.Ordinal);
        await page.WaitForFunctionAsync("() => document.getElementById('connection-text').textContent === 'Connected'");
        await page.Keyboard.PressAsync("r");
        await page.WaitForSelectorAsync("#trials tr[data-counts=true]", new PageWaitForSelectorOptions { Timeout = 40000 });
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForFunctionAsync("() => algometer.ppt.phase === 'stopped' && algometer.ppt.runId");

        // On a busy machine the page may tell of a ramp when it is already over: then it is the next that the cable spoils.
        TrialFlaws[] flaws = [.. Entries(store).Select(entry => entry.Trial!.Flaws)];
        Assert.Single(flaws, TrialFlaws.LinkLost);
        Assert.Contains(TrialFlaws.None, flaws);
    }

    [Fact]
    public async Task A_wrong_tip_is_refused_at_the_start_and_spoils_a_running_trial()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient());
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 4 }, store);
        IPage page = await OpenAsync(fixture);
        await page.UncheckAsync("#familiarisation");
        await page.ClickAsync("#start");
        Assert.Contains("Choose at least one site", await page.TextContentAsync("#problem"), StringComparison.Ordinal);
        await ChooseAsync(page, ["thenar/right"]);
        await page.SelectOptionAsync("#tip", "0.5");
        await page.ClickAsync("#start");
        await page.WaitForFunctionAsync("() => document.getElementById('problem').textContent.includes('change the tip')");
        await page.SelectOptionAsync("#tip", "1");
        await page.ClickAsync("#start");
        await page.WaitForFunctionAsync("() => algometer.ppt?.phase === 'pressing' && algometer.ppt.rate > 20", null, new PageWaitForFunctionOptions { Timeout = 15000 });
        fixture.Pipeline.TipAreaCm2 = 0.5;
        await page.WaitForSelectorAsync("#trials tr[data-counts=false]");
        Assert.Contains("tip is not the one", await page.TextContentAsync("#trials"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patient_who_never_answers_is_cut_off_below_the_cap_of_the_site()
    {
        var hand = new SimulatedTest(new SimulatedPatient()) { Answers = false };
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 3 });
        IPage page = await OpenAsync(fixture);
        await page.UncheckAsync("#familiarisation");
        await page.SelectOptionAsync("#protocol", "ppt-1kgf");
        await page.UncheckAsync("#familiarisation");
        await ChooseAsync(page, ["upper-trapezius/left"]);
        await page.ClickAsync("#start");
        await page.WaitForSelectorAsync("#trials tr", new PageWaitForSelectorOptions { Timeout = 20000 });
        Assert.Contains("above 570 kPa", await page.TextContentAsync("#trials"), StringComparison.Ordinal);
        TrialOutcome outcome = fixture.Test.Look(run => run.Entries[0].Trial)!;
        Assert.True(outcome.Censored && outcome.ThresholdKpa is null);
    }

    [Fact]
    public async Task A_limit_that_an_ended_program_left_up_is_lowered_and_one_of_a_test_is_given_back()
    {
        var hand = new SimulatedTest(new SimulatedPatient());
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 10, LimitNewtons = 95 });
        IPage page = await OpenAsync(fixture);
        double Limit() => fixture.Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons);
        await UntilAsync(page, () => Limit() == 60);
        await page.UncheckAsync("#familiarisation");
        await page.FillAsync("#repeats", "1");
        await ChooseAsync(page, ["tibialis-anterior/right"]);
        await page.ClickAsync("#start");
        await UntilAsync(page, () => Limit() == 100);
        await page.WaitForFunctionAsync("() => algometer.ppt?.phase === 'finished'", null, new PageWaitForFunctionOptions { Timeout = 20000 });
        await UntilAsync(page, () => Limit() == 60);
    }

    [Fact]
    public async Task Discarding_the_last_trial_after_the_end_opens_the_test_again_and_is_stored()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient());
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 25 }, store);
        IPage page = await OpenAsync(fixture);
        await page.UncheckAsync("#familiarisation");
        await page.FillAsync("#repeats", "1");
        await ChooseAsync(page, ["thenar/left"]);
        await page.ClickAsync("#start");
        await page.WaitForFunctionAsync("() => algometer.ppt?.phase === 'finished' && algometer.ppt.runId", null, new PageWaitForFunctionOptions { Timeout = 20000 });
        await page.Keyboard.PressAsync("d");
        await page.Keyboard.TypeAsync("The tip slipped");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => algometer.ppt.entries.length === 2 && algometer.ppt.phase === 'finished'", null, new PageWaitForFunctionOptions { Timeout = 20000 });
        await UntilAsync(page, () => Entries(store).Length == 2 && Entries(store)[1].Counts);
        Assert.Equal("The tip slipped", Entries(store)[0].DiscardReason);
        Assert.Contains("Discarded: The tip slipped", await page.TextContentAsync("#trials"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_of_its_own_is_drawn_named_and_tested()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient());
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 10 }, store);
        IPage page = await OpenAsync(fixture);
        await page.UncheckAsync("#familiarisation");
        await page.FillAsync("#repeats", "1");
        await page.ClickAsync("#own summary");
        await page.FillAsync("#own-name", "Scar");
        await page.SelectOptionAsync("#own-region", "back-glute-leg");
        await page.FocusAsync("#own-map svg >> nth=1");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        await page.FocusAsync("#own-add");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.getElementById('chosen').textContent.includes('Scar, left')");
        await page.ClickAsync("#start");
        await page.WaitForFunctionAsync("() => algometer.ppt?.phase === 'finished' && algometer.ppt.runId", null, new PageWaitForFunctionOptions { Timeout = 20000 });
        TestPlace place = Assert.Single(Entries(store)).Place;
        Assert.Equal(("Scar, left", 1000.0, 46.0), (place.Name, place.CapKilopascals, place.Own!.X));
    }

    [Fact]
    public async Task A_button_that_the_wire_loses_and_then_doubles_answers_once_at_its_own_time()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 6 });
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Hand = hand, Speed = 4 });
        var wire = new ButtonLosing(new InProcessTransport("wire", () => device.Link.HostSide), losses: 3);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new DeviceSource(wire, device, 4) { Operator = hand }, store);
        IPage page = await OpenAsync(fixture);
        await page.UncheckAsync("#familiarisation");
        await page.FillAsync("#repeats", "1");
        await ChooseAsync(page, ["tibialis-anterior/right"]);
        await page.ClickAsync("#start");
        await page.WaitForFunctionAsync("() => algometer.ppt?.phase === 'finished' && algometer.ppt.runId", null, new PageWaitForFunctionOptions { Timeout = 30000 });
        TrialOutcome outcome = Assert.Single(Entries(store)).Trial!;
        output.WriteLine($"{wire.Lost} frames of one press, 3 lost: {outcome.ThresholdKpa:0.0} kPa, felt at {hand.FeltKpa[0]:0.0}, peak {outcome.PeakKpa:0.0}");
        Assert.True(wire.Lost > 3);
        Assert.Equal((TrialFlaws.None, 0), (outcome.Flaws, outcome.ExtraPresses));
        AssertBias(outcome.ThresholdKpa!.Value, hand.FeltKpa[0]);
    }

    [Fact]
    public async Task Setting_zero_under_load_is_refused_or_spoils_the_trial_but_never_counts()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedTest(new SimulatedPatient { ThresholdKpa = 500 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 2 }, store);
        IPage page = await OpenAsync(fixture);
        await page.UncheckAsync("#familiarisation");
        await ChooseAsync(page, ["tibialis-anterior/right"]);
        await page.ClickAsync("#start");
        await page.WaitForFunctionAsync("() => algometer.ppt?.phase === 'pressing' && algometer.ppt.rate > 20", null, new PageWaitForFunctionOptions { Timeout = 15000 });
        await page.Keyboard.PressAsync("z");
        await page.WaitForFunctionAsync("() => document.getElementById('toast').textContent.length > 0 || algometer.ppt.entries.length > 0");
        output.WriteLine($"toast '{await page.TextContentAsync("#toast")}', trials '{await page.TextContentAsync("#trials")}'");
        await page.WaitForFunctionAsync("() => algometer.ppt.entries.length > 0", null, new PageWaitForFunctionOptions { Timeout = 20000 });
        TrialOutcome outcome = fixture.Test.Look(run => run.Entries[0].Trial)!;

        // Either the device kept its zero, and the threshold is right; or it did not, and nothing counts.
        Assert.True(outcome.Flaws.HasFlag(TrialFlaws.ZeroChanged) || (outcome.IsValid && outcome.ThresholdKpa - hand.FeltKpa[0] is > 4 and < 22), $"{outcome}");
    }

    // The operator is one of real time here: the page's number is what a person would see, transport, drawing and browser included.
    [Fact]
    public async Task The_advice_on_the_page_follows_a_change_of_rate()
    {
        var hand = new SimulatedTest(new SimulatedPatient { ThresholdKpa = 900 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand });
        IPage page = await OpenAsync(fixture);
        await page.SelectOptionAsync("#protocol", "ppt-30");
        await page.UncheckAsync("#familiarisation");
        await ChooseAsync(page, ["tibialis-anterior/right"]);
        await page.ClickAsync("#start");
        var delays = new List<double>();
        foreach ((double factor, string advice) in ((double, string)[])[(1, "good"), (2, "slower"), (1, "good"), (0, "faster"), (1, "good"), (2, "slower"), (1, "good"), (0, "faster")])
        {
            double changed = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            hand.RateFactor = factor;
            await page.WaitForSelectorAsync($"#advice[data-advice={advice}]", new PageWaitForSelectorOptions { Timeout = 15000 });
            double shown = await page.EvaluateAsync<double>("() => algometer.adviceAt") - changed;
            output.WriteLine($"times {factor}: '{advice}' on the page after {shown:0} ms");
            if (advice != "good")
            {
                delays.Add(shown);
            }
        }

        delays.Sort();
        output.WriteLine($"median {delays[delays.Count / 2]:0} ms");
        Assert.Contains("rate slower", await page.EvaluateAsync<string[]>("() => algometer.spoken"), StringComparer.Ordinal);
        Assert.Contains("rate faster", await page.EvaluateAsync<string[]>("() => algometer.spoken"), StringComparer.Ordinal);
    }

    private static void AssertBias(double found, double felt) => Assert.True(found - felt is > 4 and < 22, $"found {found:0.0}, felt {felt:0.0} kPa");

    private static RunEntry[] Entries(RecordStore store) => [.. store.Documents.List(EntryDocument.Kind).Select(document => JsonSerializer.Deserialize<EntryDocument>(document.Body, DocumentJson.Options)!.Entry).OrderBy(entry => entry.Ordinal)];

    private static async Task<IPage> OpenAsync(LivePageFixture fixture, string path = "/ppt.html")
    {
        IPage page = await fixture.OpenBareAsync(path: path);
        await page.WaitForSelectorAsync("#choose [role=checkbox]");
        await page.WaitForFunctionAsync("() => document.getElementById('connection-text').textContent === 'Connected'");
        return page;
    }

    private static async Task ChooseAsync(IPage page, IEnumerable<string> keys)
    {
        foreach (string key in keys)
        {
            await page.FocusAsync($"#choose [data-key='{key}']");
            await page.Keyboard.PressAsync("Space");
        }
    }

    // One frame of the page at a time, until it holds.
    private static async Task UntilAsync(IPage page, Func<bool> holds)
    {
        for (int i = 0; i < 600 && !holds(); i++)
        {
            await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        }

        Assert.True(holds());
    }

    // Plays the therapist who types what the patient says; keys only.
    private static async Task DriveAsync(IPage page, SimulatedPatient patient)
    {
        await page.WaitForFunctionAsync("() => algometer.ppt !== null");
        for (int i = 0; i < 4000; i++)
        {
            string text = await page.EvaluateAsync<string>("() => JSON.stringify(algometer.ppt)");
            JsonElement now = JsonDocument.Parse(text).RootElement;
            string phase = now.GetProperty("phase").GetString()!;
            if (phase is "finished" or "stopped")
            {
                Assert.Equal("finished", phase);
                return;
            }

            int given = now.GetProperty("ratings").GetArrayLength();
            if (phase == "conditioning" && now.GetProperty("secondsLeft").GetDouble() <= 0)
            {
                await page.Keyboard.PressAsync("c");
            }
            else if (phase == "reviewing")
            {
                await page.Keyboard.PressAsync("r");
            }
            else if (now.GetProperty("ratingsWanted").GetInt32() > given)
            {
                JsonElement level = now.GetProperty("levelKpa");
                int rating = level.ValueKind == JsonValueKind.Number ? patient.Rate(level.GetDouble(), given) : 2;
                await page.Keyboard.PressAsync(rating == 10 ? "t" : rating.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            await page.WaitForFunctionAsync("was => JSON.stringify(algometer.ppt) !== was", text, new PageWaitForFunctionOptions { Timeout = 30000 });
        }

        Assert.Fail("The test did not end.");
    }
}
