namespace Algometer.Evaluation.Families;

/// <summary>How a tissue may ease. Nobody has published the time course under a held compression; all are [P].</summary>
internal enum EasingFamily
{
    /// <summary>A smooth S over 4–12 s.</summary>
    Smooth,

    /// <summary>Exponential with a time constant of 3–20 s.</summary>
    Exponential,

    /// <summary>Three quick stages of about a third each, 2–8 s apart.</summary>
    Stages,

    /// <summary>A twitch of 3–12 % for a fraction of a second, then two or three stages.</summary>
    TwitchAndStages,

    /// <summary>A kink into a power law, as stress relaxation of living muscle bends (arXiv 2401.13217).</summary>
    PowerKink,

    /// <summary>Melts within 1–2 s.</summary>
    Melt,

    /// <summary>Melts over 15–30 s.</summary>
    SlowMelt,
}

/// <summary>How the force falls without any easing.</summary>
internal enum RelaxationFamily
{
    /// <summary>Prony series, limb (Zheng and Mak 1999).</summary>
    Prony,

    /// <summary>Power law of time.</summary>
    PowerLaw,

    /// <summary>Two slow tails, strong.</summary>
    SlowTails,

    /// <summary>A Prony series seen by a cell that creeps and warms.</summary>
    CellCreep,
}

/// <summary>How the hand wanders.</summary>
internal enum HandFamily
{
    /// <summary>Two first-order noises: 0.6–1.6 s and 3–10 s.</summary>
    TwoSpeeds,

    /// <summary>Two first-order noises: 0.3–0.8 s and 8–20 s.</summary>
    SlowSway,

    /// <summary>1/f over two and a half decades.</summary>
    OneOverF,

    /// <summary>A random walk that is corrected when it has gone too far.</summary>
    Walk,

    /// <summary>Serves the force with a lag of 8–20 s.</summary>
    SlowServo,

    /// <summary>Serves the force with a lag of 0.8–3 s: easing hardly shows.</summary>
    QuickServo,

    /// <summary>Dead body weight: nothing of the tissue shows.</summary>
    BodyWeight,
}

/// <summary>What the operator does on top.</summary>
internal enum MoveFamily
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Lets go by 8–35 % within 1.5 s and presses again, once or twice.</summary>
    BackOff,

    /// <summary>Shifts posture: 4–12 % down (or up) within 1.5–5 s, and back after 4–15 s.</summary>
    PostureShift,

    /// <summary>One to three quick steps of 2–8 %, either way.</summary>
    Corrective,

    /// <summary>Is asked for another target: up or down by 8–20 % within 1–4 s.</summary>
    NewTarget,

    /// <summary>Tires: 2–8 % over the hold.</summary>
    Fade,
}

/// <summary>A hold to be drawn. What is null is drawn from all families that let easing show.</summary>
/// <param name="Seconds">Length of the plateau.</param>
/// <param name="Drop">Size of the easing as a part of the force; told to the ideal observer even where there is none.</param>
/// <param name="Eases">Whether the tissue eases.</param>
internal sealed record HoldPlan(double Seconds, double Drop, bool Eases)
{
    /// <summary>On the ball the force breathes by 1–10 %.</summary>
    public bool Ball { get; init; }

    /// <summary>Samples a second.</summary>
    public double RateHertz { get; init; } = 80;

    public EasingFamily? Easing { get; init; }

    public RelaxationFamily? Relaxation { get; init; }

    public HandFamily? Hand { get; init; }

    public MoveFamily? Move { get; init; }

    /// <summary>Onset as a part of the hold; null draws 0.15–0.6.</summary>
    public double? OnsetPart { get; init; }
}

/// <summary>A change that the operator made.</summary>
/// <param name="FromSeconds">Begin, s of the trace.</param>
/// <param name="ToSeconds">End.</param>
/// <param name="Change">Change of ln(force).</param>
internal readonly record struct HandChange(double FromSeconds, double ToSeconds, double Change);

/// <summary>A drawn hold with its truth.</summary>
internal sealed record DrawnHold(
    HoldPlan Plan,
    EasingFamily Easing,
    RelaxationFamily Relaxation,
    HandFamily Hand,
    MoveFamily Move,
    double TargetNewtons,
    double PlateauSeconds,
    double EndSeconds,
    double OnsetSeconds,
    IReadOnlyList<HandChange> Changes)
{
    public double[] TimesSeconds { get; init; } = [];

    public double[] ForcesNewtons { get; init; } = [];

    /// <summary>ln of the likelihood ratio of an observer who is told everything but whether and when.</summary>
    public double CeilingScore { get; init; }

    /// <summary>How much of the easing shows at the end, as a part of the force.</summary>
    public double ShownDrop { get; init; }
}
