using Algometer.Measurement.Visits;
using Algometer.Reports.Documents.Figures;
using Algometer.Reports.Documents.Typeset;

namespace Algometer.Reports.Documents.Clinical;

/// <summary>The parts of a report that show a visit.</summary>
internal static class VisitSections
{
    /// <summary>Where it hurts and which points were found.</summary>
    public static Figure Body(Visit visit, ReportContent content) => BodyFigure.Of(
        [.. visit.Points.Select(point => Label(point, content)).OfType<BodyLabel>()],
        visit.Intake.Marks,
        "Pain as drawn by the patient, and points found",
        quality => Named(content.Lists.Qualities, quality));

    /// <summary>What the patient told.</summary>
    public static void Intake(PageFlow flow, Visit visit, ReportContent content)
    {
        flow.Facts(
        [
            ("Pain now, 0 to 10", visit.Intake.Pain is { } pain ? FormattableString.Invariant($"{pain}") : "not asked"),
            ("Worst", visit.Intake.TimesOfDay.Count == 0 ? "–" : string.Join(", ", visit.Intake.TimesOfDay.Select(time => Named(content.Lists.TimesOfDay, time).ToLowerInvariant()))),
            ("Kind of patient", content.Lists.Presets.FirstOrDefault(preset => string.Equals(preset.Id, visit.Preset, StringComparison.Ordinal))?.Text ?? "–"),
            ("Travels", Or(visit.Intake.Travels)),
            ("Brought on by", Or(visit.Intake.BringsOn)),
            ("Signs to look into", visit.Intake.Concerns.Count == 0 ? "none named" : string.Join("; ", visit.Intake.Concerns.Select(concern => Named(content.Lists.Concerns, concern)))),
        ],
            3);
    }

    /// <summary>Movements before and right after.</summary>
    public static void Movements(PageFlow flow, Visit visit, ReportContent content)
    {
        IReadOnlyList<MovementOutcome> outcome = VisitOutcome.Movements(visit, content.Lists.Outcome);
        if (outcome.Count == 0)
        {
            return;
        }

        flow.Heading("Movements", 70);
        new Table(
            [new("Movement", 2), new("Pain before", 0.7f, true), new("Pain after", 0.7f, true), new("Range before", 1, true), new("Range after", 1, true), new("Judged", 1.5f)],
            [
                .. outcome.Select(IReadOnlyList<Cell> (row) =>
                [
                    Movement(content, row.Movement),
                    Score(row.Before),
                    Score(row.After),
                    Range(visit.Before, row.Movement, content),
                    Range(visit.After, row.Movement, content),
                    Words(row.Change),
                ]),
            ],
            "Movements").Write(flow);
        flow.Y += 4;
        OutcomeRule rule = content.Lists.Outcome;
        flow.Paragraph(FormattableString.Invariant($"Better: pain lower by {rule.BetterPoints:0.#} point or {rule.BetterPercent:0} %; much better: by {rule.MuchBetterPoints:0.#} or {rule.MuchBetterPercent:0} % ({rule.Source}). Ratings right after treatment say nothing about later."), TextStyle.Small);
    }

    /// <summary>Points found and what was done.</summary>
    public static void Points(PageFlow flow, Visit visit, ReportContent content)
    {
        if (visit.Points.Count > 0)
        {
            flow.Heading("Points found", 60);
            new Table(
                [new("No.", 0.3f), new("Place", 1.6f), new("Kind", 1.8f), new("Notes", 3)],
                [.. visit.Points.Select(IReadOnlyList<Cell> (point) => [point.Id, PointName(point, content), point.Active ? "active: reproduces a pain that is known" : "latent", Or(point.Notes)])],
                "Points found").Write(flow);
        }

        if (visit.Treatments.Count > 0)
        {
            flow.Heading("What was done", 60);
            new Table(
                [new("Technique", 1.4f), new("Point", 0.5f), new("Noted", 4)],
                [.. visit.Treatments.Select(IReadOnlyList<Cell> (treatment) => [Technique(content, treatment.Technique)?.Text ?? treatment.Technique, Or(treatment.Point), Fields(content, treatment)])],
                "What was done").Write(flow);
        }
    }

    /// <summary>Plan, what was said, and free text.</summary>
    public static void Plan(PageFlow flow, Visit visit, ReportContent content)
    {
        if (visit.Plan.Count > 0 || visit.NextReview is not null)
        {
            flow.Heading("Plan", 40);
            foreach (string line in visit.Plan)
            {
                flow.Bullet(line);
            }

            if (visit.NextReview is { } next)
            {
                flow.Bullet(FormattableString.Invariant($"Next review: {next:yyyy-MM-dd}"));
            }
        }

        if (visit.Expectations.Count > 0)
        {
            flow.Heading("What was said to expect", 40);
            foreach (string said in visit.Expectations)
            {
                flow.Bullet(Named(content.Lists.Expectations, said));
            }
        }

        if (visit.Notes.Length > 0)
        {
            flow.Heading("Notes", 40);
            flow.Paragraph(visit.Notes);
        }
    }

    /// <summary>The words of a movement.</summary>
    public static string Movement(ReportContent content, string id) => content.Lists.Movements.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal))?.Text ?? id;

    /// <summary>The words of a change.</summary>
    public static string Words(MovementChange change) => change switch
    {
        MovementChange.MuchBetter => "●● much better",
        MovementChange.Better => "● better",
        MovementChange.Worse => "▲ worse",
        MovementChange.Same => "○ about the same",
        _ => "not rated twice",
    };

    /// <summary>The words of a name in a list.</summary>
    public static string Named(IReadOnlyList<Named> list, string id) => list.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal))?.Text ?? id;

    private static BodyLabel? Label(TriggerPoint point, ReportContent content)
    {
        string value = $"{point.Id} · {(point.Active ? "active" : "latent")}";
        return point.Mark is { } mark
            ? new BodyLabel(Or(point.Notes), value, mark.View == Measurement.Visits.BodyView.Back, (float)mark.X, (float)mark.Y)
            : point.Site.Length == 0 ? null : BodyLabel.Of(new Measurement.Ramp.TestPlace(point.Site, "", point.Side, 0), PointName(point, content), value, content.Sites);
    }

    private static string PointName(TriggerPoint point, ReportContent content) => point.Site.Length == 0
        ? "as marked"
        : (content.Sites.Sites.FirstOrDefault(site => string.Equals(site.Id, point.Site, StringComparison.Ordinal))?.Name ?? point.Site) + (point.Side == Measurement.Ramp.BodySide.Midline ? "" : $", {point.Side.ToString().ToLowerInvariant()}");

    private static Technique? Technique(ReportContent content, string id) => content.Lists.Techniques.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal));

    private static string Fields(ReportContent content, Treatment treatment) => string.Join("; ", treatment.Fields.Where(field => field.Value.Length > 0).Select(field => $"{Named(Technique(content, treatment.Technique)?.Fields ?? [], field.Key)}: {field.Value}"));

    private static string Range(IReadOnlyList<MovementRating> rated, string movement, ReportContent content)
    {
        double? range = rated.FirstOrDefault(known => string.Equals(known.Movement, movement, StringComparison.Ordinal))?.Range;
        string unit = content.Lists.Movements.FirstOrDefault(known => string.Equals(known.Id, movement, StringComparison.Ordinal))?.Unit ?? "";
        return range is { } value ? FormattableString.Invariant($"{value:0.#} {unit}").TrimEnd() : "–";
    }

    private static string Score(int? pain) => pain is { } value ? FormattableString.Invariant($"{value}") : "–";

    private static string Or(string text) => string.IsNullOrWhiteSpace(text) ? "–" : text;
}
