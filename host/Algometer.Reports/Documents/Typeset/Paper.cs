namespace Algometer.Reports.Documents.Typeset;

/// <summary>A size of paper, pt (1/72 inch).</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Width">Width, pt.</param>
/// <param name="Height">Height, pt.</param>
public sealed record Paper(string Name, float Width, float Height)
{
    /// <summary>ISO A4.</summary>
    public static Paper A4 { get; } = new("A4", 595.28f, 841.89f);

    /// <summary>US Letter.</summary>
    public static Paper Letter { get; } = new("Letter", 612, 792);

    /// <summary>Left and right margin, pt.</summary>
    internal float Side => 51;

    /// <summary>Where text begins on the first page, pt from the top.</summary>
    internal float Top => 54;

    /// <summary>Where text ends, pt from the top.</summary>
    internal float Bottom => Height - 62;

    /// <summary>Width of the text, pt.</summary>
    internal float TextWidth => Width - (2 * Side);

    /// <summary>By name.</summary>
    /// <exception cref="ArgumentException">There is no such paper; the message names those there are.</exception>
    public static Paper Named(string name) => name.ToUpperInvariant() switch
    {
        "A4" => A4,
        "LETTER" => Letter,
        _ => throw new ArgumentException($"'{name}' is no paper size: choose a4 or letter.", nameof(name)),
    };
}
