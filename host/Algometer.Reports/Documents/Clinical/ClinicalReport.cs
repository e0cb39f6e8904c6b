using Algometer.Reports.Documents.Figures;
using Algometer.Reports.Documents.Typeset;
using Algometer.Reports.Exchange.Fhir;
using SkiaSharp;

namespace Algometer.Reports.Documents.Clinical;

/// <summary>The report that a therapist hands on: of a run, a visit or a person.</summary>
public static class ClinicalReport
{
    private const string NotDevice = "Algometer is not a medical device. Measurements describe, they do not diagnose.";

    /// <summary>As PDF.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="paper">Size of the paper.</param>
    /// <param name="fonts">Typefaces.</param>
    public static byte[] ToPdf(ReportContent content, Paper paper, FontBook fonts)
    {
        ArgumentNullException.ThrowIfNull(content);
        return PageFlow.Write(paper, fonts, flow => Set(flow, content))!;
    }

    private static DocumentInfo Set(PageFlow flow, ReportContent content)
    {
        string title = content switch
        {
            { Run: { } run } => $"{run.Protocol.Name}",
            { Visit: not null } => "Visit",
            _ => "Course of measurements and visits",
        };
        Head(flow, content, title);
        if (content.Run is { } only)
        {
            OfRun(flow, content, only);
        }
        else if (content.Visit is { } visit)
        {
            OfVisit(flow, content, visit);
        }
        else
        {
            OfPerson(flow, content);
        }

        Missing(flow);
        string code = content.Subject.Code ?? "no person";
        return new DocumentInfo(
            $"{title} – {code}",
            content.Simulated ? "Pressure algometry, simulated data" : "Pressure algometry",
            $"{(content.Simulated ? "SIMULATED DATA · " : "")}{code} · {content.Software} · made {content.Moment(content.MadeUtc)} · {NotDevice}",
            content.MadeUtc);
    }

    /// <summary>The figures of a report, to be had one by one.</summary>
    public static IReadOnlyList<Figure> Figures(ReportContent content) => content switch
    {
        { Run: { } run } => [RunSections.Body(run, content), .. TraceFigures.Of(run)],
        { Visit: { } visit } => [VisitSections.Body(visit.Visit, content)],
        _ => [.. TrendSections.Thresholds(content), .. TrendSections.Pain(content)],
    };

    private static void OfRun(PageFlow flow, ReportContent content, ReportRun run)
    {
        flow.Figure(RunSections.Body(run, content), flow.Width);
        RunSections.Results(flow, run, content.Mdc, content);
        RunSections.Notes(flow, RunLimitations.Of(run, content.Mdc));
        RunSections.Traces(flow, run);
        RunSections.Trials(flow, run);
        RunSections.Method(flow, run, content);
        Remarks(flow, content);
    }

    private static void OfVisit(PageFlow flow, ReportContent content, ReportVisit visit)
    {
        VisitSections.Intake(flow, visit.Visit, content);
        flow.Y += 6;
        flow.Figure(VisitSections.Body(visit.Visit, content), flow.Width);
        VisitSections.Movements(flow, visit.Visit, content);
        VisitSections.Points(flow, visit.Visit, content);
        VisitSections.Plan(flow, visit.Visit, content);
        if ((visit.Before ?? visit.After) is { } first)
        {
            flow.Break();
            flow.Paragraph($"Thresholds: {first.Protocol.Name}", new TextStyle(13, true));
            flow.Y += 8;
            flow.Figure(RunSections.Body(first, content, visit.Before is null ? null : visit.After), flow.Width);
        }

        if (visit.Before is { } before)
        {
            RunSections.Results(flow, before, content.Mdc, content, $"Thresholds before treatment, {content.Moment(before.StartedUtc)}");
        }

        if (visit.After is { } after)
        {
            RunSections.Results(flow, after, content.Mdc, content, $"Thresholds after treatment, {content.Moment(after.StartedUtc)}");
        }

        if ((visit.After ?? visit.Before) is { } last)
        {
            RunSections.Notes(flow, [.. new[] { visit.Before, visit.After }.OfType<ReportRun>().SelectMany(run => RunLimitations.Of(run, content.Mdc)).Distinct(StringComparer.Ordinal)]);
            RunSections.Method(flow, last, content);
        }

        Remarks(flow, content);
    }

    private static void OfPerson(PageFlow flow, ReportContent content)
    {
        string mdc = content.Mdc is { } known
            ? FormattableString.Invariant($"Band: the first value ± MDC95 {known.Kpa:0} kPa ({known.Source}). ○ within measurement error, ● real change, ▲ above the cut-off.")
            : "No MDC is entered, so no band is drawn and no change is judged: enter the MDC of your own study with its source.";
        TrendSections.Write(flow, TrendSections.Thresholds(content), "Thresholds by place and side", mdc + " Only values of one protocol are joined.");
        TrendSections.Write(flow, TrendSections.Pain(content), "Pain, 0 to 10", "○ before treatment, ● right after; at intake there is one rating a visit.");
        TrendSections.Table(flow, content);
        if (content.Visits.Count > 0)
        {
            flow.Heading("Visits", 60);
            new Table(
                [new("Day", 0.8f), new("Pain", 0.4f, true), new("Points", 0.45f, true), new("Movements right after", 2.2f), new("Plan", 2.4f)],
                [
                    .. content.Visits.Select(IReadOnlyList<Cell> (visit) =>
                    [
                        FormattableString.Invariant($"{visit.Visit.Date:yyyy-MM-dd}"),
                        visit.Visit.Intake.Pain is { } pain ? FormattableString.Invariant($"{pain}") : "–",
                        FormattableString.Invariant($"{visit.Visit.Points.Count}"),
                        string.Join("; ", Measurement.Visits.VisitOutcome.Movements(visit.Visit, content.Lists.Outcome).Where(row => row.Change != Measurement.Visits.MovementChange.NotRated).Select(row => $"{VisitSections.Movement(content, row.Movement)} {VisitSections.Words(row.Change)}")),
                        string.Join("; ", visit.Visit.Plan),
                    ]),
                ],
                "Visits").Write(flow);
        }

        if (content.Runs.Count > 0)
        {
            RunSections.Notes(flow, [.. RunLimitations.Of(content.Runs[^1], content.Mdc)]);
            RunSections.Method(flow, content.Runs[^1], content);
        }
        else if (content.Visits.Count == 0)
        {
            flow.Paragraph("Nothing has been measured or written about this person yet.");
        }

        Remarks(flow, content);
    }

    /// <summary>Who hands the report on, small and to the right; nothing where the clinic has set nothing.</summary>
    internal static void Letterhead(PageFlow flow, ReportContent content)
    {
        var style = new TextStyle(9, false, Palette.Soft);
        foreach (string line in content.Letterhead.SelectMany(line => flow.Pen.Wrap(line, flow.Width / 2, style)))
        {
            flow.Pen.Text(line, flow.Right, flow.Y + 9, style, SKTextAlign.Right);
            flow.Y += 12;
        }

        flow.Y += content.Letterhead.Count > 0 ? 8 : 0;
    }

    private static void Head(PageFlow flow, ReportContent content, string title)
    {
        Letterhead(flow, content);
        var code = new TextStyle(13, true, Palette.Accent);
        string who = content.Subject.Code ?? "no person named";
        float room = flow.Width - Math.Min(flow.Pen.Measure(who, code), flow.Width / 3) - 20;
        float y = flow.Y;
        flow.Pen.Text(flow.Pen.Wrap(who, flow.Width / 3, code)[0], flow.Right, y + 14, code, SKTextAlign.Right);
        foreach (string line in flow.Pen.Wrap(title, room, TextStyle.Title))
        {
            flow.Pen.Text(line, flow.Left, flow.Y + 15, TextStyle.Title);
            flow.Y += 23;
        }

        flow.Pen.Line(flow.Left, flow.Y + 2, flow.Right, flow.Y + 2, Palette.Accent, 1.6f);
        flow.Y += 8;
        if (content.Simulated)
        {
            flow.Notice("SIMULATED DATA. These values come from a simulated sensor and describe no person.", Palette.Simulated);
        }

        var facts = new List<(string, string)> { ("Person", content.Subject.Words) };
        if (content.Subject.BornDecade is { } decade || content.Subject.Sex.Length > 0)
        {
            facts.Add(("Born, sex", string.Join(", ", new[] { content.Subject.BornDecade is { } born ? FormattableString.Invariant($"{born}s") : "", content.Subject.Sex }.Where(part => part.Length > 0))));
        }

        facts.AddRange(content switch
        {
            { Run: { } run } => [("Measured", content.Moment(run.StartedUtc)), ("Device", $"{run.DeviceId}, {(run.CalibrationId == 0 ? "nominal calibration" : FormattableString.Invariant($"calibration {run.CalibrationId}"))}"), ("Compared with", run.Previous is { } previous ? content.Moment(previous.StartedUtc) : "nothing yet: first run by this protocol")],
            { Visit: { } visit } => [("Day", FormattableString.Invariant($"{visit.Visit.Date:yyyy-MM-dd}")), ("State", visit.Visit.Closed ? "closed" : "open: may still change")],
            _ => [("Runs", FormattableString.Invariant($"{content.Runs.Count}")), ("Visits", FormattableString.Invariant($"{content.Visits.Count}"))],
        });
        facts.Add(("Software", content.Software));
        flow.Facts(facts, 3);
        flow.Y += 4;
    }

    private static void Remarks(PageFlow flow, ReportContent content)
    {
        if (content.Subject.Notes.Length > 0)
        {
            flow.Heading("Notes about the person", 40);
            flow.Paragraph(content.Subject.Notes);
        }
    }

    internal static void Missing(PageFlow flow)
    {
        if (flow.Fonts.Missing.Count > 0)
        {
            flow.Y += 8;
            flow.Notice("Some letters have no typeface on this computer and are written as ‹U+…›, their Unicode numbers. Install one that has them, such as Noto Sans, and make the report again.", Palette.Warn);
        }
    }
}
