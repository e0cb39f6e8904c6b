using System.Globalization;
using Algometer.Cli.Composition;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.VirtualDevice;
using Algometer.Web.Endpoints;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>An hour through everything, recorded and drawn; and what the interface answers to nonsense.</summary>
public sealed class RecordedHourTests(ITestOutputHelper output)
{
    [Fact]
    public async Task An_hour_through_wire_and_record_is_whole_and_is_drawn()
    {
        // The fastest that a converter of the part's tolerance gives: more samples than at 80, and blocks that are nowhere aligned.
        const double rate = 92.3;
        using var scratch = new ScratchFolder();
        long wanted = (long)(rate * 3600);
        await RecordAsync(scratch.Path, new VirtualDeviceOptions { RateHertz = rate, Scenario = Scenario.Named("easing"), LimitNewtons = 150 }, wanted);
        using RecordStore store = RecordStore.OpenReadOnly(scratch.Path, TimeProvider.System);
        SessionSummary session = Assert.Single(store.ListSessions());
        Assert.Empty(store.ReadGaps(session.Id));
        long next = -1;
        long count = 0;
        foreach (long sequence in store.ReadSamples(session.Id).Select(sample => sample.Sequence))
        {
            Assert.True(next < 0 || sequence == next, $"{sequence} after {next - 1}");
            next = sequence + 1;
            count++;
        }

        Assert.True(count >= wanted, $"{count} samples");
        double mebibytes = new DirectoryInfo(scratch.Path).EnumerateFiles().Sum(file => file.Length) / 1048576.0 * wanted / count;
        Assert.True(mebibytes <= 1.1, $"{mebibytes} MiB");
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await OpenAsync(fixture);
        double first = await OpenedAsync(page);
        await page.ReloadAsync();
        double again = await OpenedAsync(page);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} samples, {mebibytes:0.000} MiB an hour, opened and drawn in {first:0} ms, again in {again:0} ms"));
        Assert.True(await page.EvaluateAsync<int>("() => Number(document.querySelector('session-trace').dataset.points)") > 800);

        // Down to single samples by keyboard, the element being put anew on the way, as it is when the connection comes late.
        for (int presses = 0; presses < 14; presses++)
        {
            await page.Keyboard.PressAsync("+");
            if (presses == 12)
            {
                await page.EvaluateAsync("() => { const old = document.querySelector('session-trace'); const anew = old.cloneNode(true); anew.querySelector('[data-part=plot]').replaceChildren(); delete anew.dataset.openedMs; old.replaceWith(anew); }");
                await OpenedAsync(page);
            }
        }

        await page.WaitForSelectorAsync("session-trace[data-single=true]");
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Nonsense_in_the_address_is_answered_in_words()
    {
        using var scratch = new ScratchFolder();
        await RecordAsync(scratch.Path, new VirtualDeviceOptions(), 200);
        using RecordStore store = RecordStore.OpenReadOnly(scratch.Path, TimeProvider.System);
        string id = store.ListSessions()[0].Id;
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        using var client = new HttpClient(new HttpClientHandler());
        await client.GetAsync(fixture.Host.Url);
        var root = new Uri(new Uri(fixture.Host.Url).GetLeftPart(UriPartial.Authority));
        foreach (string path in (string[])["/api/sessions/nothing", $"/api/sessions/{id}/trace?points=0", $"/api/sessions/{id}/trace?from=x", $"/api/sessions/{id}/trace?from=5&to=4", $"/api/sessions/{id}/trace?points=99999999"])
        {
            HttpResponseMessage answer = await client.GetAsync(new Uri(root, path));
            Assert.Equal(path.Contains('?', StringComparison.Ordinal) ? 400 : 404, (int)answer.StatusCode);
            Assert.Contains("error", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<IPage> OpenAsync(LivePageFixture fixture)
    {
        IPage page = await fixture.OpenAsync();
        await page.ClickAsync("a[href='/recordings']");
        await page.ClickAsync("#rows .row-link");
        await OpenedAsync(page);
        return page;
    }

    private static async Task<double> OpenedAsync(IPage page)
    {
        IElementHandle trace = (await page.WaitForSelectorAsync("session-trace[data-opened-ms][data-points]"))!;
        return double.Parse((await trace.GetAttributeAsync("data-opened-ms"))!, CultureInfo.InvariantCulture);
    }

    // As `algometer record --simulate --speed max` does it: firmware, wire, link, road and record.
    private static async Task RecordAsync(string folder, VirtualDeviceOptions options, long samples)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var recording = Recording.Create(folder, DeviceSource.Simulate(options with { Speed = double.PositiveInfinity }), SessionSource.Live, options.Scenario.Name);
        long count = 0;
        recording.Pipeline.SubscribeToSamples(new SampleWatch(_ =>
        {
            if (++count == samples)
            {
                enough.SetResult();
            }
        }));
        recording.Start();
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await recording.Session.DisposeAsync();
        recording.Pipeline.Recorder!.Complete();
    }
}
