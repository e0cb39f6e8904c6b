using SkiaSharp;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>Colours of paper. Every meaning that a colour carries has a shape or a word beside it.</summary>
internal static class Palette
{
    public static SKColor Ink { get; } = new(0x14, 0x20, 0x1F);

    public static SKColor Soft { get; } = new(0x55, 0x65, 0x6A);

    public static SKColor Hair { get; } = new(0xCF, 0xD8, 0xDA);

    public static SKColor Tint { get; } = new(0xF0, 0xF5, 0xF5);

    public static SKColor Accent { get; } = new(0x0F, 0x6B, 0x6B);

    public static SKColor Warn { get; } = new(0xA3, 0x5C, 0x00);

    public static SKColor Alarm { get; } = new(0xB3, 0x00, 0x1B);

    public static SKColor Simulated { get; } = new(0x5B, 0x3F, 0xA8);

    public static SKColor White { get; } = SKColors.White;

    /// <summary>Lines that lie over each other; each has a dash of its own as well.</summary>
    public static IReadOnlyList<SKColor> Series { get; } = [Accent, Warn, Simulated, new SKColor(0x1F, 0x5A, 0xA6), new SKColor(0x7A, 0x2E, 0x5C)];

    /// <summary>Dashes of those lines, pt on and off; empty for a whole line.</summary>
    public static IReadOnlyList<float[]> Dashes { get; } = [[], [5, 2], [1.5f, 1.8f], [7, 2, 1.5f, 2], [3, 3]];
}
