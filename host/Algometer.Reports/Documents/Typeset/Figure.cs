using System.Text;
using SkiaSharp;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>One drawing, the same on a page, as a picture and as an SVG.</summary>
public sealed class Figure
{
    internal Figure(string name, string title, float width, float height, Action<Pen> draw) => (Name, Title, Width, Height, Draw) = (name, title, width, height, draw);

    /// <summary>Its name in addresses and files, such as <c>body</c>.</summary>
    public string Name { get; }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>Its width, pt.</summary>
    public float Width { get; }

    /// <summary>Its height, pt.</summary>
    public float Height { get; }

    internal Action<Pen> Draw { get; }

    /// <summary>As PNG on white.</summary>
    /// <param name="fonts">Typefaces.</param>
    /// <param name="scale">Pixels a pt, above 0 and at most 8.</param>
    public byte[] ToPng(FontBook fonts, float scale = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 8);
        using var surface = SKSurface.Create(new SKImageInfo((int)MathF.Ceiling(Width * scale), (int)MathF.Ceiling(Height * scale)));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        Draw(new Pen(surface.Canvas, fonts));
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>As SVG with text as text; its title is in it for readers of the screen.</summary>
    /// <param name="fonts">Typefaces.</param>
    public byte[] ToSvg(FontBook fonts)
    {
        using var stream = new MemoryStream();
        using (var managed = new SKManagedWStream(stream))
        {
            using SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), managed);
            using (var white = new SKPaint { Color = SKColors.White })
            {
                canvas.DrawRect(SKRect.Create(Width, Height), white);
            }

            Draw(new Pen(canvas, fonts));
        }

        // The stream's own faces first, then one with the same measures that other systems have.
        string svg = Encoding.UTF8.GetString(stream.ToArray()).Replace("font-family=\"DejaVu Sans\"", "font-family=\"DejaVu Sans, Verdana, sans-serif\"", StringComparison.Ordinal);
        int end = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        return Encoding.UTF8.GetBytes(svg[..end] + $"<title>{System.Security.SecurityElement.Escape(Title)}</title>" + svg[end..]);
    }
}
