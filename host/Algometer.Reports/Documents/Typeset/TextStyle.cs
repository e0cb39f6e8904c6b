using SkiaSharp;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>How text looks.</summary>
/// <param name="Size">Height of the type, pt.</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Colour">Its colour; null for ink.</param>
internal readonly record struct TextStyle(float Size, bool Bold = false, SKColor? Colour = null)
{
    public static TextStyle Title { get; } = new(19, true, Palette.Ink);

    public static TextStyle Heading { get; } = new(11.5f, true, Palette.Accent);

    public static TextStyle Body { get; } = new(9);

    public static TextStyle Small { get; } = new(7.6f, Colour: Palette.Soft);

    public static TextStyle Label { get; } = new(7.2f, Colour: Palette.Soft);

    /// <summary>Distance of two lines, pt.</summary>
    public float Leading => Size * 1.42f;
}
