using Algometer.Records.Model;

namespace Algometer.Records.Documents;

/// <summary>
/// Something written about a person, a session or a study (a visit, a trial, a plan, a note), kept as JSON with every earlier revision. The
/// store does not look inside; the type that wrote it reads it.
/// </summary>
/// <param name="Id">Identity; sorts by time of making.</param>
/// <param name="Kind">What it is, such as <c>visit</c>.</param>
/// <param name="PersonId">Whom it is about; null for nobody.</param>
/// <param name="Revision">1 when made, one more at each change.</param>
/// <param name="CreatedUtc">When it was made.</param>
/// <param name="UpdatedUtc">When this revision was written.</param>
/// <param name="Body">JSON.</param>
public sealed record StoredDocument(string Id, string Kind, string? PersonId, int Revision, DateTimeOffset CreatedUtc, DateTimeOffset UpdatedUtc, string Body)
{
    /// <summary>The session it is about; null for none.</summary>
    public string? SessionId { get; init; }

    /// <summary>When it was deleted; null when it was not.</summary>
    public DateTimeOffset? DeletedUtc { get; init; }
}
