using System.Text.Json;
using Algometer.Clinic.Review;

namespace Algometer.Web.Pages.Recordings;

/// <summary>What is drawn over a trace, as <c>modules/trace/marks.js</c> takes it: shapes and words are decided here, places by the drawing. Times in seconds, forces in newtons.</summary>
internal sealed record TraceMarks
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private static readonly Dictionary<string, string> _shapes = new(StringComparer.Ordinal)
    {
        ["mark"] = "◆", ["over-pressure"] = "▲", ["over-limit"] = "▲", ["device-over-limit"] = "▲", ["easing"] = "▼", ["stop"] = "■", ["hold-began"] = "⊢", ["hold-ended"] = "⊣", ["device-fault-raised"] = "✕",
    };

    private static readonly Dictionary<string, (string Colour, string Sign, double Strength)> _looks = new(StringComparer.Ordinal)
    {
        ["settling"] = ("soft", "·", 0.2), ["steady"] = ("accent", "–", 0.2), ["possibly-easing"] = ("band", "▽", 0.5), ["easing"] = ("band", "▼", 0.85), ["backing-off"] = ("warn", "↑", 0.5), ["re-pressing"] = ("warn", "↓", 0.5),
        ["cannot-judge"] = ("sim", "?", 0.5), ["load-fell"] = ("warn", "⤓", 0.5), ["held-level"] = ("sim", "=", 0.5),
    };

    /// <summary>The limit.</summary>
    public required double Limit { get; init; }

    /// <summary>What the limit is called.</summary>
    public required string LimitWords { get; init; }

    /// <summary>What happened.</summary>
    public required IReadOnlyList<Happened> Events { get; init; }

    /// <summary>Where samples are missing.</summary>
    public required IReadOnlyList<Stretch> Gaps { get; init; }

    /// <summary>Where they cannot be trusted.</summary>
    public required IReadOnlyList<Stretch> Faults { get; init; }

    /// <summary>Trials of threshold tests.</summary>
    public required IReadOnlyList<TrialStretch> Trials { get; init; }

    /// <summary>The holds, a lane for each judgement.</summary>
    public required IReadOnlyList<Lane> Lanes { get; init; }

    /// <summary>The sign of an event.</summary>
    public static string Shape(string kind) => _shapes.GetValueOrDefault(kind, "");

    /// <summary>Whether an event is an alarm. A sensor that has recovered is none.</summary>
    public static bool IsAlarm(string kind) => kind.Contains("fault", StringComparison.Ordinal) || (kind.Contains("over", StringComparison.Ordinal) && !kind.Contains("recovered", StringComparison.Ordinal));

    /// <summary>A judgement's holds.</summary>
    public static Lane LaneOf(IEnumerable<HoldReport> holds, bool front, RecordingWords words) => new(front, [.. holds.Select(hold => new Judged(
        hold.HoldStartS ?? 0,
        hold.HoldEndS ?? 0,
        [.. hold.States.Select(state => State(state, words))],
        hold.Passive ?? [],
        Onset(hold),
        words.Text["began"]))]);

    /// <summary>When the softening began that a hold was judged to have; null without one.</summary>
    public static double? Onset(HoldReport hold) => hold.Verdict.Contains("easing", StringComparison.Ordinal) ? hold.Measures?.EasingBeganS : null;

    /// <summary>For the drawing.</summary>
    public string Json() => JsonSerializer.Serialize(this, _json);

    private static Held State(StateReport state, RecordingWords words)
    {
        (string colour, string sign, double strength) = _looks.GetValueOrDefault(state.State, _looks["steady"]);
        return new Held(state.FromS ?? 0, state.ToS ?? 0, words.Of(state), colour, sign, strength);
    }
}

/// <summary>A stretch with its words.</summary>
internal sealed record Stretch(double From, double To, string Words);

/// <summary>A trial.</summary>
internal sealed record TrialStretch(double From, double To, string Words, bool Counts);

/// <summary>An event.</summary>
internal sealed record Happened(double At, string Shape, string Words, bool Alarm);

/// <summary>The holds of a judgement.</summary>
internal sealed record Lane(bool Front, IReadOnlyList<Judged> Holds);

/// <summary>A hold: its states, the passive curve, and when softening began.</summary>
internal sealed record Judged(double From, double To, IReadOnlyList<Held> States, IReadOnlyList<double[]> Passive, double? Began, string BeganWords);

/// <summary>A stretch of one state, with its colour, sign and how strongly it is drawn.</summary>
internal sealed record Held(double From, double To, string Words, string Colour, string Sign, double Strength);
