using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <content>What the person is told to do with the force.</content>
public sealed partial class GuidedSession
{
    private const double NearLimitPart = 0.9;
    private const double AheadSeconds = 0.5;
    private const double MoreAfterSeconds = 0.4;

    // Without a band, a body that braces has eased off once the force is down to this part of what it was. [P]
    private const double EasedPart = 0.8;

    // A hand that has been told to ease off is given so long past the longest hold before it is told to let go, s. [P]
    private const double ReleaseSeconds = 15;

    /// <summary>What to do with the force now.</summary>
    public SessionCue Cue { get; private set; }

    /// <summary>Whether the approach is too fast now.</summary>
    public bool TooFast { get; private set; }

    // From everything that is known now, by the one rule; told where it changes.
    private void Recue()
    {
        SessionCue cue = CueRule.Decide(Facts());
        if (cue != Cue)
        {
            Cue = cue;
            Note(SessionEntryKind.Cue, TextIds.Kebab(cue), _force);
        }
    }

    private void WatchForce()
    {
        double low = _hold.Band.LowNewtons;
        bool known = _slope.TryGetSlope(out double perSecond, out double error);
        double most = Preset?.ApproachNewtonsPerSecond ?? _rules.Approach.NewtonsPerSecond;
        bool fast = known && perSecond - (2 * error) > Math.Min(most, _rules.Approach.NewtonsPerSecond) && _force > ContactNewtons / 2;
        if (fast && !TooFast)
        {
            Note(SessionEntryKind.TooFast, "", perSecond);
        }

        TooFast = fast;
        if (_easeOff && _force <= _easeOffBelow)
        {
            _easeOff = false;
        }

        // Below the band for a moment is no reason to press: only a wait without rising force is.
        bool below = _force < low && !(known && _force + (AheadSeconds * Math.Max(0, perSecond)) >= low);
        _belowSince = !below ? double.NaN : double.IsNaN(_belowSince) ? Now : _belowSince;
        bool nothing = Phase == SessionPhase.Approach && MayAskForMore && _force < ContactNewtons;
        _nothingSince = !nothing ? double.NaN : double.IsNaN(_nothingSince) ? Now : _nothingSince;
    }

    // Everything that is known now, for the one place that decides what to do with the force.
    private CueFacts Facts()
    {
        bool released = !double.IsNaN(_releasedAt);
        bool loaded = _force > ContactNewtons;
        bool unloads = Phase == SessionPhase.Release && !released;
        bool grave = LastOutcome is HoldOutcome.OverLimit or HoldOutcome.SensorFault or HoldOutcome.LinkLost or HoldOutcome.DeviceReset or HoldOutcome.Stopped or HoldOutcome.TooMuchPain or HoldOutcome.PainRising;
        bool tooLong = unloads && !double.IsNaN(_holdBegan) && Now - _holdBegan >= _rules.Hold.HardEndSeconds + ReleaseSeconds;
        return new CueFacts
        {
            IsPressing = GuardsHold,
            MustLetGo = (unloads && (grave || tooLong))
                || (Phase == SessionPhase.Trouble && !released)
                || (Phase is SessionPhase.StopReason or SessionPhase.Tingling && !released && HoldNumber > 0)
                || (Phase is SessionPhase.Rest or SessionPhase.Tingling or SessionPhase.MovementAfter or SessionPhase.Feeling && loaded),
            IsTimeUp = unloads && LastOutcome == HoldOutcome.Completed,
            IsHoldOver = unloads,
            IsPainTooHigh = _easeOff,
            IsAboveBand = _force > (HasBand ? HighNewtons : NearLimitPart * LimitNewtons),
            IsBracing = _bracing.IsBracing,
            HasEasedSince = _force < (HasBand ? _hold.Band.LowNewtons : EasedPart * _bracedNewtons),
            IsTooFast = TooFast,
            FeelsNothing = Now - _nothingSince >= _rules.Approach.NothingSeconds,
            WaitsBelowBand = Now - _belowSince >= MoreAfterSeconds,
            MayAskForMore = MayAskForMore,
            HasReachedBand = _force >= _hold.Band.LowNewtons,
        };
    }
}
