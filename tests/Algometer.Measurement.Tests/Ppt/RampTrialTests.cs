using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Tests.Ppt;

public sealed class RampTrialTests
{
    private readonly RampTrial _trial = new(new RampTrialOptions(Ramps.Protocol(), 950, 0));
    private readonly Ramps _hand;

    public RampTrialTests() => _hand = new Ramps(sample => _trial.Accept(sample));

    private TrialOutcome Outcome => Assert.IsType<TrialOutcome>(_trial.Outcome);

    private void PressNow() => _trial.Press(_hand.Microseconds);

    private void Answer(double atKpa = 320, double rate = 50, Func<double, double>? wobble = null)
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, atKpa, rate, wobble);
        PressNow();
        _hand.Ramp(atKpa, atKpa + 10, rate);
        _hand.Rest(1);
    }

    [Fact]
    public void A_clean_ramp_counts_and_gives_the_pressure_at_the_press()
    {
        Answer();
        Assert.Equal(TrialFlaws.None, Outcome.Flaws);
        Assert.Equal(320, Outcome.ThresholdKpa!.Value, 1.5);
        Assert.Equal(50, Outcome.RateKpaPerSecond!.Value, 1.0);
        Assert.True(Outcome.OvershootKpa is > 5 and < 14, $"{Outcome.OvershootKpa}");
        Assert.Equal(10, Outcome.ReactionBiasLowKpa!.Value, 0.3);
        Assert.Equal(17.5, Outcome.ReactionBiasHighKpa!.Value, 0.5);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(50)]
    [InlineData(98.07)]
    public void The_achieved_rate_is_within_2_percent_on_noisy_trembling_ramps(double rate)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            double phase = random.NextDouble() * 6;
            var trial = new RampTrial(new RampTrialOptions(Ramps.Protocol(rate), 950, 0));
            var hand = new Ramps(sample => trial.Accept(sample)) { NoiseNewtons = 0.03 };
            hand.Rest(0.5);
            hand.Ramp(0, 350, rate, t => 0.004 * rate * t * Math.Sin((58 * t) + phase));
            trial.Press(hand.Microseconds);
            hand.Rest(1);
            Assert.InRange(trial.Outcome!.RateKpaPerSecond!.Value / rate, 0.98, 1.02);
        }
    }

    [Fact]
    public void A_press_that_the_wire_delivers_late_gives_the_same_threshold()
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 320, 50);
        long pressed = _hand.Microseconds;
        _hand.Ramp(320, 335, 50);
        _trial.Press(pressed);
        _hand.Rest(1);
        Assert.Equal(320, Outcome.ThresholdKpa!.Value, 1.5);
        Assert.True(Outcome.IsValid);
    }

    [Fact]
    public void A_press_made_before_the_cut_off_but_delivered_after_it_is_the_answer()
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 940, 50);
        long pressed = _hand.Microseconds;
        _hand.Ramp(940, 960, 50);
        Assert.True(_trial.Censored);
        _trial.Press(pressed);
        _hand.Rest(1);
        Assert.False(Outcome.Censored);
        Assert.Equal(940, Outcome.ThresholdKpa!.Value, 2.0);
    }

    [Fact]
    public void A_press_made_in_the_ramp_but_delivered_after_the_hand_went_up_or_all_was_over_is_the_answer()
    {
        foreach (double late in (double[])[0.35, 2])
        {
            var trial = new RampTrial(new RampTrialOptions(Ramps.Protocol(), 950, 0));
            var hand = new Ramps(sample => trial.Accept(sample));
            hand.Rest(0.5);
            hand.Ramp(0, 320, 50);
            long pressed = hand.Microseconds;
            hand.Ramp(320, 330, 50);
            hand.Rest(late);
            trial.Press(pressed);
            hand.Rest(2);
            Assert.Equal(TrialState.Done, trial.State);
            Assert.Equal(TrialFlaws.None, trial.Outcome!.Flaws);
            Assert.Equal(320, trial.Outcome.ThresholdKpa!.Value, 1.5);
            Assert.Equal(50, trial.Outcome.RateKpaPerSecond!.Value, 1.0);
        }
    }

    [Fact]
    public void A_press_that_claims_to_lie_ahead_takes_nothing_off_the_cut_off()
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 200, 50);
        _trial.Press(_hand.Microseconds + 60_000_000);
        _hand.Ramp(200, 960, 50);
        Assert.Equal(TrialState.Releasing, _trial.State);
        _hand.Rest(1);
        Assert.True(Outcome.Censored);
        Assert.Null(Outcome.ThresholdKpa);
        Assert.Equal(1, Outcome.ExtraPresses);
    }

    [Fact]
    public void What_answered_stays_so_whatever_is_pressed_later()
    {
        _hand.Rest(0.5);
        _trial.Press(_hand.Microseconds, AnswerSource.Key);
        _hand.Ramp(0, 320, 50);
        _trial.Press(_hand.Microseconds, AnswerSource.Button);
        _hand.Ramp(320, 330, 50);
        _trial.Press(_hand.Microseconds, AnswerSource.Key);
        _hand.Rest(1);
        Assert.Equal(AnswerSource.Button, _trial.AnsweredBy);
        Assert.Equal((1, 1), (Outcome.EarlyPresses, Outcome.ExtraPresses));
    }

    [Fact]
    public void Without_an_answer_the_cut_off_is_never_given_as_a_number()
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 955, 50);
        Assert.Equal(TrialState.Releasing, _trial.State);
        _hand.Rest(1);
        Assert.True(Outcome.Censored && Outcome.IsValid);
        Assert.Null(Outcome.ThresholdKpa);
        Assert.Equal("above 950 kPa", Outcome.Words());
    }

    [Fact]
    public void The_button_before_contact_measures_nothing_and_the_trial_waits_on()
    {
        _hand.Rest(0.5);
        PressNow();
        Assert.Equal(TrialState.Waiting, _trial.State);
        Answer();
        Assert.True(Outcome.IsValid);
        Assert.Equal(1, Outcome.EarlyPresses);
    }

    [Fact]
    public void A_second_press_changes_nothing_and_is_noted()
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 320, 50);
        PressNow();
        _hand.Ramp(320, 330, 50);
        PressNow();
        _hand.Rest(1);
        Assert.Equal(320, Outcome.ThresholdKpa!.Value, 1.5);
        Assert.Equal(1, Outcome.ExtraPresses);
    }

    [Fact]
    public void A_light_touch_is_no_trial_and_a_press_without_answer_does_not_count()
    {
        _hand.Rest(0.5);
        _hand.Hold(15, 0.5);
        _hand.Rest(0.6);
        Assert.Equal(TrialState.Waiting, _trial.State);
        _hand.Ramp(0, 150, 50);
        _hand.Rest(1.5);
        Assert.Equal(TrialFlaws.ReleasedEarly, Outcome.Flaws);
    }

    [Theory]
    [InlineData(30, TrialFlaws.TooSlow)]
    [InlineData(75, TrialFlaws.TooFast)]
    public void A_rate_off_by_more_than_a_fifth_does_not_count(double rate, TrialFlaws flaw)
    {
        Answer(rate: rate);
        Assert.True(Outcome.Flaws.HasFlag(flaw));
    }

    [Fact]
    public void An_uneven_ramp_of_the_right_slope_and_end_does_not_count()
    {
        Answer(wobble: t => t is > 1.2 and < 5.6 ? 34 * Math.Sin(2 * Math.PI * (t - 1.2) / 1.1) : 0);
        Assert.Equal(TrialFlaws.Uneven, Outcome.Flaws);
        Assert.InRange(Outcome.RSquared!.Value, 0.8, 0.95);
    }

    [Theory]
    [InlineData(41, TrialFlaws.None)]
    [InlineData(39, TrialFlaws.TooSlow)]
    [InlineData(59, TrialFlaws.None)]
    [InlineData(61, TrialFlaws.TooFast)]
    public void The_slope_is_judged_at_a_fifth(double rate, TrialFlaws flaw)
    {
        Answer(rate: rate);
        Assert.Equal(flaw, Outcome.Flaws);
    }

    [Theory]
    [InlineData(36.5, TrialFlaws.None)]
    [InlineData(33.5, TrialFlaws.UnevenEnd)]
    [InlineData(63.5, TrialFlaws.None)]
    [InlineData(66.5, TrialFlaws.UnevenEnd)]
    public void The_last_half_second_is_judged_at_three_tenths(double rate, TrialFlaws flaw)
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 300, 50);
        _hand.Ramp(300, 300 + (0.55 * rate), rate);
        PressNow();
        _hand.Give(33);
        _hand.Rest(1);
        Assert.Equal(flaw, Outcome.Flaws);
    }

    [Theory]
    [InlineData(0.46, TrialFlaws.None)]
    [InlineData(0.54, TrialFlaws.ZeroDrift)]
    [InlineData(-0.46, TrialFlaws.None)]
    [InlineData(-0.54, TrialFlaws.ZeroDrift)]
    public void The_zero_is_judged_at_half_a_newton(double newtons, TrialFlaws flaw)
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 320, 50);
        PressNow();
        _hand.Hold(325, 0.1);
        _hand.ZeroNewtons = newtons;
        _hand.Rest(1);
        Assert.Equal(flaw, Outcome.Flaws);
    }

    [Fact]
    public void A_stop_just_before_the_answer_does_not_count()
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 320, 50);
        _hand.Hold(320, 0.6);
        PressNow();
        _hand.Rest(1);
        Assert.Equal(TrialFlaws.UnevenEnd, Outcome.Flaws);
    }

    [Fact]
    public void A_zero_that_moved_does_not_count()
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 320, 50);
        PressNow();
        _hand.Hold(325, 0.1);
        _hand.ZeroNewtons = 0.8;
        _hand.Rest(1);
        Assert.Equal(TrialFlaws.ZeroDrift, Outcome.Flaws);
        Assert.Equal(0.8, Outcome.ZeroAfterNewtons!.Value, 0.02);
    }

    [Theory]
    [InlineData(SampleFlags.Saturated, TrialFlaws.SensorFault)]
    [InlineData(SampleFlags.NoData, TrialFlaws.SensorFault)]
    [InlineData(SampleFlags.AfterGap, TrialFlaws.MissingSamples)]
    [InlineData(SampleFlags.Missed, TrialFlaws.MissingSamples)]
    public void A_fault_or_a_gap_ends_it_at_once(SampleFlags flags, TrialFlaws flaw)
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 200, 50);
        _hand.Give(20, flags);
        Assert.Equal(flaw, Outcome.Flaws);
        Assert.Null(Outcome.ThresholdKpa);
    }

    [Fact]
    public void An_answer_at_once_is_too_short_to_judge()
    {
        Answer(10.5, 100);
        Assert.True(Outcome.Flaws.HasFlag(TrialFlaws.TooShort));
    }

    [Fact]
    public void A_tip_that_stays_on_does_not_count()
    {
        _hand.Rest(0.5);
        _hand.Ramp(0, 320, 50);
        PressNow();
        _hand.Hold(320, 9);
        Assert.Equal(TrialFlaws.TooLong, Outcome.Flaws);
    }

    [Fact]
    public void Every_flaw_has_words_that_say_what_to_do()
    {
        foreach (TrialFlaws flaw in Enum.GetValues<TrialFlaws>().Where(flaw => flaw != TrialFlaws.None))
        {
            Assert.Single(TrialFlawWords.Of(flaw));
        }
    }
}
