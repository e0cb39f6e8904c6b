using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Ramp;

/// <summary>
/// One ramp, from contact to release. It starts at contact by itself; the threshold is the pressure at the device's time of the press, so a
/// press that the wire delivers late gives the same number. Fed the same samples and presses it gives the same outcome.
/// </summary>
public sealed class RampTrial
{
    private const int ContactSamples = 3;
    private const double EarlyReleaseSeconds = 0.3;
    private readonly RampTrialOptions _options;
    private readonly RampTrace _trace = new();
    private readonly UnloadedWindow _unloaded = new();
    private readonly double _kilopascalsPerNewton;
    private double _zero;
    private double? _zeroAfter;
    private int _touching;
    private long _contact;
    private long _press = -1;
    private AnswerSource _pressedBy;
    private long _answer;
    private long _below = -1;
    private int _early;
    private int _extra;
    private long _firstSequence;
    private long _lastSequence;
    private TrialFlaws _flaws;

    /// <summary>Makes a ramp that waits for contact.</summary>
    public RampTrial(RampTrialOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _kilopascalsPerNewton = 10 / options.Protocol.TipAreaCm2;
        _zero = options.ZeroNewtons;
        Guide = new RateGuide(options.Protocol.RateKpaPerSecond);
    }

    /// <summary>Where it stands.</summary>
    public TrialState State { get; private set; }

    /// <summary>The outcome, once done.</summary>
    public TrialOutcome? Outcome { get; private set; }

    /// <summary>How the rate compares with the target.</summary>
    public RateGuide Guide { get; }

    /// <summary>Device time of contact, µs; 0 before it.</summary>
    public long ContactMicroseconds => State == TrialState.Waiting ? 0 : _contact;

    /// <summary>Pressure at the answer so far, kPa; NaN before it.</summary>
    public double ThresholdKpa { get; private set; } = double.NaN;

    /// <summary>What the answer came from.</summary>
    public AnswerSource AnsweredBy { get; private set; }

    /// <summary>Whether the cut-off was reached.</summary>
    public bool Censored { get; private set; }

    private bool IsAnswered => !double.IsNaN(ThresholdKpa);

    /// <summary>Takes a newer zero of the unloaded tip; only before contact.</summary>
    public void Rezero(double newtons)
    {
        if (State == TrialState.Waiting && _touching == 0)
        {
            _zero = newtons;
        }
    }

    /// <summary>Takes a sample in order.</summary>
    public void Accept(in Sample sample)
    {
        if (State == TrialState.Done)
        {
            return;
        }

        if (State != TrialState.Waiting)
        {
            _lastSequence = sample.Sequence;
            TrialFlaws flaw = !sample.HasForce ? TrialFlaws.SensorFault
                : (sample.Flags & (SampleFlags.AfterGap | SampleFlags.Missed)) != SampleFlags.None ? TrialFlaws.MissingSamples
                : TrialFlaws.None;
            if (flaw != TrialFlaws.None)
            {
                Abort(flaw, sample.DeviceMicroseconds);
                return;
            }
        }
        else if (!sample.HasForce)
        {
            _touching = 0;
            return;
        }

        double newtons = sample.ForceNewtons - _zero;
        switch (State)
        {
            case TrialState.Waiting:
                AwaitContact(sample, newtons);
                break;
            case TrialState.Ramping:
                Ramp(sample, newtons);
                break;
            default:
                Release(sample, newtons);
                break;
        }
    }

    /// <summary>
    /// Takes the patient's press at its device time; the wire may deliver it late, even after all is over. The first press within the ramp
    /// is the answer; one before contact and every later one changes nothing and is counted.
    /// </summary>
    public void Press(long deviceMicroseconds, AnswerSource source = AnswerSource.Button)
    {
        if (State == TrialState.Waiting || deviceMicroseconds < _contact)
        {
            _early++;
        }
        else if (State == TrialState.Ramping && _press < 0)
        {
            (_press, _pressedBy) = (deviceMicroseconds, source);
            TakeAnswer();
        }
        else if (CanStillBeAnswered(deviceMicroseconds))
        {
            Censored = false;
            _flaws &= ~TrialFlaws.ReleasedEarly;
            (_press, _pressedBy) = (deviceMicroseconds, source);
            TakeAnswer();
            if (State == TrialState.Done)
            {
                Outcome = Judged(Outcome!.EndMicroseconds);
            }
        }
        else
        {
            _extra++;
        }
    }

    /// <summary>Ends a running ramp as one that does not count; a waiting one just goes on waiting.</summary>
    /// <param name="flaw">Why.</param>
    /// <param name="deviceMicroseconds">When.</param>
    public void Abort(TrialFlaws flaw, long deviceMicroseconds)
    {
        if (State is TrialState.Ramping or TrialState.Releasing)
        {
            _flaws |= flaw;
            Finish(deviceMicroseconds);
        }
    }

    private void AwaitContact(in Sample sample, double newtons)
    {
        if (newtons < _options.ContactNewtons)
        {
            _touching = 0;
            return;
        }

        if (_touching++ == 0)
        {
            _contact = sample.DeviceMicroseconds;
            _firstSequence = sample.Sequence;
            _trace.Clear();
            Guide.Clear();
        }

        Keep(sample, newtons);
        if (_touching >= ContactSamples)
        {
            State = TrialState.Ramping;
            _lastSequence = sample.Sequence;
            _below = -1;
        }
    }

    private void Ramp(in Sample sample, double newtons)
    {
        if (!Keep(sample, newtons))
        {
            return;
        }

        if (newtons >= _options.ContactNewtons)
        {
            _below = -1;
        }
        else if (_below < 0)
        {
            _below = sample.DeviceMicroseconds;
        }

        if (TakeAnswer())
        {
            return;
        }

        // A press that lies ahead of the newest sample waits for it, but takes nothing off the cut-off.
        if (newtons * _kilopascalsPerNewton >= _options.CutOffKpa)
        {
            Censored = true;
            EndRamp(sample);
        }
        else if (_below >= 0 && sample.DeviceMicroseconds - _below > EarlyReleaseSeconds * 1e6)
        {
            LiftedOff(sample);
        }
    }

    // A light touch to find the place is no trial; a real press without an answer is one that does not count.
    private void LiftedOff(in Sample sample)
    {
        if (_trace.PeakKpa < _options.TouchKpa)
        {
            _early += _press >= 0 ? 1 : 0;
            _press = -1;
            State = TrialState.Waiting;
            _touching = 0;
            return;
        }

        _flaws |= TrialFlaws.ReleasedEarly;
        EndRamp(sample);
    }

    private void EndRamp(in Sample sample)
    {
        _extra += _press >= 0 ? 1 : 0;
        _press = -1;
        _answer = sample.DeviceMicroseconds;
        _unloaded.Clear();
        State = TrialState.Releasing;
    }

    private void Release(in Sample sample, double newtons)
    {
        if (!Keep(sample, newtons))
        {
            return;
        }

        double seconds = (sample.DeviceMicroseconds - _answer) * 1e-6;
        if (newtons * _kilopascalsPerNewton > Math.Max(0.2 * _trace.PeakKpa, 20))
        {
            _unloaded.Clear();
        }
        else
        {
            _unloaded.Add(sample.DeviceMicroseconds, newtons);
        }

        if (_unloaded.IsSteady)
        {
            if (Math.Abs(_unloaded.Mean) > _options.Protocol.Validity.ZeroDriftNewtons)
            {
                _flaws |= TrialFlaws.ZeroDrift;
            }

            _zeroAfter = _zero + _unloaded.Mean;
            Finish(sample.DeviceMicroseconds);
        }
        else if (seconds > _options.ReleaseSeconds)
        {
            _flaws |= TrialFlaws.TooLong;
            Finish(sample.DeviceMicroseconds);
        }
    }

    private bool Keep(in Sample sample, double newtons)
    {
        double kilopascals = newtons * _kilopascalsPerNewton;
        if (!_trace.TryAdd((sample.DeviceMicroseconds - _contact) * 1e-6, kilopascals))
        {
            Abort(TrialFlaws.TooLong, sample.DeviceMicroseconds);
            return false;
        }

        Guide.Add(sample.DeviceMicroseconds, kilopascals);
        return true;
    }

    // Made while the ramp was on, but delivered when it had been cut off or lifted: the patient did answer.
    private bool CanStillBeAnswered(long deviceMicroseconds) =>
        State is TrialState.Releasing or TrialState.Done
        && !IsAnswered
        && (Censored || (_flaws & TrialFlaws.ReleasedEarly) != TrialFlaws.None)
        && deviceMicroseconds <= _answer;

    // The pressure at the press lies between two samples: it waits for the one after.
    private bool TakeAnswer()
    {
        double at = (_press - _contact) * 1e-6;
        if (_press < 0 || _trace.LastSeconds < at - 1e-9)
        {
            return false;
        }

        ThresholdKpa = _trace.At(at);
        AnsweredBy = _pressedBy;
        _answer = _press;
        State = State == TrialState.Done ? TrialState.Done : TrialState.Releasing;
        return true;
    }

    private void Finish(long deviceMicroseconds)
    {
        State = TrialState.Done;
        Outcome = Judged(deviceMicroseconds);
    }

    private TrialOutcome Judged(long endMicroseconds)
    {
        TestProtocol protocol = _options.Protocol;
        double top = IsAnswered ? ThresholdKpa : Censored ? _options.CutOffKpa : double.NaN;
        RampJudge judged = double.IsNaN(top) ? default : RampJudge.Of(_trace, top, (_answer - _contact) * 1e-6, protocol);
        double? rate = judged.RateKpaPerSecond;
        return new TrialOutcome
        {
            ContactMicroseconds = _contact,
            AnswerMicroseconds = IsAnswered || Censored ? _answer : 0,
            EndMicroseconds = endMicroseconds,
            FirstSequence = _firstSequence,
            LastSequence = _lastSequence,
            TipAreaCm2 = protocol.TipAreaCm2,
            ThresholdKpa = IsAnswered ? ThresholdKpa : null,
            Censored = Censored,
            CutOffKpa = _options.CutOffKpa,
            PeakKpa = _trace.PeakKpa,
            RateKpaPerSecond = rate,
            RSquared = rate is null ? null : judged.Slope.RSquared,
            TailRateKpaPerSecond = judged.TailRateKpaPerSecond,
            ReactionBiasLowKpa = IsAnswered ? rate * protocol.ReactionLowSeconds : null,
            ReactionBiasHighKpa = IsAnswered ? rate * protocol.ReactionHighSeconds : null,
            ZeroBeforeNewtons = _zero,
            ZeroAfterNewtons = _zeroAfter,
            EarlyPresses = _early,
            ExtraPresses = _extra,
            Flaws = _flaws | judged.Flaws,
        };
    }
}
