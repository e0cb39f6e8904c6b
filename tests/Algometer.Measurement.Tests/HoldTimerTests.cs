using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using CsCheck;

namespace Algometer.Measurement.Tests;

public sealed class HoldTimerTests : IMeasurementEventSink
{
    private readonly List<MeasurementEvent> _events = [];
    private readonly HoldTimer _hold;
    private long _sequence;
    private long _time;

    public HoldTimerTests()
    {
        _hold = new HoldTimer(this);
        _hold.Start(new HoldOptions(25, 35));
    }

    void IMeasurementEventSink.On(in MeasurementEvent measurementEvent) => _events.Add(measurementEvent);

    [Fact]
    public void Only_time_in_the_band_counts()
    {
        Hold(10, 5);
        Assert.Equal(HoldState.Approaching, _hold.State);
        Hold(30, 10);
        Assert.Equal(10, _hold.InBandMicroseconds * 1e-6, 0.02);
        Hold(40, 0.5);
        Assert.Equal(HoldState.Grace, _hold.State);
        Hold(30, 5);
        Assert.Equal(15, _hold.InBandMicroseconds * 1e-6, 0.05);
        Assert.Equal(0, _hold.RePresses);
        Hold(10, 3);
        Assert.Equal(HoldState.Out, _hold.State);
        Hold(30, 1);
        Assert.Equal(1, _hold.RePresses);
    }

    [Fact]
    public void The_target_is_told_once_and_the_hard_end_ends_it()
    {
        Hold(30, 95);
        Assert.Single(_events, e => e.Kind == MeasurementEventKind.TargetReached);
        Assert.Equal(HoldState.Ended, _hold.State);
        Assert.Equal(HoldEnd.HardEnd, _hold.End);
        Assert.Equal(90, _hold.InBandMicroseconds * 1e-6, 0.02);
    }

    [Fact]
    public void A_pause_a_gap_and_a_fault_stop_the_clock()
    {
        Hold(30, 10);
        _hold.Pause();
        Hold(30, 10);
        _hold.Resume();
        Hold(30, 10);
        long before = _hold.InBandMicroseconds;
        Assert.Equal(20, before * 1e-6, 0.05);
        _sequence += 400;
        _time += 5_000_000;
        Hold(30, 0.1);
        Assert.InRange((_hold.InBandMicroseconds - before) * 1e-6, 0, 0.11);
        before = _hold.InBandMicroseconds;
        for (int i = 0; i < 80; i++)
        {
            Feed(double.NaN, SampleFlags.Stuck);
        }

        Assert.Equal(before, _hold.InBandMicroseconds);
    }

    [Fact]
    public void A_hold_begins_at_the_time_of_the_latest_sample_the_first_one_too()
    {
        var timer = new HoldTimer(this);
        timer.Accept(new Sample(41, 5_000_000, 0, 3, SampleFlags.None, AlarmState.None));
        timer.Start(new HoldOptions(25, 35));
        Assert.Equal((5_000_000, 41), (_events[^1].DeviceMicroseconds, _events[^1].Sequence));
        timer.Stop(HoldEnd.Person);
        timer.Accept(new Sample(90, 9_000_000, 0, 3, SampleFlags.None, AlarmState.None));
        timer.Start(new HoldOptions(25, 35));
        Assert.Equal((9_000_000, 90), (_events[^1].DeviceMicroseconds, _events[^1].Sequence));
    }

    [Fact]
    public void Pressing_faster_than_gentle_is_noticed_and_slowly_is_not()
    {
        for (double force = 0; force < 25; force += 8.0 / 80)
        {
            Feed(force);
        }

        Assert.DoesNotContain(_events, e => e.Kind == MeasurementEventKind.TooFast);
        _hold.Start(new HoldOptions(25, 35));
        for (double force = 0; force < 25; force += 20.0 / 80)
        {
            Feed(force);
        }

        Assert.Single(_events, e => e.Kind == MeasurementEventKind.TooFast);
    }

    [Fact]
    public void The_clock_is_the_sum_of_watched_in_band_time_whatever_is_pressed() =>
        Gen.Select(Gen.Double[0, 60], Gen.Int[1, 20], Gen.Int[0, 9]).Array[1, 60].Sample(stretches =>
        {
            var hold = new HoldTimer(new Silent());
            hold.Start(new HoldOptions(25, 35, 60, 90));
            long sequence = 0;
            long time = 0;
            double expected = 0;
            bool last = false;
            foreach ((double force, int samples, int fate) in stretches)
            {
                if (fate == 0)
                {
                    sequence += 3;
                    time += 37500;
                    last = false;
                }

                for (int i = 0; i < samples; i++)
                {
                    bool inBand = force is >= 25 and <= 35;
                    expected += inBand && last ? 0.0125 : 0;
                    last = inBand;
                    hold.Accept(new Sample(sequence++, time += 12500, 0, force, SampleFlags.None, AlarmState.None));
                }
            }

            return Math.Abs((hold.InBandMicroseconds * 1e-6) - Math.Min(expected, 90)) < 0.0126;
        });

    [Theory]
    [InlineData(0, 30, 60, false)]
    [InlineData(30, 25, 60, false)]
    [InlineData(25, 61, 60, false)]
    [InlineData(25, 35, 29, false)]
    [InlineData(25, 35, 91, false)]
    [InlineData(25, 35, 60, true)]
    [InlineData(double.NaN, 35, 60, false)]
    public void Options_that_make_no_sense_are_refused(double low, double high, double target, bool fine) =>
        Assert.Equal(fine, new HoldOptions(low, high, target).Problem(60) is null);

    private void Hold(double force, double seconds)
    {
        for (int i = 0; i < seconds * 80; i++)
        {
            Feed(force);
        }
    }

    private void Feed(double force, SampleFlags flags = SampleFlags.None) =>
        _hold.Accept(new Sample(_sequence++, _time += 12500, 0, force, flags, AlarmState.None));

    private sealed class Silent : IMeasurementEventSink
    {
        public void On(in MeasurementEvent measurementEvent)
        {
        }
    }
}
