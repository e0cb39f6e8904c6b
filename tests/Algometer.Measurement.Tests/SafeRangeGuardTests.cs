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
    public void A_device_that_is_over_while_the_host_reads_less_is_disputed_until_it_is_below()
    {
        Feed(20, SampleFlags.None, AlarmState.OverLimit);
        Assert.True(_guard.IsDisputed);
        Feed(70, SampleFlags.None, AlarmState.OverLimit);
        Assert.False(_guard.IsDisputed);
        Feed(59.5, SampleFlags.None, AlarmState.OverLimit);
        Assert.False(_guard.IsDisputed, "within the hysteresis both may be right");
        Press(20);
        Assert.False(_guard.IsOverLimit);
        Feed(double.NaN, SampleFlags.Stuck, AlarmState.OverLimit);
        Assert.True(_guard.IsOverLimit, "a blank force takes nothing from the device's word");
    }

    [Fact]
    public void The_devices_latch_counts_by_itself_and_what_was_acknowledged_is_given_time_to_reach_it()
    {
        Feed(20, SampleFlags.None, AlarmState.Latched);
        Assert.True(_guard.IsLatched);
        Assert.False(_guard.IsOverLimit);
        _guard.Acknowledge();
        Assert.False(_guard.IsLatched);
        for (int i = 0; i < 150; i++)
        {
            Feed(20, SampleFlags.None, AlarmState.Latched);
            Assert.False(_guard.IsLatched);
        }

        for (int i = 0; i < 20; i++)
        {
            Feed(20, SampleFlags.None, AlarmState.Latched);
        }

        Assert.True(_guard.IsLatched, "the acknowledgement never reached the device: it sounds on");
        _guard.Acknowledge();
        Press(20);
        Feed(20, SampleFlags.None, AlarmState.Latched);
        Assert.True(_guard.IsLatched, "another one, whatever was acknowledged before");
    }

    [Fact]
    public void No_change_of_the_limit_takes_an_alarm_back()
    {
        Press(80);
        _guard.Options = _guard.Options with { LimitNewtons = 100 };
        Press(80);
        Assert.True(_guard.IsOverLimit);
        Press(58.9);
        Assert.True(_guard.IsOverLimit, "not below the limit that was passed less its hysteresis");
        Press(58.7);
        Assert.False(_guard.IsOverLimit);
        Assert.True(_guard.IsLatched);
        Press(80);
        Assert.False(_guard.IsOverLimit, "the limit is 100 N now");
        Assert.True(_guard.IsLatched);
        Press(101);
        _guard.LowerLimit(40);
        Press(90);
        Press(58.7);
        Assert.True(_guard.IsOverLimit);
        Press(39);
        Assert.False(_guard.IsOverLimit);
    }

    [Theory]
    [InlineData(100, 60)]
    [InlineData(60.001, 60)]
    [InlineData(0, 60)]
    [InlineData(0.999, 60)]
    [InlineData(1, 1)]
    [InlineData(-5, 60)]
    [InlineData(double.NaN, 60)]
    [InlineData(30, 30)]
    public void Anothers_word_lowers_the_limit_and_never_raises_it(double said, double becomes)
    {
        _guard.LowerLimit(said);
        Assert.Equal(becomes, _guard.Options.LimitNewtons);
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
