using Algometer.Measurement.Ramp;
using Algometer.Reports.Documents.Typeset;
using SkiaSharp;

namespace Algometer.Reports.Documents.Figures;

/// <summary>Ramps of a run: a small panel a place, all at the same scale; trials lie over each other from contact on.</summary>
internal static class TraceFigures
{
    private const int Columns = 3;
    private const int RowsAFigure = 4;
    private const float PanelWidth = 158;
    private const float PanelHeight = 126;
    private const float Gap = 9.5f;

    /// <summary>Figures of at most twelve places each; none when nothing was recorded.</summary>
    public static IReadOnlyList<Figure> Of(ReportRun run)
    {
        IGrouping<string, RunEntry>[] places = [.. run.Entries.Where(entry => entry.Trial is not null && run.Traces.ContainsKey(entry.Ordinal)).GroupBy(entry => entry.Place.Key, StringComparer.Ordinal)];
        if (places.Length == 0)
        {
            return [];
        }

        double highest = places.SelectMany(place => place).SelectMany(entry => run.Traces[entry.Ordinal]).Where(dot => double.IsFinite(dot.Kpa)).Select(dot => dot.Kpa).DefaultIfEmpty(100).Max();
        double longest = places.SelectMany(place => place).SelectMany(entry => run.Traces[entry.Ordinal]).Select(dot => dot.Seconds).DefaultIfEmpty(5).Max();
        return
        [
            .. places.Chunk(Columns * RowsAFigure).Select((chunk, number) => new Figure(
                number == 0 ? "traces" : $"traces-{number + 1}",
                "Pressure over time, each trial from contact",
                (Columns * PanelWidth) + ((Columns - 1) * Gap),
                ((chunk.Length + Columns - 1) / Columns) * PanelHeight,
                pen =>
                {
                    for (int i = 0; i < chunk.Length; i++)
                    {
                        RunEntry[] entries = [.. chunk[i]];
                        pen.At((i % Columns) * (PanelWidth + Gap), (i / Columns) * PanelHeight, 1, panel => Panel(panel, run, entries, highest, longest));
                    }
                })),
        ];
    }

    private static void Panel(Pen pen, ReportRun run, IReadOnlyList<RunEntry> entries, double highest, double longest)
    {
        IReadOnlyList<double> ys = Ticks.Of(0, highest * 1.02, 6);
        IReadOnlyList<double> xs = Ticks.Of(0, longest, 4);
        var area = new SKRect(24, 20, PanelWidth - 2, PanelHeight - 20);
        float X(double seconds) => area.Left + (float)(seconds / longest) * area.Width;
        float Y(double kpa) => area.Bottom - (float)(kpa / ys[^1]) * area.Height;
        pen.Text(entries[0].Place.Name, 0, 9, new TextStyle(7.8f, true));
        foreach (double y in ys)
        {
            pen.Line(area.Left, Y(y), area.Right, Y(y), Palette.Hair, y == 0 ? 0.9f : 0.4f);
            pen.Text(FormattableString.Invariant($"{y:0}"), area.Left - 4, Y(y) + 2.4f, new TextStyle(6.4f, Colour: Palette.Soft), SKTextAlign.Right);
        }

        foreach (double x in xs.Where(x => x <= longest))
        {
            pen.Line(X(x), area.Bottom, X(x), area.Bottom + 2.5f, Palette.Soft, 0.5f);
            bool last = x + xs[1] > longest;
            pen.Text(FormattableString.Invariant($"{x:0.#}{(last ? " s" : "")}"), Math.Min(X(x) + (last ? 2 : 0), area.Right - 4), area.Bottom + 9.5f, new TextStyle(6.4f, Colour: Palette.Soft), SKTextAlign.Center);
        }

        pen.Text("kPa", area.Left - 4, area.Top - 4, new TextStyle(6.2f, Colour: Palette.Soft), SKTextAlign.Right);
        double end = Math.Min(longest, ys[^1] / run.Protocol.RateKpaPerSecond);
        pen.Line(X(0), Y(0), X(end), Y(end * run.Protocol.RateKpaPerSecond), Palette.Soft, 0.7f, [2, 2]);
        int counted = 0;
        foreach (RunEntry entry in entries.OrderBy(entry => entry.Counts))
        {
            SKColor colour = entry.Counts ? Palette.Series[counted % Palette.Series.Count] : new SKColor(0xA9, 0xB4, 0xB7);
            float[] dash = entry.Counts ? Palette.Dashes[counted++ % Palette.Dashes.Count] : [1, 1.6f];
            IReadOnlyList<TraceDot> trace = run.Traces[entry.Ordinal];
            pen.Canvas.Save();
            pen.Canvas.ClipRect(SKRect.Create(area.Left, area.Top - 3, area.Width + 2, area.Height + 4));
            pen.Polyline(trace.Select(dot => new SKPoint(X(dot.Seconds), double.IsFinite(dot.Kpa) ? Y(Math.Max(0, dot.Kpa)) : float.NaN)), colour, entry.Counts ? 1 : 0.8f, dash);
            pen.Canvas.Restore();
            Answer(pen, entry, X, Y, colour);
        }
    }

    private static void Answer(Pen pen, RunEntry entry, Func<double, float> x, Func<double, float> y, SKColor colour)
    {
        TrialOutcome trial = entry.Trial!;
        if (trial.AnswerMicroseconds == 0 || trial.ContactMicroseconds == 0)
        {
            return;
        }

        float at = x((trial.AnswerMicroseconds - trial.ContactMicroseconds) * 1e-6);
        if (!entry.Counts)
        {
            pen.Text("✕", at, y(trial.ThresholdKpa ?? trial.PeakKpa) + 2.5f, new TextStyle(7, true, colour), SKTextAlign.Center);
        }
        else if (trial.ThresholdKpa is { } threshold)
        {
            pen.Disc(at, y(threshold), 2.2f, colour);
        }
        else
        {
            pen.Text("▲", at, y(trial.CutOffKpa) + 2, new TextStyle(7, true, colour), SKTextAlign.Center);
        }
    }
}
