using System.Text.Json;
using System.Text.Json.Serialization;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Home.Rules;
using Algometer.Records.Documents;

namespace Algometer.Clinic.Review;

/// <summary>A hold as JSON: seconds since the first sample, newtons, percent. What cannot be had is null.</summary>
public sealed record HoldReport
{
    private const double LeastScore = -50;

    /// <summary>How reports are written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What of a table was taken for what, a sentence each; null for a session.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<string>? Taken { get; init; }

    /// <summary>The file, or the session.</summary>
    public required string File { get; init; }

    /// <summary>Which curve of the file; empty for its only one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Curve { get; init; }

    /// <summary>The hold's start, s since the first sample.</summary>
    public double? HoldStartS { get; init; }

    /// <summary>The hold's end, s since the first sample.</summary>
    public double? HoldEndS { get; init; }

    /// <summary>Time in the band, s.</summary>
    public double? InBandS { get; init; }

    /// <summary>The detector's last state.</summary>
    public required string Verdict { get; init; }

    /// <summary>The same in words.</summary>
    public required string Words { get; init; }

    /// <summary>The verdict in a word or two.</summary>
    public string? Title { get; init; }

    /// <summary>How sure the verdict is, 0 … 1; null where nothing could be judged.</summary>
    public double? Confidence { get; init; }

    /// <summary>ln of the odds for easing as the hold stood at its end; null where nothing was judged.</summary>
    public double? Score { get; init; }

    /// <summary>What the hold was judged as; only where the record was asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanReport? Plan { get; init; }

    /// <summary>When "possibly easing" was said first, s; null for never.</summary>
    public double? PossiblyAtS { get; init; }

    /// <summary>When "easing" was said first, s; null for never.</summary>
    public double? EasingAtS { get; init; }

    /// <summary>The states that were passed through.</summary>
    public required IReadOnlyList<StateReport> States { get; init; }

    /// <summary>The measures of the hold; null where there are none.</summary>
    public MeasuresReport? Measures { get; init; }

    /// <summary>Seconds and newtons of the passive curve, where it was kept for drawing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double[]>? Passive { get; init; }

    /// <summary>Makes the report of a hold, or of a recording without one.</summary>
    public static HoldReport Of(string file, string curve, FoundHold? hold, LetOffAnswer answer = LetOffAnswer.None)
    {
        string? name = curve.Length == 0 ? null : curve;
        if (hold is null)
        {
            return new HoldReport { File = file, Curve = name, Verdict = "cannot-judge", Words = "No hold was found: nothing steady above 3 N.", States = [] };
        }

        EasingDetector detector = hold.Detector;
        double offset = hold.OffsetSeconds;
        HoldMeasures measures = detector.Measure();

        // A hold too short for a score has none, and what nobody judged has no confidence and no size: a zero would be read as "surely nothing".
        bool judged = double.IsFinite(detector.Score) && detector.Verdict is not (EasingVerdict.CannotJudge or EasingVerdict.NotSeen);
        return new HoldReport
        {
            File = file,
            Curve = name,
            HoldStartS = Time(hold.StartSeconds),
            HoldEndS = Time(hold.EndSeconds),
            InBandS = Time(measures.InBandSeconds),
            Verdict = TextIds.Kebab(detector.Verdict),
            Title = EasingWords.Name(detector.Verdict),
            Words = EasingWords.Of(detector.Verdict, detector.Doubt, answer),
            Confidence = judged ? Math.Round(detector.VerdictConfidence, 4) : null,
            Score = judged && double.IsFinite(detector.Score) ? Math.Round(Math.Max(LeastScore, detector.Score), 4) : null,
            PossiblyAtS = Time(offset + detector.PossiblyAtSeconds),
            EasingAtS = Time(offset + detector.EasingAtSeconds),
            States = [.. detector.Spans.ToArray().Select(span => new StateReport(Time(offset + span.FromSeconds), Time(offset + span.ToSeconds), TextIds.Kebab(span.State), EasingWords.Name(span.State)))],
            Measures = MeasuresReport.Of(measures, offset, judged),
            Passive = hold.Passive.Count == 0 ? null : [.. hold.Passive.Select(point => new[] { Math.Round(point.Seconds, 2), Math.Round(point.Newtons, 3) })],
        };
    }

    /// <summary>The report in a line for a person.</summary>
    public string Sentence() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Path.GetFileName(File)}{(Curve is null ? "" : " · " + Curve)}: {Words} ({HoldStartS:0.0}–{HoldEndS:0.0} s{(Confidence is { } confidence ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", confidence {confidence:0.00}") : ", not judged")})");

    private static double? Time(double seconds) => JsonNumber.Finite(seconds, 2);
}

/// <summary>A stretch of one state, with the word or two that the live page says for it.</summary>
public sealed record StateReport(double? FromS, double? ToS, string State, string? Words = null);

/// <summary>An estimate with its 95 % interval.</summary>
public sealed record EstimateReport(double? Value, double? Low, double? High)
{
    /// <summary>Describes an estimate.</summary>
    public static EstimateReport Of(Estimate estimate) => new(JsonNumber.Finite(estimate.Value), JsonNumber.Finite(estimate.Low), JsonNumber.Finite(estimate.High));
}

/// <summary>The measures of a hold.</summary>
public sealed record MeasuresReport(
    double? MeanN,
    EstimateReport RelaxationFraction,
    EstimateReport RelaxationTimeConstantS,
    double? VisibleEasingPercent,
    double? VisibleEasingSdPercent,
    double? EasingBeganS,
    double? SteadinessCvPercent,
    double? TremorRmsPercent,
    double? TremorRatio,
    double? InBandS,
    int RePresses,
    int BackOffs,
    double? ImpulseNs)
{
    /// <summary>Describes the measures of a hold.</summary>
    public static MeasuresReport Of(in HoldMeasures measures, double offset, bool judged) => new(
        JsonNumber.Finite(measures.MeanNewtons),
        EstimateReport.Of(measures.RelaxationFraction),
        EstimateReport.Of(measures.RelaxationSeconds),
        judged ? JsonNumber.Finite(measures.VisibleEasingPercent) : null,
        JsonNumber.Finite(measures.VisibleEasingDeviationPercent),
        JsonNumber.Finite(offset + measures.EasingBeganSeconds),
        JsonNumber.Finite(measures.SteadinessPercent),
        JsonNumber.Finite(measures.TremorPercent),
        JsonNumber.Finite(measures.TremorRatio),
        JsonNumber.Finite(measures.InBandSeconds),
        measures.RePresses,
        measures.BackOffs,
        JsonNumber.Finite(measures.ImpulseNewtonSeconds));
}
