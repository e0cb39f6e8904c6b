using Algometer.Measurement.Agreement;
using Algometer.Measurement.Trends;
using Algometer.Reports.Documents.Typeset;
using SkiaSharp;

namespace Algometer.Reports.Documents.Figures;

/// <summary>
/// Thresholds of one place over time. The band is the first value ± MDC: what lies in it (a ring) is within measurement error, what lies
/// outside (a disc) is a real change; a triangle stands for "above the cut-off".
/// </summary>
internal static class TrendFigure
{
    private const float Width = 242;
    private const float Height = 150;

    public static Figure Of(ThresholdTrend trend, DetectableChange? mdc, Func<DateTimeOffset, string> day, string name) => new(name, $"{trend.Place.Name}: thresholds over time", Width, Height, pen =>
    {
        IReadOnlyList<double> ys = Ticks.Of(0, trend.Points.Max(point => Math.Max(point.Kpa ?? 0, point.AboveKpa ?? 0)) * 1.12 + 1, 4);
        double band = mdc?.Kpa ?? 0;
        if (trend.FirstKpa + band > ys[^1])
        {
            ys = Ticks.Of(0, trend.FirstKpa!.Value + band, 4);
        }

        var area = new SKRect(28, 34, Width - 14, Height - 24);
        long first = trend.Points[0].At.UtcTicks;
        double span = Math.Max(1, trend.Points[^1].At.UtcTicks - first);
        float X(TrendPoint point) => trend.Points.Count == 1 ? area.MidX : area.Left + 6 + (float)((point.At.UtcTicks - first) / span) * (area.Width - 12);
        float Y(double kpa) => area.Bottom - (float)(kpa / ys[^1]) * area.Height;
        pen.Text((trend.Simulated ? "◇ " : "") + trend.Place.Name, 0, 9, new TextStyle(8.4f, true, trend.Simulated ? Palette.Simulated : Palette.Ink));
        pen.Text(trend.ProtocolName + (trend.Simulated ? " · SIMULATED" : ""), 0, 19, new TextStyle(6.8f, Colour: Palette.Soft));
        if (mdc is not null && trend.FirstKpa is { } middle)
        {
            var inside = new SKRect(area.Left, Y(middle + band), area.Right, Y(Math.Max(0, middle - band)));
            pen.Fill(inside, new SKColor(0xE3, 0xEE, 0xEE));
            pen.Line(area.Left, Y(middle), area.Right, Y(middle), Palette.Accent, 0.6f, [4, 3]);
            pen.Fill(SKRect.Create(area.Right - 92, 13.5f, 9, 6), new SKColor(0xE3, 0xEE, 0xEE));
            pen.Text("within measurement error", area.Right, 19, new TextStyle(6.4f, Colour: Palette.Accent), SKTextAlign.Right);
        }

        foreach (double y in ys)
        {
            pen.Line(area.Left, Y(y), area.Right, Y(y), Palette.Hair, y == 0 ? 0.9f : 0.4f);
            pen.Text(FormattableString.Invariant($"{y:0}"), area.Left - 4, Y(y) + 2.4f, new TextStyle(6.6f, Colour: Palette.Soft), SKTextAlign.Right);
        }

        pen.Text("kPa", area.Left - 4, area.Top - 5, new TextStyle(6.4f, Colour: Palette.Soft), SKTextAlign.Right);
        pen.Polyline(trend.Points.Select(point => new SKPoint(X(point), point.Kpa is { } kpa ? Y(kpa) : float.NaN)), Palette.Accent);
        float lastLabel = float.NegativeInfinity;
        foreach (TrendPoint point in trend.Points)
        {
            float x = X(point);
            if (point.Kpa is { } kpa)
            {
                pen.Disc(x, Y(kpa), 3, Palette.Accent, hollow: point.SinceFirst?.IsReal is not true);
            }
            else if (point.AboveKpa is { } above)
            {
                pen.Text("▲", x, Y(above) + 3, new TextStyle(8, true, Palette.Warn), SKTextAlign.Center);
            }

            if (x - lastLabel > 26)
            {
                pen.Text(point.Kpa is { } value ? FormattableString.Invariant($"{value:0}") : FormattableString.Invariant($">{point.AboveKpa:0}"), x, Y(point.Kpa ?? point.AboveKpa ?? 0) - 5.5f, new TextStyle(7, true), SKTextAlign.Center);
                lastLabel = x;
            }
        }

        pen.Text(day(trend.Points[0].At), trend.Points.Count == 1 ? area.MidX : area.Left, area.Bottom + 11, new TextStyle(6.6f, Colour: Palette.Soft), trend.Points.Count == 1 ? SKTextAlign.Center : SKTextAlign.Left);
        if (trend.Points.Count > 1)
        {
            pen.Text(day(trend.Points[^1].At), area.Right, area.Bottom + 11, new TextStyle(6.6f, Colour: Palette.Soft), SKTextAlign.Right);
        }
    });
}
