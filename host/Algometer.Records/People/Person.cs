namespace Algometer.Records.People;

/// <summary>Someone who is measured or treated. The name is not part of it: it is kept apart and may be absent.</summary>
public sealed record Person
{
    /// <summary>Identity; empty until stored.</summary>
    public string Id { get; init; } = "";

    /// <summary>What the clinic calls the person in data that travels; unique, 1 to 40 letters, digits, dots, dashes or underscores.</summary>
    public required string Code { get; init; }

    /// <summary>First year of the decade of birth, such as 1980; null when not told.</summary>
    public int? BirthDecade { get; init; }

    /// <summary>Sex as norm tables use it.</summary>
    public Sex Sex { get; init; }

    /// <summary>Free text.</summary>
    public string Notes { get; init; } = "";

    /// <summary>When the person agreed to the measurements being kept; null when not.</summary>
    public DateOnly? ConsentDate { get; init; }

    /// <summary>What was agreed to, as the clinic words it.</summary>
    public string ConsentText { get; init; } = "";
}

/// <summary>Sex as norm tables use it.</summary>
public enum Sex
{
    /// <summary>Not told.</summary>
    NotTold,

    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,

    /// <summary>Other.</summary>
    Other,
}
