using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <summary>Where a guided session stands.</summary>
public enum SessionPhase
{
    /// <summary>The questions before the session.</summary>
    Screening,

    /// <summary>Tool, position and point are shown; the patient confirms.</summary>
    Place,

    /// <summary>The movement is rated.</summary>
    MovementBefore,

    /// <summary>The ball is unloaded; device, limit and zero are checked.</summary>
    DeviceCheck,

    /// <summary>Press slowly into the band.</summary>
    Approach,

    /// <summary>In the hold.</summary>
    Hold,

    /// <summary>The hold is over: let go.</summary>
    Release,

    /// <summary>Rest before the next hold.</summary>
    Rest,

    /// <summary>Stopped: one tap says why.</summary>
    StopReason,

    /// <summary>Tingling: the patient says when it is gone.</summary>
    Tingling,

    /// <summary>Device or link failed: let go. May go on when <see cref="SessionView.MayContinue"/>.</summary>
    Trouble,

    /// <summary>The movement is rated again.</summary>
    MovementAfter,

    /// <summary>How it feels.</summary>
    Feeling,

    /// <summary>Over.</summary>
    Done,

    /// <summary>Refused before anything was pressed.</summary>
    Refused,

    /// <summary>Over with a sign that needs help at once: the emergency words stay.</summary>
    Emergency,
}

/// <summary>What the patient is told to do with the force now; each has a tone and the words <c>cue.KEBAB-NAME</c>.</summary>
public enum SessionCue
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A little more, slowly: only below the band, only while pain is below the top of what is sought.</summary>
    More,

    /// <summary>Stay so.</summary>
    Hold,

    /// <summary>A little less: above the band, or the body braces at the force that is asked for.</summary>
    Less,

    /// <summary>Go more slowly.</summary>
    Slower,

    /// <summary>Ease off: pain is too high or the hold is over.</summary>
    EaseOff,

    /// <summary>Let go at once.</summary>
    LetGo,

    /// <summary>The planned time was held: ease off slowly.</summary>
    Done,

    /// <summary>More was asked for, and the ball felt nothing: is it under the spot?</summary>
    FeelsNothing,

    /// <summary>The body braces though the force has gone back already: breathe, nothing else.</summary>
    Breathe,
}

/// <summary>How a hold ended; the words are <c>hold.KEBAB-NAME</c>.</summary>
public enum HoldOutcome
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>Pain eased: by two points or to half, at the same force.</summary>
    PainEased,

    /// <summary>The pressure eased, and so did pain.</summary>
    Eased,

    /// <summary>The planned time was held.</summary>
    Completed,

    /// <summary>The hard end.</summary>
    HardEnd,

    /// <summary>The patient let go before the planned time. That is always right.</summary>
    LetGo,

    /// <summary>Pain reached the rating at which a hold ends.</summary>
    TooMuchPain,

    /// <summary>Pain rose at the same force: stop and lock.</summary>
    PainRising,

    /// <summary>Nobody answered the questions about pain.</summary>
    NoAnswer,

    /// <summary>The patient stopped.</summary>
    Stopped,

    /// <summary>The limit was passed.</summary>
    OverLimit,

    /// <summary>The sensor failed.</summary>
    SensorFault,

    /// <summary>The link fell silent.</summary>
    LinkLost,

    /// <summary>The device started anew.</summary>
    DeviceReset,
}

/// <summary>How a session ended.</summary>
public enum SessionEnd
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>All holds were done, or the patient was content with fewer.</summary>
    Completed,

    /// <summary>Refused by the screening.</summary>
    Refused,

    /// <summary>The patient stopped it.</summary>
    Stopped,

    /// <summary>A stop rule ended it.</summary>
    StopRule,

    /// <summary>The device or the link failed.</summary>
    DeviceFailed,

    /// <summary>The patient left it.</summary>
    Left,
}
