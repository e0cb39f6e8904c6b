using Algometer.Measurement.Easing;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <content>Holds and rests.</content>
public sealed partial class GuidedSession
{
    // Kept in the band for this long, the patient has arrived, s. [P]
    private const double ArrivedSeconds = 3;
    private double _holdBegan = double.NaN;
    private bool _pressureEased;
    private bool _bracingNoted;
    private double _bracedNewtons;
    private double _releasedAt = double.NaN;
    private double _restBegan = double.NaN;
    private double _bandPart = 1;
    private double _peakNewtons;
    private bool _ownStart;

    /// <summary>Which hold, from 1; 0 before the first.</summary>
    public int HoldNumber { get; private set; }

    /// <summary>How the last hold ended.</summary>
    public HoldOutcome LastOutcome { get; private set; }

    /// <summary>In-band time that is aimed at, s.</summary>
    public double TargetSeconds => _setup.Plan?.HoldSeconds ?? _rules.FreeMode.HoldSeconds;

    /// <summary>Lower end of the band for the next hold or the one that goes on, N; 0 without a band. Falls after it was too much.</summary>
    public double LowNewtons => _setup.Grant.LowNewtons * _bandPart;

    /// <summary>Upper end, N.</summary>
    public double HighNewtons => _setup.Grant.HighNewtons * _bandPart;

    /// <summary>Whether the rest is over and the next hold begins only when the person says so.</summary>
    public bool WaitsForOwnStart => Phase == SessionPhase.Rest && _ownStart && RestSecondsLeft <= 0 && !AlarmStands;

    // No hold begins under an alarm: it says to let go, and has to be answered first.
    private bool AlarmStands => _overNow || _device.AlarmStands;

    private bool WaitsForAlarm => Phase == SessionPhase.Rest && RestSecondsLeft <= 0 && AlarmStands;

    /// <summary>
    /// Whether anything may ask for more force: only on the way to the band, never once pain has reached the top of what is sought, never because
    /// easing is absent or has come, never when the body braces, never after the planned time. Once the band has been kept for a moment nothing does:
    /// a force that falls from then on may be the tissue's, and that is known only seconds later.
    /// </summary>
    public bool MayAskForMore => HasBand && GuardsHold && _hold.InBandMicroseconds * 1e-6 < ArrivedSeconds && !_overNow && !_easeOff && !_pressureEased && !_bracing.IsBracing
        && _latestPain < (Preset?.PainHigh ?? 0);

    /// <summary>Whether another hold may follow: none was forbidden by a stop rule or a restart of the device, and not all are done.</summary>
    public bool MayHoldAgain => End == SessionEnd.None && HoldNumber < Holds;

    /// <summary>Rest left, s.</summary>
    public double RestSecondsLeft => Phase == SessionPhase.Rest ? Math.Max(0, _rules.OverTreatment.RestSeconds - (Now - _restBegan)) : 0;

    /// <summary>Time left for the movement after, s.</summary>
    public double RecheckSecondsLeft => !double.IsNaN(_releasedAt) ? Math.Max(0, _rules.Recheck.WithinSeconds - (Now - _releasedAt))
        : HoldNumber > 0 ? _rules.Recheck.WithinSeconds
        : 0;

    /// <summary>What the hold that goes on or was last was told; null where there is no band.</summary>
    public HoldOptions? HoldPlanned => HasBand ? _hold.Options : null;

    private void BeginHold()
    {
        HoldNumber++;
        _checkAfterRest = false;
        _pains.Clear();
        _latestPain = -1;
        _asked = _unanswered = 0;
        PainDue = _easeOff = _pressureEased = _painEasedEarly = _bracingNoted = false;
        _holdBegan = _releasedAt = _restBegan = _lowSince = _belowSince = _nothingSince = double.NaN;
        TooFast = false;
        Say([]);
        double low = HasBand ? LowNewtons : ContactNewtons;
        double high = HasBand ? HighNewtons : LimitNewtons;
        double gentle = Math.Min(_rules.Approach.NewtonsPerSecond, Preset?.ApproachNewtonsPerSecond ?? double.PositiveInfinity);
        var options = new HoldOptions(low, high, TargetSeconds, _rules.Hold.HardEndSeconds, GentleNewtonsPerSecond: gentle);
        options = HasBand ? options : options with { FollowMostPercent = 0 };
        _bracing.BeginHold();
        _hold.Start(options);
        Enter(SessionPhase.Approach);
        Note(SessionEntryKind.HoldBegan, "", HoldNumber);
        _easing.Begin(new EasingOptions { TargetNewtons = HasBand ? 0.5 * (low + high) : null, BandLowNewtons = low, BandHighNewtons = high, HoldSeconds = TargetSeconds, Tool = PressingTool.Ball });
    }

    private void EndHold(HoldOutcome outcome)
    {
        bool begun = !double.IsNaN(_holdBegan);
        LastOutcome = outcome;
        _hold.Stop(HoldEnd.Person);
        _easing.End();
        PainDue = begun && outcome is not (HoldOutcome.TooMuchPain or HoldOutcome.Stopped or HoldOutcome.OverLimit or HoldOutcome.SensorFault or HoldOutcome.LinkLost or HoldOutcome.DeviceReset or HoldOutcome.NoAnswer or HoldOutcome.PainRising);
        Note(SessionEntryKind.HoldEnded, TextIds.Kebab(outcome), _hold.InBandMicroseconds * 1e-6);
        _peakNewtons = _hold.PeakNewtons;
        Note(SessionEntryKind.HoldPeak, "", _peakNewtons);
        Note(SessionEntryKind.HoldMean, "", _hold.MeanNewtons);
        Note(SessionEntryKind.HoldImpulse, "", _hold.ImpulseNewtonSeconds);
        if (_messages.Count == 0 || outcome is HoldOutcome.Eased or HoldOutcome.PainEased or HoldOutcome.HardEnd or HoldOutcome.PainRising or HoldOutcome.NoAnswer or HoldOutcome.LetGo or HoldOutcome.Completed)
        {
            Say([outcome.TextId()]);
        }

        Enter(SessionPhase.Release);
        if (outcome == HoldOutcome.PainRising)
        {
            Lock("pain-rising", _rules.Pain.RiseLockHours);
            End = SessionEnd.StopRule;
        }
        else if (outcome is HoldOutcome.TooMuchPain or HoldOutcome.OverLimit)
        {
            Gentler(outcome);
        }
    }

    // No further hold at that band today: it falls, and the next begins only when the person says so; or none follows.
    private void Gentler(HoldOutcome outcome)
    {
        if (WasTooMuch(TextIds.Kebab(outcome)))
        {
            End = SessionEnd.StopRule;
        }
        else
        {
            _bandPart *= 1 - (_rules.TooMuch.BandPercent / 100);
            _ownStart = true;
            if (MayHoldAgain)
            {
                _messages.Add("again.gentler");
            }
        }
    }

    private void AfterRelease()
    {
        // What asked to let go was done.
        _messages.RemoveAll(id => string.Equals(id, "over-limit.let-go", StringComparison.Ordinal));
        if (End == SessionEnd.StopRule)
        {
            Enter(SessionPhase.Feeling);
        }
        else if (MayHoldAgain)
        {
            Enter(SessionPhase.Rest);
        }
        else
        {
            Enter(Movement.Length > 0 ? SessionPhase.MovementAfter : SessionPhase.Feeling);
        }
    }

    private void WatchTimes()
    {
        if (Phase == SessionPhase.Rest && !_ownStart && _silent <= 0 && RestSecondsLeft <= 0 && !AlarmStands && !double.IsNaN(_force))
        {
            AfterRest();
        }
        else if (Phase == SessionPhase.Tingling && !double.IsNaN(_releasedAt) && Now - _releasedAt > _rules.Tingling.LockSeconds)
        {
            TinglingStays();
        }
    }

    private void AfterRest()
    {
        if (_checkAfterRest)
        {
            Enter(SessionPhase.DeviceCheck);
        }
        else
        {
            BeginHold();
        }
    }

    private void WatchBracing()
    {
        if (_bracing.IsBracing && !_bracingNoted)
        {
            Note(SessionEntryKind.Bracing, "", _bracing.TimesBaseline);
            _bracedNewtons = _force;
            Say(["breath.hold"]);
        }

        _bracingNoted = _bracing.IsBracing;
    }

    private void On(in MeasurementEvent noticed)
    {
        switch (noticed.Kind)
        {
            case MeasurementEventKind.BandEntered:
                Note(SessionEntryKind.BandEntered, "", noticed.Value);
                if (Phase == SessionPhase.Approach)
                {
                    _holdBegan = Now;
                    Enter(SessionPhase.Hold);
                    Ask();
                }

                break;
            case MeasurementEventKind.BandLeft:
                Note(SessionEntryKind.BandLeft, "", noticed.Value);
                break;
            case MeasurementEventKind.TargetReached:
                Note(SessionEntryKind.TargetReached, "", noticed.Value);
                if (GuardsHold)
                {
                    EndHold(HoldOutcome.Completed);
                }

                break;
            case MeasurementEventKind.HoldEnded when (HoldEnd)(int)noticed.Value == HoldEnd.HardEnd && GuardsHold:
                EndHold(HoldOutcome.HardEnd);
                break;
            case MeasurementEventKind.PossiblyEasing or MeasurementEventKind.Easing:
                _pressureEased = true;
                Note(SessionEntryKind.Easing, TextIds.Kebab(noticed.Kind), noticed.Value);
                break;
            case MeasurementEventKind.BackingOff or MeasurementEventKind.RePressing:
                Note(SessionEntryKind.Easing, TextIds.Kebab(noticed.Kind));
                break;
            case MeasurementEventKind.BandFollowed or MeasurementEventKind.BandReturned:
                Note(SessionEntryKind.Easing, TextIds.Kebab(noticed.Kind), noticed.Value);
                break;
            case MeasurementEventKind.EasingVerdict:
                Note(SessionEntryKind.Easing, TextIds.Kebab((EasingVerdict)(int)noticed.Value));
                break;
        }
    }

    private sealed class Engines(GuidedSession session) : IMeasurementEventSink
    {
        public void On(in MeasurementEvent measurementEvent) => session.On(measurementEvent);
    }
}
