using Algometer.Measurement.Home.Session;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Composition;

/// <summary>Shows a simulated patient what a real one sees and hears of the session.</summary>
internal static class HomeWatch
{
    /// <summary>Shows it; the cues have the same members in the same order.</summary>
    public static void Show(SimulatedHomeHand patient, SessionView view)
    {
        patient.See(new HomeSeen(
            view.Phase is SessionPhase.Approach or SessionPhase.Hold, (HomeCue)view.Cue, view.LowNewtons, view.HighNewtons, view.Messages.Contains("breath.hold", StringComparer.Ordinal)));
        patient.Ask(view.PainDue);
    }
}
