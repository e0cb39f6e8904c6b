using System.Text.Json;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Store;

namespace Algometer.Records.Documents;

/// <summary>What somebody wrote about a session.</summary>
/// <param name="Id">Identity; sorts by time of making.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Revision">1 when made, one more at each change.</param>
/// <param name="CreatedUtc">When it was made.</param>
/// <param name="UpdatedUtc">When this revision was written.</param>
/// <param name="Author">Who wrote this revision.</param>
/// <param name="Text">The text.</param>
public sealed record SessionRemark(string Id, string SessionId, int Revision, DateTimeOffset CreatedUtc, DateTimeOffset UpdatedUtc, string Author, string Text);

/// <summary>Notes on sessions, with every earlier revision.</summary>
public sealed class SessionNotes
{
    /// <summary>Kind of a note's document.</summary>
    public const string Kind = "session-note";

    /// <summary>Most characters of a note.</summary>
    public const int LongestText = 20_000;

    private static readonly JsonSerializerOptions _json = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
    private readonly StoreCore _core;
    private readonly DocumentStore _documents;
    private readonly SessionReader _sessions;

    internal SessionNotes(StoreCore core, DocumentStore documents, SessionReader sessions) => (_core, _documents, _sessions) = (core, documents, sessions);

    /// <summary>Writes a note.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="text">1 to <see cref="LongestText"/> characters.</param>
    /// <param name="author">Who writes; null for whoever opened the store.</param>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    /// <exception cref="RecordStoreException">There is no such session, or it cannot be stored.</exception>
    public SessionRemark Add(string sessionId, string text, string? author = null) =>
        Read(_documents.Create(Kind, null, Body(text, author), _sessions.Session(sessionId).Id));

    /// <summary>Changes a note and keeps what it was.</summary>
    /// <param name="id">The note.</param>
    /// <param name="fromRevision">The revision that the change was made from.</param>
    /// <param name="text">The whole new text.</param>
    /// <param name="author">Who writes; null for whoever opened the store.</param>
    /// <exception cref="RecordStoreException">It was changed in the meantime, or is gone.</exception>
    public SessionRemark Change(string id, int fromRevision, string text, string? author = null)
    {
        Read(_documents.Read(id));
        return Read(_documents.Update(id, fromRevision, Body(text, author)));
    }

    /// <summary>A session's notes, oldest first.</summary>
    public IReadOnlyList<SessionRemark> List(string sessionId) => [.. _documents.Readable(_documents.ListOfSession(Kind, sessionId), Read).Select(note => note.Body)];

    /// <summary>Earlier revisions of a note, oldest first.</summary>
    public IReadOnlyList<SessionRemark> History(string id) => [.. _documents.History(id).Select(Read)];

    /// <summary>Puts a note aside; it can be taken back for 30 days.</summary>
    /// <param name="id">The note.</param>
    /// <param name="actor">Who deletes it.</param>
    public void Delete(string id, string? actor = null) => _documents.Delete(id, actor);

    /// <summary>Takes a deletion back.</summary>
    /// <param name="id">The note.</param>
    /// <param name="actor">Who takes it back.</param>
    public void Undelete(string id, string? actor = null) => _documents.Undelete(id, actor);

    /// <summary>The note in a document.</summary>
    /// <exception cref="RecordStoreException">It is none.</exception>
    public static SessionRemark Read(StoredDocument document)
    {
        if (document is not { Kind: Kind, SessionId: { } session })
        {
            throw new RecordStoreException(RecordStoreProblem.NotFound, $"'{document.Id}' is no note on a session.");
        }

        NoteBody body = DocumentBody.Read<NoteBody>(document, _json);
        return new SessionRemark(document.Id, session, document.Revision, document.CreatedUtc, document.UpdatedUtc, body.Author, body.Text);
    }

    private string Body(string text, string? author)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim() is { Length: > 0 and <= LongestText } trimmed
            ? JsonSerializer.Serialize(new NoteBody(author ?? _core.Actor, StorableText.Of(trimmed)))
            : throw new ArgumentException($"A note needs 1 to {LongestText} characters.", nameof(text));
    }

    private sealed record NoteBody(string Author, string Text);
}
