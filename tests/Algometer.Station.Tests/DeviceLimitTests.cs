using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Station.Limits;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Station.Tests;

/// <summary>A plan that another program left on the device stands in nobody's way, and a test's own plan is given back when it ends.</summary>
public sealed class DeviceLimitTests
{
    private const double PatienceSeconds = 20;
    private const long Others = 77;

    [Theory]
    [InlineData(25)]
    [InlineData(95)]
    public async Task A_test_gives_back_what_was_left_behind_sets_its_own_limit_and_gives_that_back(double leftNewtons)
    {
        await using StationRig station = await RigAsync();

        // The program gives back what it finds at a device's start, once: what is left behind here comes after that.
        await station.UntilAsync(async () => (await SetAsync(station, leftNewtons, Others)).Accepted && Math.Abs(station.Limit - leftNewtons) < 0.01);
        Assert.Null(station.StartTest());
        await station.UntilAsync(() => Math.Abs(station.Limit - leftNewtons) > 1 && Math.Abs(station.Limit - 60) > 1);
        Assert.Equal(RefusalReason.PlanRequired, (await SetAsync(station, 10, Others)).Refusal);
        Assert.Null(station.Services.Test.Stop());
        await station.UntilAsync(async () => (await SetAsync(station, 10, Others)).Accepted);
    }

    [Fact]
    public async Task A_program_that_finds_a_plan_on_a_device_gives_it_back_without_a_test()
    {
        await using StationRig station = await RigAsync();
        Assert.True((await SetAsync(station, 95, Others)).Accepted);
        var again = new LimitCommands(station.Pipeline, station.Session.SendAsync, TimeProvider.System);
        Assert.True((await again.GiveLeftOverBackAsync(95))!.Value.Accepted);
        Assert.Equal(60, station.Limit, 0.01);
        Assert.True((await SetAsync(station, 50, Others + 1)).Accepted);
    }

    [Fact]
    public async Task What_is_guided_keeps_its_limit_although_a_left_over_is_still_to_be_lowered()
    {
        await using StationRig station = await RigAsync();
        Assert.Null(station.StartTest());
        await station.UntilAsync(() => Math.Abs(station.Limit - 60) > 1);
        double guided = station.Limit;
        Assert.Null(await new LimitCommands(station.Pipeline, station.Session.SendAsync, TimeProvider.System).GiveLeftOverBackAsync(5));
        Assert.Equal(guided, station.Limit);
    }

    [Theory]
    [InlineData(true, new long[] { Others, -Others })]
    [InlineData(false, new long[] { Others, -Others, LimitCommands.Nobody })]
    public async Task A_device_that_knows_no_plan_below_nought_has_its_plan_given_back_by_nobody(bool knows, long[] plans)
    {
        using var pipeline = new SamplePipeline(null, (_, _) => null);
        var sent = new List<Command>();
        var commands = new LimitCommands(
            pipeline,
            (command, _) =>
            {
                sent.Add(command);
                return Task.FromResult(command.PlanId < 0 && !knows ? new CommandOutcome(false, 0, "no such plan") { Refusal = RefusalReason.OutOfRange } : new CommandOutcome(true, (int)command.Value, ""));
            },
            TimeProvider.System);
        Assert.True((await commands.GiveBackAsync(95, Others)).Accepted);
        Assert.Equal(plans, sent.Select(command => command.PlanId));
        Assert.All(sent, command => Assert.Equal(60_000u, command.Value));
        Assert.Equal(60, pipeline.With(measurement => measurement.Guard.Options.LimitNewtons), 1e-9);
    }

    private static async Task<StationRig> RigAsync()
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        var station = new StationRig(new DeviceSource(new Restartable(device), device, 1), PatienceSeconds);
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        return station;
    }

    private static Task<CommandOutcome> SetAsync(StationRig station, double newtons, long planId) => station.Session.SendAsync(
        new Command { Type = MessageType.SetLimit, Value = (uint)(newtons * 1000), PlanId = planId }, TestContext.Current.CancellationToken);
}
