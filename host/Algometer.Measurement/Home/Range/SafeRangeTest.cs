using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Home.Range;

/// <summary>Where the supervised measurement stands.</summary>
public enum RangePhase
{
    /// <summary>Take the ball's load off until it is at rest.</summary>
    Unload,

    /// <summary>Press slowly; waiting for the lower rating.</summary>
    ToLower,

    /// <summary>Go on slowly; waiting for the upper rating.</summary>
    ToUpper,

    /// <summary>Let go: the ramp is over.</summary>
    Release,

    /// <summary>Two ramps agree: there is a range.</summary>
    Done,

    /// <summary>It was ended without a range.</summary>
    Ended,
}

/// <summary>Why a ramp does not count; the words are <c>ramp.KEBAB-NAME</c>.</summary>
public enum RampFlaw
{
    /// <summary>It counts.</summary>
    None,

    /// <summary>Pressed too fast.</summary>
    TooFast,

    /// <summary>The cap of the region came before the upper rating.</summary>
    Cap,

    /// <summary>The sensor could not be trusted.</summary>
    SensorFault,

    /// <summary>Load was taken off before the upper rating.</summary>
    LetGo,

    /// <summary>The patient stopped it.</summary>
    Stopped,

    /// <summary>Both ratings came too close together.</summary>
    NoBand,
}

/// <summary>
/// The supervised measurement of the safe range: slow ramps of the ball, the patient says when pain is 5 and when it is 7. A ramp that is
/// pressed too fast, reaches the cap, or meets a fault is refused at once. Fed each sample in order; says <see cref="MarkLower"/> and
/// <see cref="MarkUpper"/> at the force of the latest sample.
/// </summary>
/// <param name="rules">The rules.</param>
/// <param name="point">The point; decides the cap.</param>
/// <param name="tool">The tool.</param>
/// <param name="mostRamps">After so many ramps without agreement it ends. [P]</param>
public sealed class SafeRangeTest(HomeRules rules, string point, string tool, int mostRamps = 5)
{
    private const long LongestStepMicroseconds = 250_000;
    private const double ContactNewtons = 2;
    private const double LetGoPart = 0.5;
    private readonly SlopeWindow _slope = new(0.3, 64);
    private readonly UnloadedWindow _rest = new();
    private readonly List<BallRamp> _ramps = [];
    private long _lastSequence;
    private long _lastMicroseconds;
    private double _force;
    private double _peak;
    private double _lower;

    /// <summary>Where it stands.</summary>
    public RangePhase Phase { get; private set; }

    /// <summary>Force above which a ramp ends, N: the region's cap.</summary>
    public double CapNewtons { get; } = rules.Region(rules.Point(point)?.Region ?? "")?.CapNewtons
        ?? throw new ArgumentException($"There is no point '{point}' for home: choose one of the list.", nameof(point));

    /// <summary>Ramps that count so far.</summary>
    public IReadOnlyList<BallRamp> Ramps => _ramps;

    /// <summary>All ramps tried.</summary>
    public int Tried { get; private set; }

    /// <summary>Why the last ramp does not count.</summary>
    public RampFlaw LastFlaw { get; private set; }

    /// <summary>Rate of the force now, N/s; NaN when it cannot be told.</summary>
    public double NewtonsPerSecond { get; private set; } = double.NaN;

    /// <summary>Force now, N; NaN when it cannot be trusted.</summary>
    public double Newtons => _force;

    /// <summary>Why there is no range yet.</summary>
    public SafeRangeProblem Problem { get; private set; } = SafeRangeProblem.TooFewRamps;

    /// <summary>Makes the range once <see cref="Phase"/> is done.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public SafeRange Range(DateTimeOffset measuredUtc) =>
        Phase == RangePhase.Done && SafeRange.TryMake(rules, point, tool, _ramps, measuredUtc, out SafeRange? range) == SafeRangeProblem.None
            ? range!
            : throw new InvalidOperationException("The safe range is not measured yet.");

    /// <summary>Takes a sample in its order.</summary>
    public void Accept(in Sample sample)
    {
        bool trusted = SampleStep.IsTrusted(sample);
        bool continuous = trusted && SampleStep.IsContinuous(_lastSequence, _lastMicroseconds, sample, LongestStepMicroseconds);
        (_lastSequence, _lastMicroseconds) = (sample.Sequence, sample.DeviceMicroseconds);
        _force = trusted ? sample.ForceNewtons : double.NaN;
        if (!continuous)
        {
            _slope.Clear();
            NewtonsPerSecond = double.NaN;
        }

        if (trusted)
        {
            Follow(sample);
        }
        else if (Phase is RangePhase.ToLower or RangePhase.ToUpper)
        {
            Refuse(RampFlaw.SensorFault);
        }
        else
        {
            _rest.Clear();
        }
    }

    /// <summary>The patient says a rating on the way: the lower mark is set by the first at or above it, the upper one ends the ramp.</summary>
    /// <param name="rating">0 to 10.</param>
    public void Say(int rating)
    {
        if (rating >= rules.SafeRange.LowerRating)
        {
            MarkLower();
        }

        if (rating >= rules.SafeRange.UpperRating)
        {
            MarkUpper();
        }
    }

    /// <summary>The patient says the lower rating.</summary>
    public void MarkLower()
    {
        if (Phase == RangePhase.ToLower && _force > ContactNewtons)
        {
            _lower = _force;
            Phase = RangePhase.ToUpper;
        }
    }

    /// <summary>The patient says the upper rating: the ramp is over.</summary>
    public void MarkUpper()
    {
        if (Phase != RangePhase.ToUpper)
        {
            return;
        }

        if (!(_force > _lower))
        {
            Refuse(RampFlaw.NoBand);
            return;
        }

        Tried++;
        LastFlaw = RampFlaw.None;
        _ramps.Add(new BallRamp(_lower, _force));
        Problem = SafeRange.TryMake(rules, point, tool, _ramps, DateTimeOffset.UnixEpoch, out SafeRange? _);
        Phase = Problem == SafeRangeProblem.None ? RangePhase.Done : Tried >= mostRamps ? RangePhase.Ended : RangePhase.Release;
    }

    /// <summary>The patient, or the button, stops.</summary>
    public void Stop()
    {
        if (Phase is RangePhase.ToLower or RangePhase.ToUpper)
        {
            Refuse(RampFlaw.Stopped);
        }
    }

    /// <summary>Ends the measurement without a range.</summary>
    public void End() => Phase = Phase == RangePhase.Done ? RangePhase.Done : RangePhase.Ended;

    private void Follow(in Sample sample)
    {
        _slope.Add(sample.DeviceMicroseconds, _force);
        bool known = _slope.TryGetSlope(out double perSecond, out double error);
        NewtonsPerSecond = known ? perSecond : double.NaN;
        switch (Phase)
        {
            case RangePhase.Unload or RangePhase.Release:
                _rest.Add(sample.DeviceMicroseconds, _force);
                if (_rest.IsSteady && Math.Abs(_rest.Mean) <= rules.Zero.Newtons)
                {
                    _rest.Clear();
                    _peak = 0;
                    Phase = RangePhase.ToLower;
                }

                break;
            case RangePhase.ToLower or RangePhase.ToUpper:
                _peak = Math.Max(_peak, _force);
                RampFlaw flaw = known && perSecond - (2 * error) > rules.SafeRange.RampNewtonsPerSecond ? RampFlaw.TooFast
                    : _force > CapNewtons || (sample.Alarm & AlarmState.OverLimit) != AlarmState.None ? RampFlaw.Cap
                    : _peak > 2 * ContactNewtons && _force < LetGoPart * _peak ? RampFlaw.LetGo
                    : RampFlaw.None;
                if (flaw != RampFlaw.None)
                {
                    Refuse(flaw);
                }

                break;
        }
    }

    private void Refuse(RampFlaw flaw)
    {
        Tried++;
        LastFlaw = flaw;
        Phase = Tried >= mostRamps ? RangePhase.Ended : RangePhase.Release;
    }
}
