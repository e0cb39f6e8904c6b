using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Easing;

/// <summary>
/// Tells extra easing of the tissue from passive relaxation and from what the hand does, sample by sample. Bounded memory, nothing allocated
/// per sample; the same samples give the same answer live, replayed and in any portions.
/// </summary>
/// <remarks>
/// The force alone cannot prove that a muscle eased: a slow voluntary let-off looks the same. See EASING.md for the method, what it reached
/// and what it cannot do.
/// </remarks>
public sealed partial class EasingDetector
{
    /// <summary>Version of the method. Raised whenever the same samples could be judged otherwise, so that an old judgement is never taken for a new one.</summary>
    public const string Version = "3";

    private const int SettledBins = EasingEvidence.FirstSecond * HoldTrace.PerSecond;
    private readonly PlateauFinder _plateau;
    private readonly OperatorGate _gate;
    private readonly HoldJudge _judge;
    private readonly HoldMeter _meter;
    private readonly HoldDoubts _doubts = new();
    private readonly EasingTimeline _timeline = new();
    private readonly double[] _raw = new double[64];
    private ForceBins? _bins;
    private long _firstMicroseconds;
    private long _totalBins;
    private int _holdBins;
    private int _heldBins;
    private bool _finished;

    /// <summary>Makes a detector for one hold.</summary>
    /// <exception cref="ArgumentException">The options cannot be used.</exception>
    public EasingDetector(EasingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _plateau = new PlateauFinder(options.TargetNewtons);
        _gate = new OperatorGate(options.Gate ?? (options.Tool == PressingTool.Ball ? EasingGateOptions.Ball : EasingGateOptions.Probe));
        _judge = new HoldJudge(options);
        _meter = new HoldMeter(options);
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

    /// <summary>The hold is over: what was held back is judged too.</summary>
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
        _judge.Reset();
        _doubts.Reset();
        _timeline.Clear();
        _holdBins = 0;
        _heldBins = int.MaxValue;
        HoldStartSeconds = PossiblyAtSeconds = EasingAtSeconds = double.NaN;
        Doubt = EasingDoubt.None;
    }

    private void End(int releaseBins)
    {
        _finished = true;
        HoldEndSeconds = (_totalBins - releaseBins) * 0.1;
        _heldBins = _holdBins - releaseBins;

        // The look-ahead is flushed; the release itself has been marked as the hand's by the gate.
        _judge.End(releaseBins > 0);
        for (int i = 0; i < OperatorGate.DelayBins; i++)
        {
            Follow(_gate.Accept(double.NaN), i + 1);
        }

        _timeline.ForgetRelease(HoldEndSeconds);
        Say(HoldEndSeconds);
    }

    private void TakeHeld(double value)
    {
        _raw[_holdBins % _raw.Length] = value;
        _holdBins++;
        _doubts.Came(double.IsNaN(value));
        Follow(_gate.Accept(_judge.Accept(value)), 0);
        Say(_totalBins * 0.1);
    }

    // Takes the bin that the gate hands on; `flushed` counts the bins that stand for the time after the end.
    private void Follow(in GatedBin bin, int flushed)
    {
        int at = _holdBins + flushed - 1 - OperatorGate.DelayBins;
        if (at < 0 || at >= _heldBins)
        {
            return;
        }

        double value = bin.Move == HandMove.None ? _raw[at % _raw.Length] : double.NaN;
        _doubts.Saw(at, bin.Move != HandMove.None, !double.IsNaN(value));
        if (at >= PlateauFinder.LookBackBins + 5 && !double.IsNaN(value))
        {
            _meter.AcceptQuiet(at * 0.1, value);
        }

        // The timeline is in the time of what happened, so that a move stands where it was; what is said live comes the look-ahead later.
        _timeline.Add(StateOf(bin.Move, at < SettledBins), HoldStartSeconds, HoldStartSeconds + (at * 0.1));
    }

    private EasingState StateOf(HandMove move, bool settling) => move switch
    {
        HandMove.BackOff => EasingState.BackingOff,
        HandMove.RePress => EasingState.RePressing,
        _ when settling => EasingState.Settling,
        _ when Doubt != EasingDoubt.None => EasingState.CannotJudge,
        _ when _judge.FellInGap && _judge.Thought is (EasingState.Steady or EasingState.HeldLevel) => EasingState.CannotJudge,
        _ => _judge.Thought,
    };

    private void Say(double nowSeconds)
    {
        Doubt = _doubts.Of(_finished ? _heldBins : _holdBins, _finished);
        EasingState state = StateOf(_finished ? HandMove.None : _gate.Now, !_judge.HasLooked && !_finished);
        bool easing = state is EasingState.PossiblyEasing or EasingState.Easing;
        PossiblyAtSeconds = easing && double.IsNaN(PossiblyAtSeconds) ? nowSeconds : PossiblyAtSeconds;
        EasingAtSeconds = state == EasingState.Easing && double.IsNaN(EasingAtSeconds) ? nowSeconds : EasingAtSeconds;
        double seconds = nowSeconds - HoldStartSeconds;
        EasingDoubt doubt = state != EasingState.CannotJudge ? EasingDoubt.None : Doubt == EasingDoubt.None ? EasingDoubt.GapAtFall : Doubt;
        Current = new EasingReading(
            state,
            doubt,
            ConfidenceOf(state),
            _judge.HasLooked ? Score : 0,
            easing ? _judge.Fusion.Drop * 100 : double.NaN,
            easing ? _judge.Fusion.DropDeviation * 100 : double.NaN,
            easing ? _judge.Evidence.OnsetSeconds : double.NaN,
            !_judge.HasLooked || _gate.MovedLately ? double.NaN : Math.Exp(_judge.Evidence.Passive(seconds)),
            seconds)
        {
            Withdrawn = _judge.IsWithdrawn,
        };
    }

    private double ConfidenceOf(EasingState state) => state switch
    {
        EasingState.PossiblyEasing or EasingState.Easing => _judge.Belief,
        EasingState.Steady => 1 - _judge.Belief,
        EasingState.HeldLevel => _judge.HeldBelief,
        EasingState.BackingOff or EasingState.RePressing => 0.95,
        _ => 0,
    };
}
