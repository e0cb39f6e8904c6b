using Algometer.Measurement.Trends;
using Algometer.Reports.Documents.Typeset;
using SkiaSharp;

namespace Algometer.Reports.Documents.Figures;

/// <summary>Pain by visit, 0 to 10: a ring before treatment, a disc right after, joined by a stroke.</summary>
internal static class PainFigure
{
    private const float Width = 242;
    private const float Height = 132;

    public static Figure Of(string title, IReadOnlyList<VisitRating> visits, string name) => new(name, $"{title}: pain by visit", Width, Height, pen =>
    {
        var area = new SKRect(28, 24, Width - 14, Height - 24);
        float X(int i) => visits.Count == 1 ? area.MidX : area.Left + 8 + ((area.Width - 16) * i / (visits.Count - 1));
        float Y(double pain) => area.Bottom - (float)(pain / 10) * area.Height;
        pen.Text(title, 0, 9, new TextStyle(8.4f, true));
        foreach (int y in (int[])[0, 5, 10])
        {
            pen.Line(area.Left, Y(y), area.Right, Y(y), Palette.Hair, y == 0 ? 0.9f : 0.4f);
            pen.Text(FormattableString.Invariant($"{y}"), area.Left - 4, Y(y) + 2.4f, new TextStyle(6.6f, Colour: Palette.Soft), SKTextAlign.Right);
        }

        pen.Polyline(visits.Select((visit, i) => new SKPoint(X(i), visit.Before is { } pain ? Y(pain) : float.NaN)), Palette.Soft, 0.8f, [3, 2]);
        bool pairs = visits.Any(visit => visit.After is not null);
        for (int i = 0; i < visits.Count; i++)
        {
            if (visits[i] is { Before: { } from, After: { } to })
            {
                pen.Line(X(i), Y(from), X(i), Y(to), Palette.Accent, 1.4f);
            }

            if (visits[i].Before is { } before)
            {
                pen.Disc(X(i), Y(before), 3, Palette.Accent, hollow: pairs);
                pen.Text(FormattableString.Invariant($"{before}"), X(i) + (pairs ? -8 : 0), Y(before) - (pairs ? -2.5f : 6), new TextStyle(7, true), SKTextAlign.Center);
            }

            if (visits[i].After is { } after)
            {
                pen.Disc(X(i), Y(after), 3, Palette.Accent);
                pen.Text(FormattableString.Invariant($"{after}"), X(i) + 8, Y(after) + 2.5f, new TextStyle(7, true), SKTextAlign.Center);
            }
        }

        pen.Text(FormattableString.Invariant($"{visits[0].Date:yyyy-MM-dd}"), visits.Count == 1 ? area.MidX : area.Left, area.Bottom + 11, new TextStyle(6.6f, Colour: Palette.Soft), visits.Count == 1 ? SKTextAlign.Center : SKTextAlign.Left);
        if (visits.Count > 1)
        {
            pen.Text(FormattableString.Invariant($"{visits[^1].Date:yyyy-MM-dd}"), area.Right, area.Bottom + 11, new TextStyle(6.6f, Colour: Palette.Soft), SKTextAlign.Right);
        }
    });
}
