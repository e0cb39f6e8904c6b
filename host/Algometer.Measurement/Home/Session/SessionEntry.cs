using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <summary>What happened in a session.</summary>
public enum SessionEntryKind
{
    /// <summary>A phase began; text: the phase.</summary>
    Phase,

    /// <summary>A screening answer; text: question, value: 1 yes, 0 no.</summary>
    Answer,

    /// <summary>The screening was judged; text: the outcome.</summary>
    Screened,

    /// <summary>The movement was rated before; value: pain.</summary>
    MovementBefore,

    /// <summary>The movement was rated after; value: pain, text: the change.</summary>
    MovementAfter,

    /// <summary>The range of the movement; text: before or after, value: in its unit.</summary>
    MovementRange,

    /// <summary>The device was checked; text: what stood in the way, empty when it is fit.</summary>
    DeviceCheck,

    /// <summary>The cue changed; text: the cue, value: force, N.</summary>
    Cue,

    /// <summary>The approach is too fast; value: N/s.</summary>
    TooFast,

    /// <summary>A hold began; value: its number.</summary>
    HoldBegan,

    /// <summary>The band was entered; value: force, N.</summary>
    BandEntered,

    /// <summary>The band was left; value: force, N.</summary>
    BandLeft,

    /// <summary>The planned time is reached; value: in-band time, s.</summary>
    TargetReached,

    /// <summary>Pain was asked; value: number of the question in the hold.</summary>
    PainAsked,

    /// <summary>Pain was rated; value: rating, text: key, button, slider, ball or the like.</summary>
    Pain,

    /// <summary>The force at that rating; value: N.</summary>
    PainForce,

    /// <summary>What the force's own judgement says; text: the state or verdict, value: visible drop, %.</summary>
    Easing,

    /// <summary>A held breath or bracing was noticed; value: times the baseline.</summary>
    Bracing,

    /// <summary>A hold ended; text: the outcome, value: in-band time, s.</summary>
    HoldEnded,

    /// <summary>Peak of the hold, N.</summary>
    HoldPeak,

    /// <summary>Mean force in the band, N.</summary>
    HoldMean,

    /// <summary>Force over time, N·s.</summary>
    HoldImpulse,

    /// <summary>The load was taken off.</summary>
    Released,

    /// <summary>The limit was passed; value: force, N.</summary>
    OverLimit,

    /// <summary>Stopped; text: by what.</summary>
    Stopped,

    /// <summary>Why it was stopped; text: the reason.</summary>
    StopReason,

    /// <summary>Tingling was gone, or not; value: s after the release.</summary>
    Tingling,

    /// <summary>The point is locked; text: why, value: hours (0 until a new plan).</summary>
    Locked,

    /// <summary>The therapist is told; text: why.</summary>
    TellTherapist,

    /// <summary>Device or link failed; text: what.</summary>
    Trouble,

    /// <summary>How it feels; text: the answer.</summary>
    Feeling,

    /// <summary>The session ended; text: how.</summary>
    Ended,

    /// <summary>It was too much; text: too-much-pain, over-limit, movement-worse or feeling-worse.</summary>
    TooMuch,
}

/// <summary>One thing that happened; flat, so that it is stored and read back by anything.</summary>
/// <param name="Seconds">Device time since the session began, s.</param>
/// <param name="Kind">What.</param>
/// <param name="Hold">Which hold, from 1; 0 outside holds.</param>
/// <param name="Text">See the kind.</param>
/// <param name="Value">See the kind; null where there is none.</param>
public sealed record SessionEntry(double Seconds, SessionEntryKind Kind, int Hold, string Text, double? Value);

/// <summary>A session as it is stored, and read back by <see cref="HomeHistory"/>.</summary>
public sealed record SessionRecord
{
    /// <summary>Which.</summary>
    public required string Id { get; init; }

    /// <summary>Code of the patient.</summary>
    public required string Patient { get; init; }

    /// <summary>Plan; empty in free mode.</summary>
    public string PlanId { get; init; } = "";

    /// <summary>Its revision; 0 in free mode.</summary>
    public int PlanRevision { get; init; }

    /// <summary>Point.</summary>
    public required string Point { get; init; }

    /// <summary>Side.</summary>
    public Ramp.BodySide Side { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedUtc { get; init; }

    /// <summary>Offset of the patient's clock from UTC at that time, minutes: which day it was for the patient.</summary>
    public int UtcOffsetMinutes { get; init; }

    /// <summary>Version of the rules.</summary>
    public required string RulesVersion { get; init; }

    /// <summary>Band and limit that were used, N; the band is 0 in free mode.</summary>
    public double LowNewtons { get; init; }

    /// <summary>See <see cref="LowNewtons"/>.</summary>
    public double HighNewtons { get; init; }

    /// <summary>See <see cref="LowNewtons"/>.</summary>
    public double LimitNewtons { get; init; }

    /// <summary>Everything that happened.</summary>
    public IReadOnlyList<SessionEntry> Entries { get; init; } = [];

    /// <summary>How it ended.</summary>
    public SessionEnd End { get; init; }

    /// <summary>What the patient said that evening; null when not asked or not answered yet.</summary>
    public EveningAnswer? Evening { get; init; }
}

/// <summary>The evening's answer.</summary>
/// <param name="AnsweredUtc">When.</param>
/// <param name="WorseRestOfDay">Whether the rest of the day was worse.</param>
/// <param name="ReliefHours">How long it felt easier, h; null when not said.</param>
public sealed record EveningAnswer(DateTimeOffset AnsweredUtc, bool WorseRestOfDay, double? ReliefHours);
