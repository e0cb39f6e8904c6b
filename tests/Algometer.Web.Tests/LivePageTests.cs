using System.Diagnostics;
using System.Net;
using Algometer.Cli.Composition;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Algometer.Web.Hosting;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

public sealed class LivePageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task It_is_up_moves_and_asks_nobody_outside()
    {
        long began = Stopwatch.GetTimestamp();
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions());
        IPage page = await fixture.OpenAsync();
        output.WriteLine($"page with a number after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s, browser start included");

        // Counted in the page itself, over three of its own seconds.
        double perSecond = await page.EvaluateAsync<double>(
            "() => new Promise(done => { const from = algometer.draws, t = performance.now(); const look = () => performance.now() - t > 3000 ? done((algometer.draws - from) / (performance.now() - t) * 1000) : requestAnimationFrame(look); look(); })");
        output.WriteLine($"{perSecond:0.0} draws a second");
        Assert.True(perSecond >= 5, $"{perSecond:0.0} draws a second: it does not move by itself");
        Assert.Equal("Connected", await page.TextContentAsync("#connection-text"));
        Assert.True(await page.IsVisibleAsync("#simulated"));
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task Over_limit_is_seen_cannot_be_overlooked_and_stays_until_acknowledged()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") });
        IPage page = await fixture.OpenAsync();
        var delays = new List<double>();
        for (int i = 0; i < 9; i++)
        {
            double arrived = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            fixture.Arrive(75);
            await page.WaitForFunctionAsync("since => algometer.overVisibleAt > since", arrived - 5);
            delays.Add(await page.EvaluateAsync<double>("() => algometer.overVisibleAt") - arrived);
            fixture.Arrive(1);
            await page.WaitForFunctionAsync("() => !('over' in document.body.dataset)");
        }

        delays.Sort();
        output.WriteLine($"over-limit visible after {delays[0]:0.0} / {delays[4]:0.0} / {delays[^1]:0.0} ms (min, median, max)");
        // How fast is shown by the benchmarks on a quiet machine; here a second would mean that something waits for its turn.
        Assert.True(delays[4] <= 1000, $"median {delays[4]:0.0} ms");
        Assert.Equal("The limit was passed", await page.TextContentAsync("#banner-title"));
        await page.Keyboard.PressAsync("a");
        await page.WaitForFunctionAsync("() => document.getElementById('banner').hidden");
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task A_sensor_fault_blanks_the_number_and_says_release()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") });
        IPage page = await fixture.OpenAsync();
        fixture.Arrive(double.NaN, AlarmState.SensorFault, SampleFlags.Simulated | SampleFlags.Stuck);
        await page.WaitForFunctionAsync("() => document.getElementById('banner-title').textContent.startsWith('Sensor fault') && document.getElementById('value').textContent === '–'");
        Assert.Equal("The sensor's value is stuck.", await page.TextContentAsync("#banner-text"));
        await page.WaitForFunctionAsync("() => document.getElementById('banner').hidden && /\\d/.test(document.getElementById('value').textContent)");
    }

    [Fact]
    public async Task A_fault_that_is_over_asks_for_a_self_test_and_the_acknowledgement_runs_it()
    {
        // The code freezes from 20 s to 25 s of the scenario, which lives ten times as fast.
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("fault-stuck"), Speed = 10 });
        IPage page = await fixture.OpenAsync();
        await page.WaitForFunctionAsync("() => !document.getElementById('banner').hidden && document.getElementById('banner-title').textContent === 'Check the sensor'");
        await page.Keyboard.PressAsync("a");
        await page.WaitForFunctionAsync("() => document.getElementById('banner').hidden");
        Assert.Empty(fixture.Errors);
    }

    [Fact]
    public async Task When_samples_stop_the_number_goes_within_a_second()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions());
        IPage page = await fixture.OpenAsync();
        long began = Stopwatch.GetTimestamp();
        await page.Keyboard.PressAsync("s");
        await page.WaitForFunctionAsync("() => document.getElementById('value').textContent === '–' && document.getElementById('zone-text').textContent === 'No data'");
        output.WriteLine($"blank after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
        await page.Keyboard.PressAsync("s");
        await page.WaitForFunctionAsync("() => /\\d/.test(document.getElementById('value').textContent)");
    }

    [Fact]
    public async Task A_pulled_plug_is_said_within_a_second_and_the_page_goes_on_by_itself()
    {
        async Task<(string Address, Task Running)> ServeAsync(string port, uint boot, CancellationToken stop)
        {
            var ready = new TaskCompletionSource<string>();
            var device = new VirtualAlgometer(new VirtualDeviceOptions { BootId = boot });
            Task running = VirtualDeviceServer.ServeTcpAsync(device, 1, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), ready.SetResult, TimeProvider.System, stop);
            return (await ready.Task, running);
        }

        using var plugged = new CancellationTokenSource();
        (string address, Task first) = await ServeAsync("0", 1, plugged.Token);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(DeviceSource.Connect(address, TimeProvider.System));
        IPage page = await fixture.OpenAsync();
        await page.Keyboard.PressAsync("h");
        await page.WaitForFunctionAsync("() => document.getElementById('hold-toggle').textContent.includes('End')");
        long pulled = Stopwatch.GetTimestamp();
        await plugged.CancelAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('banner-title').textContent === 'Connection lost' && !document.getElementById('banner').hidden");
        output.WriteLine($"said after {Stopwatch.GetElapsedTime(pulled).TotalMilliseconds:0} ms");
        await page.WaitForFunctionAsync("() => document.getElementById('value').textContent === '–' && document.getElementById('hold-toggle').textContent.includes('Start')");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        using var again = new CancellationTokenSource();
        (_, Task second) = await ServeAsync(address[(address.LastIndexOf(':') + 1)..], 2, again.Token);
        await page.WaitForFunctionAsync("() => /\\d/.test(document.getElementById('value').textContent) && document.getElementById('banner').hidden");
        await page.WaitForFunctionAsync("() => document.getElementById('reconnected')?.textContent === '1×'");
        await again.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task A_hold_is_started_paused_and_ended_by_keyboard()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions());
        IPage page = await fixture.OpenAsync();
        await page.Keyboard.PressAsync("h");
        await page.WaitForFunctionAsync("() => ['Press slowly into the band', 'Hold'].includes(document.getElementById('hold-state').textContent)");
        Assert.True(fixture.Pipeline.With(measurement => measurement.Hold.IsRunning));
        await page.Keyboard.PressAsync("p");
        await page.WaitForFunctionAsync("() => document.getElementById('hold-state').textContent === 'Paused'");
        await page.Keyboard.PressAsync("p");
        await page.Keyboard.PressAsync("h");
        await page.WaitForFunctionAsync("() => document.getElementById('hold-state').textContent === 'Hold is over'");
        Assert.Equal(HoldEnd.Person, fixture.Pipeline.With(measurement => measurement.Hold.End));
    }

    [Fact]
    public async Task Easing_is_said_shown_and_marked_and_the_hold_is_judged_at_its_end()
    {
        // Three times real time. The hand begins with the hold and stays where the tissue has softened whole.
        var hand = new StoryHand(Scenario.Named("easing"), 70);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 3 });
        var events = new System.Collections.Concurrent.ConcurrentQueue<SessionEvent>();
        fixture.Pipeline.SubscribeToSamples(new EventWatch(events.Enqueue));
        IPage page = await fixture.OpenAsync();
        await page.Keyboard.PressAsync("h");
        await page.WaitForFunctionAsync("() => document.getElementById('hold-toggle').textContent.includes('End')", null, new PageWaitForFunctionOptions { Timeout = 60000 });
        hand.Begin();
        await page.WaitForFunctionAsync("() => document.getElementById('easing')?.dataset.state === 'Settling'", null, new PageWaitForFunctionOptions { Timeout = 60000 });
        await page.WaitForFunctionAsync("() => document.getElementById('easing')?.dataset.state === 'Easing'", null, new PageWaitForFunctionOptions { Timeout = 60000 });
        Assert.Contains("Softening: the force falls", await page.TextContentAsync("#easing-words"), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<double>("() => parseFloat(document.getElementById('easing-fill').getAttribute('width'))") > 50);
        Assert.Matches("\\d+ ± \\d+ %", (await page.TextContentAsync("#easing-drop"))!);
        await page.Keyboard.PressAsync("6");
        await page.WaitForFunctionAsync("() => document.querySelector('#pain [aria-pressed=true]')?.textContent === '6'");
        await ShotAsync(page, "live-easing.png");
        await page.Keyboard.PressAsync("3");
        await page.WaitForFunctionAsync("() => document.querySelector('#pain [aria-pressed=true]')?.textContent === '3'");

        // On a machine that is slow enough the longest time may be over first.
        if (fixture.Pipeline.With(measurement => measurement.Hold.IsRunning))
        {
            await page.Keyboard.PressAsync("h");
        }

        await page.WaitForFunctionAsync("() => document.getElementById('easing-name')?.textContent.startsWith('Last hold: ')");
        Assert.Equal("It softened: the force fell more than tissue does by itself, and pain fell with it.", await page.TextContentAsync("#easing-words"));
        Assert.Contains(events, happened => happened.Kind == "easing" && happened.Value is > 2 and < 30);
        Assert.Contains(events, happened => happened.Kind == "easing-verdict");
        Assert.Empty(await Axe.SeriousAsync(page));
        Assert.Empty(fixture.Errors);
    }

    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is "1")
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Checkout.Root, "docs", "images", name) });
        }
    }

    [Fact]
    public async Task Units_follow_the_tip_and_a_ball_has_no_pressure()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions());
        IPage page = await fixture.OpenAsync();
        await page.SelectOptionAsync("#unit", "kPa");
        await page.WaitForFunctionAsync("() => document.getElementById('symbol').textContent === 'kPa'");
        Assert.Contains("600 kPa", await page.TextContentAsync("#level-limit-text"), StringComparison.Ordinal);
        await page.SelectOptionAsync("#tip", "0");
        await page.WaitForFunctionAsync("() => document.getElementById('symbol').textContent === 'N'");
        Assert.Equal(1, await page.Locator("#unit option").CountAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task It_is_accessible_and_fits_the_screen(ColorScheme scheme, int width)
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions());
        IPage page = await fixture.OpenAsync(width, 760, scheme);
        Assert.Empty(await Axe.SeriousAsync(page));
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
    }

    [Fact]
    public async Task Strangers_are_refused()
    {
        var broadcaster = new LiveBroadcaster();
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") });
        var root = new Uri(new Uri(fixture.Host.Url).GetLeftPart(UriPartial.Authority));
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(root)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri(root, "/live"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri(root, "/?token=0123"))).StatusCode);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, fixture.Host.Url) { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(rebound)).StatusCode);
        using var crossSite = new HttpRequestMessage(HttpMethod.Get, fixture.Host.Url) { Headers = { { "Origin", "http://evil.example" } } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(crossSite)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await client.GetAsync(fixture.Host.Url)).StatusCode);
        Assert.Equal(0, broadcaster.Clients);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://192.168.1.4:8080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("nonsense")]
    public void Only_this_machine_may_be_listened_on_in_the_clear(string listen) => Assert.Throws<FormatException>(() => WebPlace.Local(listen));

    [Fact]
    public async Task Pictures_for_the_readme()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ALGOMETER_SCREENSHOTS") is "1", "Set ALGOMETER_SCREENSHOTS=1 to take the README's pictures.");
        string folder = Path.Combine(Checkout.Root, "docs", "images");
        Directory.CreateDirectory(folder);
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Speed = 3 });
        IPage light = await fixture.OpenAsync();
        await light.Keyboard.PressAsync("h");
        IPage dark = await fixture.OpenAsync(scheme: ColorScheme.Dark);
        IPage phone = await fixture.OpenAsync(390, 1080);
        await light.WaitForFunctionAsync("() => document.getElementById('clock').textContent >= '0:22'", null, new PageWaitForFunctionOptions { Timeout = 60000 });
        await light.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "live-light.png") });
        await dark.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "live-dark.png") });
        await phone.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "live-phone.png") });
        await using LivePageFixture over = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("over-limit") });
        IPage page = await over.OpenAsync();
        await page.WaitForFunctionAsync("() => 'over' in document.body.dataset && Number(document.getElementById('value').textContent) > 63");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "live-over-limit.png") });
    }
}
