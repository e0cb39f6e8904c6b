using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Exchange.Archives;

/// <summary>
/// The session archive: one file with everything that is known of the sessions in it, checksummed, that imports back without loss. A person's
/// archive has all the person's sessions; of everybody there is one archive a person and one for each session about nobody.
/// </summary>
public sealed class ArchiveFormat : IExportFormat
{
    /// <summary>Name of the format in the manifest.</summary>
    public const string FormatName = "algometer-archive";

    /// <summary>Layout that this program writes and reads.</summary>
    public const int Version = 1;

    /// <summary>Ending of its files.</summary>
    public const string Ending = ".algometer";

    /// <inheritdoc/>
    public string Name => "archive";

    /// <inheritdoc/>
    public string Summary => "One checksummed file with everything; imports back into Algometer without loss.";

    /// <inheritdoc/>
    public string Extension => Ending;

    /// <inheritdoc/>
    public IReadOnlyList<ExportFile> Plan(ExportSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ILookup<string, SessionSummary> bySession = selection.Sessions.ToLookup(session => selection.PersonOfSession.GetValueOrDefault(session.Id, ""), StringComparer.Ordinal);
        var parts = new List<ExportFile>();
        foreach (Person person in selection.People)
        {
            SessionSummary[] sessions = [.. bySession[person.Id]];
            StoredDocument[] documents = [.. selection.Documents.Where(document => string.Equals(document.PersonId, person.Id, StringComparison.Ordinal) || (document.PersonId is null && document.SessionId is { } about && sessions.Any(session => session.Id == about)))];
            if (sessions.Length + documents.Length > 0)
            {
                parts.Add(Part(SafeFileName.Of(person.Code) + Ending, selection, sessions, [person], documents));
            }
        }

        foreach (SessionSummary session in bySession[""])
        {
            parts.Add(Part(SafeFileName.Of(session.Id) + Ending, selection, [session], [], DocumentsOf(selection, session)));
        }

        return parts;
    }

    private static ExportFile Part(string name, ExportSelection selection, IReadOnlyList<SessionSummary> sessions, IReadOnlyList<Person> people, IReadOnlyList<StoredDocument> documents) =>
        new(name, sessions, (stream, ticket) => ArchiveWriter.WriteAsync(sessions.Select(selection.Open), people, documents, selection.Pseudonymised, stream, ticket)) { Counts = true };

    private static StoredDocument[] DocumentsOf(ExportSelection selection, SessionSummary session) =>
        [.. selection.Documents.Where(document => document.PersonId is null && (document.SessionId == session.Id || document.Body.Contains(session.Id, StringComparison.Ordinal)))];
}
