namespace Algometer.Measurement.Home.Session;

/// <content>What fails beside the force, and how one goes on from it.</content>
public sealed partial class GuidedSession
{
    /// <summary>Nothing has come for so long, s in all; a second ends the hold.</summary>
    public void Silence(double seconds)
    {
        _silent = Math.Max(_silent, seconds);
        Tick();
        if (GuardsHold && seconds >= _rules.Hold.SilentSeconds)
        {
            Fail(HoldOutcome.LinkLost, "trouble.link", mayContinue: true);
        }

        WatchTimes();
    }

    /// <summary>The device guards the hold no more: it would stay silent if this host ended now.</summary>
    public void Unguarded()
    {
        if (GuardsHold)
        {
            Fail(HoldOutcome.SensorFault, "trouble.unguarded", mayContinue: true);
        }
    }

    /// <summary>
    /// Goes on: after a rest that waits for the person to the next hold; after a trouble from the check again where that is allowed, otherwise to the end
    /// of the session.
    /// </summary>
    public void Continue()
    {
        if (WaitsForOwnStart)
        {
            _ownStart = false;
            AfterRest();
            return;
        }

        if (Phase != SessionPhase.Trouble)
        {
            return;
        }

        if (MayContinue && MayHoldAgain)
        {
            // What failed works again: it is not said any longer. A failure does not shorten the rest; the check comes after it.
            _messages.RemoveAll(id => id.StartsWith("trouble.", StringComparison.Ordinal));
            _still.Clear();
            _restBegan = HoldNumber > 0 && double.IsNaN(_restBegan) ? Now : _restBegan;
            Enter(HoldNumber > 0 ? SessionPhase.Rest : SessionPhase.DeviceCheck);
        }
        else
        {
            End = End == SessionEnd.None ? SessionEnd.DeviceFailed : End;
            Enter(SessionPhase.Feeling);
        }
    }

    private void Fail(HoldOutcome outcome, string trouble, bool mayContinue)
    {
        // A link that was lost first turns out to have been a restart: that is then what is told.
        bool isKnown = !string.Equals(trouble, Reset, StringComparison.Ordinal) || string.Equals(_trouble, Reset, StringComparison.Ordinal);
        if (IsOver || (Phase == SessionPhase.Trouble && !MayContinue && isKnown))
        {
            return;
        }

        if (GuardsHold)
        {
            EndHold(outcome);
        }

        // Whatever way leads to another hold, the device is checked before it; after a restart there is none.
        _checkAfterRest = true;
        End = mayContinue || End != SessionEnd.None ? End : SessionEnd.DeviceFailed;
        MayContinue = mayContinue && MayHoldAgain;
        _trouble = trouble;
        Note(SessionEntryKind.Trouble, trouble);
        Say([trouble, "trouble.let-go"]);
        Enter(SessionPhase.Trouble);
    }
}
