using System.Text.Json;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;

namespace Algometer.Records.Model;

/// <summary>What a hold was told when it began, as it stands in the record: whoever judges the session later needs the same.</summary>
/// <param name="LowNewtons">Lower end of the band, N; null where there was none.</param>
/// <param name="HighNewtons">Upper end of the band, N; null where there was none.</param>
/// <param name="TargetSeconds">Planned length, s.</param>
/// <param name="FollowPercent">How far the band may follow softening down, %.</param>
/// <param name="Tool">What is pressed with: probe or ball.</param>
public sealed record HoldPlan(double? LowNewtons, double? HighNewtons, double TargetSeconds, double FollowPercent, string Tool)
{
    /// <summary>Kind of the event.</summary>
    public const string Kind = "hold-plan";

    /// <summary>Kind of the event that ends what it planned.</summary>
    public const string EndKind = "hold-ended";

    private const string Ball = "ball";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>The plan of a hold within a band.</summary>
    public static HoldPlan Of(HoldOptions options, PressingTool tool) =>
        new(options.LowNewtons, options.HighNewtons, options.TargetSeconds, options.FollowMostPercent, Name(tool));

    /// <summary>The plan of a hold without a band.</summary>
    public static HoldPlan Free(double targetSeconds, PressingTool tool) => new(null, null, targetSeconds, 0, Name(tool));

    /// <summary>Reads the event's text; null when it is no plan that can be used.</summary>
    public static HoldPlan? Read(string? text)
    {
        try
        {
            return JsonSerializer.Deserialize<HoldPlan>(text ?? "null", _json) is { } plan && plan.Options().Problem() is null ? plan : null;
        }
        catch (JsonException)
        {
            // A record may come from elsewhere: what is no plan is not known.
            return null;
        }
    }

    /// <summary>The event's text.</summary>
    public string Write() => JsonSerializer.Serialize(this, _json);

    /// <summary>What the detector is told.</summary>
    public EasingOptions Options() => new()
    {
        TargetNewtons = 0.5 * (LowNewtons + HighNewtons),
        BandLowNewtons = LowNewtons,
        BandHighNewtons = HighNewtons,
        HoldSeconds = TargetSeconds,
        Tool = string.Equals(Tool, Ball, StringComparison.OrdinalIgnoreCase) ? PressingTool.Ball : PressingTool.Probe,
    };

    private static string Name(PressingTool tool) => tool == PressingTool.Ball ? Ball : "probe";
}
