using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Store;

namespace Algometer.Records.Documents;

/// <summary>
/// Reads and writes documents. A change names the revision it was made from, so that two people never overwrite each other unseen, at one
/// station or at two. A document of a deleted person or session hides with them and comes back with them.
/// </summary>
public sealed class DocumentStore
{
    private const string Columns = """
        SELECT id, kind, person_id, session_id, revision, created_utc_us, updated_utc_us, body, seal, deleted_utc_us FROM documents
        """;

    private const string Visible = """
         AND deleted_utc_us IS NULL
        AND (person_id IS NULL OR person_id NOT IN (SELECT id FROM people WHERE deleted_utc_us IS NOT NULL))
        AND (session_id IS NULL OR session_id NOT IN (SELECT id FROM sessions WHERE deleted_utc_us IS NOT NULL))
        ORDER BY created_utc_us, id
        """;

    private readonly StoreCore _core;
    private readonly AuditLog _audit;
    private readonly SoftDeletion _deletion;
    private readonly ConcurrentDictionary<string, BrokenDocument> _broken = new(StringComparer.Ordinal);

    internal DocumentStore(StoreCore core, AuditLog audit, SoftDeletion deletion) => (_core, _audit, _deletion) = (core, audit, deletion);

    /// <summary>Documents that were met since the record was opened and could not be read. They were left out of what was asked for.</summary>
    public IReadOnlyList<BrokenDocument> Broken => [.. _broken.Values.OrderBy(broken => broken.Id, StringComparer.Ordinal)];

    /// <summary>Writes a new document.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="personId">Whom it is about; null for nobody.</param>
    /// <param name="body">JSON.</param>
    /// <param name="sessionId">The session it is about; null for none.</param>
    /// <exception cref="RecordStoreException">It cannot be stored.</exception>
    public StoredDocument Create(string kind, string? personId, string body, string? sessionId = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        long now = _core.Now;
        DateTimeOffset at = WallTime.FromMicroseconds(now);
        var document = new StoredDocument(SessionId.New(at), kind, personId, 1, at, at, body) { SessionId = sessionId };
        _core.Write(transaction => Insert(transaction, document));
        return document;
    }

    /// <summary>Takes in a document of another record as it is, identity and times included.</summary>
    /// <param name="document">The document; its person and session must be here.</param>
    /// <exception cref="ArgumentException">Its identity or kind cannot be used.</exception>
    /// <exception cref="RecordStoreException">Another document has its identity; nothing was written.</exception>
    public ImportOutcome Import(StoredDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!SessionId.IsValid(document.Id) || document.Kind is not { Length: > 0 and <= 60 } || document.Revision < 1)
        {
            throw new ArgumentException("A document's identity, kind or revision cannot be used.", nameof(document));
        }

        if (Query(Columns + " WHERE id = @id", ("@id", document.Id)) is [var known])
        {
            return string.Equals(known.Body, document.Body, StringComparison.Ordinal) && string.Equals(known.Kind, document.Kind, StringComparison.Ordinal)
                ? ImportOutcome.AlreadyThere
                : throw new RecordStoreException(RecordStoreProblem.Conflict, $"Document '{document.Id}' is in the record with other content. It was left as it is.");
        }

        var came = new AuditEvent(AuditActions.Import, document.Kind, document.Id, AfterHash: HashOf(document));
        _audit.Record(came, null, transaction => Insert(transaction, document));
        return ImportOutcome.Imported;
    }

    /// <summary>Writes a new revision and keeps the one before.</summary>
    /// <param name="id">The document.</param>
    /// <param name="fromRevision">The revision that the change was made from.</param>
    /// <param name="body">The whole new JSON.</param>
    /// <exception cref="RecordStoreException">There is no such document, or it was changed in the meantime.</exception>
    public StoredDocument Update(string id, int fromRevision, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        _core.Write(transaction =>
        {
            // A row that is not what was written is not gone on from: a new seal would make it believed.
            RecordRow.Documents.Require(transaction, _core.Vault, "WHERE t.id = @id", ("@id", id));
            List<(long Updated, string Body)> before = transaction.Rows(
                "SELECT updated_utc_us, body FROM documents WHERE id = @id AND revision = @from AND deleted_utc_us IS NULL",
                r => (r.GetInt64(0), r.GetString(1)),
                ("@id", id),
                ("@from", fromRevision));

            // Another station may write between the look and the change: the change itself names the revision again.
            int changed = before.Count == 0 ? 0 : transaction.Run(
                "UPDATE documents SET revision = revision + 1, updated_utc_us = @now, body = @body WHERE id = @id AND revision = @from AND deleted_utc_us IS NULL",
                ("@id", id),
                ("@from", fromRevision),
                ("@now", _core.Now),
                ("@body", Sealed(id, fromRevision + 1, body)));
            if (changed == 0)
            {
                throw new RecordStoreException(
                    RecordStoreProblem.Changed,
                    "This was changed elsewhere in the meantime, or is gone. Open it again; what you typed was not written over it.");
            }

            transaction.Run(
                "INSERT INTO document_history (id, revision, updated_utc_us, body) VALUES (@id, @from, @updated, @body)",
                ("@id", id),
                ("@from", fromRevision),
                ("@updated", before[0].Updated),
                ("@body", before[0].Body));
            RecordRow.History.Renew(transaction, _core.Vault, "WHERE t.id = @id AND t.revision = @from", ("@id", id), ("@from", fromRevision));
            RecordRow.Documents.Renew(transaction, _core.Vault, "WHERE t.id = @id", ("@id", id));
        });
        return Read(id);
    }

    /// <summary>One document, deleted or not.</summary>
    /// <exception cref="RecordStoreException">There is none of that identity.</exception>
    public StoredDocument Read(string id)
    {
        try
        {
            return Query(Columns + " WHERE id = @id", ("@id", id)) is [var only]
                ? only
                : throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no document '{id}'.");
        }
        catch (RecordStoreException altered) when (altered.Problem == RecordStoreProblem.Tampered)
        {
            throw new RecordStoreException(altered.Problem, altered.Message, altered) { About = id };
        }
    }

    /// <summary>Documents of a kind, oldest first.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="personId">Whom they are about; null for everybody's.</param>
    public IReadOnlyList<StoredDocument> List(string kind, string? personId = null) => personId is null
        ? Sound(Columns + " WHERE kind = @kind" + Visible, ("@kind", kind))
        : Sound(Columns + " WHERE kind = @kind AND person_id = @person" + Visible, ("@kind", kind), ("@person", personId));

    /// <summary>Documents of a kind with what they hold, oldest first. One that cannot be read is left out and named among the broken.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="personId">Whom they are about; null for everybody's.</param>
    public IReadOnlyList<(StoredDocument Document, T Body)> Bodies<T>(string kind, string? personId = null)
        where T : class => Readable(List(kind, personId), document => DocumentBody.Read<T>(document));

    /// <summary>What documents hold, without those that cannot be read: they are named among the broken.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="read">Reads one.</param>
    public IReadOnlyList<(StoredDocument Document, T Body)> Readable<T>(IEnumerable<StoredDocument> documents, Func<StoredDocument, T> read)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(read);
        var readable = new List<(StoredDocument, T)>();
        foreach (StoredDocument document in documents)
        {
            try
            {
                readable.Add((document, read(document)));
                _broken.TryRemove(document.Id, out _);
            }
            catch (Exception broken) when (broken is RecordStoreException { Problem: RecordStoreProblem.Damaged } || DocumentBody.IsBroken(broken))
            {
                SetAside(document.Id, document.Kind, broken);
            }
        }

        return readable;
    }

    /// <summary>Which kinds of documents there are.</summary>
    public IReadOnlyList<string> Kinds() => _core.Rows("SELECT DISTINCT kind FROM documents WHERE deleted_utc_us IS NULL ORDER BY kind", r => r.GetString(0));

    /// <summary>Documents of a kind about a session, oldest first.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="sessionId">The session.</param>
    public IReadOnlyList<StoredDocument> ListOfSession(string kind, string sessionId) =>
        Sound(Columns + " WHERE session_id = @session AND kind = @kind" + Visible, ("@kind", kind), ("@session", sessionId));

    /// <summary>Deleted documents that can be taken back, latest deletion first.</summary>
    public IReadOnlyList<StoredDocument> ListDeleted() => Sound(Columns + " WHERE deleted_utc_us IS NOT NULL ORDER BY deleted_utc_us DESC, id");

    /// <summary>Earlier revisions of a document, oldest first, without the present one.</summary>
    public IReadOnlyList<StoredDocument> History(string id)
    {
        StoredDocument now = Read(id);
        return _core.Rows(
            RecordRow.History.Select + "WHERE t.id = @id ORDER BY t.revision",
            r => RecordRow.History.Fits(_core.Vault, r)
                ? now with
                {
                    Revision = (int)r.GetInt64(4),
                    UpdatedUtc = WallTime.FromMicroseconds(r.GetInt64(6)),
                    Body = Opened(id, r.GetInt64(4), r.GetString(7)),
                }
                : throw RecordRow.Documents.Altered(id),
            ("@id", id));
    }

    /// <summary>Puts a document aside; it can be taken back for 30 days.</summary>
    /// <param name="id">The document.</param>
    /// <param name="actor">Who deletes it; null for whoever opened the store.</param>
    public void Delete(string id, string? actor = null) => _deletion.Delete(DeletableKind.Document, id, HashOf(id), actor);

    /// <summary>Takes a deletion back.</summary>
    /// <param name="id">The document.</param>
    /// <param name="actor">Who takes it back; null for whoever opened the store.</param>
    public void Undelete(string id, string? actor = null) => _deletion.Undelete(DeletableKind.Document, id, actor);

    private void Insert(DbTransaction transaction, StoredDocument document)
    {
        transaction.Run(
            """
            INSERT INTO documents (id, kind, person_id, session_id, revision, created_utc_us, updated_utc_us, body)
            VALUES (@id, @kind, @person, @session, @revision, @created, @updated, @body)
            """,
            ("@id", document.Id),
            ("@kind", document.Kind),
            ("@person", document.PersonId),
            ("@session", document.SessionId),
            ("@revision", document.Revision),
            ("@created", WallTime.ToMicroseconds(document.CreatedUtc)),
            ("@updated", WallTime.ToMicroseconds(document.UpdatedUtc)),
            ("@body", Sealed(document.Id, document.Revision, document.Body)));
        RecordRow.Documents.Renew(transaction, _core.Vault, "WHERE t.id = @id", ("@id", document.Id));
    }

    // The revision is part of the place, and the place is the same in both tables: a row that grows old is copied as it is.
    internal static string Row(string id, long revision) => string.Create(CultureInfo.InvariantCulture, $"{id}/{revision}");

    private string HashOf(string id) => HashOf(Read(id));

    private static string HashOf(StoredDocument document) => ContentHash.OfText(string.Create(CultureInfo.InvariantCulture, $"{document.Id}|{document.Revision}|{document.Body}"));

    private string Sealed(string id, long revision, string body) => _core.Vault.Seal(body, "documents", Row(id, revision), "body");

    private string Opened(string id, long revision, string stored) => _core.Vault.Open(stored, "documents", Row(id, revision), "body");

    private List<StoredDocument> Query(string sql, params (string Name, object? Value)[] parameters) => _core.Rows(sql, Read, parameters);

    // A list goes on without a row whose seal is broken; whoever asks for that very document is told.
    private List<StoredDocument> Sound(string sql, params (string Name, object? Value)[] parameters)
    {
        var sound = new List<StoredDocument>();
        foreach (StoredDocument? document in _core.Rows(sql, ReadOrSetAside, parameters))
        {
            if (document is not null)
            {
                sound.Add(document);
            }
        }

        return sound;
    }

    private StoredDocument? ReadOrSetAside(DbDataReader r)
    {
        try
        {
            return Read(r);
        }
        catch (RecordStoreException broken) when (broken.Problem == RecordStoreProblem.Tampered)
        {
            SetAside(r.GetString(0), r.GetString(1), broken);
            return null;
        }
    }

    private void SetAside(string id, string kind, Exception broken) =>
        _broken[id] = new BrokenDocument(id, kind, broken.InnerException is { } inner && DocumentBody.IsBroken(inner) ? DocumentBody.Short(inner) : DocumentBody.Short(broken));

    private StoredDocument Read(DbDataReader r) => RecordRow.Documents.Fits(_core.Vault, r)
        ? new(
            r.GetString(0),
            r.GetString(1),
            r.TextOrNull(2),
            (int)r.GetInt64(4),
            WallTime.FromMicroseconds(r.GetInt64(5)),
            WallTime.FromMicroseconds(r.GetInt64(6)),
            Opened(r.GetString(0), r.GetInt64(4), r.GetString(7)))
        {
            SessionId = r.TextOrNull(3),
            DeletedUtc = r.TimeOrNull(9),
        }
        : throw RecordRow.Documents.Altered(r.GetString(0));
}
