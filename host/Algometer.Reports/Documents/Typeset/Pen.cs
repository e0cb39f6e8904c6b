using Algometer.Reports.Exchange.Fhir;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>Draws text and shapes on a canvas, which may be a page, a picture or an SVG.</summary>
internal sealed class Pen(SKCanvas canvas, FontBook fonts)
{
    // The embedded face runs wide; a little narrower sits better in tables and is still its own drawing.
    private const float Narrowing = 0.93f;

    /// <summary>The canvas itself.</summary>
    public SKCanvas Canvas { get; } = canvas;

    /// <summary>The typefaces.</summary>
    public FontBook Fonts { get; } = fonts;

    /// <summary>Writes one line.</summary>
    /// <param name="text">What.</param>
    /// <param name="x">Where, by the alignment.</param>
    /// <param name="y">The base line.</param>
    /// <param name="style">How.</param>
    /// <param name="align">Which end x is.</param>
    public void Text(string text, float x, float y, TextStyle style, SKTextAlign align = SKTextAlign.Left)
    {
        IReadOnlyList<FontRun> runs = Fonts.Runs(text, style.Bold);
        float at = align switch
        {
            SKTextAlign.Right => x - Measure(runs, style),
            SKTextAlign.Center => x - (Measure(runs, style) / 2),
            _ => x,
        };
        using var paint = new SKPaint { Color = style.Colour ?? Palette.Ink, IsAntialias = true };
        foreach (FontRun run in runs)
        {
            using SKFont font = Font(run, style);
            if (run.Shaped)
            {
                using var shaper = new SKShaper(run.Face);
                Canvas.DrawShapedText(shaper, run.Text, at, y, SKTextAlign.Left, font, paint);
            }
            else
            {
                Canvas.DrawText(run.Text, at, y, SKTextAlign.Left, font, paint);
            }

            at += Measure(run, style);
        }
    }

    /// <summary>Width of one line, pt.</summary>
    public float Measure(string text, TextStyle style) => Measure(Fonts.Runs(text, style.Bold), style);

    /// <summary>Breaks text at spaces (and within words that are wider than the line) into lines of at most a width.</summary>
    public IReadOnlyList<string> Wrap(string text, float width, TextStyle style)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Parts(word, width, style)))
            {
                string longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && Measure(longer, style) > width)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return lines;
    }

    /// <summary>A line.</summary>
    public void Line(float x1, float y1, float x2, float y2, SKColor colour, float width = 0.6f, float[]? dash = null)
    {
        using SKPaint paint = Stroke(colour, width, dash);
        Canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>A line through points; a point that is not a number breaks it.</summary>
    public void Polyline(IEnumerable<SKPoint> points, SKColor colour, float width = 1, float[]? dash = null)
    {
        using var path = new SKPath();
        bool down = false;
        foreach (SKPoint point in points)
        {
            if (float.IsNaN(point.Y))
            {
                down = false;
            }
            else if (down)
            {
                path.LineTo(point);
            }
            else
            {
                path.MoveTo(point);
                down = true;
            }
        }

        using SKPaint paint = Stroke(colour, width, dash);
        Canvas.DrawPath(path, paint);
    }

    /// <summary>A filled rectangle.</summary>
    public void Fill(SKRect area, SKColor colour, float radius = 0)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        Canvas.DrawRoundRect(area, radius, radius, paint);
    }

    /// <summary>A frame.</summary>
    public void Frame(SKRect area, SKColor colour, float width = 0.8f, float radius = 0)
    {
        using SKPaint paint = Stroke(colour, width, null);
        Canvas.DrawRoundRect(area, radius, radius, paint);
    }

    /// <summary>A disc, or a ring on white.</summary>
    public void Disc(float x, float y, float radius, SKColor colour, bool hollow = false, float width = 1.1f)
    {
        using var fill = new SKPaint { Color = hollow ? Palette.White : colour, IsAntialias = true };
        Canvas.DrawCircle(x, y, radius, fill);
        if (hollow)
        {
            using SKPaint ring = Stroke(colour, width, null);
            Canvas.DrawCircle(x, y, radius, ring);
        }
    }

    /// <summary>A path, filled, stroked or both.</summary>
    public void Path(SKPath path, SKColor? fill, SKColor? stroke, float width = 0.7f)
    {
        if (fill is { } inside)
        {
            using var paint = new SKPaint { Color = inside, IsAntialias = true };
            Canvas.DrawPath(path, paint);
        }

        if (stroke is { } edge)
        {
            using SKPaint paint = Stroke(edge, width, null);
            Canvas.DrawPath(path, paint);
        }
    }

    /// <summary>Draws elsewhere, scaled.</summary>
    public void At(float x, float y, float scale, Action<Pen> draw)
    {
        Canvas.Save();
        Canvas.Translate(x, y);
        Canvas.Scale(scale);
        draw(this);
        Canvas.Restore();
    }

    private static SKPaint Stroke(SKColor colour, float width, float[]? dash) => new()
    {
        Color = colour,
        StrokeWidth = width,
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeJoin = SKStrokeJoin.Round,
        StrokeCap = SKStrokeCap.Butt,
        PathEffect = dash is { Length: > 0 } ? SKPathEffect.CreateDash(dash, 0) : null,
    };

    private SKFont Font(FontRun run, TextStyle style) => new(run.Face, style.Size)
    {
        ScaleX = Fonts.IsOwn(run.Face) && !run.Shaped ? Narrowing : 1,
        Subpixel = true,
        Hinting = SKFontHinting.None,
        LinearMetrics = true,
    };

    private float Measure(FontRun run, TextStyle style)
    {
        using SKFont font = Font(run, style);
        if (!run.Shaped)
        {
            return font.MeasureText(run.Text);
        }

        using var shaper = new SKShaper(run.Face);
        return shaper.Shape(run.Text, font).Width;
    }

    private float Measure(IReadOnlyList<FontRun> runs, TextStyle style) => runs.Sum(run => Measure(run, style));

    private IEnumerable<string> Parts(string word, float width, TextStyle style)
    {
        if (Measure(word, style) <= width)
        {
            return [word];
        }

        var parts = new List<string>();
        string part = "";
        foreach (string letter in Letters(word))
        {
            if (part.Length > 0 && Measure(part + letter, style) > width)
            {
                parts.Add(part);
                part = "";
            }

            part += letter;
        }

        parts.Add(part);
        return parts;
    }

    private static IEnumerable<string> Letters(string word)
    {
        System.Globalization.TextElementEnumerator letters = System.Globalization.StringInfo.GetTextElementEnumerator(word);
        while (letters.MoveNext())
        {
            yield return letters.GetTextElement();
        }
    }
}
