using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using CsCheck;

namespace Algometer.Measurement.Tests.Ppt;

public sealed class TestRunTests
{
    private static readonly TestPlace _left = new("upper-trapezius", "Upper trapezius, left", BodySide.Left, 600);
    private static readonly TestPlace _right = new("upper-trapezius", "Upper trapezius, right", BodySide.Right, 600);
    private static readonly TestPlace _shin = new("tibialis-anterior", "Tibialis anterior, right", BodySide.Right, 1000);
    private TestRun _run = null!;
    private readonly Ramps _hand;

    public TestRunTests() => _hand = new Ramps(sample => _run.Accept(sample));

    private void Begin(TestProtocol protocol, params TestPlace[] places) => _run = new TestRun(protocol, TestPlan.Of(protocol, places, _shin, 3), 100);

    private void WaitReady()
    {
        for (int i = 0; i < 20000 && _run.Phase == RunPhase.Resting; i++)
        {
            _hand.Give(0);
        }

        Assert.Equal(RunPhase.Ready, _run.Phase);
    }

    private void Trial(double kpa = 300, double rate = 50)
    {
        WaitReady();
        _hand.Ramp(0, kpa, rate);
        _run.Button(_hand.Microseconds, AnswerSource.Button);
        _hand.Give(kpa / 10);
        _hand.Rest(1);
    }

    [Fact]
    public void A_whole_test_keeps_rests_and_counts_what_counts()
    {
        Begin(Ramps.Protocol(), _left, _right);
        Assert.Equal(7, _run.Steps.Count);
        Assert.Equal(StepKind.Familiarisation, _run.Steps[0].Kind);
        var at = new List<(string Place, double Seconds)>();
        while (_run.Phase != RunPhase.Finished)
        {
            WaitReady();
            at.Add((_run.Step!.Place.Key, _hand.Seconds));
            Trial();
        }

        Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second.Seconds - pair.First.Seconds >= 20));
        Assert.All(at.GroupBy(trial => trial.Place, StringComparer.Ordinal).SelectMany(group => group.Zip(group.Skip(1))), pair => Assert.True(pair.Second.Seconds - pair.First.Seconds >= 60));
        IReadOnlyList<PlaceResult> results = RunResults.Of(_run.Entries);
        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.Equal(3, result.Thresholds.ValuesKpa.Count));
        Assert.Equal(0, Assert.Single(RunResults.Sides(results)).DifferenceKpa, 3.0);
    }

    [Fact]
    public void The_order_is_a_permutation_in_each_round_and_the_same_for_the_same_seed() => Gen.ULong.Sample(seed =>
    {
        TestPlace[] places = [_left, _right, _shin];
        IReadOnlyList<TestStep> steps = TestPlan.Of(Ramps.Protocol(), places, null, seed);
        Assert.Equal(steps, TestPlan.Of(Ramps.Protocol(), places, null, seed));
        Assert.All(steps.GroupBy(step => step.Round), round => Assert.Equal(3, round.Select(step => step.Place.Key).Distinct(StringComparer.Ordinal).Count()));
    });

    [Fact]
    public void Contact_in_the_rest_starts_nothing()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        Trial();
        _hand.Ramp(0, 200, 50);
        Assert.Equal(RunPhase.Resting, _run.Phase);
        Assert.Single(_run.Entries);
    }

    [Fact]
    public void A_zero_that_is_off_is_refused_with_what_to_do()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        _hand.ZeroNewtons = 0.8;
        _hand.Rest(2);
        Assert.Equal(RunPhase.Resting, _run.Phase);
        Assert.Equal("Zero is off by 0.8 N: take everything off the tip, then set zero.", _run.Refusal);
        _hand.ZeroNewtons = 0.1;
        Trial();
        Assert.Equal(300, _run.Entries[0].Trial!.ThresholdKpa!.Value, 2.0);
    }

    [Fact]
    public void A_zero_that_drifts_is_refused_until_it_has_settled()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false, SameSiteSeconds = 60 }, _left);
        Trial();
        for (int i = 0; i < 80 * 59; i++)
        {
            _hand.ZeroNewtons = 0.35 * (i / (80 * 59.0)) - 0.1;
            _hand.Give(0);
        }

        for (int i = 0; i < 80 * 5; i++)
        {
            _hand.ZeroNewtons += 0.01 / 80;
            _hand.Give(0);
        }

        Assert.Equal(RunPhase.Ready, _run.Phase);
        Begin(Ramps.Protocol() with { Familiarisation = false, SameSiteSeconds = 60 }, _left);
        _hand.ZeroNewtons = -0.4;
        Trial();
        for (int i = 0; i < 80 * 65; i++)
        {
            _hand.ZeroNewtons += 0.7 / 60 / 80;
            _hand.Give(0);
        }

        Assert.Equal(RunPhase.Resting, _run.Phase);
        Assert.Contains("drifts by 0.7 N a minute", _run.Refusal, StringComparison.Ordinal);
        _hand.Rest(60);
        Assert.Equal(RunPhase.Ready, _run.Phase);
    }

    [Fact]
    public void A_trial_that_does_not_count_is_repeated_or_left_out_and_stays_in_the_record()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false, Repeats = 2 }, _left);
        Trial(rate: 90);
        Assert.Equal(RunPhase.Reviewing, _run.Phase);
        Assert.Null(_run.Repeat());
        Trial();
        Assert.Equal([1, 2], _run.Entries.Select(entry => entry.Attempt));
        Trial(rate: 20);
        Assert.Null(_run.GoOn());
        Assert.Equal(RunPhase.Finished, _run.Phase);
        Assert.Single(Assert.Single(RunResults.Of(_run.Entries)).Thresholds.ValuesKpa);
        Assert.Equal(3, _run.Entries.Count);
    }

    [Fact]
    public void Discarding_needs_a_reason_keeps_the_entry_and_offers_the_step_again()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        Trial();
        Assert.Contains("Say why", _run.Discard(0, " "), StringComparison.Ordinal);
        Assert.Null(_run.Discard(0, "slipped"));
        Assert.Equal((0, 2), (_run.Index, _run.Steps.Take(1).Count() + 1));
        Trial();
        Assert.Equal(2, _run.Entries[^1].Attempt);
        Assert.Equal("slipped", _run.Entries[0].DiscardReason);
        Assert.False(_run.Entries[0].Counts);
    }

    [Fact]
    public void A_discarding_is_taken_back_and_the_test_goes_on_from_where_it_was()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        Assert.Contains("not discarded", _run.Restore(0), StringComparison.Ordinal);
        Trial();
        int next = _run.Index;
        Assert.Null(_run.Discard(0, "slipped"));
        Assert.Null(_run.Restore(0));
        Assert.Equal((next, true), (_run.Index, _run.Entries[0].Counts));

        // Once the step was done again, what is taken back is one more that counts.
        Assert.Null(_run.Discard(0, "slipped"));
        Trial();
        Assert.Null(_run.Restore(0));
        Assert.Equal((next, 2), (_run.Index, _run.Entries.Count(entry => entry.Counts)));
    }

    [Fact]
    public void A_trial_that_never_counted_is_taken_back_without_its_step_being_passed_over()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        WaitReady();
        _hand.Ramp(0, 200, 50);
        _run.Spoil(TrialFlaws.LinkLost);
        Assert.Null(_run.Repeat());
        Assert.Null(_run.Discard(0, "the cable"));
        Assert.Null(_run.Restore(0));
        Assert.Equal((0, RunPhase.Resting), (_run.Index, _run.Phase));
    }

    [Theory]
    [InlineData(TrialFlaws.LinkLost)]
    [InlineData(TrialFlaws.ZeroChanged)]
    [InlineData(TrialFlaws.OverLimit)]
    [InlineData(TrialFlaws.WrongTip)]
    public void What_spoils_a_ramp_is_named_and_does_not_count(TrialFlaws flaw)
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        WaitReady();
        _hand.Ramp(0, 200, 50);
        _run.Spoil(flaw);
        Assert.Equal(RunPhase.Reviewing, _run.Phase);
        Assert.Equal(flaw, _run.Entries[0].Trial!.Flaws);
        Assert.Null(_run.Entries[0].Trial!.ThresholdKpa);
    }

    [Fact]
    public void The_cut_off_stays_below_the_cap_of_the_place_and_of_the_device()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        Assert.Equal(570, _run.CutOffKpa, 9);
        Assert.Equal(60, _run.LimitNewtons, 9);
        var weak = new TestRun(Ramps.Protocol(), TestPlan.Of(Ramps.Protocol(), [_shin], null, 1), 40);
        Assert.Equal(380, weak.CutOffKpa, 9);
    }

    [Fact]
    public void Temporal_summation_beats_by_the_device_clock_and_takes_a_rating_a_pulse()
    {
        TestProtocol protocol = Ramps.Protocol() with { Kind = TestKind.TemporalSummation, Familiarisation = false, Repeats = 1, AfterSensationSeconds = [15, 30] };
        Begin(protocol, _left);
        Trial();
        WaitReady();
        Assert.Equal(360, _run.Pressed!.LevelKpa, 3.0);
        int rated = 0;
        double pulseSeconds = 0;
        while (_run.Phase is RunPhase.Ready or RunPhase.Pressing)
        {
            bool on = _run.Pressed is { HasBegun: true, IsOn: true } || !_run.Pressed!.HasBegun;
            _hand.Give(on ? _run.Pressed.LevelKpa / 10 : 0);
            pulseSeconds += on ? Ramps.Step : 0;
            while (_run.Pressed is { } train && rated < train.Begun && train.SecondsIntoPulse > 1.2 && _run.Rate(Math.Min(10, 2 + rated)) is null)
            {
                rated++;
            }
        }

        Assert.Equal(10, pulseSeconds, 0.3);
        Assert.Equal(RunPhase.Rating, _run.Phase);
        while (rated < 10 && _run.Rate(Math.Min(10, 2 + rated)) is null)
        {
            rated++;
        }

        Assert.Equal("No rating is awaited now.", _run.Rate(3));
        _hand.Rest(14);
        Assert.NotNull(_run.Rate(3));
        _hand.Rest(3);
        Assert.Null(_run.Rate(3));
        _hand.Rest(16);
        Assert.Null(_run.Rate(1));
        Assert.Equal(RunPhase.Finished, _run.Phase);
        PlaceResult result = Assert.Single(RunResults.Of(_run.Entries));
        Assert.Equal(8, result.Summation!.LastMinusFirst);
        Assert.Equal([new AfterRating(15, 3), new AfterRating(30, 1)], result.AfterSensations);
        Assert.All(_run.Entries.Single(entry => entry.Kind == StepKind.Pulses).MeansKpa, mean => Assert.Equal(360, mean, 4.0));
    }

    [Fact]
    public void The_button_ends_a_train_at_once_and_it_does_not_count()
    {
        Begin(Ramps.Protocol() with { Kind = TestKind.TemporalSummation, Familiarisation = false, Repeats = 1 }, _left);
        Trial();
        WaitReady();
        _hand.Hold(360, 0.5);
        _run.Button(_hand.Microseconds, AnswerSource.Button);
        Assert.Equal(RunPhase.Reviewing, _run.Phase);
        Assert.Equal(TrialFlaws.EndedByPatient, _run.Entries[^1].Flaws);
    }

    [Fact]
    public void A_button_that_the_wire_delivers_after_the_trial_still_answers_it()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        WaitReady();
        _hand.Ramp(0, 300, 50);
        long pressed = _hand.Microseconds;
        _hand.Give(30);
        _hand.Rest(1.5);
        Assert.Equal(RunPhase.Reviewing, _run.Phase);
        var told = new List<RunEntry>();
        _run.Changed = told.Add;
        _run.Button(pressed, AnswerSource.Button);
        Assert.Equal(300, Assert.Single(_run.Entries).Trial!.ThresholdKpa!.Value, 2.0);
        Assert.Equal(_run.Entries[0], Assert.Single(told));
        Assert.Equal((RunPhase.Resting, 1), (_run.Phase, _run.Index));
        _run.Button(pressed + 1000, AnswerSource.Button);
        Assert.Single(told);
    }

    [Fact]
    public void A_press_after_the_answer_does_not_change_what_answered()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        WaitReady();
        _hand.Ramp(0, 300, 50);
        _run.Button(_hand.Microseconds, AnswerSource.Button);
        _hand.Give(30);
        _run.Button(_hand.Microseconds, AnswerSource.Key);
        _hand.Rest(1);
        Assert.Equal(AnswerSource.Button, _run.Entries[0].AnsweredBy);
        Assert.True(_run.Entries[0].Counts);
    }

    [Fact]
    public void A_stopped_test_says_so_in_its_running_trial()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        WaitReady();
        _hand.Ramp(0, 200, 50);
        _run.Stop();
        Assert.Equal(TrialFlaws.Stopped, Assert.Single(_run.Entries).Trial!.Flaws);
        Assert.Equal(RunPhase.Stopped, _run.Phase);
    }

    [Fact]
    public void Each_entry_keeps_the_calibration_that_it_was_made_with()
    {
        Begin(Ramps.Protocol() with { Familiarisation = false }, _left);
        _run.CalibrationId = 7;
        Trial();
        _run.CalibrationId = 8;
        Trial();
        Assert.Equal([7L, 8], _run.Entries.Select(entry => entry.CalibrationId));
    }

    [Fact]
    public void A_zero_that_drifted_before_the_run_is_refused_at_its_first_trial()
    {
        Algometer.Measurement.Calibration.WarmUpCheck watch = ZeroCheck.Watch();
        var before = new Ramps(sample => watch.Accept(sample)) { ZeroNewtons = -0.4 };
        for (int i = 0; i < 80 * 40; i++)
        {
            before.ZeroNewtons += 0.8 / 60 / 80;
            before.Give(0);
        }

        TestProtocol protocol = Ramps.Protocol() with { Familiarisation = false };
        var run = new TestRun(protocol, TestPlan.Of(protocol, [_left], null, 1), 100, watch);
        var hand = new Ramps(sample => run.Accept(sample)) { ZeroNewtons = before.ZeroNewtons };
        hand.Skip(before.Seconds);
        for (int i = 0; i < 80 * 3; i++)
        {
            hand.ZeroNewtons += 0.8 / 60 / 80;
            hand.Give(0);
        }

        Assert.Equal(RunPhase.Resting, run.Phase);
        Assert.Contains("let it warm up", run.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_threshold_there_is_no_train_and_the_reason_is_kept()
    {
        Begin(Ramps.Protocol() with { Kind = TestKind.TemporalSummation, Familiarisation = false, Repeats = 1 }, _left);
        Trial(rate: 90);
        Assert.Null(_run.GoOn());
        _hand.Rest(70);
        Assert.Equal(TrialFlaws.NoThreshold, _run.Entries[^1].Flaws);
        Assert.Equal(RunPhase.Finished, _run.Phase);
    }

    [Fact]
    public void Conditioned_modulation_compares_thresholds_before_and_under_the_stimulus()
    {
        Begin(Ramps.Protocol() with { Kind = TestKind.ConditionedModulation, Familiarisation = false, Repeats = 2, ConditioningSeconds = 30 }, _left);
        Trial(300);
        Trial(300);
        Assert.Equal(RunPhase.Conditioning, _run.Phase);
        _hand.Rest(40);
        Assert.Equal(RunPhase.Conditioning, _run.Phase);
        Assert.Null(_run.BeginConditioning());
        _hand.Rest(31);
        Trial(360);
        Trial(360);
        Assert.Equal(20, Assert.Single(RunResults.Of(_run.Entries)).Modulation!.Percent, 0.8);
    }

    [Fact]
    public void Stimulus_response_gives_P40_of_an_isotonic_fit()
    {
        Begin(Ramps.Protocol() with { Kind = TestKind.StimulusResponse, Familiarisation = false, Repeats = 1, RandomOrder = false, LevelPercents = [60, 80, 100, 120], LevelSeconds = 2 }, _left);
        Trial(300);
        foreach (int rating in (int[])[1, 3, 2, 6])
        {
            WaitReady();
            _hand.Hold(_run.Pressed!.LevelKpa, 2.2);
            _hand.Rest(0.3);
            Assert.Null(_run.Rate(rating));
        }

        StimulusResponse response = Assert.Single(RunResults.Of(_run.Entries)).Response!;
        Assert.Equal([1, 2.5, 2.5, 6], response.Ratings);
        Assert.Equal(300 + (60 * 1.5 / 3.5), response.P40Kpa!.Value, 3.0);
    }

    [Fact]
    public void The_isotonic_fit_never_falls_and_keeps_the_mean() => Gen.Double[0, 10].Array[4, 12].Sample(values =>
    {
        double[] fit = StimulusResponse.Isotonic(values);
        Assert.All(fit.Zip(fit.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-12));
        Assert.Equal(values.Average(), fit.Average(), 9);
    });

    [Fact]
    public void Nothing_that_is_fed_breaks_arun() => Gen.Select(Gen.Int[0, 10], Gen.Double[-2, 110]).Array[1, 400].Sample(script =>
    {
        TestProtocol protocol = Ramps.Protocol() with { Repeats = 2, SameSiteSeconds = 1, OtherSiteSeconds = 0.5 };
        var run = new TestRun(protocol, TestPlan.Of(protocol, [_left, _right], _shin, 3), 100);
        var hand = new Ramps(sample => run.Accept(sample));
        foreach ((int act, double newtons) in script)
        {
            switch (act)
            {
                case 0: run.Button(hand.Microseconds - (long)(newtons * 1e4), AnswerSource.Button); break;
                case 1: run.Repeat(); break;
                case 2: run.GoOn(); break;
                case 3: run.Discard((int)newtons, "x"); break;
                case 4: run.Rate((int)newtons); break;
                case 5: run.Spoil(TrialFlaws.LinkLost); break;
                case 6: hand.Give(newtons, SampleFlags.Stuck); break;
                case 7: hand.Rest(0.7); break;
                case 8: run.Restore((int)newtons); break;
                default: hand.Ramp(0, Math.Max(0, newtons * 10), 60); break;
            }

            if (run.Phase == RunPhase.Finished)
            {
                break;
            }
        }

        Assert.All(run.Entries, entry => Assert.True(!entry.Counts || entry.Trial is { Flaws: TrialFlaws.None }));
        Assert.Equal(Enumerable.Range(0, run.Entries.Count), run.Entries.Select(entry => entry.Ordinal));
    });
}
