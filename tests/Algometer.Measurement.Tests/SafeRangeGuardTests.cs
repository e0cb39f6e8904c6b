using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using CsCheck;

namespace Algometer.Measurement.Tests;

public sealed class SafeRangeGuardTests : IMeasurementEventSink
{
    private readonly List<MeasurementEvent> _events = [];
    private readonly SafeRangeGuard _guard;
    private long _sequence;

    public SafeRangeGuardTests() => _guard = new SafeRangeGuard(new SafeRangeOptions(60), this);

    void IMeasurementEventSink.On(in MeasurementEvent measurementEvent) => _events.Add(measurementEvent);

    [Fact]
    public void Over_at_the_first_sample_above_below_only_under_the_hysteresis()
    {
        Press(60);
        Assert.False(_guard.IsOverLimit);
        Press(60.01);
        Assert.True(_guard.IsOverLimit);
        Press(59.5);
        Assert.True(_guard.IsOverLimit);
        Press(58.7);
        Assert.False(_guard.IsOverLimit);
        Assert.True(_guard.IsLatched);
        _guard.Acknowledge();
        Assert.False(_guard.IsLatched);
    }

    [Fact]
    public void An_acknowledgement_while_over_opens_the_latch_only_below_and_not_for_a_new_crossing()
    {
        Press(70);
        _guard.Acknowledge();
        Press(70);
        Press(10);
        Assert.True(_guard.IsLatched);
        _guard.Acknowledge();
        Assert.False(_guard.IsLatched);
    }

    [Fact]
    public void A_value_that_cannot_be_trusted_never_reads_as_below()
    {
        Press(70);
        Feed(double.NaN, SampleFlags.Stuck);
        Assert.True(_guard.IsOverLimit);
        Assert.True(_guard.IsSensorFault);
        Feed(0, SampleFlags.Saturated);
        Assert.True(_guard.IsOverLimit);
    }

    [Fact]
    public void The_devices_own_judgement_counts()
    {
        Feed(20, SampleFlags.None, AlarmState.OverLimit);
        Assert.True(_guard.IsOverLimit);
    }

    [Fact]
    public void A_ramp_is_warned_of_half_a_second_ahead_and_a_steady_hold_near_the_limit_is_not()
    {
        var random = new Random(5);
        for (int i = 0; i < 4000; i++)
        {
            Press(59 + ((random.NextDouble() - 0.5) * 0.4));
        }

        Assert.DoesNotContain(_events, e => e.Kind is MeasurementEventKind.OverLimit);
        int chatter = _events.Count(e => e.Kind is MeasurementEventKind.PreWarning);
        Assert.True(chatter <= 4000 / 80, $"{chatter} warnings in 50 s");
        _events.Clear();
        _sequence += 100;
        double force = 0;
        while (!_guard.IsPreWarning && force < 60)
        {
            Press(force += 10.0 / 80);
        }

        Assert.InRange(force, 54, 57);
    }

    [Fact]
    public void It_alarms_exactly_when_the_force_is_above() =>
        Gen.Double[0, 120].Array[1, 300].Sample(forces =>
        {
            var guard = new SafeRangeGuard(new SafeRangeOptions(60), new Silent());
            bool over = false;
            for (int i = 0; i < forces.Length; i++)
            {
                guard.Accept(new Sample(i, i * 12500L, 0, forces[i], SampleFlags.None, AlarmState.None));
                over = forces[i] > 60 || (over && forces[i] > 60 * 0.98);
                if (guard.IsOverLimit != over)
                {
                    return false;
                }
            }

            return true;
        });

    private void Press(double force) => Feed(force, SampleFlags.None);

    private void Feed(double force, SampleFlags flags, AlarmState alarm = AlarmState.None) =>
        _guard.Accept(new Sample(_sequence, _sequence++ * 12500, 0, force, flags, alarm));

    private sealed class Silent : IMeasurementEventSink
    {
        public void On(in MeasurementEvent measurementEvent)
        {
        }
    }
}
