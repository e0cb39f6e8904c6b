using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Algometer.Web.Access;

namespace Algometer.Station.Tests;

/// <summary>A whole host without a page.</summary>
internal sealed class StationRig : IAsyncDisposable
{
    private readonly TimeSpan _patience;
    private readonly DeviceSource _source;
    private readonly DeviceSession _session;

    /// <param name="source">The device.</param>
    /// <param name="patienceSeconds">How long it is waited for anything.</param>
    /// <param name="store">The record; null when nothing is recorded.</param>
    public StationRig(DeviceSource source, double patienceSeconds, RecordStore? store = null)
    {
        _patience = TimeSpan.FromSeconds(patienceSeconds);
        _source = source;
        Pipeline = new SamplePipeline(null, (_, _) => null);
        _session = new DeviceSession(source.Transport, Pipeline, TimeProvider.System, source.SessionOptions);
        Services = PageServices.Over(Pipeline, _session, store, source, null, TimeProvider.System);
        source.Start(TimeProvider.System);
        _session.Start();
    }

    public static object Band { get; } = new { lowNewtons = 25.0, highNewtons = 35.0, targetSeconds = 30.0 };

    public SamplePipeline Pipeline { get; }

    public DeviceSession Session => _session;

    public PageServices Services { get; }

    public VirtualAlgometer Device => _source.Simulated!;

    public double Limit => Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons);

    public Task<string?> DoAsync(string command, object? arguments = null) =>
        Services.Live.ExecuteAsync(command, JsonSerializer.SerializeToElement(arguments ?? new { }), Visitor.Local, TestContext.Current.CancellationToken);

    public Task<CommandOutcome> SendAsync(Wire.Command command) => _session.SendAsync(command, TestContext.Current.CancellationToken);

    /// <summary>Starts a threshold test at the right thenar: its limit is another than the device's own.</summary>
    public string? StartTest() => Services.Test.Start(new ThresholdTestRequest("ppt-50", [new ThresholdTestRequest.Wanted("thenar", BodySide.Right)], 1, Repeats: 2, Familiarisation: false, RateKpaPerSecond: 30));

    public async Task StartHoldAsync()
    {
        await UntilAsync(() => Pipeline.State == LinkState.Connected && Pipeline.Last.DeviceMicroseconds > 0);
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
        await Services.DisposeAsync();
        await _source.DisposeAsync();
        Pipeline.Dispose();
    }
}
