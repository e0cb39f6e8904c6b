using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>Reads and writes documents. A change names the revision it was made from, so that two people never overwrite each other unseen.</summary>
public sealed class DocumentStore
{
    private const string Columns = "SELECT id, kind, person_id, revision, created_utc_us, updated_utc_us, body FROM documents";
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Action<Action<SqliteTransaction>> _write;

    internal DocumentStore(string path, TimeProvider time, Action<Action<SqliteTransaction>> write) => (_path, _time, _write) = (path, time, write);

    /// <summary>Writes a new document.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="personId">Whom it is about; null for nobody.</param>
    /// <param name="body">JSON.</param>
    /// <exception cref="RecordStoreException">It cannot be stored.</exception>
    public StoredDocument Create(string kind, string? personId, string body)
    {
        DateTimeOffset now = WallTime.FromMicroseconds(WallTime.ToMicroseconds(_time.GetUtcNow()));
        var document = new StoredDocument(SessionId.New(now), kind, personId, 1, now, now, body);
        _write(transaction => transaction.Run(
            "INSERT INTO documents (id, kind, person_id, revision, created_utc_us, updated_utc_us, body) VALUES ($id, $kind, $person, 1, $now, $now, $body)",
            ("$id", document.Id),
            ("$kind", kind),
            ("$person", personId),
            ("$now", WallTime.ToMicroseconds(now)),
            ("$body", body)));
        return document;
    }

    /// <summary>Writes a new revision and keeps the one before.</summary>
    /// <param name="id">The document.</param>
    /// <param name="fromRevision">The revision that the change was made from.</param>
    /// <param name="body">The whole new JSON.</param>
    /// <exception cref="RecordStoreException">There is no such document, or it was changed in the meantime.</exception>
    public StoredDocument Update(string id, int fromRevision, string body)
    {
        long now = WallTime.ToMicroseconds(_time.GetUtcNow());
        _write(transaction =>
        {
            transaction.Run(
                "INSERT INTO document_history SELECT id, revision, updated_utc_us, body FROM documents WHERE id = $id AND revision = $from",
                ("$id", id),
                ("$from", fromRevision));
            int changed = transaction.Run(
                "UPDATE documents SET revision = revision + 1, updated_utc_us = $now, body = $body WHERE id = $id AND revision = $from",
                ("$id", id),
                ("$from", fromRevision),
                ("$now", now),
                ("$body", body));
            if (changed == 0)
            {
                throw new RecordStoreException(
                    RecordStoreProblem.Changed,
                    "This was changed elsewhere in the meantime, or is gone. Open it again; what you typed was not written over it.");
            }
        });
        return Read(id);
    }

    /// <summary>One document.</summary>
    /// <exception cref="RecordStoreException">There is none of that identity.</exception>
    public StoredDocument Read(string id) => Query(Columns + " WHERE id = $id", ("$id", id)) is [var only]
        ? only
        : throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no document '{id}'.");

    /// <summary>Documents of a kind, oldest first.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="personId">Whom they are about; null for everybody's.</param>
    public IReadOnlyList<StoredDocument> List(string kind, string? personId = null) => personId is null
        ? Query(Columns + " WHERE kind = $kind ORDER BY created_utc_us, id", ("$kind", kind))
        : Query(Columns + " WHERE kind = $kind AND person_id = $person ORDER BY created_utc_us, id", ("$kind", kind), ("$person", personId));

    /// <summary>Earlier revisions of a document, oldest first, without the present one.</summary>
    public IReadOnlyList<StoredDocument> History(string id)
    {
        StoredDocument now = Read(id);
        using SqliteConnection connection = Database.OpenForReading(_path);
        using SqliteCommand command = connection.Command("SELECT revision, updated_utc_us, body FROM document_history WHERE id = $id ORDER BY revision", ("$id", id));
        using SqliteDataReader reader = command.ExecuteReader();
        var found = new List<StoredDocument>();
        while (reader.Read())
        {
            found.Add(now with { Revision = reader.GetInt32(0), UpdatedUtc = WallTime.FromMicroseconds(reader.GetInt64(1)), Body = reader.GetString(2) });
        }

        return found;
    }

    private List<StoredDocument> Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        try
        {
            using SqliteConnection connection = Database.OpenForReading(_path);
            using SqliteCommand command = connection.Command(sql, parameters);
            using SqliteDataReader reader = command.ExecuteReader();
            var found = new List<StoredDocument>();
            while (reader.Read())
            {
                found.Add(new StoredDocument(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.IsDBNull(2) ? null : reader.GetString(2),
                    reader.GetInt32(3),
                    WallTime.FromMicroseconds(reader.GetInt64(4)),
                    WallTime.FromMicroseconds(reader.GetInt64(5)),
                    reader.GetString(6)));
            }

            return found;
        }
        catch (SqliteException e)
        {
            throw RecordStoreException.From(e, _path);
        }
    }
}
