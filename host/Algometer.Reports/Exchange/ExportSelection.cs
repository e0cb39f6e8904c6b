using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;

namespace Algometer.Reports.Exchange;

/// <summary>What an export takes: sessions, the people they are about, and what was written about them.</summary>
public sealed record ExportSelection
{
    /// <summary>Name for files: a session's identity, a person's code or <c>all</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The sessions, oldest first.</summary>
    public required IReadOnlyList<SessionSummary> Sessions { get; init; }

    /// <summary>Opens one of them.</summary>
    public required Func<SessionSummary, ExportedSession> Open { get; init; }

    /// <summary>People the sessions, runs and visits are about.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>Pressure-pain tests.</summary>
    public IReadOnlyList<ExportedRun> Runs { get; init; } = [];

    /// <summary>Visits.</summary>
    public IReadOnlyList<ExportedVisit> Visits { get; init; } = [];

    /// <summary>Documents as they are stored, for the archive.</summary>
    public IReadOnlyList<StoredDocument> Documents { get; init; } = [];

    /// <summary>The person of each session that is about one person.</summary>
    public IReadOnlyDictionary<string, string> PersonOfSession { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether codes, dates and free text were replaced.</summary>
    public bool Pseudonymised { get; init; }

    /// <summary>The person of a session, or null.</summary>
    /// <param name="sessionId">The session.</param>
    public Person? PersonOf(string sessionId) => PersonOfSession.TryGetValue(sessionId, out string? id) ? People.FirstOrDefault(person => string.Equals(person.Id, id, StringComparison.Ordinal)) : null;
}
