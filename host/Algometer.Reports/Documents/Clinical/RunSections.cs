using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;
using Algometer.Reports.Documents.Figures;
using Algometer.Reports.Documents.Typeset;
using SkiaSharp;

namespace Algometer.Reports.Documents.Clinical;

/// <summary>The parts of a report that show a threshold run.</summary>
internal static class RunSections
{
    private static readonly TextStyle _strong = new(8.4f, true);

    /// <summary>Values on the body.</summary>
    /// <param name="run">The run.</param>
    /// <param name="content">Where sites lie.</param>
    /// <param name="after">A later run whose values stand behind an arrow; null for none.</param>
    public static Figure Body(ReportRun run, ReportContent content, ReportRun? after = null) => BodyFigure.Of(
        [.. run.Results.Select(result => BodyLabel.Of(result.Place, result.Place.Name, Value(result, after), content.Sites)).OfType<BodyLabel>()],
        [],
        "Thresholds on the body, kPa");

    /// <summary>A threshold for people.</summary>
    public static string Value(PlaceResult result) => result.Kpa is { } kpa ? FormattableString.Invariant($"{kpa:0} kPa")
        : result.Thresholds.Censored > 0 ? FormattableString.Invariant($"> {result.CutOffKpa:0} kPa") : "–";

    // "251 → 266 kPa"
    private static string Value(PlaceResult result, ReportRun? after) => after?.Results.FirstOrDefault(other => string.Equals(other.Place.Key, result.Place.Key, StringComparison.Ordinal)) is { } later
        ? $"{Value(result).Replace(" kPa", "", StringComparison.Ordinal)} → {Value(later)}"
        : Value(result);

    /// <summary>Means with the spread of their trials, uncertainty and change.</summary>
    public static void Results(PageFlow flow, ReportRun run, DetectableChange? mdc, ReportContent content, string title = "Results")
    {
        double top = Math.Max(100, run.Results.SelectMany(result => result.Thresholds.ValuesKpa).DefaultIfEmpty(0).Max()) * 1.05;
        string since = run.Previous is { } previous ? $"Since {content.Day(previous.StartedUtc)}" : "Since last time";
        Column[] columns = [new("Place", 1.75f), new(FormattableString.Invariant($"Trials, 0 to {top:0} kPa"), 1.25f), new("Mean, kPa", 0.66f, true), new("Mean 2–3, kPa", 0.66f, true), new("CV", 0.42f, true), new("U (k = 2), kPa", 0.58f, true), new(since, 1.75f)];
        flow.Heading(title, 70);
        new Table(columns, [.. run.Results.Select(result => Row(run, result, mdc, top))], title).Write(flow);
        flow.Y += 4;
        flow.Paragraph("● trial   ○ stands apart from the others   │ mean.   CV: scatter of the trials.   U: uncertainty of one reading.", TextStyle.Small);
        IReadOnlyList<SideDifference> sides = RunResults.Sides(run.Results);
        if (sides.Count > 0)
        {
            flow.Heading("Left against right", 40);
            new Table(
                [new("Place", 2), new("Left less right, kPa", 1, true), new("Part of both, %", 1, true)],
                [.. sides.Select(IReadOnlyList<Cell> (side) => [SiteName(run, side.Site), FormattableString.Invariant($"{side.DifferenceKpa:+0;−0;0}"), FormattableString.Invariant($"{side.PercentOfMean:+0;−0;0}")])],
                "Left against right").Write(flow);
        }

        Second(flow, run);
    }

    /// <summary>Every trial, whatever became of it.</summary>
    public static void Trials(PageFlow flow, ReportRun run)
    {
        RunEntry[] entries = [.. run.Entries.OrderBy(entry => entry.Ordinal)];
        flow.Heading("All trials, in the order they were done", 70);
        var soft = new TextStyle(7.8f, Colour: Palette.Soft);
        new Table(
            [new("No.", 0.32f, true), new("Place", 1.75f), new("Repeat", 0.5f, true), new("Result", 1.05f), new("Rate, kPa/s", 0.6f, true), new("R²", 0.5f, true), new("Peak, kPa", 0.55f, true), new("Counts?", 1.85f)],
            [
                .. entries.Select(IReadOnlyList<Cell> (entry) =>
                [
                    FormattableString.Invariant($"{entry.Ordinal + 1}"),
                    entry.Place.Name + (entry.Conditioned ? " (under the other stimulus)" : ""),
                    entry.Kind == StepKind.Familiarisation ? "try" : FormattableString.Invariant($"{entry.Round}{(entry.Attempt > 1 ? $"/{entry.Attempt}" : "")}"),
                    new Cell(Words(entry), new TextStyle(8.4f, entry.Counts)),
                    Number(entry.Trial?.RateKpaPerSecond, "0.0"),
                    Number(entry.Trial?.RSquared, "0.000"),
                    Number(entry.Trial?.PeakKpa, "0"),
                    Judged(entry, soft),
                ]),
            ],
            "All trials").Write(flow);
    }

    /// <summary>Protocol, device, calibration and programs.</summary>
    public static void Method(PageFlow flow, ReportRun run, ReportContent content)
    {
        TestProtocol protocol = run.Protocol;
        flow.Heading("How it was measured", 120);
        flow.Facts(
        [
            ("Protocol", $"{protocol.Name}, version {protocol.Version} ({protocol.Id})"),
            ("Ramp and tip", FormattableString.Invariant($"{protocol.RateKpaPerSecond:0.##} kPa/s on {protocol.TipAreaCm2:0.##} cm²")),
            ("Repeats and rests", FormattableString.Invariant($"{protocol.Repeats} a place, ≥ {protocol.SameSiteSeconds:0} s at one place, ≥ {protocol.OtherSiteSeconds:0} s between places")),
            ("Cut-off", FormattableString.Invariant($"{protocol.CutOffKpa:0} kPa, lower where the region's cap is lower")),
            ("Order", protocol.RandomOrder ? FormattableString.Invariant($"drawn, seed {run.Seed}") : "as chosen"),
            ("Source of the numbers", protocol.Source),
            ("Device", run.DeviceId.Length == 0 ? "not known" : run.DeviceId + (run.Firmware.Length == 0 ? "" : $", firmware {run.Firmware}") + (run.Simulated ? " (simulated)" : "")),
            ("Calibration", Calibration(run, content)),
            ("Programs", $"recorded by Algometer {(run.RecordedBy.Length == 0 ? "(version not kept)" : run.RecordedBy)}, reported by {content.Software}"),
        ],
            3);
        flow.Paragraph($"What the patient heard (wording {protocol.Instruction.Version}): “{protocol.Instruction.Text}”", new TextStyle(8.4f, Colour: Palette.Soft));
    }

    /// <summary>What must be known.</summary>
    public static void Notes(PageFlow flow, IReadOnlyList<string> notes)
    {
        flow.Heading("Please read", 50);
        foreach (string note in notes)
        {
            flow.Bullet(note, new TextStyle(8.4f));
        }
    }

    /// <summary>Traces, with a legend.</summary>
    public static void Traces(PageFlow flow, ReportRun run)
    {
        IReadOnlyList<Figure> figures = TraceFigures.Of(run);
        if (figures.Count == 0)
        {
            return;
        }

        flow.Heading("Traces", figures[0].Height * flow.Width / figures[0].Width);
        foreach (Figure figure in figures)
        {
            flow.Figure(figure, flow.Width);
        }

        flow.Paragraph(FormattableString.Invariant($"Each line is a trial from contact on; ● the press, ▲ cut-off without an answer, grey ✕ did not count; finely dashed: {run.Protocol.RateKpaPerSecond:0.##} kPa/s as asked for. All panels have one scale."), TextStyle.Small);
    }

    private static IReadOnlyList<Cell> Row(ReportRun run, PlaceResult result, DetectableChange? mdc, double top) =>
    [
        new Cell(result.Place.Name, _strong),
        StripCell.Of(result.Thresholds, top),
        new Cell(result.Kpa is { } mean ? FormattableString.Invariant($"{mean:0}") : result.Thresholds.Censored > 0 ? FormattableString.Invariant($"> {result.CutOffKpa:0}") : "–", _strong),
        Number(result.Thresholds.MeanWithoutFirstKpa, "0"),
        result.Thresholds.CvPercent is { } cv ? FormattableString.Invariant($"{cv:0} %") : "–",
        result.Kpa is { } kpa && run.UncertaintyKpa(kpa) is { } u ? FormattableString.Invariant($"± {u:0.0}") : "–",
        Change(run, result, mdc),
    ];

    private static Cell Change(ReportRun run, PlaceResult result, DetectableChange? mdc) => run.Change(result, mdc) is not { } change
        ? new Cell(run.Previous is null ? "first measurement" : "not comparable", new TextStyle(8, Colour: Palette.Soft))
        : change.IsReal switch
        {
            true => new Cell(FormattableString.Invariant($"● {change.ChangeKpa:+0;−0;0} kPa, real change"), new TextStyle(8.4f, true)),
            false => new Cell(FormattableString.Invariant($"○ {change.ChangeKpa:+0;−0;0} kPa, within measurement error"), new TextStyle(8.2f)),
            null => new Cell(FormattableString.Invariant($"{change.ChangeKpa:+0;−0;0} kPa, not judged (no MDC)"), new TextStyle(8.2f)),
        };

    private static void Second(PageFlow flow, ReportRun run)
    {
        foreach (PlaceResult result in run.Results)
        {
            string name = result.Place.Name;
            if (result.Summation is { } summation)
            {
                flow.Bullet(FormattableString.Invariant($"{name}: temporal summation, last pulse less first {summation.LastMinusFirst:+0;−0;0}, last three less first three {summation.LastThreeMinusFirstThree:+0.0;−0.0;0.0} points of 10."));
            }

            if (result.Modulation is { } modulation)
            {
                flow.Bullet(FormattableString.Invariant($"{name}: conditioned modulation {modulation.Percent:+0;−0;0} % ({modulation.BaseKpa:0} kPa before, {modulation.ConditionedKpa:0} kPa under the other stimulus); slightly negative values occur in people without pain."));
            }

            if (result.Response is { } response)
            {
                flow.Bullet(FormattableString.Invariant($"{name}: pressure at a rating of 4 (P40) {(response.P40Kpa is { } p40 ? FormattableString.Invariant($"{p40:0} kPa") : "not reached")}, slope {response.SlopePerKpa:0.0000} points per kPa."));
            }

            if (result.AfterSensations.Count > 0)
            {
                flow.Bullet($"{name}: after-sensation {string.Join(", ", result.AfterSensations.Select(after => FormattableString.Invariant($"{after.Rating}/10 after {after.Seconds:0} s")))}.");
            }
        }
    }

    private static string Calibration(ReportRun run, ReportContent content) => run switch
    {
        { Calibration: { } made } => FormattableString.Invariant($"no. {made.Id} of {content.Day(made.MadeUtc)}{(made.Simulated ? " (simulated)" : "")}, due {content.Day(made.DueUtc)}; U = {made.Budget(30).ExpandedPercent:0.0} % at 30 N (k = 2)"),
        { CalibrationId: 0 } => "nominal: uncertainty not known",
        _ => FormattableString.Invariant($"no. {run.CalibrationId}; its certificate is not in this record"),
    };

    private static string Words(RunEntry entry) => entry switch
    {
        { Trial: { } trial } => trial.Words(),
        { Kind: StepKind.Conditioning } => "other stimulus on",
        { LevelKpa: { } level, Ratings.Count: > 0 } => FormattableString.Invariant($"{level:0} kPa: {string.Join(' ', entry.Ratings)}"),
        { LevelKpa: { } level } => FormattableString.Invariant($"{level:0} kPa, ended"),
        { Ratings.Count: > 0 } => FormattableString.Invariant($"{entry.Ratings[0]}/10 after {entry.AfterSeconds:0} s"),
        _ => "–",
    };

    private static Cell Judged(RunEntry entry, TextStyle soft)
    {
        if (entry.Counts)
        {
            return new Cell("✓");
        }

        string[] reasons = [.. entry.DiscardReason is { } reason ? (string[])[$"Discarded: {reason}"] : [], .. TrialFlawWords.Of((entry.Flaws | (entry.Trial?.Flaws ?? TrialFlaws.None)) & ~TrialFlaws.Discarded).Select(words => words.Split(':')[0].TrimEnd('.') + ".")];
        return new Cell(entry.Kind == StepKind.Familiarisation ? "○ for practice" : "✕ " + string.Join(' ', reasons), soft);
    }

    private static string SiteName(ReportRun run, string site) => run.Results.First(result => string.Equals(result.Place.SiteId, site, StringComparison.Ordinal)).Place.Name.Split(',')[0];

    private static string Number(double? value, string format) => value is { } number && double.IsFinite(number) ? number.ToString(format, System.Globalization.CultureInfo.InvariantCulture) : "–";
}
