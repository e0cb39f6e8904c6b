namespace Algometer.Records;

/// <summary>
/// Something written about a person or a study (a visit, a trial, a plan), kept as JSON with every earlier revision. The store does not
/// look inside; the type that wrote it reads it.
/// </summary>
/// <param name="Id">Identity; sorts by time of making.</param>
/// <param name="Kind">What it is, such as <c>visit</c>.</param>
/// <param name="PersonId">Whom it is about; null for nobody.</param>
/// <param name="Revision">1 when made, one more at each change.</param>
/// <param name="CreatedUtc">When it was made.</param>
/// <param name="UpdatedUtc">When this revision was written.</param>
/// <param name="Body">JSON.</param>
public sealed record StoredDocument(string Id, string Kind, string? PersonId, int Revision, DateTimeOffset CreatedUtc, DateTimeOffset UpdatedUtc, string Body);
