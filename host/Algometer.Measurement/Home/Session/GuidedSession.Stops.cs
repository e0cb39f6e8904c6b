using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <content>Stops, their reasons and what follows.</content>
public sealed partial class GuidedSession
{
    /// <summary>Why every point is locked after a sign that needs help at once.</summary>
    internal const string EmergencyLock = "emergency";

    /// <summary>Why a point is locked where it was too much too often.</summary>
    internal const string TooMuchLock = "too-much";
    internal const string TooMuchWords = "again.locked";
    private const string TinglingLock = "tingling";
    internal const string MovementWorse = "movement-worse";
    internal const string FeelingWorse = "feeling-worse";

    private bool _tellTherapist;
    private int _tooMuch;

    /// <summary>Stops: one press anywhere, or the device's button. Always takes effect at once.</summary>
    /// <param name="by">What stopped it, for the record: key, screen, button.</param>
    public void Stop(string by = "screen")
    {
        if (IsOver || Phase is SessionPhase.StopReason or SessionPhase.Tingling)
        {
            return;
        }

        Note(SessionEntryKind.Stopped, by);
        bool guarded = GuardsHold;
        if (guarded)
        {
            EndHold(HoldOutcome.Stopped);
        }

        Say(["stop.always-right"]);
        Enter(SessionPhase.StopReason);
    }

    /// <summary>Says why it was stopped, in one tap.</summary>
    /// <param name="reason">One of the rules' stop reasons.</param>
    public void GiveReason(string reason)
    {
        if (Phase != SessionPhase.StopReason || _rules.StopReason(reason) is not { } known)
        {
            return;
        }

        Note(SessionEntryKind.StopReason, reason);
        Say([TextIds.StopThen(reason)]);
        if (known.TellTherapist)
        {
            Tell(reason);
        }

        switch (known.Action)
        {
            case StopAction.MayGoOn when HoldNumber > 0 && MayHoldAgain && double.IsNaN(_releasedAt):
                // Quicker with the reason than with letting go: the rest begins when the load is off.
                Enter(SessionPhase.Release);
                break;
            case StopAction.MayGoOn when HoldNumber > 0 && MayHoldAgain:
                _restBegan = Now;
                Enter(SessionPhase.Rest);
                break;
            case StopAction.WatchTingling when HoldNumber > 0:
                Enter(SessionPhase.Tingling);
                break;
            case StopAction.LockPoint:
                Lock(reason, known.LockHours);
                End = SessionEnd.StopRule;
                Enter(SessionPhase.Feeling);
                break;
            case StopAction.Emergency:
                Lock(EmergencyLock, known.LockHours);
                Say([TextIds.Emergency, TextIds.StopThen(reason)]);
                Finish(SessionEnd.StopRule, SessionPhase.Emergency);
                break;
            default:
                End = End == SessionEnd.None ? SessionEnd.Stopped : End;
                Enter(_movementBefore is not null && HoldNumber > 0 ? SessionPhase.MovementAfter : SessionPhase.Feeling);
                break;
        }
    }

    /// <summary>The tingling is gone.</summary>
    public void TinglingGone()
    {
        if (Phase != SessionPhase.Tingling)
        {
            return;
        }

        double after = double.IsNaN(_releasedAt) ? 0 : Now - _releasedAt;
        Note(SessionEntryKind.Tingling, "gone", after);
        if (after <= _rules.Tingling.LogSeconds)
        {
            Say(["tingling.gone-soon"]);
            if (MayHoldAgain && !double.IsNaN(_releasedAt))
            {
                _restBegan = Now;
                Enter(SessionPhase.Rest);
                return;
            }

            Enter(_movementBefore is not null ? SessionPhase.MovementAfter : SessionPhase.Feeling);
            return;
        }

        Say(["tingling.rest"]);
        End = SessionEnd.StopRule;
        Enter(SessionPhase.Feeling);
    }

    /// <summary>Enough for today, said between holds: the movement is rated and the session ends. Fewer holds are never wrong.</summary>
    public void EndForToday()
    {
        if (Phase is SessionPhase.Rest or SessionPhase.DeviceCheck)
        {
            // What was said to a stop is over: there is no next hold to go on with.
            _messages.RemoveAll(id => id.StartsWith("stop.", StringComparison.Ordinal));
            Enter(_movementBefore is not null && HoldNumber > 0 ? SessionPhase.MovementAfter : SessionPhase.Feeling);
        }
    }

    /// <summary>Leaves the session without another word; what was entered stays.</summary>
    public void Leave()
    {
        if (IsOver)
        {
            return;
        }

        if (GuardsHold)
        {
            EndHold(HoldOutcome.Stopped);
        }

        Finish(End == SessionEnd.None ? SessionEnd.Left : End, SessionPhase.Done);
    }

    private void TinglingStays()
    {
        Note(SessionEntryKind.Tingling, "stays", Now - _releasedAt);
        Say(["tingling.locked"]);
        Lock(TinglingLock, _rules.Tingling.LockHours);
        Tell(TinglingLock);
        End = SessionEnd.StopRule;
        Enter(SessionPhase.Feeling);
    }

    // True when it happened so often that the point is locked.
    private bool WasTooMuch(string why)
    {
        Note(SessionEntryKind.TooMuch, why);
        _tooMuch++;
        if (!_rules.TooMuch.Locks(_setup.Grant.TooMuchBefore + _tooMuch))
        {
            return false;
        }

        Lock(TooMuchLock, _rules.TooMuch.LockHours);
        Tell(TooMuchLock);
        _messages.Add(TooMuchWords);
        return true;
    }

    // What is said of the point's rest; null where it does not rest.
    private string? LockWords() => _entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Locked)?.Text switch
    {
        null => null,
        TooMuchLock => TooMuchWords,
        TinglingLock => "tingling.locked",
        var reason => TextIds.StopThen(reason),
    };

    private void Lock(string why, double hours)
    {
        if (hours > 0)
        {
            Note(SessionEntryKind.Locked, why, hours);
        }
    }
}
