using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Home.Session;

/// <content>What samples and the device do.</content>
public sealed partial class GuidedSession
{
    // Below this the ball counts as unloaded, N. [P]
    private const double ContactNewtons = 2;
    private const string Reset = "trouble.reset";
    private readonly StillWindow _still;
    private readonly BracingWatch _bracing;
    private readonly LetUpDetector _letUps;
    private readonly SlopeWindow _slope = new(0.3, 64);
    private DeviceReport _device = new(false, false, false, double.NaN);
    private string _checkProblem = "check.moving";
    private string _checkNoted = "";
    private string _trouble = "trouble.let-go";
    private double _force = double.NaN;
    private bool _started;
    private long _firstMicroseconds;
    private long _lastMicroseconds;
    private long _lastSequence = -1;
    private double _silent;
    private double _lowSince = double.NaN;
    private double _belowSince = double.NaN;
    private double _nothingSince = double.NaN;
    private bool _overNow;
    private bool _checkAfterRest;
    private bool _startedAnewTold;

    /// <summary>Device time since the first sample, s; while the link is silent the host's own time goes on. Never backwards: samples that come late after a silence wait for it.</summary>
    public double Now { get; private set; }

    /// <summary>Whether a trouble may be gone on from.</summary>
    public bool MayContinue { get; private set; }

    /// <summary>What the host knows of the device.</summary>
    public void Report(DeviceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        _device = report;
        if (report.StartedAnew && !_startedAnewTold && !IsOver && IsDeviceChecked)
        {
            // Told once: it is reported as long as the session lasts, and would keep a patient from ever ending it.
            _startedAnewTold = true;
            Fail(HoldOutcome.DeviceReset, Reset, mayContinue: false);
        }
        else if (!report.Connected && GuardsHold)
        {
            Fail(HoldOutcome.LinkLost, "trouble.link", mayContinue: true);
        }
        else if (report.Unrecorded && GuardsHold)
        {
            Fail(HoldOutcome.Stopped, "trouble.unrecorded", mayContinue: true);
        }
        else if (report.Unwatched && GuardsHold)
        {
            Fail(HoldOutcome.Stopped, "trouble.unwatched", mayContinue: true);
        }
    }

    /// <summary>A sample the moment it arrives, ahead of its order: only what cannot wait.</summary>
    public void Arrive(in Sample sample)
    {
        bool trusted = SampleStep.IsTrusted(sample);
        bool over = (sample.Alarm & AlarmState.OverLimit) != AlarmState.None || (trusted && sample.ForceNewtons > LimitNewtons);
        if (over && !_overNow && !IsOver)
        {
            Note(SessionEntryKind.OverLimit, "", sample.ForceNewtons);
        }

        _overNow = over || (_overNow && !trusted);
        if (over && GuardsHold)
        {
            Say(["over-limit.let-go"]);
            EndHold(HoldOutcome.OverLimit);
        }
        else if (GuardsHold && (sample.Alarm & AlarmState.LinkLost) != AlarmState.None)
        {
            Fail(HoldOutcome.LinkLost, "trouble.link", mayContinue: true);
        }
        else if (GuardsHold && !trusted)
        {
            Fail(HoldOutcome.SensorFault, "trouble.sensor", mayContinue: true);
        }
    }

    /// <summary>Takes a sample in its order.</summary>
    public void Accept(in Sample sample)
    {
        if (IsOver || !Advance(sample))
        {
            return;
        }

        bool trusted = SampleStep.IsTrusted(sample);
        _force = trusted ? sample.ForceNewtons : double.NaN;
        if (!trusted)
        {
            _slope.Clear();
            _still.Clear();
        }
        else
        {
            _slope.Add(sample.DeviceMicroseconds, _force);
            _still.Add(sample.DeviceMicroseconds, _force);
        }

        Arrive(sample);
        switch (Phase)
        {
            case SessionPhase.DeviceCheck:
                CheckDevice(trusted);
                break;
            case SessionPhase.Approach or SessionPhase.Hold:
                Press(sample);
                break;
            case SessionPhase.Release or SessionPhase.StopReason or SessionPhase.Tingling or SessionPhase.Trouble or SessionPhase.Rest or SessionPhase.MovementAfter or SessionPhase.Feeling:
                WatchRelease(trusted);
                break;
        }

        WatchTimes();
    }

    // False when the device's clock or numbering ran backwards: it started anew, and nothing goes on by itself.
    private bool Advance(in Sample sample)
    {
        if (!_started)
        {
            _started = true;
            (_firstMicroseconds, _lastMicroseconds, _lastSequence) = (sample.DeviceMicroseconds - (long)(_silent * 1e6), sample.DeviceMicroseconds, sample.Sequence);
            _silent = 0;
            Tick();
            return true;
        }

        if (sample.DeviceMicroseconds <= _lastMicroseconds || sample.Sequence <= _lastSequence)
        {
            bool anew = sample.DeviceMicroseconds < _lastMicroseconds - 1_000_000;
            if (anew && IsDeviceChecked)
            {
                Fail(HoldOutcome.DeviceReset, Reset, mayContinue: false);
            }

            if (anew)
            {
                _firstMicroseconds = sample.DeviceMicroseconds - (long)(Now * 1e6);
                (_lastMicroseconds, _lastSequence, _silent) = (sample.DeviceMicroseconds, sample.Sequence, 0);
            }

            return false;
        }

        double gap = (sample.DeviceMicroseconds - _lastMicroseconds) * 1e-6;
        (_lastMicroseconds, _lastSequence, _silent) = (sample.DeviceMicroseconds, sample.Sequence, 0);
        Tick();
        if (gap >= _rules.Hold.SilentSeconds)
        {
            // What came before says nothing of how the ball lies now: no hold begins before the device was checked by what comes from here on.
            _still.Clear();
            _checkAfterRest = true;
            if (GuardsHold)
            {
                Fail(HoldOutcome.LinkLost, "trouble.link", mayContinue: true);
            }
        }

        return true;
    }

    private void Tick() => Now = Math.Max(Now, (_started ? (_lastMicroseconds - _firstMicroseconds) * 1e-6 : 0) + _silent);

    private void CheckDevice(bool trusted)
    {
        _checkProblem = !_device.Connected ? "check.disconnected"
            : !_device.IsBall ? "check.no-ball"
            : !_device.CalibrationValid ? "check.calibration"
            : !trusted || _device.SelfTestDue ? "check.self-test"
            : AlarmStands ? "check.alarm"
            : _device.Unrecorded ? "check.unrecorded"
            : !(_device.LimitNewtons <= LimitNewtons + 0.05) ? "check.limit"
            : !(_still.Mean <= ContactNewtons) ? "check.unload"
            : !_still.IsFull || _still.Deviation > _rules.Zero.DeviationNewtons ? "check.moving"
            : Math.Abs(_still.Mean) > _rules.Zero.Newtons ? "check.unload"
            : "";
        if (!string.Equals(_checkProblem, _checkNoted, StringComparison.Ordinal))
        {
            _checkNoted = _checkProblem;
            Note(SessionEntryKind.DeviceCheck, _checkProblem);
        }

        if (_checkProblem.Length == 0)
        {
            _checkProblem = "check.fit";
            BeginHold();
        }
    }

    private void Press(in Sample sample)
    {
        _bracing.Accept(Now, _force, Phase == SessionPhase.Hold);
        _hold.Accept(sample);
        _easing.Accept(sample);
        if (GuardsHold && _easing.Detector is { IsFinished: false } detector)
        {
            // As on the live page: the band follows softening down and the clock goes on. The upper end never moves.
            _hold.Follow(detector.Current);
        }

        if (!GuardsHold)
        {
            return;
        }

        if (_hold.HeldMicroseconds * 1e-6 >= _rules.Hold.HardEndSeconds)
        {
            EndHold(HoldOutcome.HardEnd);
            return;
        }

        WatchLettingGo();
        if (!GuardsHold)
        {
            return;
        }

        if (PainDue && _letUps.Accept(Now, _force) is { } answer)
        {
            RatePain(RatingOf(answer), "ball");
        }

        if (GuardsHold)
        {
            WatchBracing();
            AskInTime();
        }

        if (GuardsHold)
        {
            WatchForce();
            Recue();
        }
    }

    private void WatchLettingGo()
    {
        double half = HasBand ? LowNewtons / 2 : ContactNewtons;
        bool low = Phase == SessionPhase.Hold && _force < half;
        _lowSince = !low ? double.NaN : double.IsNaN(_lowSince) ? Now : _lowSince;
        if (low && Now - _lowSince >= _rules.Hold.LetGoSeconds)
        {
            EndHold(HoldOutcome.LetGo);
        }
    }

    private void WatchRelease(bool trusted)
    {
        if (!trusted)
        {
            return;
        }

        // A hand goes on for a moment after it was told to let go: the highest of that is the hold's too.
        bool loaded = _force > ContactNewtons;
        if (HoldNumber > 0 && double.IsNaN(_releasedAt))
        {
            _peakNewtons = Math.Max(_peakNewtons, _force);
            if (!loaded && _peakNewtons > _hold.PeakNewtons)
            {
                _entries.Add(new SessionEntry(Now, SessionEntryKind.HoldPeak, HoldNumber, "", _peakNewtons));
            }
        }

        if (Phase == SessionPhase.Rest && loaded)
        {
            _restBegan = Now;
        }

        if (!loaded && double.IsNaN(_releasedAt))
        {
            _releasedAt = _restBegan = Now;
            Note(SessionEntryKind.Released);
            if (Phase == SessionPhase.Release)
            {
                AfterRelease();
            }
        }

        Recue();
    }
}
