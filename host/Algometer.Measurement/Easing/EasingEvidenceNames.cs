namespace Algometer.Measurement.Easing;

/// <summary>The kind of hold by the quick changes seen so far.</summary>
public enum HandClass
{
    /// <summary>No quick change.</summary>
    Calm,

    /// <summary>Quick falls, no quick rise.</summary>
    FallsOnly,

    /// <summary>Quick rises, and perhaps falls.</summary>
    Moves,
}

/// <summary>Names of the numbers that the judgement rests on. Changes are of ln(force), falls positive.</summary>
public static class EasingEvidenceNames
{
    /// <summary>Names, in the order of <see cref="EasingDetector.Evidence"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "ln of the odds by the network",
        "visible drop by the network",
        "ln of the deviation between half seconds",
        "ln of the deviation between blocks of 4 s",
        "ln of the deviation between seconds",
        "size of the change from 1–3 s to 6–9 s",
        "size of the change from 5–8 s to the last 8 s",
    ];

    /// <summary>So many of the first numbers tell easing, and come from the network; the others tell whether the force is held level.</summary>
    public const int ForEasing = 2;
}
