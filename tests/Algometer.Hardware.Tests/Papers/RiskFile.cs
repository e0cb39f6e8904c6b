using System.Text.Json;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>How bad and how likely, each 1 to 5.</summary>
internal sealed record Estimate(int Severity, int Probability)
{
    public int Product => Severity * Probability;
}

/// <summary>One row of the risk file.</summary>
/// <param name="Shown">What the fall of the score rests on: what the named tests show, with a figure, and what they do not. Null: nothing, and the score stays.</param>
/// <param name="Open">What has to be shown on a real instrument; needed where what remains is not acceptable.</param>
internal sealed record Risk(string Id, string Hazard, string Cause, string Harm, Estimate Before, IReadOnlyList<string> Controls, IReadOnlyList<string> Tests, Estimate After, string Remains, string? Shown, string? Inspection, string? Open)
{
    /// <summary>From here on a product is not acceptable.</summary>
    public const int NotAcceptable = 10;
}

/// <summary>risks.json.</summary>
internal sealed record RiskFile(string Note, IReadOnlyList<Risk> Risks)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static RiskFile Read() => JsonSerializer.Deserialize<RiskFile>(File.ReadAllText(Path.Combine(MadeText.Folder, "risks.json")), _options)!;
}
