using System.Text.Json;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Results;
using Bunit;

namespace Algometer.Web.Tests.Pages;

/// <summary>A whole test of many sites from the press to the page of results: found, stored and shown are the same.</summary>
public sealed class TenSitesTests(ITestOutputHelper output)
{
    private static readonly string[] _sites = ["upper-trapezius", "infraspinatus", "gluteus-medius", "tibialis-anterior", "thenar"];

    [Fact]
    public async Task Ten_sites_by_three_trials_in_one_go_are_recovered_stored_and_shown()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-010" });
        var hand = new SimulatedTest(new SimulatedPatient { Seed = 9, ChangePerRamp = -0.002 });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 100 }, store, recording: true);
        ThresholdTestRequest.Wanted[] places = [.. _sites.SelectMany(site => new[] { BodySide.Left, BodySide.Right }.Select(side => new ThresholdTestRequest.Wanted(site, side)))];
        await fixture.ConnectedAsync();
        Assert.Null(fixture.Test.Start(new ThresholdTestRequest("ppt-50", places, 1, Person: person.Id)));
        await TestDrive.FinishAsync(fixture.Test, new SimulatedPatient());
        RunEntry[] entries = [.. store.Documents.List(EntryDocument.Kind).Select(document => JsonSerializer.Deserialize<EntryDocument>(document.Body, DocumentJson.Options)!.Entry).OrderBy(entry => entry.Ordinal)];
        RunEntry[] counted = [.. entries.Where(entry => entry.Counts)];
        Assert.Equal(30, counted.Length);
        Assert.Equal(10, counted.Select(entry => entry.Place.Key).Distinct(StringComparer.Ordinal).Count());
        double[] bias = [.. entries.Where(entry => entry.Trial?.ThresholdKpa is not null).Select(entry => entry.Trial!.ThresholdKpa!.Value).Zip(hand.FeltKpa, (found, felt) => found - felt)];
        output.WriteLine($"bias {bias.Min():0.0} to {bias.Max():0.0} kPa, mean {bias.Average():0.0}; the patient reacts in 0.27 s on average, 13.5 kPa at 50 kPa/s");
        Assert.All(bias, one => Assert.InRange(one, 4, 22));
        Assert.Equal(13.5, bias.Average(), 2.0);

        // The raw samples of the record pass through each threshold at its press.
        await fixture.Pipeline.Recorder!.FlushAsync();
        ILookup<bool, Sample> samples = store.ReadSamples(fixture.Pipeline.Recorder.SessionId).ToLookup(sample => sample.HasForce);
        foreach (TrialOutcome traced in counted.Select(entry => entry.Trial!))
        {
            Sample[] stretch = [.. samples[true].Where(sample => sample.Sequence >= traced.FirstSequence && sample.Sequence <= traced.LastSequence)];
            Sample after = stretch.First(sample => sample.DeviceMicroseconds >= traced.AnswerMicroseconds);
            Sample before = stretch.Last(sample => sample.DeviceMicroseconds <= traced.AnswerMicroseconds);
            Assert.InRange(traced.ThresholdKpa!.Value, 10 * (before.ForceNewtons - traced.ZeroBeforeNewtons) - 0.01, 10 * (after.ForceNewtons - traced.ZeroBeforeNewtons) + 0.01);
        }

        await using var page = new ComponentPage(store);
        IRenderedComponent<ResultsPage> shown = page.Open<ResultsPage>($"/results?person={person.Id}");
        Assert.Equal(places.Select(place => $"{place.Site}/{place.Side.ToString().ToLowerInvariant()}"), shown.FindAll("#place-table tbody tr").Select(row => row.GetAttribute("data-place")!), StringComparer.Ordinal);
        PlaceResult first = RunResults.Of(counted).Single(result => result.Place.Key == "thenar/left");
        Assert.Contains($"{first.Kpa:0} kPa", shown.Find("[data-place='thenar/left']").TextContent, StringComparison.Ordinal);
        Assert.Equal(entries.Length, shown.FindAll("#trials li.trial").Count);
        shown.Find("[data-trace='7']").Click();
        Assert.Contains(EntryView.Of(entries[7]).Words, shown.Find("#trials svg.trace").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(shown.FindAll("#trials svg.trace polyline"));
    }
}
