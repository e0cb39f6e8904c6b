using System.Text.Json;
using Algometer.App.Live;
using Algometer.App.Web;
using Algometer.Link;
using Algometer.Measurement;
using Algometer.VirtualDevice;

namespace Algometer.App.Tests;

/// <summary>A device that starts anew behind an open port, with a lower or higher limit than before: guard and device mean the same limit again.</summary>
public sealed class RestartedDeviceTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(40, 40)]
    [InlineData(60, 60)]
    [InlineData(90, 60)]
    public async Task Plain_live_follows_the_limit_and_lowers_what_no_test_keeps_up(double after, double becomes)
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        await using var port = new Restartable(device);
        await using var road = new Road(new DeviceSource(port, device, 1));
        await road.StartHoldAsync();
        port.Restart(new VirtualDeviceOptions { BootId = 2, LimitNewtons = after });
        await road.UntilAsync(() => road.Ingest.Device?.BootId == 2 && Math.Abs(road.Limit - becomes) < 0.01);
        Assert.Equal(HoldEnd.LinkLost, road.Ingest.With(pipeline => pipeline.Hold.End));
        await road.UntilAsync(() => port.Now.IsStreaming && road.Ingest.State == LinkState.Connected);
        Assert.False(port.Now.IsGuardingHold);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    public async Task A_threshold_test_sets_its_limit_again_and_gives_back_no_more_than_there_was(double after)
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        await using var port = new Restartable(device);
        await using var road = new Road(new DeviceSource(port, device, 1));
        await road.UntilAsync(() => road.Ingest.State == LinkState.Connected && road.Ingest.Last.DeviceMicroseconds > 0);
        Assert.Null(await road.DoAsync("ppt.start", new { places = new[] { new { site = "thenar", side = "right" } }, protocol = "ppt-50", tipAreaCm2 = 1, repeats = 2, rateKpaPerSecond = 30, familiarisation = false }));
        await road.UntilAsync(() => Math.Abs(road.Limit - 60) > 1);
        double limit = road.Limit;
        port.Restart(new VirtualDeviceOptions { BootId = 2, LimitNewtons = after });
        await road.UntilAsync(() => road.Ingest.Device?.BootId == 2 && Math.Abs(road.Limit - limit) < 0.01);
        Assert.Null(await road.DoAsync("ppt.stop"));
        await road.UntilAsync(() => Math.Abs(road.Limit - Math.Min(60, after)) < 0.01);
    }

    private sealed class Road : IAsyncDisposable
    {
        private readonly DeviceSource _source;
        private readonly DeviceSession _session;

        public Road(DeviceSource source)
        {
            _source = source;
            Ingest = new Ingest(new LiveBroadcaster(), null, (_, _) => null);
            _session = new DeviceSession(source.Transport, Ingest, TimeProvider.System, source.SessionOptions);
            Pages = Pages.Over(Ingest, _session, null, source, null, TimeProvider.System);
            source.Start(TimeProvider.System);
            _session.Start();
        }

        public static object Band { get; } = new { lowNewtons = 25.0, highNewtons = 35.0, targetSeconds = 30.0 };

        public Ingest Ingest { get; }

        public Pages Pages { get; }

        public double Limit => Ingest.With(pipeline => pipeline.Guard.Options.LimitNewtons);

        public Task<string?> DoAsync(string command, object? arguments = null) =>
            Pages.Live.ExecuteAsync(command, JsonSerializer.SerializeToElement(arguments ?? new { }), TestContext.Current.CancellationToken);

        public async Task StartHoldAsync()
        {
            await UntilAsync(() => Ingest.State == LinkState.Connected && Ingest.Last.DeviceMicroseconds > 0);
            Assert.Null(await DoAsync("hold-start", Band));
        }

        public Task UntilAsync(Func<bool> so) => UntilAsync(() => Task.FromResult(so()));

        public async Task UntilAsync(Func<Task<bool>> so)
        {
            using var late = new CancellationTokenSource(_patience);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (!await so())
            {
                await timer.WaitForNextTickAsync(late.Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _session.DisposeAsync();
            await Pages.DisposeAsync();
            await _source.DisposeAsync();
            Ingest.Dispose();
        }
    }
}
