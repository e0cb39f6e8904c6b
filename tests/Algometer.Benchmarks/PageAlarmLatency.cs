using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Station.Pipeline;
using Algometer.Tests.Shared;
using Algometer.Web.Hosting;
using Algometer.Wire;
using Microsoft.Playwright;

namespace Algometer.Benchmarks;

/// <summary>
/// Over-limit with pages open in a real browser: from the frame's last byte to the event on the ingest thread, to the red page and to the start of its
/// alarm sound. The device itself waits for none of this: it decides before it sends. Pages show the patient's home page.
/// </summary>
internal static class PageAlarmLatency
{
    private const int Crossings = 200;
    private const int LowCounts = 10_000;
    private const int HighCounts = 1_400_000;

    public static async Task ReportAsync()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        foreach (int pages in (int[])[0, 2, 8])
        {
            await MeasureAsync(playwright, pages);
        }
    }

    private static async Task MeasureAsync(IPlaywright playwright, int pages)
    {
        var toHost = new Pipe();
        Stream device = toHost.Writer.AsStream();
        var source = new DeviceSource(new InProcessTransport("pipe", () => new AlarmLatency.ReadSide(toHost.Reader.AsStream())), null, 1);
        var broadcaster = new LiveBroadcaster();
        using var pipeline = new SamplePipeline(null, (_, _) => null);
        pipeline.SubscribeToArrivals(broadcaster);
        var crossed = new TaskCompletionSource<long>();
        pipeline.SubscribeToSamples(new EventWatch(happened =>
        {
            if (string.Equals(happened.Kind, EventKinds.OverPressure, StringComparison.Ordinal))
            {
                Volatile.Read(ref crossed).TrySetResult(Stopwatch.GetTimestamp());
            }
        }));
        await using var session = new DeviceSession(source.Transport, pipeline, TimeProvider.System, new DeviceSessionOptions { AutoStart = false, Silence = TimeSpan.FromSeconds(30) });
        await using var composed = PageServices.Over(pipeline, session, null, source, null, TimeProvider.System);
        await using WebHost host = await composed.ServeAsync(WebPlace.Local("http://127.0.0.1:0"), broadcaster, default);
        session.Start();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"] });
        var open = new List<IPage>();
        for (int i = 0; i < pages; i++)
        {
            IPage page = await (await browser.NewContextAsync()).NewPageAsync();
            await page.GotoAsync(host.Url);
            await page.GotoAsync(new Uri(new Uri(host.Url), "/home?lang=en").ToString());
            await page.WaitForFunctionAsync("() => window.algometer?.senses");
            await page.Keyboard.PressAsync("Shift");
            open.Add(page);
        }

        var writer = new FrameWriter();
        async Task SendAsync(int length)
        {
            await device.WriteAsync(writer.Frame.AsMemory(0, length));
            await device.FlushAsync();
        }

        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(12.5));
        while (session.State != LinkState.Connected)
        {
            await SendAsync(new HelloMessage { BootId = 1, LimitMillinewtons = 60000 }.Write(writer));
            await SendAsync(new CalibrationMessage { GainPiconewtonsPerCount = 45665773 }.Write(writer));
            await pace.WaitForNextTickAsync();
        }

        var calibration = new CellCalibration(0, 0, 45665773, 0, 0, 0, 196133);
        var hostDelays = new List<double>();
        var red = new List<double>();
        var sound = new List<double>();
        uint sequence = 0;
        async Task SampleAsync(int raw)
        {
            await SendAsync(new SampleMessage { Sequence = sequence, Microseconds = sequence * 12500, RawCounts = raw, ForceMillinewtons = calibration.ToMillinewtons(raw), Flags = 1 }.Write(writer));
            sequence++;
        }

        for (int crossing = 0; crossing < Crossings; crossing++)
        {
            pipeline.With(measurement =>
            {
                measurement.Guard.Acknowledge();
                return true;
            });
            for (int i = 0; i < 8; i++)
            {
                await SampleAsync(LowCounts);
                await pace.WaitForNextTickAsync();
            }

            Volatile.Write(ref crossed, new TaskCompletionSource<long>());
            double wall = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            long written = Stopwatch.GetTimestamp();
            await SampleAsync(HighCounts);
            hostDelays.Add(Stopwatch.GetElapsedTime(written, await crossed.Task).TotalMilliseconds);
            for (int i = 0; i < 8; i++)
            {
                await pace.WaitForNextTickAsync();
                await SampleAsync(HighCounts);
            }

            if (pages is 2)
            {
                foreach (IPage page in open)
                {
                    double[] at = await page.EvaluateAsync<double[]>("() => [algometer.overVisibleAt, performance.timeOrigin + (algometer.senses.log.filter((entry) => entry.kind === 'alarm').at(-1)?.at ?? 0)]");
                    red.Add(at[0] - wall);
                    sound.Add(at[1] - wall);
                }
            }
        }

        Print($"{pages} pages open: host event", hostDelays);
        if (pages is 2)
        {
            Print("2 pages open: page red", red);
            Print("2 pages open: alarm sound asked for, which begins 10 ms later", sound);
            Console.WriteLine($"sound allowed on all pages: {await open[0].EvaluateAsync<bool>("() => algometer.senses.alarm.audible")}");
        }
    }

    private static void Print(string what, List<double> delays)
    {
        delays.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: p50 {delays[delays.Count / 2]:0.000} ms, p99 {delays[delays.Count * 99 / 100]:0.000} ms, max {delays[^1]:0.000} ms of {delays.Count}"));
    }
}
