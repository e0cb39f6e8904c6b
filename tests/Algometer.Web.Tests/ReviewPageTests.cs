using System.Globalization;
using Algometer.Cli.Composition;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.VirtualDevice;
using Algometer.Web.Endpoints;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>Recorded sessions on the page.</summary>
public sealed class ReviewPageTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(80.0)]
    [InlineData(92.3)]
    public async Task An_hour_through_wire_and_record_is_whole_and_is_drawn(double rate)
    {
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
        double first = await page.EvaluateAsync<double>("() => algometer.openedMs");
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("() => window.algometer?.openedMs > 0");
        double again = await page.EvaluateAsync<double>("() => algometer.openedMs");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} samples, {mebibytes:0.000} MiB an hour, opened and drawn in {first:0} ms, again in {again:0} ms"));
        Assert.True(await page.EvaluateAsync<int>("() => algometer.points") > 800);

        // Down to single samples by keyboard.
        for (int presses = 0; presses < 14; presses++)
        {
            await page.Keyboard.PressAsync("+");
        }

        await page.WaitForFunctionAsync("() => document.getElementById('resolution').textContent.includes('single samples')");
        output.WriteLine(await FramesAsync(page));

        Assert.Empty(fixture.Errors);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task It_is_accessible_and_fits_the_screen(ColorScheme scheme, int width)
    {
        using var scratch = new ScratchFolder();
        await RecordAsync(scratch.Path, new VirtualDeviceOptions { Scenario = Scenario.Named("over-limit") }, 4000);
        using RecordStore store = RecordStore.OpenReadOnly(scratch.Path, TimeProvider.System);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await OpenAsync(fixture, width, scheme);
        Assert.Empty(await Axe.SeriousAsync(page));
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
        Assert.True(await page.Locator("#events button[data-kind=alarm]").CountAsync() > 0);
        Assert.Empty(fixture.Errors);
        if (Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is "1")
        {
            string name = scheme == ColorScheme.Light ? "review-light.png" : "review-phone.png";
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Checkout.Root, "docs", "images", name) });
        }
    }

    [Fact]
    public async Task A_recorded_hold_is_judged_with_its_states_and_measures()
    {
        using var scratch = new ScratchFolder();
        await RecordAsync(scratch.Path, new VirtualDeviceOptions { Scenario = Scenario.Named("easing") }, 80 * 88);
        using RecordStore store = RecordStore.OpenReadOnly(scratch.Path, TimeProvider.System);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }, store);
        IPage page = await OpenAsync(fixture);
        await page.WaitForSelectorAsync("#verdict .hold");
        string words = (await page.TextContentAsync("#verdict .hold"))!;
        Assert.Contains("It softened: the force fell more than tissue does by itself.", words, StringComparison.Ordinal);
        Assert.Contains("steadiness", words, StringComparison.Ordinal);

        // The same strip and words as beside a running hold, and what it was judged as.
        await page.WaitForFunctionAsync("() => document.querySelector('.judged .strip-words').textContent.startsWith('Softened · ')");
        Assert.True(await page.IsVisibleAsync(".judged canvas.strip"));
        Assert.Contains("judged as probe, 60 s", words, StringComparison.Ordinal);
        string states = await page.EvaluateAsync<string>("async () => (await (await fetch(`/api/sessions/${new URL(location.href).searchParams.get('session')}/analyses`)).json())[0].analysis.holds[0].states.map((state) => state.words).join()");
        Assert.StartsWith("Settling,Nothing yet,", states, StringComparison.Ordinal);
        Assert.Contains("Softening", states, StringComparison.Ordinal);
        Assert.Empty(fixture.Errors);
        await Shots.TakeAsync(page, "review-strip");
        if (Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is "1")
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Checkout.Root, "docs", "images", "review-easing.png") });
        }
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

    private static async Task<IPage> OpenAsync(LivePageFixture fixture, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await fixture.OpenAsync(width, 860, scheme);
        await page.ClickAsync("a[href='/recordings']");
        await page.ClickAsync("#rows .row-link");
        await page.WaitForFunctionAsync("() => window.algometer?.openedMs > 0");
        return page;
    }

    // Zooms from the hour to a second and pans back, a step a frame; says how many frames a second that was.
    private static Task<string> FramesAsync(IPage page) => page.EvaluateAsync<string>("""
        async () => {
          const { trace } = algometer; const frame = () => new Promise(requestAnimationFrame); const times = []; trace.all(); await frame(); let before = performance.now();
          const step = async (act) => { act(); await frame(); const now = performance.now(); times.push(now - before); before = now; };
          for (let i = 0; i < 160; i++) await step(() => trace.zoom(0.95, 1800)); for (let i = 0; i < 160; i++) await step(() => trace.pan(0.06)); for (let i = 0; i < 160; i++) await step(() => trace.zoom(1.05)); for (let i = 0; i < 120; i++) await step(() => trace.pan(-0.04));
          times.sort((a, b) => a - b); const sum = times.reduce((a, b) => a + b); return `${(1000 * times.length / sum).toFixed(0)} frames a second while zooming and scrolling; frame p50 ${times[times.length >> 1].toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)].toFixed(1)} ms, longest ${times.at(-1).toFixed(1)} ms`;
        }
        """);

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
