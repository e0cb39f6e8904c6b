namespace Algometer.Measurement.Easing;

/// <content>What the detector tells.</content>
public sealed partial class EasingDetector
{
    /// <summary>What is said now.</summary>
    public EasingReading Current { get; private set; } = new(EasingState.NoHold, EasingDoubt.None, 0, 0, double.NaN, double.NaN, double.NaN, double.NaN, 0);

    /// <summary>ln of the odds that the tissue has eased; negative infinity before the first judgement.</summary>
    public double Score => _judge.Fusion.Score;

    /// <summary>The numbers that the judgement rests on, named in <see cref="EasingEvidenceNames"/>; zeros before the first judgement.</summary>
    public ReadOnlySpan<double> Evidence => _judge.Evidence.Values;

    /// <summary>The course of the hold as the network reads it, in units of <see cref="EasingCourse.Unit"/>; empty before the first judgement.</summary>
    public ReadOnlySpan<float> Course => _judge.Evidence.Course.Levels;

    /// <summary>The kind of hold by the quick changes seen.</summary>
    public HandClass HandClass => _judge.Evidence.Class;

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

    /// <summary>Whether an easing said earlier in this hold was taken back.</summary>
    public bool IsWithdrawn => _judge.IsWithdrawn;

    /// <summary>States so far, in order and without holes from the begin of the hold on.</summary>
    public ReadOnlySpan<EasingSpan> Spans => _timeline.Spans;

    /// <summary>The judgement of the hold so far.</summary>
    public EasingVerdict Verdict => double.IsNaN(HoldStartSeconds) || Doubt != EasingDoubt.None || !_judge.HasLooked
        ? EasingVerdict.CannotJudge
        : _judge.Thought switch
        {
            EasingState.Easing => EasingVerdict.Easing,
            EasingState.PossiblyEasing => EasingVerdict.PossiblyEasing,
            EasingState.LoadFell => EasingVerdict.LoadFell,
            _ when _judge.FellInGap => EasingVerdict.NotSeen,
            _ when BackOffs > 0 && !_judge.IsContested => RePresses > 0 ? EasingVerdict.BackedOff : EasingVerdict.LoadFell,
            EasingState.HeldLevel => EasingVerdict.HeldLevel,
            _ => EasingVerdict.Steady,
        };

    /// <summary>How sure the verdict is, 0 … 1: where as many tissues ease as do not, so many of the holds told so did. 0 where nobody can tell.</summary>
    public double VerdictConfidence => Verdict switch
    {
        EasingVerdict.Easing or EasingVerdict.PossiblyEasing => _judge.Belief,
        EasingVerdict.Steady or EasingVerdict.BackedOff => 1 - _judge.Belief,
        EasingVerdict.HeldLevel => _judge.HeldBelief,
        _ => 0,
    };

    /// <summary>Measures of the hold so far; call it after <see cref="Finish"/> for the whole hold.</summary>
    public HoldMeasures Measure()
    {
        bool eased = Verdict is EasingVerdict.Easing or EasingVerdict.PossiblyEasing;
        return _meter.Measure(
            eased ? _judge.Fusion.Drop * 100 : 0,
            eased ? _judge.Fusion.DropDeviation * 100 : double.NaN,
            eased ? HoldStartSeconds + _judge.Evidence.OnsetSeconds : double.NaN,
            RePresses,
            BackOffs);
    }
}
