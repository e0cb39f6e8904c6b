namespace Algometer.Measurement.Easing;

/// <summary>Keeps the trace of a hold, looks at it every second, and says what that amounts to.</summary>
internal sealed class HoldJudge
{
    // What came last may already be the hand taken off.
    private const int HeldBackBins = 15;
    private const int BreathBins = 40;
    private const double BallFallInGap = 0.07;
    private const double RelaxesBeyondStudy = 0.08;
    private const double LeastHeldOdds = 1;
    private const double LeastHeldSeconds = 25;
    private readonly HoldTrace _trace;
    private readonly HoldTrace? _once;
    private readonly HoldTrace? _twice;
    private readonly BreathPeriod? _breath;
    private readonly EasingEvidence _evidence;
    private readonly EasingFusion _fusion;
    private readonly EasingThresholds[] _thresholds;
    private readonly double[] _pending = new double[HeldBackBins];
    private int _taken;
    private int _looked;
    private bool _isOver;

    public HoldJudge(EasingOptions options)
    {
        bool ball = options.Tool == PressingTool.Ball;
        _trace = ball ? new HoldTrace(options.LongestSeconds, BreathBins, BallFallInGap) : new HoldTrace(options.LongestSeconds);
        _once = ball ? new HoldTrace(options.LongestSeconds) : null;
        _twice = ball ? new HoldTrace(options.LongestSeconds) : null;
        _breath = ball ? new BreathPeriod() : null;
        _evidence = new EasingEvidence(_trace.Capacity, FittedNets.For(options.Tool));
        _fusion = new EasingFusion(FittedWeights.For(options.Tool));
        _thresholds = [.. Enum.GetValues<HandClass>().Select(kind => options.Thresholds ?? EasingThresholds.For(options.Tool, options.HoldSeconds, kind))];
        Reset();
    }

    /// <summary>What is seen.</summary>
    public EasingEvidence Evidence => _evidence;

    /// <summary>What it amounts to.</summary>
    public EasingFusion Fusion => _fusion;

    /// <summary>What is thought now: steady, (possibly) easing, let off, or held level.</summary>
    public EasingState Thought { get; private set; }

    /// <summary>Whether an easing said earlier was taken back.</summary>
    public bool IsWithdrawn { get; private set; }

    /// <summary>Whether the force fell while samples were missing.</summary>
    public bool FellInGap => _trace.FellInGap;

    /// <summary>Whether the course looks like easing but the force has gone back: neither tissue nor hand is named.</summary>
    public bool IsContested => _evidence.HasGoneBack && _fusion.Score >= _thresholds[(int)_evidence.Class].Possible;

    /// <summary>Whether anything has been judged yet.</summary>
    public bool HasLooked => _looked > 0;

    public void Reset()
    {
        _trace.Reset();
        _breath?.Reset();
        _evidence.Reset();
        _fusion.Reset();
        _taken = _looked = 0;
        Thought = EasingState.Steady;
        IsWithdrawn = _isOver = false;
    }

    /// <summary>Takes a tenth of a second and gives it without the breath, for finding what the hand does.</summary>
    /// <param name="value">Mean ln(force), NaN without a sample.</param>
    public double Accept(double value)
    {
        double quiet = _breath is null ? value : _breath.Accept(value);
        int slot = _taken % HeldBackBins;
        if (_taken >= HeldBackBins)
        {
            Take(_pending[slot]);
        }

        _pending[slot] = value;
        _taken++;
        return quiet;
    }

    /// <summary>The hold is over.</summary>
    /// <param name="takenOff">Whether the force fell to nothing: the last tenths are then not the hold's.</param>
    public void End(bool takenOff)
    {
        for (int i = Math.Max(0, _taken - HeldBackBins); i < _taken && !takenOff; i++)
        {
            Take(_pending[i % HeldBackBins]);
        }

        // The verdict is of the hold as it stands: what was said before makes it no easier.
        _isOver = true;
        if (_trace.Count / HoldTrace.PerSecond >= EasingEvidence.FirstSecond)
        {
            Look();
        }
    }

    /// <summary>ln of the odds that the tissue eased are told as a probability.</summary>
    public double Belief => 1 / (1 + Math.Exp(-Math.Clamp(_fusion.Score, -50, 50)));

    /// <summary>How likely it is that the force is held level.</summary>
    public double HeldBelief => 1 / (1 + Math.Exp(-Math.Clamp(_fusion.HeldLevel, -50, 50)));

    private void Take(double value)
    {
        _trace.Add(value);
        if (_trace.Count % HoldTrace.PerSecond == 0 && _trace.Count > _looked && _trace.Count / HoldTrace.PerSecond >= EasingEvidence.FirstSecond)
        {
            Look();
        }
    }

    private void Look()
    {
        _looked = _trace.Count;
        HoldTrace seen = _trace;
        if (_breath is not null)
        {
            _trace.AverageOver(_once!, _twice!, _breath.PeriodBins);
            seen = _twice!;
        }

        _evidence.Look(seen);
        _fusion.Weigh(_evidence, _trace.Count * 0.1);
        EasingState before = Thought;
        Thought = Think();
        bool said = before is EasingState.PossiblyEasing or EasingState.Easing;
        bool says = Thought is EasingState.PossiblyEasing or EasingState.Easing;
        IsWithdrawn = !says && (IsWithdrawn || (said && Thought is EasingState.Steady or EasingState.HeldLevel));
    }

    private EasingState Think()
    {
        double score = _evidence.HasGoneBack ? double.NegativeInfinity : _fusion.Score;
        EasingThresholds thresholds = _thresholds[(int)_evidence.Class];

        // Tissue that relaxes more than any that the study draws: the fall may be its own.
        bool isKnown = _evidence.EarlyFall < RelaxesBeyondStudy;
        bool eases = isKnown && (score >= thresholds.Likely || (!_isOver && Thought == EasingState.Easing)) && score >= thresholds.Possible;
        return _evidence.IsLoneFall ? EasingState.LoadFell
            : _evidence.IsFreshFall && score >= thresholds.Possible && Thought is EasingState.Steady or EasingState.LoadFell ? Thought
            : eases ? EasingState.Easing
            : score >= thresholds.Possible ? EasingState.PossiblyEasing
            : _evidence.Class != HandClass.Moves && _fusion.HeldLevel > LeastHeldOdds && _trace.Count > LeastHeldSeconds * HoldTrace.PerSecond ? EasingState.HeldLevel
            : EasingState.Steady;
    }
}
