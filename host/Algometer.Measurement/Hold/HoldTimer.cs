using Algometer.Measurement.Easing;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Hold;

/// <summary>
/// Times a hold by the device's clock. Only watched time in the band counts: from one in-band sample to the next, never across a gap, a
/// fault or a pause. Brief exits are forgiven as one hold, longer ones count as pressing again.
/// </summary>
public sealed class HoldTimer(IMeasurementEventSink events)
{
    // Longest stretch between two samples that counts as watched: two and a half conversions at 10 samples/s.
    private const long LongestStepMicroseconds = 250_000;
    private readonly SlopeWindow _slope = new(0.3, 64);
    private readonly EasingBand _band = new();
    private readonly RecentForce _recent = new();
    private Welford _forces;
    private bool _hasLast;
    private bool _lastInBand;
    private bool _enteredOnce;
    private bool _tooFast;
    private bool _targetTold;
    private long _lastSequence;
    private long _lastMicroseconds;
    private double _lastForce;
    private long _leftAt;
    private long _belowMicroseconds;
    private double _belowLowest;
    private double _toldLow;

    /// <summary>What is held, or was.</summary>
    public HoldOptions? Options { get; private set; }

    /// <summary>The band as it is now: it follows softening tissue down.</summary>
    public EasingBand Band => _band;

    /// <summary>Where it stands.</summary>
    public HoldState State { get; private set; }

    /// <summary>Where the last force that could be trusted lay.</summary>
    public BandSide Side { get; private set; }

    /// <summary>Why it ended.</summary>
    public HoldEnd End { get; private set; }

    /// <summary>Watched time in the band, µs.</summary>
    public long InBandMicroseconds { get; private set; }

    /// <summary>Watched time under load since the band was first entered, µs.</summary>
    public long HeldMicroseconds { get; private set; }

    /// <summary>How often the band was entered again after more than the grace.</summary>
    public int RePresses { get; private set; }

    /// <summary>Force times time since the start, N·s.</summary>
    public double ImpulseNewtonSeconds { get; private set; }

    /// <summary>Highest force, N.</summary>
    public double PeakNewtons { get; private set; }

    /// <summary>Mean force in the band, N.</summary>
    public double MeanNewtons => _forces.Mean;

    /// <summary>Spread of the force in the band over its mean, %; 0 below two samples.</summary>
    public double SteadinessPercent => _forces.Count > 1 ? _forces.CoefficientOfVariation * 100 : 0;

    /// <summary>Whether a hold runs, paused or not.</summary>
    public bool IsRunning => State is not (HoldState.Idle or HoldState.Ended);

    /// <summary>Whether the band was reached in this hold.</summary>
    public bool IsBandReached => _enteredOnce;

    /// <summary>Whether the target was reached in this hold.</summary>
    public bool IsTargetReached => _targetTold;

    /// <summary>Mean force of the last seconds, none of it before the band was reached, N; NaN when no sample of them can be trusted.</summary>
    /// <param name="seconds">How long, s, at most 5.</param>
    public double RecentNewtons(double seconds) => _recent.Mean(seconds);

    /// <summary>Begins a hold.</summary>
    public void Start(HoldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _band.Begin(options);
        _toldLow = options.LowNewtons;
        State = HoldState.Approaching;
        Side = BandSide.Below;
        End = HoldEnd.None;
        InBandMicroseconds = 0;
        HeldMicroseconds = 0;
        RePresses = 0;
        ImpulseNewtonSeconds = 0;
        PeakNewtons = 0;
        _forces.Clear();
        _slope.Clear();
        _recent.Clear();
        _hasLast = false;
        _lastInBand = false;
        _enteredOnce = false;
        _tooFast = false;
        _targetTold = false;
        ForgetBelow();
        Raise(MeasurementEventKind.HoldStarted, options.TargetSeconds);
    }

    /// <summary>Stops the clock until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        if (IsRunning && State != HoldState.Paused)
        {
            State = HoldState.Paused;
            _hasLast = false;
            ForgetBelow();
            Raise(MeasurementEventKind.HoldPaused, Seconds(InBandMicroseconds));
        }
    }

    /// <summary>Goes on after a pause.</summary>
    public void Resume()
    {
        if (State == HoldState.Paused)
        {
            State = _enteredOnce ? HoldState.Out : HoldState.Approaching;
            Raise(MeasurementEventKind.HoldResumed, Seconds(InBandMicroseconds));
        }
    }

    /// <summary>Ends the hold.</summary>
    public void Stop(HoldEnd reason)
    {
        if (IsRunning)
        {
            State = HoldState.Ended;
            End = reason;
            Raise(MeasurementEventKind.HoldEnded, (int)reason);
        }
    }

    /// <summary>Takes a sample.</summary>
    public void Accept(in Sample sample)
    {
        if (!IsRunning)
        {
            // The next hold begins at this sample's time.
            _lastMicroseconds = sample.DeviceMicroseconds;
            _lastSequence = sample.Sequence;
            _hasLast = false;
        }

        if (!IsRunning || State == HoldState.Paused || Options is not { } options)
        {
            return;
        }

        bool trusted = SampleStep.IsTrusted(sample);
        bool continuous = _hasLast && SampleStep.IsContinuous(_lastSequence, _lastMicroseconds, sample, LongestStepMicroseconds);
        bool inBand = trusted && _band.Holds(sample.ForceNewtons);
        if (trusted && continuous)
        {
            long step = sample.DeviceMicroseconds - _lastMicroseconds;
            ImpulseNewtonSeconds += 0.5 * (sample.ForceNewtons + _lastForce) * step * 1e-6;
            InBandMicroseconds += inBand && _lastInBand ? step : 0;
            HeldMicroseconds += _enteredOnce && _lastForce > options.LowNewtons / 2 ? step : 0;
            WatchBelow(sample.ForceNewtons, step);
        }
        else
        {
            ForgetBelow();
        }

        Remember(sample, trusted, inBand);
        WatchApproach(sample, options, trusted, continuous);
        Move(sample, options, inBand);
        if (_enteredOnce)
        {
            _recent.Accept(sample);
        }
    }

    /// <summary>
    /// Takes what the easing detector says at the sample just accepted: the band follows softening. What was watched below the band and lies
    /// in it now was held all along, so the clock has it back and nothing counts as pressing again.
    /// </summary>
    /// <param name="reading">The detector's word.</param>
    public void Follow(in EasingReading reading)
    {
        if (!IsRunning || State == HoldState.Paused || !_band.Follow(reading, _hasLast ? _lastForce : double.NaN, _lastMicroseconds))
        {
            return;
        }

        TellBand();
        if (_belowMicroseconds > 0 && _band.Holds(_belowLowest))
        {
            // Only since the softening began: what lay below the band before that was the hand's.
            double since = reading.HoldSeconds - reading.OnsetSeconds;
            InBandMicroseconds += double.IsFinite(since) ? Math.Min(_belowMicroseconds, (long)(Math.Max(0, since) * 1e6)) : 0;
            ForgetBelow();
            _lastInBand = true;
            Side = BandSide.In;
            State = State is HoldState.Grace or HoldState.Out ? StateInBand() : State;
            ReachTarget();
            EndWhenDue();
        }
    }

    private static double Seconds(long microseconds) => microseconds * 1e-6;

    private void Remember(in Sample sample, bool trusted, bool inBand)
    {
        _hasLast = trusted;
        _lastInBand = inBand;
        _lastSequence = sample.Sequence;
        _lastMicroseconds = sample.DeviceMicroseconds;
        _lastForce = sample.ForceNewtons;
        if (trusted)
        {
            PeakNewtons = Math.Max(PeakNewtons, sample.ForceNewtons);
            Side = inBand ? BandSide.In : sample.ForceNewtons > _band.HighNewtons ? BandSide.Above : BandSide.Below;
        }

        if (inBand)
        {
            _forces.Add(sample.ForceNewtons);
        }
    }

    private void WatchApproach(in Sample sample, HoldOptions options, bool trusted, bool continuous)
    {
        if (!trusted || !continuous)
        {
            _slope.Clear();
        }

        if (trusted)
        {
            _slope.Add(sample.DeviceMicroseconds, sample.ForceNewtons);
            bool fast = _slope.TryGetSlope(out double perSecond, out double error) && perSecond - (2 * error) > options.GentleNewtonsPerSecond;
            if (fast && !_tooFast)
            {
                Raise(MeasurementEventKind.TooFast, perSecond);
            }

            _tooFast = fast;
        }
    }

    private void Move(in Sample sample, HoldOptions options, bool inBand)
    {
        if (inBand)
        {
            Enter(sample);
        }
        else if (State is HoldState.InBand or HoldState.TargetReached)
        {
            _leftAt = sample.DeviceMicroseconds;
            State = HoldState.Grace;
        }
        else if (State == HoldState.Grace && Seconds(sample.DeviceMicroseconds - _leftAt) > options.GraceSeconds)
        {
            State = HoldState.Out;
            Raise(MeasurementEventKind.BandLeft, sample.ForceNewtons);
        }

        if (inBand)
        {
            ReachTarget();
        }

        EndWhenDue();
    }

    private void ReachTarget()
    {
        if (!_targetTold && Seconds(InBandMicroseconds) >= Options?.TargetSeconds)
        {
            _targetTold = true;
            State = HoldState.TargetReached;
            Raise(MeasurementEventKind.TargetReached, Seconds(InBandMicroseconds));
        }
    }

    private void EndWhenDue()
    {
        if (Seconds(InBandMicroseconds) >= Options?.HardEndSeconds)
        {
            Stop(HoldEnd.HardEnd);
        }
    }

    private HoldState StateInBand() => Seconds(InBandMicroseconds) >= Options?.TargetSeconds ? HoldState.TargetReached : HoldState.InBand;

    // The detector knows some seconds late that the tissue softened: what fell out of the band meanwhile is kept until it says why.
    private void WatchBelow(double newtons, long step)
    {
        if (!_enteredOnce || newtons >= _band.LowNewtons)
        {
            ForgetBelow();
            return;
        }

        _belowMicroseconds += step;
        _belowLowest = Math.Min(_belowLowest, newtons);
    }

    private void ForgetBelow()
    {
        _belowMicroseconds = 0;
        _belowLowest = double.PositiveInfinity;
    }

    // Told when it begins, when it is back and in steps of a fiftieth between: the record shows the way without a flood.
    private void TellBand()
    {
        double low = _band.LowNewtons;
        if (!_band.IsLowered || Math.Abs(low - _toldLow) >= 0.02 * _band.PlannedLowNewtons)
        {
            _toldLow = low;
            Raise(_band.IsLowered ? MeasurementEventKind.BandFollowed : MeasurementEventKind.BandReturned, low);
        }
    }

    private void Enter(in Sample sample)
    {
        if (State is HoldState.InBand or HoldState.TargetReached)
        {
            return;
        }

        bool again = State == HoldState.Out;
        if (State != HoldState.Grace)
        {
            RePresses += again && _enteredOnce ? 1 : 0;
            Raise(MeasurementEventKind.BandEntered, sample.ForceNewtons);
        }

        _enteredOnce = true;
        State = StateInBand();
    }

    private void Raise(MeasurementEventKind kind, double value) => events.On(new MeasurementEvent(kind, _lastMicroseconds, _lastSequence, value));
}
