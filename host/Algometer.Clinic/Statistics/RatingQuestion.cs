namespace Algometer.Clinic.Statistics;

/// <summary>How a table of repeat measurements is to be read. What is not said is taken from headings, where they leave no doubt.</summary>
public sealed record RatingQuestion
{
    /// <summary>The word for a table without a column of subjects.</summary>
    public const string NoSubject = "none";

    /// <summary>What is rated where there are sessions: those of a long file, or in a wide one the columns that are called by the same words.</summary>
    public RatedUnit Rated { get; init; } = RatedUnit.Automatic;

    /// <summary>The column that names the subjects, by heading or number; <see cref="NoSubject"/> for none; null for what the headings say.</summary>
    public string? Subject { get; init; }

    /// <summary>The column that says which repeat a line is, by heading or number: the table has a line for each value then. Null for what the headings say.</summary>
    public string? Trial { get; init; }

    /// <summary>Numbers that stand for a missing value, such as 999; <see cref="Tables.MissingNumbers.None"/> where none does. Empty: such numbers are asked about.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The columns that hold values, by heading or number; empty for all but the subjects.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Only rows that have this value in this column: of several sites or sides one.</summary>
    public IReadOnlyList<(string Column, string Value)> Where { get; init; } = [];

    /// <summary>Whether every comma parts two columns, where numbers look as if decimal commas had parted them too.</summary>
    public bool IsDecimalPoint { get; init; }
}
