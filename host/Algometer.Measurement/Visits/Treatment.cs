namespace Algometer.Measurement.Visits;

/// <summary>What was done to a point.</summary>
public sealed record Treatment
{
    /// <summary>Technique, by name.</summary>
    public required string Technique { get; init; }

    /// <summary>Which point; empty for none in particular.</summary>
    public string Point { get; init; } = "";

    /// <summary>The technique's own fields, by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Recorded session that holds its compression; null for none.</summary>
    public string? SessionId { get; init; }

    /// <summary>Compressions that the hold timer and the easing gauge guided, in order.</summary>
    public IReadOnlyList<GuidedHold> Holds { get; init; } = [];
}
