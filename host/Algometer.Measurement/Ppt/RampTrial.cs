namespace Algometer.Measurement.Ppt;

/// <summary>Where a ramp stands.</summary>
public enum TrialState
{
    /// <summary>The tip is off; contact starts the trial.</summary>
    Waiting,

    /// <summary>The pressure rises.</summary>
    Ramping,

    /// <summary>Answered or cut off: release.</summary>
    Releasing,

    /// <summary>Over; the outcome is there.</summary>
    Done,
}

/// <summary>What a ramp needs to know.</summary>
/// <param name="Protocol">Rate, rules and tip.</param>
/// <param name="CutOffKpa">Where it ends unanswered, kPa.</param>
/// <param name="ZeroNewtons">Force of the unloaded tip, N.</param>
public sealed record RampTrialOptions(TestProtocol Protocol, double CutOffKpa, double ZeroNewtons)
{
    /// <summary>Force over the zero that counts as contact, N. [P]</summary>
    public double ContactNewtons { get; init; } = 0.5;

    /// <summary>A touch that stays below this is no trial, kPa. [P]</summary>
    public double TouchKpa { get; init; } = 25;

    /// <summary>How long after the answer the tip may stay on, s. [P]</summary>
    public double ReleaseSeconds { get; init; } = 8;
}

/// <summary>
/// One ramp, from contact to release. It starts at contact by itself; the threshold is the pressure at the device's time of the press, so a
/// press that the wire delivers late gives the same number. Fed the same samples and presses it gives the same outcome.
/// </summary>
public sealed class RampTrial
{
    private const int Capacity = 16384;
    private const int ContactSamples = 3;
    private const double EarlyReleaseSeconds = 0.3;
    private const double LongestSeconds = 120;
    private readonly RampTrialOptions _options;
    private readonly UnloadedWindow _unloaded = new();
    private readonly double[] _seconds = new double[Capacity];
    private readonly double[] _kilopascals = new double[Capacity];
    private readonly double _kilopascalsPerNewton;
    private double _zero;
    private int _count;
    private int _touching;
    private long _contact;
    private long _press = -1;
    private long _answer;
    private long _below = -1;
    private double _threshold = double.NaN;
    private double _peak;
    private bool _censored;
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
    public double ThresholdKpa => _threshold;

    /// <summary>Whether the cut-off was reached.</summary>
    public bool Censored => _censored;

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

    /// <summary>Takes the patient's press at its device time; the wire may deliver it late.</summary>
    public void Press(long deviceMicroseconds)
    {
        switch (State)
        {
            case TrialState.Waiting:
                _early++;
                break;
            case TrialState.Ramping when deviceMicroseconds < _contact:
                _early++;
                break;
            case TrialState.Ramping when _press < 0:
                _press = deviceMicroseconds;
                AnswerIfReached();
                break;
            case TrialState.Releasing when _censored && deviceMicroseconds < _answer && deviceMicroseconds >= _contact:
                // The press was made before the cut-off and came late: it is the answer.
                _censored = false;
                _press = deviceMicroseconds;
                Answer();
                break;
            case TrialState.Ramping:
            case TrialState.Releasing:
                _extra++;
                break;
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
            Finish(deviceMicroseconds, null);
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
            _count = 0;
            _peak = 0;
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

        double kilopascals = newtons * _kilopascalsPerNewton;
        if (newtons >= _options.ContactNewtons)
        {
            _below = -1;
        }
        else if (_below < 0)
        {
            _below = sample.DeviceMicroseconds;
        }

        if (_press >= 0)
        {
            AnswerIfReached();
        }
        else if (kilopascals >= _options.CutOffKpa)
        {
            _censored = true;
            _answer = sample.DeviceMicroseconds;
            State = TrialState.Releasing;
        }
        else if (_below >= 0 && sample.DeviceMicroseconds - _below > EarlyReleaseSeconds * 1e6)
        {
            LiftedOff(sample);
        }
    }

    // A light touch to find the place is no trial; a real press without an answer is one that does not count.
    private void LiftedOff(in Sample sample)
    {
        if (_peak < _options.TouchKpa)
        {
            State = TrialState.Waiting;
            _touching = 0;
            return;
        }

        _flaws |= TrialFlaws.ReleasedEarly;
        _answer = sample.DeviceMicroseconds;
        State = TrialState.Releasing;
        _unloaded.Clear();
    }

    private void Release(in Sample sample, double newtons)
    {
        if (!Keep(sample, newtons))
        {
            return;
        }

        double seconds = (sample.DeviceMicroseconds - _answer) * 1e-6;
        if (newtons * _kilopascalsPerNewton > Math.Max(0.2 * _peak, 20))
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

            Finish(sample.DeviceMicroseconds, _zero + _unloaded.Mean);
        }
        else if (seconds > _options.ReleaseSeconds)
        {
            _flaws |= TrialFlaws.TooLong;
            Finish(sample.DeviceMicroseconds, null);
        }
    }

    private bool Keep(in Sample sample, double newtons)
    {
        double seconds = (sample.DeviceMicroseconds - _contact) * 1e-6;
        if (_count == Capacity || seconds > LongestSeconds)
        {
            Abort(TrialFlaws.TooLong, sample.DeviceMicroseconds);
            return false;
        }

        double kilopascals = newtons * _kilopascalsPerNewton;
        _seconds[_count] = seconds;
        _kilopascals[_count++] = kilopascals;
        _peak = Math.Max(_peak, kilopascals);
        Guide.Add(sample.DeviceMicroseconds, kilopascals);
        return true;
    }

    private void AnswerIfReached()
    {
        // The pressure at the press lies between two samples: wait for the one after it.
        if (_count > 0 && _contact + (long)(_seconds[_count - 1] * 1e6) >= _press)
        {
            Answer();
        }
    }

    private void Answer()
    {
        double at = (_press - _contact) * 1e-6;
        int after = Array.FindIndex(_seconds, 0, _count, seconds => seconds >= at - 1e-9);
        int before = Math.Max(0, after - 1);
        double span = _seconds[after] - _seconds[before];
        double part = span > 0 ? (at - _seconds[before]) / span : 0;
        _threshold = _kilopascals[before] + (part * (_kilopascals[after] - _kilopascals[before]));
        _answer = _press;
        State = TrialState.Releasing;
    }

    private void Finish(long deviceMicroseconds, double? zeroAfter)
    {
        State = TrialState.Done;
        bool answered = !double.IsNaN(_threshold);
        LineFit judged = default;
        LineFit tail = default;
        double top = answered ? _threshold : _censored ? _options.CutOffKpa : double.NaN;
        ValidityRule rule = _options.Protocol.Validity;
        if (!double.IsNaN(top))
        {
            double end = (_answer - _contact) * 1e-6;
            judged = Fit(top * rule.FromPart, top * rule.ToPart, end);
            tail = FitTimes(end - rule.TailSeconds, end);
            _flaws |= Judge(judged, tail, rule, _options.Protocol.RateKpaPerSecond);
        }

        double? rate = judged.Count >= 3 ? judged.Slope : null;
        Outcome = new TrialOutcome
        {
            ContactMicroseconds = _contact,
            AnswerMicroseconds = answered || _censored ? _answer : 0,
            EndMicroseconds = deviceMicroseconds,
            FirstSequence = _firstSequence,
            LastSequence = _lastSequence,
            TipAreaCm2 = _options.Protocol.TipAreaCm2,
            ThresholdKpa = answered ? _threshold : null,
            Censored = _censored,
            CutOffKpa = _options.CutOffKpa,
            PeakKpa = _peak,
            RateKpaPerSecond = rate,
            RSquared = rate is null ? null : judged.RSquared,
            TailRateKpaPerSecond = tail.Count >= 3 ? tail.Slope : null,
            ReactionBiasLowKpa = answered ? rate * _options.Protocol.ReactionLowSeconds : null,
            ReactionBiasHighKpa = answered ? rate * _options.Protocol.ReactionHighSeconds : null,
            ZeroBeforeNewtons = _zero,
            ZeroAfterNewtons = zeroAfter,
            EarlyPresses = _early,
            ExtraPresses = _extra,
            Flaws = _flaws,
        };
    }

    private static TrialFlaws Judge(in LineFit judged, in LineFit tail, ValidityRule rule, double target)
    {
        if (judged.Count < 5 || tail.Count < 3)
        {
            return TrialFlaws.TooShort;
        }

        TrialFlaws flaws = TrialFlaws.None;
        double off = (judged.Slope / target) - 1;
        flaws |= off < -rule.SlopeTolerance ? TrialFlaws.TooSlow : off > rule.SlopeTolerance ? TrialFlaws.TooFast : TrialFlaws.None;
        flaws |= judged.RSquared < rule.LeastRSquared ? TrialFlaws.Uneven : TrialFlaws.None;
        flaws |= Math.Abs((tail.Slope / target) - 1) > rule.TailTolerance ? TrialFlaws.UnevenEnd : TrialFlaws.None;
        return flaws;
    }

    // From the first time above the lower to the first time above the upper pressure: choosing samples by their value would bias the slope.
    private LineFit Fit(double fromKpa, double toKpa, double endSeconds)
    {
        int from = Array.FindIndex(_kilopascals, 0, _count, value => value >= fromKpa);
        int to = Array.FindIndex(_kilopascals, 0, _count, value => value >= toKpa);
        return from < 0 || to < 0 ? default : FitTimes(_seconds[from], Math.Min(_seconds[to], endSeconds));
    }

    private LineFit FitTimes(double fromSeconds, double toSeconds)
    {
        int from = Array.FindIndex(_seconds, 0, _count, value => value >= fromSeconds);
        int end = Array.FindIndex(_seconds, 0, _count, value => value > toSeconds);
        end = end < 0 ? _count : end;
        return from < 0 || end <= from ? default : LineFit.Of(_seconds.AsSpan(from, end - from), _kilopascals.AsSpan(from, end - from));
    }
}
