using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Station.Activities.HomeSession;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Station.Tests;

/// <summary>At home an alarm over the limit has to be answered before anything is pressed again, and what was pressed is handed back.</summary>
public sealed class AlarmAtHomeTests
{
    private const double PatienceSeconds = 60;
    private static readonly FreePlace _place = new("upper-trapezius", BodySide.Left, "ball", "wall", "neck-rotation-left");

    [Fact]
    public async Task The_next_hold_waits_until_the_alarm_is_acknowledged_and_the_record_has_the_highest_force()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new HeavyHand();
        await using var station = new StationRig(DeviceSource.Simulate(new VirtualDeviceOptions { Hand = hand, Speed = 4 }), PatienceSeconds, store);
        HomeSessionActivity home = station.Services.Home;
        await station.UntilAsync(() => station.Pipeline.State == LinkState.Connected && station.Pipeline.Last.DeviceMicroseconds > 0);
        Assert.Null(home.Start(new HomeSessionRequest(0, Free: _place)));
        var steps = new StepsAtHome(home);
        await station.UntilAsync(() => steps.Answer() == SessionPhase.Approach);
        hand.Newtons = home.Look(session => session.LimitNewtons) + 4;
        await station.UntilAsync(() => home.Look(session => session.LastOutcome == HoldOutcome.OverLimit));
        double highest = hand.Newtons += 9;
        await station.UntilAsync(() => station.Pipeline.Last.ForceNewtons > highest - 0.5);
        hand.Newtons = 0;
        await station.UntilAsync(() => home.Look(session => session.Phase == SessionPhase.Rest && session.RestSecondsLeft <= 0));
        Assert.Equal(HoldOutcome.OverLimit, home.Look(session => session.LastOutcome));
        Assert.Equal("check.alarm", home.Look(session => session.View())!.Say);
        Assert.Null(home.Continue());
        Assert.Equal(SessionPhase.Rest, home.Look(session => session.Phase));
        Assert.Null(await station.DoAsync("acknowledge"));
        await station.UntilAsync(() => home.Look(session => session.WaitsForOwnStart));
        Assert.Null(home.Continue());
        await station.UntilAsync(() => home.Look(session => session.HoldNumber) == 2);

        // Every step is stored behind the session, soon.
        await station.UntilAsync(() => Kept() is { } kept && HomeHistory.Holds(kept.Record)[0].PeakNewtons >= highest - 0.5 && kept.Trace!.Max(point => point.Newtons) >= highest - 0.5);

        HomeSessionDocument? Kept() => new HomeStore(store, null, TimeProvider.System).Sessions(HomeStore.NobodyCode) is [var only] ? only.Body : null;
    }

    /// <summary>Presses as the test says, whatever the page asks for.</summary>
    private sealed class HeavyHand : IVirtualHand
    {
        private double _newtons;

        public double Newtons
        {
            get => Volatile.Read(ref _newtons);
            set => Volatile.Write(ref _newtons, value);
        }

        public bool PressesButton => false;

        public SensorFault Fault => SensorFault.None;

        public void MoveTo(double seconds)
        {
        }
    }
}
