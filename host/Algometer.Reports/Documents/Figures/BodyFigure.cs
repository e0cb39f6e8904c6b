using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Reports.Documents.Typeset;
using SkiaSharp;

namespace Algometer.Reports.Documents.Figures;

/// <summary>What stands at a place of the body.</summary>
/// <param name="Name">Where.</param>
/// <param name="Value">The value in words.</param>
/// <param name="Back">Whether on the back.</param>
/// <param name="X">From the left of the drawing.</param>
/// <param name="Y">From its top.</param>
internal sealed record BodyLabel(string Name, string Value, bool Back, float X, float Y)
{
    /// <summary>Where a place lies; null for a site that the clinic's list no longer has.</summary>
    public static BodyLabel? Of(TestPlace place, string name, string value, SiteCatalogue sites)
    {
        if (place.Own is { } own)
        {
            return new BodyLabel(name, value, own.Back, (float)own.X, (float)own.Y);
        }

        TestSite? site = sites.Sites.FirstOrDefault(known => string.Equals(known.Id, place.SiteId, StringComparison.Ordinal));
        if (site is null)
        {
            return null;
        }

        bool back = site.View == BodyView.Back;
        bool viewersRight = (place.Side == BodySide.Left) != back;
        float x = place.Side == BodySide.Midline ? 50 : 50 + (float)(viewersRight ? site.X : -site.X);
        return new BodyLabel(name, value, back, x, (float)site.Y);
    }
}

/// <summary>The body from both sides, with values led out to its margins so that they never lie over each other.</summary>
internal static class BodyFigure
{
    private const float PanelWidth = 244;
    private const float Scale = 0.98f;
    private const float Top = 16;
    private const float NameWidth = 70;
    private const float BodyLeft = (PanelWidth - (BodyOutline.Width * Scale)) / 2;
    private static readonly TextStyle _value = new(8.6f, true);
    private static readonly TextStyle _name = new(6.6f, Colour: Palette.Soft);

    /// <summary>Draws it.</summary>
    /// <param name="labels">What stands where.</param>
    /// <param name="marks">Marks drawn freely; none for none.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="words">The words of a mark's quality.</param>
    public static Figure Of(IReadOnlyList<BodyLabel> labels, IReadOnlyList<BodyMark> marks, string title, Func<string, string>? words = null) =>
        new("body", title, (2 * PanelWidth) + 5, Top + (BodyOutline.Height * Scale) + 4, pen =>
        {
            foreach (bool back in (bool[])[false, true])
            {
                pen.At(back ? PanelWidth + 5 : 0, 0, 1, panel => Panel(panel, back, [.. labels.Where(label => label.Back == back)], [.. marks.Where(mark => mark.View == BodyView.Back == back)], words));
            }
        });

    private static void Panel(Pen pen, bool back, IReadOnlyList<BodyLabel> labels, IReadOnlyList<BodyMark> marks, Func<string, string>? words)
    {
        pen.Text(back ? "Back" : "Front", PanelWidth / 2, 9, TextStyle.Label, SKTextAlign.Center);
        pen.Text(back ? "L" : "R", BodyLeft + 12, Top + 18, new TextStyle(8, true, Palette.Soft), SKTextAlign.Center);
        pen.Text(back ? "R" : "L", PanelWidth - BodyLeft - 12, Top + 18, new TextStyle(8, true, Palette.Soft), SKTextAlign.Center);
        pen.At(BodyLeft, Top, Scale, body =>
        {
            using SKPath skin = BodyOutline.Skin();
            using SKPath creases = BodyOutline.Creases(back);
            body.Path(skin, Palette.Tint, new SKColor(0x8B, 0x9A, 0x9E));
            body.Path(creases, null, new SKColor(0xB4, 0xBF, 0xC2), 0.5f);
            foreach (BodyMark mark in marks)
            {
                using var shape = new SKPath();
                shape.AddCircle((float)mark.X, (float)mark.Y, (float)mark.Radius);
                body.Path(shape, Palette.Alarm.WithAlpha(0x30), Palette.Alarm, 0.7f);
                body.Text(words?.Invoke(mark.Quality) ?? mark.Quality, (float)mark.X, (float)(mark.Y + mark.Radius + 6), new TextStyle(5.4f, true, Palette.Alarm), SKTextAlign.Center);
            }
        });
        foreach (bool right in (bool[])[false, true])
        {
            Column(pen, [.. labels.Where(label => label.X > 50 == right).OrderBy(label => label.Y)], right);
        }
    }

    // Labels keep the height of their place as far as the one above lets them.
    private static void Column(Pen pen, IReadOnlyList<BodyLabel> labels, bool right)
    {
        const float step = 25;
        float bottom = Top + (BodyOutline.Height * Scale);
        float[] heights = [.. labels.Select(label => Top + (label.Y * Scale))];
        for (int i = 1; i < heights.Length; i++)
        {
            heights[i] = Math.Max(heights[i], heights[i - 1] + step);
        }

        for (int i = heights.Length - 1; i >= 0; i--)
        {
            heights[i] = Math.Min(heights[i], i == heights.Length - 1 ? bottom - 16 : heights[i + 1] - step);
        }

        float edge = right ? PanelWidth - NameWidth : NameWidth;
        for (int i = 0; i < labels.Count; i++)
        {
            float x = BodyLeft + (labels[i].X * Scale);
            float y = Top + (labels[i].Y * Scale);
            pen.Polyline([new SKPoint(x, y), new SKPoint(right ? edge - 8 : edge + 8, heights[i] - 2), new SKPoint(right ? edge - 2 : edge + 2, heights[i] - 2)], Palette.Accent, 0.6f);
            pen.Disc(x, y, 2.5f, Palette.Accent);
            SKTextAlign align = right ? SKTextAlign.Left : SKTextAlign.Right;
            pen.Text(labels[i].Value, edge, heights[i], _value, align);
            IReadOnlyList<string> name = pen.Wrap(labels[i].Name, NameWidth, _name);
            for (int line = 0; line < Math.Min(2, name.Count); line++)
            {
                pen.Text(name[line] + (line == 1 && name.Count > 2 ? " …" : ""), edge, heights[i] + 8 + (line * 7.6f), _name, align);
            }
        }
    }
}
