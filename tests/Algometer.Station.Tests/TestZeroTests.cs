using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Ramp;
using Algometer.VirtualDevice;

namespace Algometer.Station.Tests;

/// <summary>The zero that a guided test asks for: between trials it is set, at any other time refused.</summary>
public sealed class TestZeroTests
{
    private const double PatienceSeconds = 20;

    [Fact]
    public async Task It_is_set_between_trials_and_refused_without_a_test_and_while_pressing()
    {
        var press = new SteadyHand(0);
        await using var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = press }), PatienceSeconds);
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        Assert.StartsWith("No test is running", await station.Services.Test.ZeroAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Null(station.StartTest());
        await station.UntilAsync(() => station.Services.Test.Look(run => run.Phase) is RunPhase.Ready or RunPhase.Resting);

        // The page's own zero is not the test's.
        Assert.Contains("A test is running", await station.DoAsync("tare"), StringComparison.Ordinal);
        Assert.Null(await station.Services.Test.ZeroAsync(TestContext.Current.CancellationToken));
        await station.UntilAsync(() => station.Services.Test.Look(run => run.Phase) == RunPhase.Ready);
        press.Newtons = 5;
        await station.UntilAsync(() => station.Services.Test.Look(run => run.Phase) == RunPhase.Pressing);
        Assert.StartsWith("Zero is set between trials", await station.Services.Test.ZeroAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
