using Algometer.Measurement.Trends;
using Algometer.Reports.Documents.Figures;
using Algometer.Reports.Documents.Typeset;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Documents.Clinical;

/// <summary>The parts of a report that show change over time.</summary>
internal static class TrendSections
{
    private const float Gap = 11;

    /// <summary>Thresholds place by place.</summary>
    public static IReadOnlyList<Figure> Thresholds(ReportContent content) =>
        [.. Trends(content).Select((trend, i) => TrendFigure.Of(trend, content.Mdc, content.Day, $"trend-{i + 1}"))];

    /// <summary>Pain at intake and of movements.</summary>
    public static IReadOnlyList<Figure> Pain(ReportContent content)
    {
        var trend = VisitTrend.Of(content.Visits.Select(visit => visit.Visit), content.Lists.Outcome);
        var figures = new List<Figure>();
        if (trend.Pain.Count > 0)
        {
            figures.Add(PainFigure.Of("Pain at intake", trend.Pain, "pain-1"));
        }

        foreach ((string movement, IReadOnlyList<VisitRating> visits) in trend.Movements.Where(known => known.Value.Any(visit => visit.Before is not null || visit.After is not null)))
        {
            figures.Add(PainFigure.Of(VisitSections.Movement(content, movement), visits, $"pain-{figures.Count + 1}"));
        }

        return figures;
    }

    /// <summary>Writes figures two beside each other.</summary>
    public static void Write(PageFlow flow, IReadOnlyList<Figure> figures, string title, string caption)
    {
        if (figures.Count == 0)
        {
            return;
        }

        float width = (flow.Width - Gap) / 2;
        float height = figures[0].Height * width / figures[0].Width;
        flow.Heading(title, height + 10);
        foreach (Figure[] pair in figures.Chunk(2))
        {
            flow.Need(height + 6);
            for (int i = 0; i < pair.Length; i++)
            {
                flow.Pen.At(flow.Left + (i * (width + Gap)), flow.Y, width / pair[i].Width, pair[i].Draw);
            }

            flow.Y += height + 6;
        }

        flow.Paragraph(caption, TextStyle.Small);
    }

    /// <summary>Every value with both judgements.</summary>
    public static void Table(PageFlow flow, ReportContent content)
    {
        IReadOnlyList<Cell>[] rows =
        [
            .. Trends(content).SelectMany(trend => trend.Points.Select(IReadOnlyList<Cell> (point, i) =>
            [
                new Cell((trend.Simulated ? "◇ " : "") + trend.Place.Name, i == 0 ? new TextStyle(8.4f, true) : new TextStyle(8.4f, Colour: Palette.Soft)),
                content.Day(point.At),
                point.Kpa is { } kpa ? FormattableString.Invariant($"{kpa:0}") : FormattableString.Invariant($"> {point.AboveKpa:0}"),
                FormattableString.Invariant($"{point.Trials}"),
                Words(point.SinceFirst, i == 0),
                Words(point.SincePrevious, i == 0),
                trend.ProtocolId + (trend.Simulated ? ", simulated" : ""),
            ])),
        ];
        if (rows.Length == 0)
        {
            return;
        }

        flow.Heading("Thresholds, value by value", 70);
        new Table([new("Place", 1.8f), new("Day", 0.85f), new("Mean, kPa", 0.7f, true), new("Trials", 0.5f, true), new("Since the first", 1.6f), new("Since the one before", 1.5f), new("Protocol", 0.75f)], rows, "Thresholds, value by value").Write(flow);
    }

    /// <summary>The trends of all runs in the report.</summary>
    public static IReadOnlyList<ThresholdTrend> Trends(ReportContent content) => ThresholdTrend.Of(
        content.Runs.Select(run => new TrendRun(run.Id, run.StartedUtc, run.Protocol.Id, run.Protocol.Name, run.Simulated, run.Results)),
        content.Mdc);

    private static Cell Words(Measurement.Agreement.ChangeVerdict? change, bool first) => change switch
    {
        null => new Cell(first ? "–" : "not comparable", new TextStyle(8, Colour: Palette.Soft)),
        { IsReal: true } => new Cell(FormattableString.Invariant($"● {change.ChangeKpa:+0;−0;0}, real change"), new TextStyle(8.2f, true)),
        { IsReal: false } => new Cell(FormattableString.Invariant($"○ {change.ChangeKpa:+0;−0;0}, within error"), new TextStyle(8.2f)),
        _ => new Cell(FormattableString.Invariant($"{change.ChangeKpa:+0;−0;0}, not judged"), new TextStyle(8.2f)),
    };
}
