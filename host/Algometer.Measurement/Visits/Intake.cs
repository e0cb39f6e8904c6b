namespace Algometer.Measurement.Visits;

/// <summary>What the patient tells.</summary>
public sealed record Intake
{
    /// <summary>Where it hurts.</summary>
    public IReadOnlyList<BodyMark> Marks { get; init; } = [];

    /// <summary>Where it travels.</summary>
    public string Travels { get; init; } = "";

    /// <summary>What brings it on.</summary>
    public string BringsOn { get; init; } = "";

    /// <summary>When it is worst, by name.</summary>
    public IReadOnlyList<string> TimesOfDay { get; init; } = [];

    /// <summary>Pain now, 0 to 10; null when not asked.</summary>
    public int? Pain { get; init; }

    /// <summary>How long the last visit's relief lasted, h; null when not asked.</summary>
    public double? ReliefHours { get; init; }

    /// <summary>How much of the plan for home was done, %; null when not asked.</summary>
    public int? PlanDonePercent { get; init; }

    /// <summary>Signs that do not behave like muscle pain, by name.</summary>
    public IReadOnlyList<string> Concerns { get; init; } = [];
}
