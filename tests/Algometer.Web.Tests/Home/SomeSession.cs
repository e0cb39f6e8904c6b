using Algometer.Measurement.Easing;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Seeds;
using Algometer.Station.Activities.HomeSession;

namespace Algometer.Web.Tests.Home;

/// <summary>A session as the station shows it, in a phase; the longest of what a phase may say.</summary>
internal static class SomeSession
{
    private static readonly HomeRules _rules = SeedFile.Read<HomeRules>(HomeRules.File);

    public static GuidedSessionView In(SessionPhase phase) => new(
        Id: "s1",
        Phase: phase,
        Cue: phase == SessionPhase.Approach ? SessionCue.Breathe : phase == SessionPhase.Hold ? SessionCue.FeelsNothing : phase == SessionPhase.Release ? SessionCue.EaseOff : SessionCue.None,
        Say: phase switch { SessionPhase.DeviceCheck => "check.moving", SessionPhase.Rest => "rest.wait", SessionPhase.Trouble => "trouble.let-go", _ => "" },
        Messages: phase switch { SessionPhase.Trouble => ["check.fault"], SessionPhase.Done => ["done.thanks", "hold.completed"], SessionPhase.Emergency => [TextIds.Emergency, "screen.saddle-numbness.yes"], SessionPhase.Tingling => ["tingling.locked"], _ => [] },
        HasBand: true,
        LowNewtons: 25,
        HighNewtons: 38,
        LimitNewtons: 41.8,
        HoldNumber: 1,
        Holds: 3,
        HoldsDone: 2,
        InBandSeconds: 12.3,
        TargetSeconds: 30,
        HardEndSeconds: 90,
        PainDue: phase == SessionPhase.Hold,
        LatestPain: 5,
        PainLow: 5,
        PainHigh: 7,
        TooFast: false,
        Bracing: false,
        Easing: EasingState.PossiblyEasing,
        BreathIn: true,
        BreathPart: 0.5,
        RestSecondsLeft: 22,
        RecheckSecondsLeft: 0,
        OpenQuestions: [.. _rules.Screening.Select(question => question.Id)],
        MayContinue: true,
        LastOutcome: HoldOutcome.Completed,
        Change: MovementChange.Better,
        End: SessionEnd.None,
        TellTherapist: true,
        Place: new PlaceView("upper-trapezius", "neck-shoulder", BodySide.Right, "ball", "wall"),
        Movement: "neck-rotation-left",
        PainBefore: 6,
        PainAfter: 4,
        LockedUntil: new DateTimeOffset(2026, 11, 30, 14, 5, 0, TimeSpan.Zero),
        Questions: [.. _rules.Screening.Select(question => new QuestionView(question.Id, question.Action))],
        StopReasons: [.. _rules.StopReasons.Select(reason => reason.Id)],
        Feelings: TextIds.Feelings,
        EmergencyNumber: "112");
}
