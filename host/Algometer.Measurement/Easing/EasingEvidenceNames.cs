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
        "ln of the deviation between half seconds",
        "third largest fall within a second",
        "largest rise within a second",
        "third largest fall within 2.5 s",
        "ln(1 + 20 · CUSUM below the passive envelope)",
        "median below the envelope, second half",
        "highest 6 s median below the envelope",
        "last 8 s below the envelope, at most 0.1",
        "level at 5–8 s less that of the last 8 s",
        "level at 1–3 s less that at 6–9 s",
        "level 16–20 s ago less that of the last 6 s",
        "quick falls less quick rises",
        "level at 10–16 s less the last 8 s, quick changes off",
        "level at 6–9 s less the last 8 s, quick changes off",
        "largest slow rise over 6 s",
        "largest slow fall over 10 s",
        "largest slow fall over 24 s",
        "largest slow fall from a peak",
        "largest slow rise from a trough",
        "loss since 10–16 s beyond the largest quick fall",
        "slow fall over 16 s beyond the largest quick fall",
        "largest quick fall, as far as it stayed lost",
        "largest quick fall, at most 0.08",
        "loss since 10–16 s, at most 0.08",
        "ln of the deviation between blocks of 4 s",
        "ln of the deviation between seconds",
        "size of the change from 1–3 s to 6–9 s",
        "size of the change from 5–8 s to the last 8 s",
    ];

    /// <summary>So many of the first numbers tell easing; the others tell whether the force is held level.</summary>
    public const int ForEasing = 24;
}
