using Algometer.Measurement.Home.Session;
using Algometer.Station.Activities.HomeSession;

namespace Algometer.Web.Pages.AtHome;

/// <summary>How a session is laid out.</summary>
internal static class SessionLook
{
    /// <summary>Whether somebody presses now: a touch anywhere stops.</summary>
    public static bool IsPressing(this GuidedSessionView session) => session.Phase is SessionPhase.Approach or SessionPhase.Hold or SessionPhase.Release;

    /// <summary>Whether there is something to stop.</summary>
    public static bool CanStop(this GuidedSessionView session) =>
        session.Phase is not (SessionPhase.Done or SessionPhase.Refused or SessionPhase.Emergency or SessionPhase.StopReason or SessionPhase.Feeling);

    /// <summary>The screen: the phases of one press share one, so that nothing jumps.</summary>
    public static string Screen(this GuidedSessionView session) => session.IsPressing() ? "press"
        : session.Phase == SessionPhase.Screening ? "screening-" + Screening.Kind(session)
        : session.Phase.ToString();
}
