using Algometer.Measurement.Home.Session;
using Algometer.Station.Activities.HomeSession;

namespace Algometer.Station.Tests;

/// <summary>Somebody who answers what is asked before a press: no signs against it, in place, a movement that hurts a little.</summary>
internal sealed class StepsAtHome(HomeSessionActivity home)
{
    private SessionPhase _seen = SessionPhase.Done;

    /// <summary>Answers where something new is asked.</summary>
    /// <returns>Where the session stood.</returns>
    public SessionPhase Answer()
    {
        SessionPhase phase = home.Look(session => session.Phase);
        if (phase != _seen)
        {
            switch (phase)
            {
                case SessionPhase.Screening:
                    home.Answer([.. home.Look(session => session.View())!.OpenQuestions.Select(question => (question, false))]);
                    break;
                case SessionPhase.Place:
                    home.ConfirmPlace();
                    break;
                case SessionPhase.MovementBefore:
                    home.RateMovement(5, null);
                    break;
            }
        }

        return _seen = phase;
    }
}
