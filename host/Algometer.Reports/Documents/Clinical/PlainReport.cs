using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Reports.Documents.Typeset;

namespace Algometer.Reports.Documents.Clinical;

/// <summary>One page for the patient, in plain words: what was done, what was found, what it can and cannot say. It promises nothing.</summary>
public static class PlainReport
{
    private const int LongestLine = 150;

    // How closely it is set and how much it tells, until it is one page.
    private static readonly Density[] _densities = [new(1, 6, 5), new(0.94f, 6, 5), new(0.9f, 6, 4), new(0.86f, 5, 4), new(0.83f, 4, 3), new(0.8f, 3, 2)];

    /// <summary>As PDF of one page.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="paper">Size of the paper.</param>
    /// <param name="fonts">Typefaces.</param>
    public static byte[] ToPdf(ReportContent content, Paper paper, FontBook fonts)
    {
        ArgumentNullException.ThrowIfNull(content);
        foreach (Density density in _densities)
        {
            if (PageFlow.Write(paper, fonts, flow => Set(flow, content, density)) is { } page)
            {
                return page;
            }
        }

        throw new InvalidOperationException("The plain page is too full: shorten the plan.");
    }

    private static DocumentInfo? Set(PageFlow flow, ReportContent content, Density density)
    {
        ReportRun? run = content.Run ?? content.Visit?.After ?? content.Visit?.Before ?? content.Runs.LastOrDefault();
        Visit? visit = content.Visit?.Visit ?? content.Visits.LastOrDefault()?.Visit;
        string title = run is null ? "Your visit" : "Your pressure test";
        ClinicalReport.Letterhead(flow, content);
        flow.Pen.Text(title, flow.Left, flow.Y + 16, new TextStyle(22, true));
        flow.Y += 30;
        string day = content.Run is null && content.Visit is not null ? FormattableString.Invariant($"{visit!.Date:yyyy-MM-dd}") : run is null ? "" : content.Day(run.StartedUtc);
        flow.Paragraph($"For {content.Subject.Words}{(day.Length == 0 ? "" : ", " + day)}", density.Small);
        flow.Y += 4;
        if (content.Simulated)
        {
            flow.Notice("This is a trial with made-up (simulated) values. It says nothing about you.", Palette.Simulated);
        }

        if (run is not null)
        {
            Found(flow, run, content, density);
        }

        if (visit is not null)
        {
            Movement(flow, visit, content, density);
            Next(flow, visit, content, density);
        }

        Meaning(flow, run is not null, density);
        ClinicalReport.Missing(flow);
        return flow.Pages > 1 ? null : new DocumentInfo(
            $"{title} – {content.Subject.Code ?? "no person"}",
            "In plain words",
            $"{(content.Simulated ? "SIMULATED DATA · " : "")}{content.Software}, made {content.Day(content.MadeUtc)}. Not a medical device.",
            content.MadeUtc);
    }

    private static void Found(PageFlow flow, ReportRun run, ReportContent content, Density density)
    {
        Head(flow, "What we did", density);
        flow.Paragraph("A small round tip was pressed on your skin, slowly harder. You pressed a button at the moment when pressure first became pain. We did that a few times at each place.", density.Body);
        Head(flow, "What we found", density);
        PlaceResult[] shown = [.. run.Results.Take(density.Places)];
        Figure body = Figures.BodyFigure.Of([.. shown.Select(result => Figures.BodyLabel.Of(result.Place, result.Place.Name, Kilograms(result), content.Sites)).OfType<Figures.BodyLabel>()], [], "Where we pressed");
        flow.Figure(body, 400 * density.Scale * density.Scale);
        flow.Paragraph("“2.0 kg” means: pain began at about the push of two kilograms on an area like a fingertip.", density.Small);
        flow.Y += 4;
        foreach (PlaceResult result in shown)
        {
            flow.Bullet($"{result.Place.Name}: {Words(result)} {Since(run.Change(result, content.Mdc))}".TrimEnd(), density.Body);
        }

        if (run.Results.Count > shown.Length)
        {
            flow.Paragraph($"{run.Results.Count - shown.Length} more places stand in the full report.", density.Small);
        }
    }

    private static void Movement(PageFlow flow, Visit visit, ReportContent content, Density density)
    {
        MovementOutcome[] rated = [.. VisitOutcome.Movements(visit, content.Lists.Outcome).Where(row => row.Change != MovementChange.NotRated).Take(3)];
        if (rated.Length == 0)
        {
            return;
        }

        Head(flow, "How moving felt", density);
        foreach (MovementOutcome row in rated)
        {
            string words = row.Change switch
            {
                MovementChange.MuchBetter => "hurt much less right afterwards",
                MovementChange.Better => "hurt less right afterwards",
                MovementChange.Worse => "hurt more right afterwards",
                _ => "felt about the same right afterwards",
            };
            flow.Bullet(FormattableString.Invariant($"{VisitSections.Movement(content, row.Movement)} {words} (pain {row.Before} of 10 before, {row.After} of 10 after)."), density.Body);
        }
    }

    private static void Next(PageFlow flow, Visit visit, ReportContent content, Density density)
    {
        if (visit.Plan.Count == 0 && visit.NextReview is null && visit.Expectations.Count == 0)
        {
            return;
        }

        Head(flow, "What we agreed", density);
        foreach (string line in visit.Plan.Take(density.Lines))
        {
            flow.Bullet(line.Length > LongestLine ? line[..LongestLine] + " …" : line, density.Body);
        }

        foreach (string said in visit.Expectations.Take(density.Lines))
        {
            flow.Bullet(VisitSections.Named(content.Lists.Expectations, said), density.Body);
        }

        if (visit.NextReview is { } next)
        {
            flow.Bullet(FormattableString.Invariant($"We look at it together again on {next:yyyy-MM-dd}."), density.Body);
        }
    }

    private static void Meaning(PageFlow flow, bool tested, Density density)
    {
        Head(flow, "What this can and cannot say", density);
        if (tested)
        {
            flow.Paragraph("The numbers describe how pressure felt on that day. They do not show damage, and they cannot tell where a pain comes from. They go up and down from day to day by themselves; small differences mean nothing.", density.Body);
        }

        flow.Paragraph("Nobody can promise how pain will go on. If it gets much worse, if numbness or weakness appears, or if you feel unwell, do not wait for the next visit: ask for medical help.", density.Body);
    }

    // A heading with what follows; headings of this page are close together so that it stays one page.
    private static void Head(PageFlow flow, string text, Density density)
    {
        flow.Y += 8 * density.Scale;
        flow.Pen.Text(text, flow.Left, flow.Y + (12 * density.Scale), new TextStyle(13 * density.Scale, true, Palette.Accent));
        flow.Y += 19 * density.Scale;
    }

    /// <summary>How closely the page is set.</summary>
    /// <param name="Scale">Part of the full size of type.</param>
    /// <param name="Places">Places told at most.</param>
    /// <param name="Lines">Lines of a list told at most.</param>
    private sealed record Density(float Scale, int Places, int Lines)
    {
        public TextStyle Body => new(10.4f * Scale);

        public TextStyle Small => new(9 * Scale, Colour: Palette.Soft);
    }

    // Kilograms of push on 1 cm²; a kilogram-force is 98.0665 kPa there.
    private static string Kilograms(PlaceResult result) => result.Kpa is { } kpa ? FormattableString.Invariant($"{kpa / 98.0665:0.0} kg")
        : result.Thresholds.Censored > 0 ? FormattableString.Invariant($"over {result.CutOffKpa / 98.0665:0.0} kg") : "–";

    private static string Words(PlaceResult result) => result.Kpa is not null
        ? $"pain began at about {Kilograms(result)}."
        : $"no pain up to {FormattableString.Invariant($"{result.CutOffKpa / 98.0665:0.0} kg")}, where we stopped at least once.";

    private static string Since(ChangeVerdict? change) => change switch
    {
        null or { IsReal: null } => "",
        { IsReal: false } => "About as last time: the difference is smaller than this test can tell.",
        { ChangeKpa: > 0 } => "It took more pressure than last time.",
        _ => "It took less pressure than last time.",
    };
}
