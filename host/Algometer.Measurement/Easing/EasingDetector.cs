namespace Algometer.Measurement.Easing;

/// <summary>
/// Tells extra easing of the tissue from passive relaxation and from what the hand does, sample by sample. Bounded memory, nothing allocated
/// per sample; the same samples give the same answer live, replayed and in any portions.
/// </summary>
/// <remarks>
/// The force alone cannot prove that a muscle eased: a slow voluntary let-off looks the same. See EASING.md for the method, what it reached
/// and what it cannot do.
/// </remarks>
public sealed class EasingDetector
{
    /// <summary>Version of the method. Raised whenever the same samples could be judged otherwise, so that an old judgement is never taken for a new one.</summary>
    public const string Version = "1";

    private const int StepBins = 10;
    private const int FirstJudgedBin = 15;
    private const int SettledBins = 140;
    private const int ShortestBins = 250;
    private const int MostSpans = 256;
    private const int EpisodeBins = 80;
    private const int FewestEpisodes = 3;
    private const double SecondsPerEpisode = 20;
    private const double QuietShare = 0.6;
    private const double GapSeconds = 3;
    private const double ReleaseSeconds = 2.5;
    private const int AwayBins = 120;
    private const double ComesBackWithin = 0.05;
    private readonly EasingThresholds _thresholds;
    private readonly PlateauFinder _plateau;
    private readonly OperatorGate _gate;
    private readonly EasingHypotheses _hypotheses;
    private readonly BreathPeriod? _breath;
    private readonly HoldMeter _meter;
    private readonly EasingSpan[] _spans = new EasingSpan[MostSpans];
    private ForceBins? _bins;
    private long _firstMicroseconds;
    private long _totalBins;
    private int _holdBins;
    private int _quietBins;
    private int _missingBins;
    private int _spanCount;
    private readonly double _leastUsable;
    private EasingState _judged;
    private bool _away;
    private int _leftBin;
    private int _heldBins;
    private int _stepBins;
    private double _stepSum;
    private int _stepCount;
    private int _unknown;
    private int _lastMoveBin;
    private int _episodes;
    private double _offeredDrop;
    private double _offeredDeviation;
    private double _offeredOnset;
    private bool _finished;

    /// <summary>Makes a detector for one hold.</summary>
    /// <exception cref="ArgumentException">The options cannot be used.</exception>
    public EasingDetector(EasingOptions options)
        : this(options, null)
    {
    }

    /// <summary>Makes one with other priors, for comparing them.</summary>
    internal EasingDetector(EasingOptions options, EasingModel? model)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _thresholds = options.Thresholds ?? EasingThresholds.For(options.Tool, options.HoldSeconds);
        _plateau = new PlateauFinder(options.TargetNewtons);
        bool ball = options.Tool == PressingTool.Ball;
        _gate = new OperatorGate(options.Gate ?? (ball ? EasingGateOptions.Ball : EasingGateOptions.Probe));
        _hypotheses = new EasingHypotheses(model ?? (ball ? EasingModel.Ball : EasingModel.Probe), options.LongestSeconds, options.HoldSeconds);
        _breath = ball ? new BreathPeriod() : null;
        _meter = new HoldMeter(options);

        // Half of a breath is no mean of it.
        _leastUsable = _breath is null ? 0.5 : 0.8;
    }

    /// <summary>What is said now.</summary>
    public EasingReading Current { get; private set; } = new(EasingState.NoHold, EasingDoubt.None, 0, 0, double.NaN, double.NaN, double.NaN, double.NaN, 0);

    /// <summary>Highest score so far; negative infinity before the first judgement.</summary>
    public double PeakScore { get; private set; } = double.NegativeInfinity;

    /// <summary>Begin of the hold, s since the first sample; NaN before it.</summary>
    public double HoldStartSeconds { get; private set; } = double.NaN;

    /// <summary>End of the hold, s since the first sample; NaN while it goes on.</summary>
    public double HoldEndSeconds { get; private set; } = double.NaN;

    /// <summary>When "possibly easing" was first said, s since the first sample; NaN when never.</summary>
    public double PossiblyAtSeconds { get; private set; } = double.NaN;

    /// <summary>When "easing" was first said, s since the first sample; NaN when never.</summary>
    public double EasingAtSeconds { get; private set; } = double.NaN;

    /// <summary>Whether the hold is over and judged.</summary>
    public bool IsFinished => _finished;

    /// <summary>Why the whole hold cannot be judged, or <see cref="EasingDoubt.None"/>.</summary>
    public EasingDoubt Doubt { get; private set; }

    /// <summary>How often the operator let go by 6 % or more.</summary>
    public int BackOffs => _gate.BackOffs;

    /// <summary>How often the operator pressed again.</summary>
    public int RePresses => _gate.RePresses;

    /// <summary>States so far, in order and without holes from the begin of the hold on.</summary>
    public ReadOnlySpan<EasingSpan> Spans => _spans.AsSpan(0, _spanCount);

    /// <summary>The judgement of the hold so far.</summary>
    public EasingVerdict Verdict
    {
        get
        {
            if (double.IsNaN(HoldStartSeconds) || Doubt != EasingDoubt.None)
            {
                return EasingVerdict.CannotJudge;
            }

            if (PeakScore >= _thresholds.Likely)
            {
                return EasingVerdict.Easing;
            }

            if (PeakScore >= _thresholds.Possible)
            {
                return EasingVerdict.PossiblyEasing;
            }

            return BackOffs > 0 ? EasingVerdict.BackedOff : EasingVerdict.Steady;
        }
    }

    /// <summary>How sure the verdict is, 0 … 1.</summary>
    public double VerdictConfidence => Verdict switch
    {
        EasingVerdict.CannotJudge => 0,
        EasingVerdict.Easing or EasingVerdict.PossiblyEasing => Belief(PeakScore),
        _ => 1 - Belief(PeakScore),
    };

    /// <summary>Measures of the hold so far; call it after <see cref="Finish"/> for the whole hold.</summary>
    public HoldMeasures Measure()
    {
        bool eased = PeakScore >= _thresholds.Possible && Doubt == EasingDoubt.None;
        return _meter.Measure(
            eased ? _offeredDrop * 100 : 0,
            eased ? _offeredDeviation * 100 : double.NaN,
            eased ? HoldStartSeconds + _offeredOnset : double.NaN,
            RePresses,
            BackOffs);
    }

    /// <summary>Takes a sample. After the hold has ended nothing changes any more.</summary>
    /// <param name="sample">The sample; one that cannot be trusted counts as missing.</param>
    public void Accept(in Sample sample)
    {
        if (_finished)
        {
            return;
        }

        if (_bins is null)
        {
            _bins = new ForceBins(sample.DeviceMicroseconds);
            _firstMicroseconds = sample.DeviceMicroseconds;
        }

        double force = (sample.Flags & SampleFlags.Faults) == SampleFlags.None ? sample.ForceNewtons : double.NaN;
        if (_bins.Add(sample.DeviceMicroseconds, force, out double mean, out int skipped))
        {
            TakeBin(mean);
            for (int i = 0; i < skipped && !_finished; i++)
            {
                TakeBin(double.NaN);
            }
        }

        if (!_finished && _plateau.IsHeld)
        {
            _meter.Accept((sample.DeviceMicroseconds - _firstMicroseconds) * 1e-6, force);
        }
    }

    /// <summary>The hold is over: what the look-ahead holds back is judged too.</summary>
    public void Finish()
    {
        if (!_finished && _plateau.IsHeld)
        {
            End(0);
        }

        _finished = true;
    }

    private void TakeBin(double value)
    {
        _totalBins++;
        switch (_plateau.Accept(value, _gate.Moves > 0 || _gate.MovedLately))
        {
            case 1:
                Begin();
                return;
            case 2:
                Forget();
                return;
            case -1:
                End(_plateau.ReleaseBins);
                return;
            default:
                if (_plateau.IsHeld)
                {
                    TakeHeld(value);
                }

                return;
        }
    }

    private void Begin()
    {
        Forget();
        HoldStartSeconds = (_totalBins - PlateauFinder.LookBackBins) * 0.1;
        _meter.Begin(HoldStartSeconds);
        for (int ago = PlateauFinder.LookBackBins - 1; ago >= 0; ago--)
        {
            TakeHeld(_plateau.Recent(ago));
        }
    }

    private void Forget()
    {
        _gate.Reset();
        _hypotheses.Reset();
        _breath?.Reset();
        _holdBins = _quietBins = _missingBins = _spanCount = _stepCount = _stepBins = _unknown = _episodes = 0;
        _stepSum = 0;
        _heldBins = int.MaxValue;
        _away = false;
        _judged = EasingState.Steady;
        _lastMoveBin = -1000;
        PeakScore = double.NegativeInfinity;
        HoldStartSeconds = PossiblyAtSeconds = EasingAtSeconds = double.NaN;
        Doubt = EasingDoubt.None;
    }

    private void End(int releaseBins)
    {
        _finished = true;
        HoldEndSeconds = (_totalBins - releaseBins) * 0.1;
        _heldBins = _holdBins - releaseBins;

        // The look-ahead is flushed; the release itself has been marked as the hand's by the gate.
        for (int i = 0; i < OperatorGate.DelayBins; i++)
        {
            Judge(_gate.Accept(double.NaN), i + 1);
        }

        ForgetRelease();
        Doubt = _heldBins < ShortestBins ? EasingDoubt.TooShort : Doubt;
        Say(HoldEndSeconds);
    }

    // Taking the hand off is no move of the hold: the timeline ends with what was before.
    private void ForgetRelease()
    {
        while (_spanCount > 1
            && _spans[_spanCount - 1] is { State: EasingState.BackingOff or EasingState.RePressing } last
            && last.FromSeconds > HoldEndSeconds - ReleaseSeconds)
        {
            _spanCount--;
            _spans[_spanCount - 1] = _spans[_spanCount - 1] with { ToSeconds = HoldEndSeconds };
        }
    }

    private void TakeHeld(double value)
    {
        _holdBins++;
        _missingBins += double.IsNaN(value) ? 1 : 0;
        Judge(_gate.Accept(value), 0);
        Say(_totalBins * 0.1);
    }

    // Takes the bin that the gate hands on; `flushed` counts the bins that stand for the time after the end.
    private void Judge(in GatedBin bin, int flushed)
    {
        int at = _holdBins + flushed - 1 - OperatorGate.DelayBins;
        if (at < 0 || at >= _heldBins)
        {
            return;
        }

        FollowHand(bin, at);
        if (bin.Move != HandMove.None)
        {
            if (at - _lastMoveBin > EpisodeBins)
            {
                _episodes++;
            }

            _lastMoveBin = at;
        }

        _breath?.Accept(bin.Value);
        if (at >= FirstJudgedBin)
        {
            Gather(at, bin.Value);
        }

        Remember(StateAt(at, bin.Move), HoldStartSeconds + (at * 0.1));
    }

    // Letting go is remembered: when the hand is back soon, the time between is as if it had not been.
    private void FollowHand(in GatedBin bin, int at)
    {
        if (bin.Move == HandMove.BackOff && !_away)
        {
            _hypotheses.Leave();
            _away = true;
            _leftBin = at;
        }

        if (bin.Disturbance > 0)
        {
            bool back = _away && bin.Ended != HandMove.BackOff && at - _leftBin <= AwayBins;
            if (back)
            {
                _hypotheses.Return((at - _leftBin) * 0.1, ComesBackWithin);
                _stepSum = 0;
                _stepCount = 0;
            }
            else
            {
                _hypotheses.Disturb(bin.Disturbance);
            }

            _away = bin.Ended == HandMove.BackOff;
        }
        else if (_away && at - _leftBin > AwayBins)
        {
            _away = false;
        }
    }

    private void Gather(int at, double value)
    {
        if (double.IsNaN(value))
        {
            _unknown++;
        }
        else
        {
            if (_unknown > GapSeconds * 10)
            {
                // Nobody saw what the hand did meanwhile.
                _hypotheses.Disturb(0.05);
            }

            _unknown = 0;
            _stepSum += value;
            _stepCount++;
            _quietBins += at >= SettledBins ? 1 : 0;
            _meter.AcceptQuiet(at * 0.1, value);
        }

        if (++_stepBins >= (_breath?.PeriodBins ?? StepBins))
        {
            Weigh(at);
        }
    }

    private void Weigh(int at)
    {
        double usable = (double)_stepCount / _stepBins;
        double middle = (at - (0.5 * (_stepBins - 1))) * 0.1;
        _hypotheses.Accept(middle, _stepBins * 0.1, usable >= _leastUsable ? _stepSum / _stepCount : double.NaN, usable);
        _stepSum = 0;
        _stepCount = _stepBins = 0;
        if (at < SettledBins)
        {
            return;
        }

        double score = _hypotheses.LogBayesFactor;
        if (score > PeakScore)
        {
            PeakScore = score;
            _offeredDrop = _hypotheses.Drop;
            _offeredDeviation = _hypotheses.DropDeviation;
            _offeredOnset = _hypotheses.OnsetSeconds;
        }
    }

    private void Say(double nowSeconds)
    {
        int judged = Math.Max(0, _holdBins - OperatorGate.DelayBins - SettledBins);
        if (Doubt != EasingDoubt.TooShort)
        {
            Doubt = _episodes > Math.Max(FewestEpisodes, (int)(_holdBins * 0.1 / SecondsPerEpisode)) ? EasingDoubt.TooManyMoves
                : judged >= 150 && _missingBins > (1 - QuietShare) * _holdBins ? EasingDoubt.TooFewSamples
                : judged >= 150 && _quietBins < QuietShare * judged ? EasingDoubt.TooRestless
                : EasingDoubt.None;
        }

        double score = _hypotheses.LogBayesFactor;
        HandMove move = _finished ? HandMove.None : _gate.Now;
        _judged = score >= _thresholds.Likely || (_judged == EasingState.Easing && score >= _thresholds.Possible) ? EasingState.Easing
            : score >= _thresholds.Possible ? EasingState.PossiblyEasing
            : EasingState.Steady;
        EasingState state = move switch
        {
            HandMove.BackOff => EasingState.BackingOff,
            HandMove.RePress => EasingState.RePressing,
            _ when Doubt != EasingDoubt.None => EasingState.CannotJudge,
            _ when _holdBins < SettledBins + OperatorGate.DelayBins && !_finished => EasingState.Settling,
            _ => _judged,
        };
        if (state is EasingState.PossiblyEasing or EasingState.Easing && double.IsNaN(PossiblyAtSeconds))
        {
            PossiblyAtSeconds = nowSeconds;
        }

        if (state == EasingState.Easing && double.IsNaN(EasingAtSeconds))
        {
            EasingAtSeconds = nowSeconds;
        }

        bool easing = state is EasingState.PossiblyEasing or EasingState.Easing;
        Current = new EasingReading(
            state,
            state == EasingState.CannotJudge ? Doubt : EasingDoubt.None,
            ConfidenceOf(state, score),
            score,
            easing ? _hypotheses.Drop * 100 : double.NaN,
            easing ? _hypotheses.DropDeviation * 100 : double.NaN,
            easing ? _hypotheses.OnsetSeconds : double.NaN,
            _holdBins < SettledBins || _gate.MovedLately ? double.NaN : Math.Exp(_hypotheses.Passive(_holdBins * 0.1, easing)),
            nowSeconds - HoldStartSeconds);
    }

    // The timeline is in the time of what happened, so that a move stands where it was; what is said live comes the look-ahead later.
    private EasingState StateAt(int at, HandMove move) => move switch
    {
        HandMove.BackOff => EasingState.BackingOff,
        HandMove.RePress => EasingState.RePressing,
        _ when at < SettledBins => EasingState.Settling,
        _ when Doubt != EasingDoubt.None => EasingState.CannotJudge,
        _ => _judged,
    };

    private double ConfidenceOf(EasingState state, double score) => state switch
    {
        EasingState.PossiblyEasing or EasingState.Easing => Belief(score),
        EasingState.Steady => 1 - Belief(score),
        EasingState.BackingOff or EasingState.RePressing => 0.95,
        _ => 0,
    };

    // One to one where "possibly" begins, so that the number means what the word says.
    private double Belief(double score) => 1 / (1 + Math.Exp(Math.Clamp(_thresholds.Possible - score, -50, 50)));

    private void Remember(EasingState state, double nowSeconds)
    {
        if (_spanCount > 0 && (_spans[_spanCount - 1].State == state || _spanCount == MostSpans))
        {
            _spans[_spanCount - 1] = _spans[_spanCount - 1] with { ToSeconds = nowSeconds };
            return;
        }

        double from = _spanCount == 0 ? HoldStartSeconds : _spans[_spanCount - 1].ToSeconds;
        _spans[_spanCount++] = new EasingSpan(from, nowSeconds, state);
    }
}
