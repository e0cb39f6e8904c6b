using Algometer.Measurement.Easing;
using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Station.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Station.Tests;

/// <summary>The walk of a sample: guard, the activity that owns the load, subscribers; each once, and none from within another.</summary>
public sealed class SamplePipelineTests : IDisposable
{
    private readonly List<string> _walk = [];
    private readonly SamplePipeline _pipeline = new(60, (_, _) => null, new FakeTimeProvider());

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void A_sample_enters_each_room_once_and_in_order()
    {
        _pipeline.Attach(new Walker(_pipeline, _walk));
        _pipeline.Attach(new Owner(Activity.Calibration, _walk));
        _pipeline.Attach(new Owner(Activity.HomeSession, _walk));
        var all = new Listener(_walk);
        _pipeline.SubscribeToArrivals(all);
        _pipeline.SubscribeToSamples(all);
        _pipeline.With(_ => _pipeline.Slot.Take(Activity.HomeSession));
        Send(61);
        Assert.Equal(["handler arrival over", "owner HomeSession", "page over", "event over-pressure", "handler sample", "owner HomeSession", "subscriber sample"], _walk.Where(step => step != "event pre-warning"), StringComparer.Ordinal);
    }

    [Fact]
    public void The_newest_is_the_present_force_whatever_is_missing_before_it_and_none_of_a_connection_that_is_lost()
    {
        _pipeline.OnArrival(new Sample(7, 100_000, 0, 12, SampleFlags.None, AlarmState.None));
        Assert.Equal((7, 12), (_pipeline.Newest.Sequence, _pipeline.Newest.ForceNewtons));
        Assert.Equal(0, _pipeline.Last.DeviceMicroseconds);
        _pipeline.OnState(LinkState.Lost, "pulled");
        _pipeline.OnState(LinkState.Connected, "");
        Assert.Equal(0, _pipeline.Newest.DeviceMicroseconds);
    }

    [Fact]
    public void An_activity_is_told_only_while_it_owns_the_load()
    {
        _pipeline.Attach(new Owner(Activity.SafeRange, _walk));
        Send(1);
        Assert.Empty(_walk);
        _pipeline.With(_ => _pipeline.Slot.Take(Activity.SafeRange));
        Send(1);
        Assert.Equal(["owner SafeRange", "owner SafeRange"], _walk, StringComparer.Ordinal);
    }

    [Fact]
    public void Whether_a_hold_s_band_is_kept_is_told_with_the_sample()
    {
        var placed = new Placing();
        _pipeline.SubscribeToArrivals(placed);
        Send(30);
        _pipeline.With(measurement =>
        {
            measurement.BeginHold(new HoldOptions(25, 35, 60), PressingTool.Probe);
            return true;
        });
        foreach (double newtons in (double[])[24.9, 25, 35, 35.1, double.NaN])
        {
            Send(newtons);
        }

        _pipeline.With(measurement =>
        {
            measurement.EndHold(HoldEnd.Person);
            return true;
        });
        Send(30);
        Assert.Equal([false, false, true, true, false, false, false], placed.InBand);
    }

    [Fact]
    public void Nothing_enters_the_pipeline_from_within()
    {
        Assert.Throws<InvalidOperationException>(() => _pipeline.With(_ => _pipeline.With(_ => true)));
        Assert.Throws<InvalidOperationException>(() => _pipeline.Measurement);
    }

    [Fact]
    public void What_happens_inside_is_told_outside_and_a_subscriber_may_then_enter()
    {
        bool entered = false;
        _pipeline.SubscribeToSamples(new Entering(() => entered = _pipeline.With(_ => true)));
        _pipeline.With(_ =>
        {
            _pipeline.Note("pain", 3);
            Assert.False(entered);
            return true;
        });
        Assert.True(entered);
    }

    [Fact]
    public void A_handler_or_a_subscriber_that_fails_ends_no_other()
    {
        _pipeline.Attach(new Failing());
        _pipeline.Attach(new Walker(_pipeline, _walk));
        _pipeline.SubscribeToSamples(new Entering(() => throw new InvalidOperationException("subscriber")));
        _pipeline.SubscribeToSamples(new Listener(_walk));
        Send(1);
        _pipeline.Note("pain", 3);
        Assert.Contains("handler sample", _walk, StringComparer.Ordinal);
        Assert.Contains("subscriber sample", _walk, StringComparer.Ordinal);
        Assert.Contains("event pain", _walk, StringComparer.Ordinal);
        Assert.Contains("event program-error", _walk, StringComparer.Ordinal);
        Assert.Equal(AlarmKind.ProgramError, _pipeline.Alarm.Kind);
    }

    private void Send(double newtons)
    {
        var sample = new Sample(1, 12_500, 1000, newtons, SampleFlags.None, AlarmState.None);
        _pipeline.OnArrival(sample);
        _pipeline.OnSample(sample);
    }

    private sealed class Walker(SamplePipeline pipeline, List<string> walk) : ISampleHandler, IArrivalHandler
    {
        public void OnArrival(in Sample sample, SafeRangeGuard guard) => walk.Add(guard.IsOverLimit && ReferenceEquals(guard, pipeline.Measurement.Guard) ? "handler arrival over" : "handler arrival");

        public void OnSample(in Sample sample) => walk.Add("handler sample");
    }

    private sealed class Owner(Activity kind, List<string> walk) : ILoadActivity, IArrivalHandler
    {
        public Activity Kind => kind;

        public void OnArrival(in Sample sample, SafeRangeGuard guard) => walk.Add($"owner {kind}");

        public void OnSample(in Sample sample) => walk.Add($"owner {kind}");
    }

    private sealed class Listener(List<string> walk) : IStreamSubscriber, IArrivalSubscriber
    {
        public void OnArrival(in Sample sample, HostAlarm decided) => walk.Add((decided & HostAlarm.OverLimit) != HostAlarm.None ? "page over" : "page");

        public void OnSample(in Sample sample) => walk.Add("subscriber sample");

        public void OnGap(in SampleGap gap, long deviceMicroseconds) => walk.Add("gap");

        public void OnEvent(SessionEvent happened) => walk.Add("event " + happened.Kind);
    }

    private sealed class Placing : IArrivalSubscriber
    {
        public List<bool> InBand { get; } = [];

        public void OnArrival(in Sample sample, HostAlarm decided) => InBand.Add((decided & HostAlarm.InBand) != HostAlarm.None);
    }

    private sealed class Entering(Action act) : IStreamSubscriber
    {
        public void OnSample(in Sample sample)
        {
        }

        public void OnGap(in SampleGap gap, long deviceMicroseconds)
        {
        }

        public void OnEvent(SessionEvent happened) => act();
    }

    private sealed class Failing : ISampleHandler
    {
        public void OnSample(in Sample sample) => throw new InvalidOperationException("handler");
    }
}
