using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Ramp;
using Algometer.Records.Model;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.VirtualDevice;
using Algometer.Web.Access;

namespace Algometer.Station.Tests;

/// <summary>A hold or a test does not go on unrecorded unless a person says so.</summary>
public sealed class UnrecordedTests
{
    [Fact]
    public async Task A_hold_on_a_full_disk_waits_for_a_choice_and_nothing_else_begins()
    {
        using var disk = new SmallDisk("size=3m");
        DeviceSource source = DeviceSource.Simulate(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") });
        await using var recording = Recording.Create(Path.Combine(disk.Folder, "data"), source, SessionSource.Live, "test");
        await using var services = PageServices.Over(recording.Pipeline, recording.Session, recording.Store, source, null, TimeProvider.System);
        recording.Start();
        await UntilAsync(() => recording.Pipeline.Recorder is not null && recording.Pipeline.State == LinkState.Connected && recording.Pipeline.Last.DeviceMicroseconds > 0);
        Assert.Null(await DoAsync("hold-start", StationRig.Band));
        disk.Fill();
        await UntilAsync(() => recording.Pipeline.With(measurement => measurement.Hold.State) == HoldState.Paused);
        Assert.NotNull(recording.Pipeline.Recorder!.Failure);
        Assert.StartsWith("Nothing is stored now.", await DoAsync("hold-resume"), StringComparison.Ordinal);
        Assert.Equal(("disk-full", true, false), Seen());
        Assert.Null(await DoAsync("hold-stop"));
        Assert.StartsWith("Nothing is stored now.", await DoAsync("hold-start", StationRig.Band), StringComparison.Ordinal);
        Assert.StartsWith("Nothing is stored now.", StartTest(), StringComparison.Ordinal);

        Assert.Null(await DoAsync("record-go-on"));
        Assert.Equal(("disk-full", true, true), Seen());
        Assert.Null(await DoAsync("hold-start", StationRig.Band));
        long now = recording.Pipeline.Last.DeviceMicroseconds;
        await UntilAsync(() => recording.Pipeline.Last.DeviceMicroseconds > now + 300_000);
        Assert.NotEqual(HoldState.Paused, recording.Pipeline.With(measurement => measurement.Hold.State));

        // What was chosen holds for this failure alone.
        disk.Free();
        await UntilAsync(() => recording.Pipeline.Recorder.Failure is null);
        await UntilAsync(() => Seen() is (null, false, false));
        disk.Fill();
        await UntilAsync(() => recording.Pipeline.With(measurement => measurement.Hold.State) == HoldState.Paused);
        disk.Free();
        await UntilAsync(() => recording.Pipeline.Recorder.Failure is null);
        Assert.Null(await DoAsync("hold-resume"));

        Task<string?> DoAsync(string command, object? arguments = null) =>
            services.Live.ExecuteAsync(command, JsonSerializer.SerializeToElement(arguments ?? new { }), Visitor.Local, TestContext.Current.CancellationToken);

        (string? Problem, bool InMemoryOnly, bool GoesOn) Seen() => services.Live.Snapshot().Recording is { } seen ? (seen.Problem, seen.InMemoryOnly, seen.GoesOn) : default;

        string? StartTest() => services.Test.Start(new ThresholdTestRequest("ppt-50", [new ThresholdTestRequest.Wanted("thenar", BodySide.Right)], 1, Repeats: 2, Familiarisation: false, RateKpaPerSecond: 30));
    }

    private static async Task UntilAsync(Func<bool> so)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!so())
        {
            await timer.WaitForNextTickAsync(late.Token);
        }
    }
}
