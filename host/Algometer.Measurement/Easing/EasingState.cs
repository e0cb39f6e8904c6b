namespace Algometer.Measurement.Easing;

/// <summary>What goes on in a hold, as far as the force can tell.</summary>
public enum EasingState
{
    /// <summary>No hold has begun.</summary>
    NoHold,

    /// <summary>The hold is too young: passive relaxation is still quick and is being learned.</summary>
    Settling,

    /// <summary>Nothing but passive relaxation, drift and a hand's noise.</summary>
    Steady,

    /// <summary>The force falls more than passive relaxation explains; it may be chance.</summary>
    PossiblyEasing,

    /// <summary>The force has very likely fallen by more than passive relaxation explains.</summary>
    Easing,

    /// <summary>The operator lets go.</summary>
    BackingOff,

    /// <summary>The operator presses again or more.</summary>
    RePressing,

    /// <summary>Nothing can be said; see the reason.</summary>
    CannotJudge,

    /// <summary>Somebody let go, and the force cannot tell who: the hand at once, or the tissue in stages. The person is asked.</summary>
    LoadFell,

    /// <summary>The force is held level, by a hand that serves it or by a weight: easing would not show.</summary>
    HeldLevel,
}

/// <summary>Why nothing can be said.</summary>
public enum EasingDoubt
{
    /// <summary>Nothing stands in the way.</summary>
    None,

    /// <summary>The hold is shorter than 25 s.</summary>
    TooShort,

    /// <summary>The hand moved in more than 40 % of the time.</summary>
    TooRestless,

    /// <summary>The operator let go or corrected more than three times, or more than every 20 s.</summary>
    TooManyMoves,

    /// <summary>Too many samples are missing or cannot be trusted.</summary>
    TooFewSamples,

    /// <summary>Samples are missing at the very moment of a fall: what it was, nobody saw.</summary>
    GapAtFall,
}

/// <summary>The judgement of a whole hold. Numbers stand in stored events: new ones go to the end.</summary>
public enum EasingVerdict
{
    /// <summary>Nothing to judge by.</summary>
    CannotJudge,

    /// <summary>No easing was seen. That is no reason to press harder.</summary>
    Steady,

    /// <summary>No easing was seen, and the operator let go during the hold.</summary>
    BackedOff,

    /// <summary>Perhaps the pressure eased.</summary>
    PossiblyEasing,

    /// <summary>The pressure very likely eased.</summary>
    Easing,

    /// <summary>The load fell and stayed lower; the force cannot tell whether tissue or hand let go.</summary>
    LoadFell,

    /// <summary>The force was held level: easing would not have shown.</summary>
    HeldLevel,

    /// <summary>The force fell while samples were missing: what it was, nobody saw.</summary>
    NotSeen,
}

/// <summary>What is pressed with.</summary>
public enum PressingTool
{
    /// <summary>A hand-held probe.</summary>
    Probe,

    /// <summary>A ball between body and wall or floor: the force breathes.</summary>
    Ball,
}
