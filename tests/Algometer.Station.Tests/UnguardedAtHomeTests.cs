using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Station.Activities.HomeSession;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Station.Tests;

/// <summary>At home too a hold that the device guards no more is over, whether or not anything but its samples says so.</summary>
public sealed class UnguardedAtHomeTests
{
    private const double PatienceSeconds = 60;
    private static readonly FreePlace _place = new("upper-trapezius", BodySide.Left, "ball", "wall", "neck-rotation-left");

    [Fact]
    public async Task A_device_that_guards_the_hold_no_more_ends_it_in_words()
    {
        var hand = new SimulatedHomeHand(HomePatient.Named("steady"));
        await using var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = hand, Speed = 4 }), PatienceSeconds);
        HomeSessionActivity home = station.Services.Home;
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        Assert.Null(home.Start(new HomeSessionRequest(0, Free: _place)));
        await ToHoldAsync(station, home, hand);

        // Another order than the session's: no event tells this host that its own hold is over.
        Assert.True((await station.SendAsync(new Command { Type = MessageType.EndHold })).Accepted);
        await station.UntilAsync(() => home.Look(session => !session.GuardsHold));
        Assert.Equal(SessionPhase.Trouble, home.Look(session => session.Phase));
        Assert.Equal(HoldOutcome.SensorFault, home.Look(session => session.LastOutcome));
        Assert.Equal(SessionCue.LetGo, home.Look(session => session.Cue));
    }

    [Fact]
    public async Task A_hold_that_is_guarded_goes_on()
    {
        var hand = new SimulatedHomeHand(HomePatient.Named("steady"));
        await using var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = hand, Speed = 4 }), PatienceSeconds);
        HomeSessionActivity home = station.Services.Home;
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        Assert.Null(home.Start(new HomeSessionRequest(0, Free: _place)));
        await ToHoldAsync(station, home, hand);
        double began = home.Look(session => session.Now);
        await station.UntilAsync(() => home.Look(session => session.Now) > began + 5);
        Assert.Equal(SessionPhase.Hold, home.Look(session => session.Phase));
        Assert.True(station.Device.IsGuardingHold);
    }

    [Fact]
    public async Task A_hold_that_no_page_shows_any_longer_is_over()
    {
        var hand = new SimulatedHomeHand(HomePatient.Named("steady"));
        await using var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = hand, Speed = 4 }), PatienceSeconds);
        HomeSessionActivity home = station.Services.Home;
        home.UnwatchedAfter = TimeSpan.FromSeconds(0.2);
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        Assert.Null(home.Start(new HomeSessionRequest(0, Free: _place)));
        await ToHoldAsync(station, home, hand);
        home.Seen();
        await station.UntilAsync(() => home.Look(session => !session.GuardsHold));
        Assert.Equal((SessionPhase.Trouble, SessionCue.LetGo, HoldOutcome.Stopped), home.Look(session => (session.Phase, session.Cue, session.LastOutcome)));
        Assert.Equal("trouble.unwatched", home.Look(session => session.View().Say));
    }

    private static Task ToHoldAsync(StationRig station, HomeSessionActivity home, SimulatedHomeHand hand)
    {
        var steps = new StepsAtHome(home);
        return station.UntilAsync(() =>
        {
            SessionPhase phase = steps.Answer();
            if (home.Look(session => session.PainDue) && hand.Pain() is { } pain)
            {
                home.RatePain(pain, "test");
            }

            return phase == SessionPhase.Hold && station.Device.IsGuardingHold && station.Pipeline.Last.Alarm.HasFlag(AlarmState.HoldActive);
        });
    }
}
