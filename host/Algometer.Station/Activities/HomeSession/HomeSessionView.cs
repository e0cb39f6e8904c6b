using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;

namespace Algometer.Station.Activities.HomeSession;

/// <summary>What the home page shows besides samples: the session and what stands in its way; each null for nothing.</summary>
public sealed record HomeSessionView(GuidedSessionView? Session, string? Problem);

/// <summary>Where is pressed, with what and how.</summary>
public sealed record PlaceView(string Point, string Region, Measurement.Ramp.BodySide Side, string Tool, string Position);

/// <summary>A question as the page asks it.</summary>
public sealed record QuestionView(string Id, ScreeningAction Action);

/// <summary>A session for the page: the session's own view, with what does not change in it.</summary>
public sealed record GuidedSessionView(
    string Id,
    SessionPhase Phase,
    SessionCue Cue,
    string Say,
    IReadOnlyList<string> Messages,
    bool HasBand,
    double LowNewtons,
    double HighNewtons,
    double LimitNewtons,
    int HoldNumber,
    int Holds,
    int HoldsDone,
    double InBandSeconds,
    double TargetSeconds,
    double HardEndSeconds,
    bool PainDue,
    int LatestPain,
    int PainLow,
    int PainHigh,
    bool TooFast,
    bool Bracing,
    Measurement.Easing.EasingState Easing,
    bool BreathIn,
    double BreathPart,
    double RestSecondsLeft,
    double RecheckSecondsLeft,
    IReadOnlyList<string> OpenQuestions,
    bool MayContinue,
    HoldOutcome LastOutcome,
    Measurement.Visits.MovementChange Change,
    SessionEnd End,
    bool TellTherapist,
    PlaceView Place,
    string Movement,
    int? PainBefore,
    int? PainAfter,
    DateTimeOffset? LockedUntil,
    IReadOnlyList<QuestionView> Questions,
    IReadOnlyList<string> StopReasons,
    IReadOnlyList<string> Feelings,
    string? EmergencyNumber)
{
    internal static GuidedSessionView Of(GuidedSession session, PlaceView place, string movement, DateTimeOffset startedUtc, HomeRules rules, string? emergencyNumber)
    {
        SessionView view = session.View();
        IReadOnlyList<SessionEntry> entries = session.Entries;
        SessionEntry? locked = entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Locked && entry.Value > 0);
        return new GuidedSessionView(
            session.ToRecord().Id,
            view.Phase,
            view.Cue,
            view.Say,
            view.Messages,
            view.HasBand,
            view.LowNewtons,
            view.HighNewtons,
            view.LimitNewtons,
            view.HoldNumber,
            view.Holds,
            entries.Count(entry => entry.Kind == SessionEntryKind.HoldEnded && entry.Value > 0),
            Math.Round(view.InBandSeconds, 1),
            view.TargetSeconds,
            view.HardEndSeconds,
            view.PainDue,
            view.LatestPain,
            session.PainLow,
            session.PainHigh,
            view.TooFast,
            view.Bracing,
            view.Easing,
            view.BreathIn,
            Math.Round(view.BreathPart, 2),
            Math.Round(view.RestSecondsLeft, 1),
            Math.Round(view.RecheckSecondsLeft),
            view.OpenQuestions,
            view.MayContinue,
            view.LastOutcome,
            view.Change,
            view.End,
            view.TellTherapist,
            place,
            movement,
            Rating(entries, SessionEntryKind.MovementBefore),
            Rating(entries, SessionEntryKind.MovementAfter),
            locked is null ? null : startedUtc.AddSeconds(locked.Seconds).AddHours(locked.Value!.Value),
            [.. session.Questions.Select(question => new QuestionView(question.Id, question.Action))],
            [.. rules.StopReasons.Select(reason => reason.Id)],
            TextIds.Feelings,
            emergencyNumber);
    }

    private static int? Rating(IReadOnlyList<SessionEntry> entries, SessionEntryKind kind) => entries.LastOrDefault(entry => entry.Kind == kind)?.Value is { } value ? (int)value : null;
}
