namespace Algometer.Web.Access;

/// <summary>Who may sign in.</summary>
public sealed record Account
{
    /// <summary>Kind of an account's document in the record.</summary>
    public const string Kind = "account";

    /// <summary>The name to sign in with; unique whatever its case.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required Role Role { get; init; }

    /// <summary>Whose sessions and plans a patient sees; null for the others.</summary>
    public string? PersonId { get; init; }

    /// <summary>Salted hash of the password.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>Whether it may not sign in any more.</summary>
    public bool Disabled { get; init; }
}
