using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Station.Activities.Calibration;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Algometer.Web.Hosting;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>A whole host in this process: virtual device, session, page server; and a real Chromium in front of it for tests that open a page.</summary>
internal sealed class LivePageFixture : IAsyncDisposable
{
    private readonly DeviceSource _source;
    private readonly List<IBrowserContext> _contexts = [];

    private LivePageFixture(DeviceSource source, SamplePipeline pipeline, DeviceSession session, PageServices pages, WebHost host)
    {
        _source = source;
        Pipeline = pipeline;
        Session = session;
        Services = pages;
        Host = host;
    }

    public SamplePipeline Pipeline { get; }

    public DeviceSession Session { get; }

    public WebHost Host { get; }

    public PageServices Services { get; }

    public required WebPlace Place { get; init; }

    public ThresholdTestActivity Test => Services.Test;

    public CalibrationActivity Calibration => Services.Calibration;

    public static Task<LivePageFixture> StartAsync(VirtualDeviceOptions options, RecordStore? records = null, bool recording = false) => StartAsync(DeviceSource.Simulate(options), records, recording);

    public static async Task<LivePageFixture> StartAsync(DeviceSource source, RecordStore? records = null, bool recording = false, Func<PageServices, WebPlace>? place = null, string? data = null, TimeProvider? time = null)
    {
        var broadcaster = new LiveBroadcaster();
        DeviceSession? session = null;
        var pipeline = new SamplePipeline(null, (device, calibration) => records is null || !recording ? null : records.StartSession(new SessionDescription
        {
            DeviceId = device.Name,
            BootId = device.BootId,
            FirmwareVersion = device.Firmware,
            SoftwareVersion = "test",
            Simulated = device.Simulated,
            NominalRateHz = device.RateHertz,
            TipAreaCm2 = 1,
            LimitMillinewtons = 60_000,
            Source = SessionSource.Live,
            Title = "test",
            Calibration = calibration,
        }), null, () => session is { IsStreamWanted: true } && source.Simulated is not { IsAtEnd: true });
        pipeline.Record.WaitsForDisk = source.Speed > 1;
        pipeline.SubscribeToArrivals(broadcaster);
        session = new DeviceSession(source.Transport, pipeline, TimeProvider.System, source.SessionOptions);
        var pages = PageServices.Over(pipeline, session, records, source, data, time ?? TimeProvider.System);
        WebPlace served = place is null ? WebPlace.Local("http://127.0.0.1:0") : place(pages);
        WebHost host = await pages.ServeAsync(served, broadcaster, default);
        source.Start(TimeProvider.System);
        session.Start();
        return new LivePageFixture(source, pipeline, session, pages, host) { Place = served };
    }

    /// <summary>Opens the page and waits until a number stands on it. Any outside request or script error fails the test.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 860, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await OpenBareAsync(width, height, scheme);
        try
        {
            await page.WaitForFunctionAsync("() => /\\d/.test(document.getElementById('value').textContent)");
            await page.WaitForSelectorAsync("[data-live=true]");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"No number on the page; connection '{await page.TextContentAsync("#connection-text")}', value '{await page.TextContentAsync("#value")}'. {string.Join("; ", Errors)}");
        }

        return page;
    }

    /// <summary>Opens any page. Any outside request or script error fails the test.</summary>
    public async Task<IPage> OpenBareAsync(int width = 1280, int height = 860, ColorScheme scheme = ColorScheme.Light, string path = "/")
    {
        IBrowserContext context = await (await SharedBrowser.GetAsync()).NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = scheme, IgnoreHTTPSErrors = true });
        _contexts.Add(context);
        IPage page = await WatchedAsync(context);
        await page.GotoAsync(Host.Url);
        page.SetDefaultTimeout(30_000); // Far above what any step takes: a bound against hanging, not a measure of speed.
        if (path != "/")
        {
            await page.GotoAsync(new Uri(new Uri(Host.Url), path).ToString());
        }

        return page;
    }

    /// <summary>Opens several pages beside each other, as tabs of one person.</summary>
    public async Task<IPage[]> OpenTabsAsync(IReadOnlyList<string> paths)
    {
        IPage first = await OpenBareAsync();
        IPage[] pages = new IPage[paths.Count];
        for (int i = 0; i < pages.Length; i++)
        {
            pages[i] = i == 0 ? first : await WatchedAsync(first.Context);
            await pages[i].GotoAsync(new Uri(new Uri(Host.Url), paths[i]).ToString());
        }

        return pages;
    }

    private async Task<IPage> WatchedAsync(IBrowserContext context)
    {
        IPage page = await context.NewPageAsync();
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (string.Equals(message.Type, "error", StringComparison.Ordinal))
            {
                Errors.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(new Uri(Host.Url).GetLeftPart(UriPartial.Authority), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                Errors.Add("outside request: " + request.Url);
            }
        };
        return page;
    }

    public List<string> Errors { get; } = [];

    /// <summary>Waits for a sample of the device.</summary>
    public async Task ConnectedAsync()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Pipeline.SubscribeToSamples(new SampleWatch(_ => heard.TrySetResult()));
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Hands a sample to the guard and to the pages at once, as the ingest thread does.</summary>
    public void Arrive(double newtons, AlarmState alarm = AlarmState.None, SampleFlags flags = SampleFlags.Simulated)
    {
        Sample last = Pipeline.Last;
        Pipeline.OnArrival(new Sample(last.Sequence + 1, last.DeviceMicroseconds + 12500, 1, newtons, flags, alarm));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IBrowserContext context in _contexts)
        {
            await context.DisposeAsync();
        }

        await Session.DisposeAsync();
        await Host.DisposeAsync();
        await Services.DisposeAsync();
        await _source.DisposeAsync();
        Pipeline.Dispose();
    }
}
