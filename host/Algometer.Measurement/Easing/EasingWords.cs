namespace Algometer.Measurement.Easing;

/// <summary>The detector's states in plain words. Never "released", and absence of easing never asks for more force.</summary>
public static class EasingWords
{
    /// <summary>A sentence for a state.</summary>
    public static string Of(EasingState state, EasingDoubt doubt) => state switch
    {
        EasingState.Settling => "Learning how this tissue settles.",
        EasingState.Steady => "Steady. No easing beyond what tissue does by itself.",
        EasingState.PossiblyEasing => "Possibly easing: the force falls a little more than tissue does by itself.",
        EasingState.Easing => "Pressure is easing: the force falls more than tissue does by itself.",
        EasingState.BackingOff => "You are letting go.",
        EasingState.RePressing => "You are pressing more.",
        EasingState.CannotJudge => doubt switch
        {
            EasingDoubt.TooShort => "Cannot judge: the hold is shorter than 25 s.",
            EasingDoubt.TooRestless => "Cannot judge: the force moves too much.",
            EasingDoubt.TooManyMoves => "Cannot judge: too many changes by the hand.",
            EasingDoubt.TooFewSamples => "Cannot judge: too many samples are missing.",
            EasingDoubt.GapAtFall => "Not seen: samples were missing when the force fell.",
            _ => "Cannot judge.",
        },
        EasingState.LoadFell => "The load fell at once. Did you let off, or did it give way under you?",
        EasingState.HeldLevel => "The force is being held level: easing would not show.",
        _ => "No hold yet.",
    };

    /// <summary>A sentence for a verdict.</summary>
    public static string Of(EasingVerdict verdict, EasingDoubt doubt) => verdict switch
    {
        EasingVerdict.Easing => "The pressure eased beyond what tissue does by itself.",
        EasingVerdict.PossiblyEasing => "Perhaps the pressure eased.",
        EasingVerdict.Steady => "No easing was seen. That is common and no reason to press harder.",
        EasingVerdict.BackedOff => "The hand let go during the hold.",
        EasingVerdict.LoadFell => "The load fell during the hold; the force cannot tell whether tissue or hand let go.",
        EasingVerdict.HeldLevel => "The force was held level: easing would not have shown.",
        EasingVerdict.NotSeen => "Not seen: samples were missing when the force fell.",
        _ => Of(EasingState.CannotJudge, doubt),
    };

    /// <summary>Sensor and pain together: both make "eased", the sensor alone is only possible.</summary>
    /// <param name="verdict">What the sensor says.</param>
    /// <param name="painEased">Whether pain fell by two points or to half; null when it was not asked.</param>
    public static string WithPain(EasingVerdict verdict, bool? painEased) => (verdict, painEased) switch
    {
        (EasingVerdict.Easing or EasingVerdict.PossiblyEasing, true) => "Eased: pressure and pain both fell.",
        (EasingVerdict.Easing or EasingVerdict.PossiblyEasing, _) => "Possibly easing: the sensor sees it, pain does not confirm it.",
        (_, true) => "Pain eased; the sensor saw no easing.",
        _ => "No easing was seen. That is common and no reason to press harder.",
    };
}
