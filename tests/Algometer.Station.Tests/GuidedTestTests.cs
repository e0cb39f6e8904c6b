using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Station.Pipeline;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Station.Tests;

/// <summary>Guided threshold tests on a simulated patient, led as a page leads them: what is found, what spoils a trial, what is stored.</summary>
public sealed class GuidedTestTests(ITestOutputHelper output) : IDisposable
{
    private const double PatienceSeconds = 60;
    private readonly ScratchFolder _folder = new();
    private RecordStore? _store;

    private RecordStore Store => _store ??= RecordStore.Open(_folder.Path, TimeProvider.System);

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("ppt-30", 0)]
    [InlineData("ppt-1kgf", 0)]
    [InlineData("tolerance-50", 0)]
    [InlineData("temporal-summation", 10)]
    [InlineData("conditioned-modulation", 0)]
    [InlineData("stimulus-response", 1)]
    [InlineData("after-sensation", 1)]
    public async Task Every_protocol_runs_end_to_end(string protocol, int ratingsInAStep)
    {
        var patient = new SimulatedPatient { Seed = 3, ThresholdKpa = 300, Variability = 0.02 };
        await using StationRig station = await StartAsync(new VirtualDeviceOptions { Hand = new SimulatedTest(patient), Speed = 120 }, Ask("tibialis-anterior", BodySide.Right) with { Protocol = protocol });
        await TestDrive.FinishAsync(station.Services.Test, patient);
        RunEntry[] entries = Entries();
        PlaceResult result = Assert.Single(RunResults.Of(entries));
        output.WriteLine($"{result.Kpa:0.0} kPa; {string.Join(" | ", entries.Select(entry => EntryView.Of(entry).Words))}");
        Assert.Equal(RunPhase.Finished, station.Services.Test.View()!.Phase);
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
    }

    [Fact]
    public async Task A_cable_pulled_out_in_a_ramp_spoils_it_with_its_reason_and_the_test_goes_on()
    {
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 2 });
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Hand = hand, Speed = 8 });
        var cable = new Unpluggable(new InProcessTransport("cable", () => device.Link.HostSide));
        await using StationRig station = await StartAsync(new DeviceSource(cable, device, 8) { Operator = hand }, Ask("tibialis-anterior", BodySide.Right));
        ThresholdTestActivity test = station.Services.Test;
        await TestDrive.UntilAsync(test, view => view is { Phase: RunPhase.Pressing, Rate: > 20 });
        cable.Unplug();
        await TestDrive.UntilAsync(test, view => view.Entries.Any(entry => !entry.Counts));
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected);
        Assert.Null(test.Repeat());
        await TestDrive.UntilAsync(test, view => view.Entries.Any(entry => entry.Counts));
        Assert.Null(test.Stop());
        await TestDrive.UntilAsync(test, view => view is { Phase: RunPhase.Stopped, RunId: not null });
        TrialFlaws[] flaws = [.. Entries().Select(entry => entry.Trial!.Flaws)];
        Assert.Single(flaws, TrialFlaws.LinkLost);
        Assert.Contains(TrialFlaws.None, flaws);
    }

    [Fact]
    public async Task A_wrong_tip_is_refused_at_the_start_and_spoils_a_running_trial()
    {
        ThresholdTestRequest asked = Ask("thenar", BodySide.Right);
        await using StationRig station = await ConnectAsync(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = new SimulatedTest(new SimulatedPatient()), Speed = 8 }));
        ThresholdTestActivity test = station.Services.Test;
        Assert.Contains("change the tip", test.Start(asked with { TipAreaCm2 = 0.5 }), StringComparison.Ordinal);
        Assert.Null(test.View());
        Assert.Null(test.Start(asked));
        await TestDrive.UntilAsync(test, view => view is { Phase: RunPhase.Pressing, Rate: > 20 });
        station.Pipeline.TipAreaCm2 = 0.5;
        await TestDrive.UntilAsync(test, view => view.Entries.Count == 1);
        RunEntry spoilt = test.View()!.Entries[0];
        Assert.False(spoilt.Counts);
        Assert.Equal(TrialFlaws.WrongTip, spoilt.Trial!.Flaws);
    }

    [Fact]
    public async Task A_patient_who_never_answers_is_cut_off_below_the_cap_of_the_site()
    {
        await using StationRig station = await StartAsync(
            new VirtualDeviceOptions { Hand = new SimulatedTest(new SimulatedPatient()) { Answers = false }, Speed = 20 },
            Ask("upper-trapezius", BodySide.Left) with { Protocol = "ppt-1kgf" });
        ThresholdTestView view = await TestDrive.UntilAsync(station.Services.Test, view => view.Entries.Count > 0);
        TrialOutcome outcome = view.Entries[0].Trial!;
        Assert.Equal("above 570 kPa", outcome.Words());
        Assert.True(outcome.Censored && outcome.ThresholdKpa is null);
    }

    [Fact]
    public async Task A_limit_that_an_ended_program_left_up_is_lowered_and_one_of_a_test_is_given_back()
    {
        await using StationRig station = await ConnectAsync(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = new SimulatedTest(new SimulatedPatient()), Speed = 20, LimitNewtons = 95 }));
        await station.UntilAsync(() => station.Limit == 60);
        Assert.Null(station.Services.Test.Start(Ask("tibialis-anterior", BodySide.Right) with { Repeats = 1 }));
        await station.UntilAsync(() => station.Limit == 100);
        await TestDrive.FinishAsync(station.Services.Test, new SimulatedPatient(), isStored: false);
        await station.UntilAsync(() => station.Limit == 60);
    }

    [Fact]
    public async Task Discarding_the_last_trial_after_the_end_opens_the_test_again_and_is_stored()
    {
        await using StationRig station = await StartAsync(new VirtualDeviceOptions { Hand = new SimulatedTest(new SimulatedPatient()), Speed = 60 }, Ask("thenar", BodySide.Left) with { Repeats = 1 });
        ThresholdTestActivity test = station.Services.Test;
        await TestDrive.FinishAsync(test, new SimulatedPatient());
        Assert.Null(test.Discard(0, "The tip slipped"));
        await TestDrive.UntilAsync(test, view => view is { Entries.Count: 2, Phase: RunPhase.Finished });
        await station.UntilAsync(() => Entries() is [_, { Counts: true }]);
        Assert.Equal("The tip slipped", Entries()[0].DiscardReason);
    }

    [Fact]
    public async Task A_discarding_that_is_taken_back_ends_the_test_again_as_it_was_and_gives_the_load_back()
    {
        await using StationRig station = await StartAsync(new VirtualDeviceOptions { Hand = new SimulatedTest(new SimulatedPatient()), Speed = 60 }, Ask("thenar", BodySide.Left) with { Repeats = 1 });
        ThresholdTestActivity test = station.Services.Test;
        await TestDrive.FinishAsync(test, new SimulatedPatient());
        Assert.Null(test.Discard(0, "By mistake"));
        Assert.Equal(Pipeline.Activity.ThresholdTest, station.Pipeline.Slot.Owner);
        Assert.Null(test.Restore(0));
        Assert.Equal(RunPhase.Finished, test.View()!.Phase);
        Assert.Null(station.Pipeline.Slot.Owner);
        await station.UntilAsync(() => Entries() is [{ Counts: true, DiscardReason: null }]);
    }

    [Fact]
    public async Task A_button_that_the_wire_loses_and_then_doubles_answers_once_at_its_own_time()
    {
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 6 });
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Hand = hand, Speed = 10 });
        var wire = new ButtonLosing(new InProcessTransport("wire", () => device.Link.HostSide), losses: 3);
        await using StationRig station = await StartAsync(new DeviceSource(wire, device, 10) { Operator = hand }, Ask("tibialis-anterior", BodySide.Right) with { Repeats = 1 });
        await TestDrive.FinishAsync(station.Services.Test, new SimulatedPatient());
        TrialOutcome outcome = Assert.Single(Entries()).Trial!;
        output.WriteLine($"{wire.Lost} frames of one press, 3 lost: {outcome.ThresholdKpa:0.0} kPa, felt at {hand.FeltKpa[0]:0.0}, peak {outcome.PeakKpa:0.0}");
        Assert.True(wire.Lost > 3);
        Assert.Equal((TrialFlaws.None, 0), (outcome.Flaws, outcome.ExtraPresses));
        Assert.True(outcome.ThresholdKpa!.Value - hand.FeltKpa[0] is > 4 and < 22, $"{outcome.ThresholdKpa}");
    }

    [Fact]
    public async Task Setting_zero_under_load_is_refused_or_spoils_the_trial_but_never_counts()
    {
        var hand = new SimulatedTest(new SimulatedPatient { ThresholdKpa = 500 });
        await using StationRig station = await StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 8 }, Ask("tibialis-anterior", BodySide.Right));
        ThresholdTestActivity test = station.Services.Test;
        await TestDrive.UntilAsync(test, view => view is { Phase: RunPhase.Pressing, Rate: > 20 });
        Assert.StartsWith("Zero is set between trials", await test.ZeroAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // Another program on the same device does not ask the test.
        CommandOutcome answer = await station.SendAsync(new Command { Type = MessageType.Tare });
        ThresholdTestView view = await TestDrive.UntilAsync(test, view => view.Entries.Count > 0);
        TrialOutcome outcome = view.Entries[0].Trial!;
        output.WriteLine($"{answer.Accepted} {answer.Reason}: {outcome.Flaws}, {outcome.ThresholdKpa:0.0} kPa");

        // Either the device kept its zero, and the threshold is right; or it did not, and nothing counts.
        Assert.True(outcome.Flaws.HasFlag(TrialFlaws.ZeroChanged) || (outcome.IsValid && outcome.ThresholdKpa - hand.FeltKpa[0] is > 4 and < 22), $"{outcome}");
    }

    [Fact]
    public async Task What_is_advised_with_each_sample_follows_a_change_of_rate()
    {
        var hand = new SimulatedTest(new SimulatedPatient { ThresholdKpa = 900 });
        await using StationRig station = await StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 4 }, Ask("tibialis-anterior", BodySide.Right) with { Protocol = "ppt-30" });
        foreach ((double factor, HostAlarm advice) in ((double, HostAlarm)[])[(1, HostAlarm.RateGood), (2, HostAlarm.RateSlower), (1, HostAlarm.RateGood), (0, HostAlarm.RateFaster), (1, HostAlarm.RateGood)])
        {
            hand.RateFactor = factor;
            await station.UntilAsync(() => station.Services.Test.Guidance == advice);
        }
    }

    private static ThresholdTestRequest Ask(string site, BodySide side) => new("ppt-50", [new ThresholdTestRequest.Wanted(site, side)], 1, Familiarisation: false);

    private async Task<StationRig> ConnectAsync(DeviceSource source)
    {
        var station = new StationRig(source, PatienceSeconds, Store);
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        return station;
    }

    private Task<StationRig> StartAsync(VirtualDeviceOptions options, ThresholdTestRequest request) => StartAsync(DeviceSource.Simulate(options), request);

    private async Task<StationRig> StartAsync(DeviceSource source, ThresholdTestRequest request)
    {
        StationRig station = await ConnectAsync(source);
        Assert.Null(station.Services.Test.Start(request));
        return station;
    }

    private RunEntry[] Entries() => [.. Store.Documents.List(EntryDocument.Kind).Select(document => JsonSerializer.Deserialize<EntryDocument>(document.Body, DocumentJson.Options)!.Entry).OrderBy(entry => entry.Ordinal)];
}
