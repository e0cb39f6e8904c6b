using Algometer.Measurement.Hold;

namespace Algometer.Measurement.Easing;

/// <summary>
/// What the detector says, in a therapist's words; the same live, in review and in a terminal. Never "released", never a promise, and that
/// nothing was seen never asks for more force.
/// </summary>
public static class EasingWords
{
    /// <summary>A word or two for a state, to be read from across the room.</summary>
    public static string Name(EasingState state, EasingDoubt doubt = EasingDoubt.None) => state switch
    {
        EasingState.Settling => "Settling",
        EasingState.Steady => "Nothing yet",
        EasingState.PossiblyEasing => "Perhaps softening",
        EasingState.Easing => "Softening",
        EasingState.BackingOff => "You let off",
        EasingState.RePressing => "You press more",
        EasingState.CannotJudge => doubt == EasingDoubt.GapAtFall ? "Not seen" : "Cannot tell",
        EasingState.LoadFell => "Somebody let off",
        EasingState.HeldLevel => "Held level",
        _ => "Waiting for the hold",
    };

    /// <summary>A word or two for a verdict.</summary>
    public static string Name(EasingVerdict verdict) => verdict switch
    {
        EasingVerdict.Easing => "Softened",
        EasingVerdict.PossiblyEasing => "Perhaps softened",
        EasingVerdict.Steady => "Nothing seen",
        EasingVerdict.BackedOff => "You let off",
        EasingVerdict.LoadFell => "Somebody let off",
        EasingVerdict.HeldLevel => "Held level",
        EasingVerdict.NotSeen => "Not seen",
        _ => "Cannot tell",
    };

    /// <summary>A sentence for a state.</summary>
    public static string Of(EasingState state, EasingDoubt doubt) => state switch
    {
        EasingState.Settling => "Learning how this tissue settles.",
        EasingState.Steady => "Nothing yet: the force falls no more than tissue does by itself.",
        EasingState.PossiblyEasing => "Perhaps softening: the force falls a little more than tissue does by itself.",
        EasingState.Easing => "Softening: the force falls more than tissue does by itself.",
        EasingState.BackingOff => "You let off.",
        EasingState.RePressing => "You press more.",
        EasingState.CannotJudge => doubt switch
        {
            EasingDoubt.TooShort => "Cannot tell: the hold is shorter than 25 s.",
            EasingDoubt.TooRestless => "Cannot tell: the force moves too much.",
            EasingDoubt.TooManyMoves => "Cannot tell: too many changes by the hand.",
            EasingDoubt.TooFewSamples => "Cannot tell: too many samples are missing.",
            EasingDoubt.GapAtFall => "Not seen: samples were missing when the force fell.",
            _ => "Cannot tell.",
        },
        EasingState.LoadFell => LetOffQuestion,
        EasingState.HeldLevel => "Held level: the force is kept the same, so softening would not show.",
        _ => "No hold yet.",
    };

    /// <summary>What is asked when the load fell and the force cannot tell who let off.</summary>
    public const string LetOffQuestion = "Somebody let off – was it you?";

    /// <summary>A sentence for a verdict.</summary>
    public static string Of(EasingVerdict verdict, EasingDoubt doubt) => Of(verdict, doubt, LetOffAnswer.None);

    /// <summary>A sentence for a verdict, with what the person who pressed said about a fall.</summary>
    /// <param name="verdict">What the sensor says.</param>
    /// <param name="doubt">Why it says nothing, if so.</param>
    /// <param name="answer">What was answered.</param>
    public static string Of(EasingVerdict verdict, EasingDoubt doubt, LetOffAnswer answer) => verdict switch
    {
        EasingVerdict.Easing => "It softened: the force fell more than tissue does by itself.",
        EasingVerdict.PossiblyEasing => "It may have softened: the force fell a little more than tissue does by itself.",
        EasingVerdict.Steady => "No softening was seen. That is common and no reason to press harder.",
        EasingVerdict.BackedOff => "You let off during the hold; no softening was seen besides.",
        EasingVerdict.LoadFell => answer switch
        {
            LetOffAnswer.Mine => "You let off during the hold, as you said: what the tissue did cannot be told.",
            LetOffAnswer.NotMine => "The load fell, and you said that you did not let off: the tissue may have given way, or the person moved.",
            _ => "Somebody let off during the hold; the force cannot tell whether hand or tissue.",
        },
        EasingVerdict.HeldLevel => "Held level: the force was kept the same, so softening would not have shown.",
        EasingVerdict.NotSeen => "Not seen: samples were missing when the force fell.",
        _ => Of(EasingState.CannotJudge, doubt),
    };

    /// <summary>
    /// Sensor and pain weighed together: pain that fell at the expected force makes "perhaps" sure, pain that did not fall there makes it "perhaps".
    /// Whatever else was rated says nothing, for or against.
    /// </summary>
    /// <param name="verdict">What the sensor says.</param>
    /// <param name="pain">What pain did.</param>
    public static EasingVerdict Weighed(EasingVerdict verdict, PainChange pain) => (verdict, pain) switch
    {
        (EasingVerdict.PossiblyEasing, PainChange.Fell) => EasingVerdict.Easing,
        (EasingVerdict.Easing, PainChange.DidNotFall) => EasingVerdict.PossiblyEasing,
        _ => verdict,
    };

    /// <summary>A sentence for a verdict, with what pain did.</summary>
    /// <param name="verdict">What the sensor says.</param>
    /// <param name="doubt">Why it says nothing, if so.</param>
    /// <param name="pain">What pain did.</param>
    /// <param name="answer">What was answered about a fall.</param>
    public static string WithPain(EasingVerdict verdict, EasingDoubt doubt, PainChange pain, LetOffAnswer answer = LetOffAnswer.None)
    {
        EasingVerdict weighed = Weighed(verdict, pain);
        return weighed == EasingVerdict.Easing && pain == PainChange.Fell
            ? "It softened: the force fell more than tissue does by itself, and pain fell with it."
            : $"{Of(weighed, doubt, answer)} {Of(pain)}".TrimEnd();
    }

    /// <summary>What pain did, in a sentence; empty where it was not rated.</summary>
    /// <param name="pain">What pain did.</param>
    public static string Of(PainChange pain) => pain switch
    {
        PainChange.OnlyOnce => "Pain was rated once: that confirms nothing.",
        PainChange.NotComparable => "Pain was rated at forces that cannot be compared.",
        PainChange.FellAtLessForce => "Pain fell too, but at less force: that proves nothing.",
        PainChange.Fell => "Pain fell at about the same force.",
        PainChange.DidNotFall => "Pain did not fall.",
        _ => "",
    };
}
