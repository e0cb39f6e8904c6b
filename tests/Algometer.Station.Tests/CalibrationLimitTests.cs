using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Station.Tests;

/// <summary>Masses above the everyday limit: the device's limit is up while they are on, and no longer.</summary>
public sealed class CalibrationLimitTests
{
    private static readonly CalibrationSetup _ball = new() { MassesKg = CalibrationMasses.Ball.MassesKg };

    [Fact]
    public async Task It_is_raised_for_the_balls_masses_and_given_back_at_the_end()
    {
        await using StationRig station = await StartAsync(250);
        Assert.Null(await station.Services.Calibration.StartAsync(_ball, TestContext.Current.CancellationToken));
        Assert.Equal(Math.Ceiling(13 * Gravity.Standard / 0.95), station.Limit);

        // Nothing else is guided while it is up, and beginning anew does not take it for the limit of before.
        Assert.Contains("calibration", await station.DoAsync("hold-start", StationRig.Band), StringComparison.Ordinal);
        Assert.Null(await station.Services.Calibration.StartAsync(_ball, TestContext.Current.CancellationToken));
        Assert.Null(await station.Services.Calibration.EndAsync());
        Assert.Equal(60, station.Limit);
        Assert.Null(await station.DoAsync("hold-start", StationRig.Band));
    }

    [Fact]
    public async Task One_that_was_lowered_meanwhile_stays_low()
    {
        await using StationRig station = await StartAsync(250);
        Assert.Null(await station.Services.Calibration.StartAsync(_ball, TestContext.Current.CancellationToken));
        CommandOutcome lowered = await station.SendAsync(new Command { Type = MessageType.SetLimit, Value = 30_000 });
        Assert.True(lowered.Accepted);
        await station.UntilAsync(() => station.Limit == 30);
        await station.Services.Calibration.EndAsync();
        Assert.Equal(30, station.Limit);
    }

    [Fact]
    public async Task Masses_beyond_what_the_device_takes_are_refused_and_nothing_is_raised()
    {
        await using StationRig station = await StartAsync(100);
        Assert.Contains("takes limits up to 100 N", await station.Services.Calibration.StartAsync(_ball, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(60, station.Limit);
        Assert.Null(await station.DoAsync("hold-start", StationRig.Band));
        Assert.Contains("hold is running", await station.Services.Calibration.StartAsync(_ball with { MassesKg = CalibrationMasses.Probe.MassesKg }, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_load_the_device_keeps_its_limit_and_it_is_said()
    {
        var hand = new SimulatedMasses();
        await using StationRig station = await StartAsync(250, hand);
        hand.LayOn(20);
        await station.UntilAsync(() => station.Pipeline.Last.ForceNewtons > 19.9);
        Assert.Contains("Take everything off", await station.Services.Calibration.StartAsync(_ball, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(60, station.Limit);
    }

    private static async Task<StationRig> StartAsync(double capNewtons, SimulatedMasses? hand = null)
    {
        var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = hand ?? new SimulatedMasses(), CapNewtons = capNewtons, Speed = 20 }), 30);
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        return station;
    }
}
