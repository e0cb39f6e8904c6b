using System.Text.Json;
using System.Text.Json.Serialization;
using Algometer.Measurement;
using Algometer.Measurement.Easing;

namespace Algometer.App.Review;

/// <summary>A hold as JSON: seconds since the first sample, newtons, percent. What cannot be had is null.</summary>
internal sealed record HoldReport
{
    private const double NoScore = -50;

    /// <summary>How reports are written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string File { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Curve { get; init; }

    public double? HoldStartS { get; init; }

    public double? HoldEndS { get; init; }

    public double? InBandS { get; init; }

    public required string Verdict { get; init; }

    public required string Words { get; init; }

    public double Confidence { get; init; }

    public double Score { get; init; }

    public double? PossiblyAtS { get; init; }

    public double? EasingAtS { get; init; }

    public required IReadOnlyList<StateReport> States { get; init; }

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
            return new HoldReport { File = file, Curve = name, Verdict = "cannot-judge", Words = "No hold was found: nothing steady above 3 N.", Score = NoScore, States = [] };
        }

        EasingDetector detector = hold.Detector;
        double offset = hold.OffsetSeconds;
        HoldMeasures measures = detector.Measure();
        return new HoldReport
        {
            File = file,
            Curve = name,
            HoldStartS = Time(hold.StartSeconds),
            HoldEndS = Time(hold.EndSeconds),
            InBandS = Time(measures.InBandSeconds),
            Verdict = Dashed(detector.Verdict.ToString()),
            Words = EasingWords.Of(detector.Verdict, detector.Doubt, answer),
            Confidence = Math.Round(detector.VerdictConfidence, 4),
            Score = Math.Round(Math.Max(NoScore, detector.Score), 4),
            PossiblyAtS = Time(offset + detector.PossiblyAtSeconds),
            EasingAtS = Time(offset + detector.EasingAtSeconds),
            States = [.. detector.Spans.ToArray().Select(span => new StateReport(Time(offset + span.FromSeconds), Time(offset + span.ToSeconds), Dashed(span.State.ToString())))],
            Measures = MeasuresReport.Of(measures, offset),
            Passive = hold.Passive.Count == 0 ? null : [.. hold.Passive.Select(point => new[] { Math.Round(point.Seconds, 2), Math.Round(point.Newtons, 3) })],
        };
    }

    /// <summary>The report in a line for a person.</summary>
    public string Sentence() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Path.GetFileName(File)}{(Curve is null ? "" : " · " + Curve)}: {Words} ({HoldStartS:0.0}–{HoldEndS:0.0} s, confidence {Confidence:0.00})");

    private static double? Time(double seconds) => JsonNumber.Finite(seconds, 2);

    private static string Dashed(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}

/// <summary>A stretch of one state.</summary>
internal sealed record StateReport(double? FromS, double? ToS, string State);

/// <summary>An estimate with its 95 % interval.</summary>
internal sealed record EstimateReport(double? Value, double? Low, double? High)
{
    public static EstimateReport Of(Estimate estimate) => new(JsonNumber.Finite(estimate.Value), JsonNumber.Finite(estimate.Low), JsonNumber.Finite(estimate.High));
}

/// <summary>The measures of a hold.</summary>
internal sealed record MeasuresReport(
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
    public static MeasuresReport Of(in HoldMeasures measures, double offset) => new(
        JsonNumber.Finite(measures.MeanNewtons),
        EstimateReport.Of(measures.RelaxationFraction),
        EstimateReport.Of(measures.RelaxationSeconds),
        JsonNumber.Finite(measures.VisibleEasingPercent),
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
