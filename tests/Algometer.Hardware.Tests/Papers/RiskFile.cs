using System.Text.Json;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>How bad and how likely, each 1 to 5.</summary>
internal sealed record Estimate(int Severity, int Probability)
{
    public int Product => Severity * Probability;
}

/// <summary>One row of the risk file.</summary>
internal sealed record Risk(string Id, string Hazard, string Cause, string Harm, Estimate Before, IReadOnlyList<string> Controls, IReadOnlyList<string> Tests, Estimate After, string Remains, string? Inspection);

/// <summary>risks.json.</summary>
internal sealed record RiskFile(string Note, IReadOnlyList<Risk> Risks)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static RiskFile Read() => JsonSerializer.Deserialize<RiskFile>(File.ReadAllText(Path.Combine(MadeText.Folder, "risks.json")), _options)!;
}
