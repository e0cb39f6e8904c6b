using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Visits;

/// <summary>A trigger point as the therapist found it.</summary>
public sealed record TriggerPoint
{
    /// <summary>Its number in the visit.</summary>
    public required string Id { get; init; }

    /// <summary>Site id; empty for a place of its own.</summary>
    public string Site { get; init; } = "";

    /// <summary>Side.</summary>
    public BodySide Side { get; init; }

    /// <summary>A place of its own; null for a site.</summary>
    public BodyMark? Mark { get; init; }

    /// <summary>Active: it reproduces a pain that the patient knows. Set by the therapist, never reckoned from a threshold.</summary>
    public bool Active { get; init; }

    /// <summary>Where it refers to.</summary>
    public IReadOnlyList<BodyMark> Referral { get; init; } = [];

    /// <summary>Free text.</summary>
    public string Notes { get; init; } = "";
}
