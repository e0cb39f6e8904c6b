using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Home.Session;

/// <summary>Everything a page, a voice or a test needs to know of a session now.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="Cue">What to do with the force.</param>
/// <param name="Say">Text id of the phase's sentence; empty for none.</param>
/// <param name="Messages">Further text ids that stand now, gravest first.</param>
/// <param name="Newtons">Force, N; NaN when it cannot be trusted.</param>
/// <param name="HasBand">Whether there is a band: false in free mode.</param>
/// <param name="LowNewtons">Lower end of the band, N; in a hold it follows tissue that softens down.</param>
/// <param name="HighNewtons">Upper end, N.</param>
/// <param name="LimitNewtons">Limit, N.</param>
/// <param name="HoldNumber">Which hold, from 1; 0 before the first.</param>
/// <param name="Holds">How many are planned.</param>
/// <param name="InBandSeconds">Time in the band, s.</param>
/// <param name="TargetSeconds">Planned time, s.</param>
/// <param name="HardEndSeconds">Hard end, s.</param>
/// <param name="HeldSeconds">Time under load since the band was first entered, s.</param>
/// <param name="PainDue">Whether an answer about pain is awaited.</param>
/// <param name="LatestPain">Latest rating; −1 before any.</param>
/// <param name="TooFast">Whether the approach is too fast now.</param>
/// <param name="Bracing">Whether breath seems to be held or the body braced.</param>
/// <param name="Easing">What the force's own judgement says.</param>
/// <param name="BreathIn">Whether the pace says in (true) or out.</param>
/// <param name="BreathPart">How far through that, 0 to 1.</param>
/// <param name="RestSecondsLeft">Rest left, s.</param>
/// <param name="RecheckSecondsLeft">Time left for the movement after, s.</param>
/// <param name="OpenQuestions">Screening questions without an answer.</param>
/// <param name="MayContinue">Whether a trouble may be gone on from.</param>
/// <param name="LastOutcome">How the last hold ended.</param>
/// <param name="Change">How the movement changed.</param>
/// <param name="End">How the session ended.</param>
/// <param name="TellTherapist">Whether the therapist is told.</param>
public sealed record SessionView(
    SessionPhase Phase,
    SessionCue Cue,
    string Say,
    IReadOnlyList<string> Messages,
    double Newtons,
    bool HasBand,
    double LowNewtons,
    double HighNewtons,
    double LimitNewtons,
    int HoldNumber,
    int Holds,
    double InBandSeconds,
    double TargetSeconds,
    double HardEndSeconds,
    double HeldSeconds,
    bool PainDue,
    int LatestPain,
    bool TooFast,
    bool Bracing,
    EasingState Easing,
    bool BreathIn,
    double BreathPart,
    double RestSecondsLeft,
    double RecheckSecondsLeft,
    IReadOnlyList<string> OpenQuestions,
    bool MayContinue,
    HoldOutcome LastOutcome,
    Visits.MovementChange Change,
    SessionEnd End,
    bool TellTherapist);
