using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <summary>Ids of the words for what a session tells.</summary>
public static class SessionTexts
{
    /// <summary>The words of a cue.</summary>
    /// <param name="cue">What the patient is asked to do.</param>
    public static string TextId(this SessionCue cue) => "cue." + TextIds.Kebab(cue);

    /// <summary>The words for how a hold ended.</summary>
    /// <param name="outcome">How it ended.</param>
    public static string TextId(this HoldOutcome outcome) => "hold." + TextIds.Kebab(outcome);
}
