using Algometer.Measurement.Home.Rules;
using Algometer.Station.Activities.HomeSession;

namespace Algometer.Web.Pages.AtHome;

/// <summary>What the browser draws a press from, with each sample.</summary>
/// <param name="Phase">The session's phase.</param>
/// <param name="Cue">What to do with the force.</param>
/// <param name="Low">Lower end of the band, N; 0 without one.</param>
/// <param name="High">Upper end, N; 0 without one.</param>
/// <param name="Limit">The limit, N.</param>
/// <param name="Part">The part of the planned time that was held.</param>
/// <param name="Rising">Whether it breathes in.</param>
/// <param name="Breath">The part of that breath.</param>
internal sealed record PressValues(string Phase, string Cue, double Low, double High, double Limit, double Part, bool Rising, double Breath)
{
    /// <summary>Of a session.</summary>
    public static PressValues Of(GuidedSessionView session) => new(
        TextIds.Kebab(session.Phase),
        TextIds.Kebab(session.Cue),
        session.HasBand ? session.LowNewtons : 0,
        session.HasBand ? session.HighNewtons : 0,
        session.LimitNewtons,
        session.TargetSeconds > 0 ? Math.Round(session.InBandSeconds / session.TargetSeconds, 4) : 0,
        session.BreathIn,
        session.BreathPart);
}
