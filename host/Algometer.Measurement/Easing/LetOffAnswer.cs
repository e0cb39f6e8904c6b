namespace Algometer.Measurement.Easing;

/// <summary>What the person who presses says about a fall of the load.</summary>
public enum LetOffAnswer
{
    /// <summary>Nothing was asked, or not everything was answered.</summary>
    None,

    /// <summary>"It was me", at least once.</summary>
    Mine,

    /// <summary>"It was not me", each time.</summary>
    NotMine,
}
