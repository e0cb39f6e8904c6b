using Algometer.Measurement.Easing;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using CsCheck;

namespace Algometer.Measurement.Tests;

/// <summary>When the tissue softens the clock goes on, and neither clock nor words ask for the force back.</summary>
public sealed class HoldFollowsEasingTests : IMeasurementEventSink
{
    private readonly List<MeasurementEvent> _events = [];
    private readonly HoldTimer _hold;
    private long _sequence;
    private long _time;

    public HoldFollowsEasingTests()
    {
        _hold = new HoldTimer(this);
        _hold.Start(new HoldOptions(25, 35));
    }

    void IMeasurementEventSink.On(in MeasurementEvent measurementEvent) => _events.Add(measurementEvent);

    [Fact]
    public void Softening_out_of_the_band_keeps_the_clock_going_and_is_no_pressing_again()
    {
        Feed(27, 20, EasingState.Steady);

        // The force fell, and for five seconds nobody knows why; then it is softening that began with the fall.
        Feed(23.5, 5, EasingState.Steady);
        Assert.Equal(HoldState.Out, _hold.State);
        Assert.DoesNotContain("press", HoldWords.Of(_hold, EasingState.Steady), StringComparison.OrdinalIgnoreCase);
        Feed(23.5, 10, EasingState.Easing, 12, 6);
        Assert.Equal(HoldState.InBand, _hold.State);
        Assert.Equal(35, _hold.InBandMicroseconds * 1e-6, 0.1);
        Assert.Equal(0, _hold.RePresses);
        Assert.Equal("Hold – the band follows the softening", HoldWords.Of(_hold, EasingState.Easing));
        Assert.Contains(_events, e => e.Kind == MeasurementEventKind.BandFollowed && Math.Abs(e.Value - 22) < 1e-9);
    }

    [Fact]
    public void What_the_hand_left_before_the_softening_began_is_not_given_back()
    {
        Feed(27, 20, EasingState.Steady);
        Feed(23.5, 10, EasingState.BackingOff);
        Feed(23.5, 1, EasingState.Easing, 12, 2);
        Assert.InRange(_hold.InBandMicroseconds * 1e-6, 22.9, 23.2);
    }

    [Fact]
    public void A_hand_that_lets_go_stops_the_clock()
    {
        Feed(27, 20, EasingState.Steady);
        Feed(23.5, 10, EasingState.BackingOff);
        Assert.Equal(20, _hold.InBandMicroseconds * 1e-6, 0.1);
        Assert.Equal("You let off – the clock waits", HoldWords.Of(_hold, EasingState.BackingOff));
    }

    [Fact]
    public void A_load_that_somebody_let_off_is_not_followed()
    {
        Feed(27, 20, EasingState.Steady);
        Feed(23.5, 10, EasingState.LoadFell);
        Assert.Equal(20, _hold.InBandMicroseconds * 1e-6, 0.1);
        Assert.Equal(25, _hold.Band.LowNewtons);
    }

    [Fact]
    public void The_target_is_told_once_when_time_given_back_reaches_it()
    {
        Feed(27, 58, EasingState.Steady);
        Feed(23.5, 5, EasingState.Steady);
        Feed(23.5, 5, EasingState.Easing, 12, 6);
        Assert.Single(_events, e => e.Kind == MeasurementEventKind.TargetReached);
        Assert.Equal(HoldState.TargetReached, _hold.State);
        Assert.StartsWith("Time reached", HoldWords.Of(_hold, EasingState.Easing), StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_first_entry_no_words_ask_for_force_whatever_happens() =>
        Gen.Select(Gen.Double[0, 40], Gen.Enum<EasingState>(), Gen.Double[0, 40], Gen.Int[1, 40]).Array[1, 60].Sample(told =>
        {
            var hold = new HoldTimer(new Silent());
            hold.Start(new HoldOptions(25, 35));
            long sequence = 0;
            long time = 0;
            bool entered = false;
            double low = 25;
            long clock = 0;
            foreach ((double force, EasingState state, double drop, int samples) in told)
            {
                for (int i = 0; i < samples; i++)
                {
                    hold.Accept(new Sample(sequence++, time += 12500, 0, force, SampleFlags.None, AlarmState.None));
                    hold.Follow(EasingBandTests.Says(state, drop));
                    entered |= hold.State == HoldState.InBand;
                    string words = HoldWords.Of(hold, state);
                    Assert.False(entered && words.Contains("press", StringComparison.OrdinalIgnoreCase), words);
                    Assert.DoesNotContain("back into", words, StringComparison.OrdinalIgnoreCase);
                    Assert.True(hold.InBandMicroseconds >= clock && hold.InBandMicroseconds <= time, "the clock goes only forward and never faster than time");
                    Assert.True(hold.Band.LowNewtons <= low || force >= 25, "the band rises only under a force that is there");
                    (low, clock) = (hold.Band.LowNewtons, hold.InBandMicroseconds);
                }
            }
        });

    [Theory]
    [InlineData(51, 3)]
    [InlineData(-1, 3)]
    [InlineData(double.NaN, 3)]
    [InlineData(25, 0)]
    [InlineData(25, double.NaN)]
    public void A_band_that_would_follow_too_far_is_refused(double most, double floor) =>
        Assert.Contains("follow", new HoldOptions(25, 35, FollowMostPercent: most, FloorNewtons: floor).Problem(60), StringComparison.Ordinal);

    private void Feed(double force, double seconds, EasingState state, double drop = double.NaN, double onsetAgo = double.NaN)
    {
        for (int i = 0; i < seconds * 80; i++)
        {
            _hold.Accept(new Sample(_sequence++, _time += 12500, 0, force, SampleFlags.None, AlarmState.None));
            double age = _time * 1e-6;
            _hold.Follow(new EasingReading(state, EasingDoubt.None, 0.9, 2, drop, 2, age - onsetAgo, 28, age));
        }
    }

    private sealed class Silent : IMeasurementEventSink
    {
        public void On(in MeasurementEvent measurementEvent)
        {
        }
    }
}
