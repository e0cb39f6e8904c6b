using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Hold;
using Algometer.VirtualDevice;

namespace Algometer.Station.Tests;

/// <summary>A device that starts anew behind an open port, with a lower or higher limit than before: guard and device mean the same limit again.</summary>
public sealed class RestartedDeviceTests
{
    private const double PatienceSeconds = 20;

    [Theory]
    [InlineData(40, 40)]
    [InlineData(60, 60)]
    [InlineData(90, 60)]
    public async Task Plain_live_follows_the_limit_and_lowers_what_no_test_keeps_up(double after, double becomes)
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        await using var port = new Restartable(device);
        await using var station = new StationRig(new DeviceSource(port, device, 1), PatienceSeconds);
        await station.StartHoldAsync();
        port.Restart(new VirtualDeviceOptions { BootId = 2, LimitNewtons = after });
        await station.UntilAsync(() => station.Pipeline.Device?.BootId == 2 && Math.Abs(station.Limit - becomes) < 0.01);
        Assert.Equal(HoldEnd.LinkLost, station.Pipeline.With(measurement => measurement.Hold.End));
        await station.UntilAsync(() => port.Now.IsStreaming && station.Pipeline.State == LinkState.Connected);
        Assert.False(port.Now.IsGuardingHold);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    public async Task A_threshold_test_sets_its_limit_again_and_gives_back_no_more_than_there_was(double after)
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        await using var port = new Restartable(device);
        await using var station = new StationRig(new DeviceSource(port, device, 1), PatienceSeconds);
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        Assert.Null(station.StartTest());
        await station.UntilAsync(() => Math.Abs(station.Limit - 60) > 1);
        double limit = station.Limit;
        port.Restart(new VirtualDeviceOptions { BootId = 2, LimitNewtons = after });
        await station.UntilAsync(() => station.Pipeline.Device?.BootId == 2 && Math.Abs(station.Limit - limit) < 0.01);
        Assert.Null(station.Services.Test.Stop());
        await station.UntilAsync(() => Math.Abs(station.Limit - Math.Min(60, after)) < 0.01);
    }
}
