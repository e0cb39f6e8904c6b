using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;

namespace Algometer.Station.Tests;

/// <summary>Whatever ends a hold ends it on host and device, and the next begins with one command. The real firmware, link and station.</summary>
public sealed class HoldEndTests
{
    private const double PatienceSeconds = 60;

    /// <summary>The host by itself, without a device that ends its own hold for the same reason.</summary>
    [Theory]
    [InlineData(HoldEnd.SensorFault)]
    [InlineData(HoldEnd.OverLimit)]
    [InlineData(HoldEnd.LinkLost)]
    [InlineData(HoldEnd.Button)]
    public void The_host_ends_its_hold_by_itself(HoldEnd reason)
    {
        using var pipeline = new SamplePipeline(60, (_, _) => null);
        pipeline.With(measurement =>
        {
            measurement.BeginHold(new HoldOptions(25, 35), Algometer.Measurement.Easing.PressingTool.Probe);
            return true;
        });
        for (int i = 0; i < 400; i++)
        {
            Take(pipeline, i, 30 + (0.05 * Math.Sin(i)), SampleFlags.None);
        }

        Assert.Equal(HoldState.InBand, pipeline.With(measurement => measurement.Hold.State));
        switch (reason)
        {
            case HoldEnd.SensorFault:
                Take(pipeline, 400, double.NaN, SampleFlags.Stuck);
                break;
            case HoldEnd.OverLimit:
                Take(pipeline, 400, 61, SampleFlags.None);
                break;
            case HoldEnd.LinkLost:
                pipeline.OnState(LinkState.Lost, "pulled");
                break;
            default:
                pipeline.OnButton(new ButtonPress(1, 5_000_000, 399));
                break;
        }

        Assert.Equal((HoldState.Ended, reason), pipeline.With(measurement => (measurement.Hold.State, measurement.Hold.End)));
        Assert.True(pipeline.With(measurement => measurement.Easing.Detector!.IsFinished), "judged at once: no further sample may come");
    }

    private static void Take(SamplePipeline pipeline, int i, double newtons, SampleFlags flags)
    {
        var sample = new Sample(i, i * 12_500L, 0, newtons, flags, AlarmState.None);
        pipeline.OnArrival(sample);
        pipeline.OnSample(sample);
    }

    [Fact]
    public async Task A_sensor_fault_ends_it() => await EndsAsync(new VirtualDeviceOptions { Scenario = Fault(SensorFault.StuckValue), Speed = 2 }, HoldEnd.SensorFault);

    [Fact]
    public async Task Passing_the_limit_ends_it() =>
        await EndsAsync(new VirtualDeviceOptions { Scenario = Pressed((t, _) => t is > 4 and < 6 ? 70 : 30 + (0.05 * Math.Sin(t * 60))), Speed = 2 }, HoldEnd.OverLimit);

    [Fact]
    public async Task The_patients_button_ends_it() =>
        await EndsAsync(new VirtualDeviceOptions { Scenario = Pressed((t, _) => 30 + (0.05 * Math.Sin(t * 60)), t => t is > 4 and < 4.5), Speed = 2 }, HoldEnd.Button);

    [Fact]
    public async Task The_longest_time_ends_it() =>
        await EndsAsync(new VirtualDeviceOptions { Scenario = Pressed((t, _) => 30 + (0.05 * Math.Sin(t * 60))), Speed = 10 }, HoldEnd.HardEnd);

    [Fact]
    public async Task Taking_the_hand_off_after_the_time_ends_it() =>
        await EndsAsync(new VirtualDeviceOptions { Scenario = Pressed((t, _) => t < 45 ? 30 + (0.05 * Math.Sin(t * 60)) : 0.01 * Math.Sin(t * 60)), Speed = 10 }, HoldEnd.Lifted);

    [Fact]
    public async Task A_lost_link_ends_it()
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Scenario = Pressed((t, _) => 30 + (0.05 * Math.Sin(t * 60))) });
        var cable = new Unpluggable(new InProcessTransport("wire", () => device.Link.HostSide));
        await using var station = new StationRig(new DeviceSource(cable, device, 1), PatienceSeconds);
        await station.StartHoldAsync();
        cable.Unplug();
        await station.UntilAsync(() => station.Pipeline.With(measurement => measurement.Hold.End) == HoldEnd.LinkLost);
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && !device.IsGuardingHold);
        await station.StartHoldAsync();
        Assert.True(device.IsGuardingHold);
    }

    [Fact]
    public async Task Stopping_the_stream_ends_it_here_as_on_the_device()
    {
        await using var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions()), PatienceSeconds);
        await station.StartHoldAsync();
        Assert.Null(await station.DoAsync("stop"));
        await station.UntilAsync(() => !station.Pipeline.With(measurement => measurement.Hold.IsRunning));
        Assert.Null(await station.DoAsync("start"));
        await station.StartHoldAsync();
    }

    [Fact]
    public async Task A_person_ends_it_and_begins_the_next_at_once_and_again()
    {
        await using var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions()), PatienceSeconds);
        for (int i = 0; i < 5; i++)
        {
            await station.StartHoldAsync();
            Assert.True(station.Device.IsGuardingHold);
            Assert.Null(await station.DoAsync("hold-stop"));
            Assert.False(station.Device.IsGuardingHold);
            Assert.Equal(HoldEnd.Person, station.Pipeline.With(measurement => measurement.Hold.End));
        }
    }

    [Fact]
    public async Task Who_let_off_is_answered_once_and_only_when_it_was_asked()
    {
        await using var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions()), PatienceSeconds);
        await station.StartHoldAsync();
        Assert.Equal("Nothing is asked now.", await station.DoAsync("let-off", new { mine = true }));
        station.Pipeline.With(measurement => measurement.LetOff.Accept(Algometer.Measurement.Easing.EasingState.LoadFell));
        Assert.Equal("Somebody let off – was it you?", station.Services.Live.Snapshot().Easing.Question);
        Assert.Null(await station.DoAsync("let-off", new { mine = false }));
        Assert.Null(station.Services.Live.Snapshot().Easing.Question);
        Assert.Equal(LetOffAnswer.NotMine, station.Pipeline.With(measurement => measurement.LetOff.Answer));
        Assert.Equal("Nothing is asked now.", await station.DoAsync("let-off", new { mine = true }));
    }

    private static async Task EndsAsync(VirtualDeviceOptions options, HoldEnd reason)
    {
        await using var station = new StationRig(DeviceSource.Simulate(options), PatienceSeconds);
        await station.StartHoldAsync();
        await station.UntilAsync(() => !station.Pipeline.With(measurement => measurement.Hold.IsRunning));
        Assert.Equal(reason, station.Pipeline.With(measurement => measurement.Hold.End));
        await station.UntilAsync(() => !station.Device.IsGuardingHold);

        // A fault or an alarm must be over and acknowledged, as a person would; then one command begins the next.
        if (reason is HoldEnd.SensorFault or HoldEnd.OverLimit)
        {
            await station.UntilAsync(() => station.Pipeline.With(measurement => !measurement.Guard.IsOverLimit && !measurement.Guard.IsSensorFault));
            await station.UntilAsync(async () => await station.DoAsync("acknowledge") is null && await station.DoAsync("hold-start", StationRig.Band) is null);
        }
        else if (reason is HoldEnd.Button)
        {
            // Not while it is still down: the device lets none begin.
            await station.UntilAsync(async () => await station.DoAsync("hold-start", StationRig.Band) is null);
        }
        else
        {
            await station.StartHoldAsync();
        }

        Assert.True(station.Pipeline.With(measurement => measurement.Hold.IsRunning));
        Assert.Null(station.Services.Live.Snapshot().Easing.Verdict);
    }

    private static Scenario Pressed(Func<double, SeededNoise, double> force, Func<double, bool>? button = null) => new("pressed", "for a test", 1000, force, null, button);

    private static Scenario Fault(SensorFault fault) => new("fault", "for a test", 1000, (t, _) => 30 + (0.05 * Math.Sin(t * 60)), t => t is > 4 and < 6 ? fault : SensorFault.None);
}
