using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Maintenance;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Recording;
using Algometer.Records.Schema;
using Algometer.Records.Store;
using Algometer.Records.Transfer;

namespace Algometer.Records;

/// <summary>
/// The record: people, sessions, documents and the audit log, in the embedded database of a data directory or on a server, with the journals
/// of running sessions beside it. One process writes to a data directory; any number may read, and several stations may share a server.
/// </summary>
public sealed partial class RecordStore : IDisposable
{
    private readonly StoreCore _core;
    private readonly DirectoryLock? _lock;
    private readonly Lock _recording = new();
    private readonly List<SessionRecorder> _recorders = [];
    private readonly SessionReader _reader;
    private readonly SessionImport _import;
    private readonly SessionLinks _links;
    private readonly SoftDeletion _deletion;

    private RecordStore(StoreCore core, DirectoryLock? held)
    {
        (_core, _lock) = (core, held);
        _reader = new SessionReader(core);
        Audit = new AuditLog(core);
        _deletion = new SoftDeletion(core, Audit);
        _import = new SessionImport(core, Audit, _reader);
        _links = new SessionLinks(core);
        Documents = new DocumentStore(core, Audit, _deletion);
        People = new PeopleStore(core, _deletion);
        Notes = new SessionNotes(core, Documents, _reader);
    }

    /// <summary>How long something deleted can be taken back.</summary>
    public static TimeSpan KeepDeletedFor { get; } = TimeSpan.FromDays(30);

    /// <summary>What was written about people, sessions and studies.</summary>
    public DocumentStore Documents { get; }

    /// <summary>Who is measured and treated.</summary>
    public PeopleStore People { get; }

    /// <summary>What was written about sessions.</summary>
    public SessionNotes Notes { get; }

    /// <summary>Who did what.</summary>
    public AuditLog Audit { get; }

    /// <summary>Where the record is, for a person; never with a password.</summary>
    public string Place => _core.Engine.Place;

    /// <summary>Whether names and free text are encrypted.</summary>
    public bool IsEncrypted => _core.Vault.HasKey;

    /// <summary>Whether raw traces are encrypted as well.</summary>
    public bool EncryptsTraces => _core.Vault.SealsTraces;

    /// <summary>Whether it was opened for writing.</summary>
    public bool IsWritable => _core.IsWritable;

    /// <summary>Sessions that a crash had cut off and that this opening put right.</summary>
    public IReadOnlyList<RecoveredSession> Recovered { get; private init; } = [];

    /// <summary>What this opening removed for good, because its 30 days were over.</summary>
    public int Purged { get; private init; }

    /// <summary>Why this is not the record that this station has seen at its place, for a person; null when it is. A database that was emptied
    /// or exchanged shows here also while nothing stands in its audit log.</summary>
    public string? Exchanged => _core.Exchanged;

    /// <summary>What of an encrypted record's people, documents, links and sessions is not what was written: altered, taken out, put in or put back
    /// as it was before; empty when all is, and for a record without a key, where nothing could tell.</summary>
    public IReadOnlyList<string> FindChanged() => _core.Query(_reader.Changed);

    internal StoreCore Core => _core;

    /// <summary>Opens the embedded record for writing: makes the directory and the schema if needed, and recovers what a crash left.</summary>
    /// <param name="dataDirectory">Where the record lives.</param>
    /// <param name="time">Source of wall times and of the flush timer.</param>
    /// <exception cref="RecordStoreException">The record cannot be opened; the message says what to do.</exception>
    public static RecordStore Open(string dataDirectory, TimeProvider time) => Open(new StoreOptions { DataDirectory = dataDirectory }, time);

    /// <summary>Opens a record for writing: makes the directory and the schema if needed, and recovers what a crash left.</summary>
    /// <param name="options">Which record, and how.</param>
    /// <param name="time">Source of wall times and of the flush timer.</param>
    /// <exception cref="ArgumentException">The server's address cannot be understood.</exception>
    /// <exception cref="RecordStoreException">The record cannot be opened; the message says what to do.</exception>
    public static RecordStore Open(StoreOptions options, TimeProvider time) => Open(options, time, Migration.All);

    /// <summary>Opens the embedded record for reading only, beside a process that records or without one.</summary>
    /// <param name="dataDirectory">Where the record lives.</param>
    /// <param name="time">Source of time.</param>
    /// <exception cref="RecordStoreException">There is no record, or it cannot be read.</exception>
    public static RecordStore OpenReadOnly(string dataDirectory, TimeProvider time) => OpenReadOnly(new StoreOptions { DataDirectory = dataDirectory }, time);

    /// <summary>Opens a record for reading only.</summary>
    /// <param name="options">Which record, and how.</param>
    /// <param name="time">Source of time.</param>
    /// <exception cref="RecordStoreException">There is no record, or it cannot be read.</exception>
    public static RecordStore OpenReadOnly(StoreOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.DataDirectory);
        ArgumentNullException.ThrowIfNull(time);
        return new RecordStore(StoreOpening.ForReading(options, time), held: null);
    }

    /// <summary>Starts a session and returns its recorder; dispose that before the store.</summary>
    /// <param name="description">What is known at the start.</param>
    /// <exception cref="RecordStoreException">The session cannot be stored. A server that is away does not keep it from starting.</exception>
    public SessionRecorder StartSession(SessionDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        DateTimeOffset started = _core.Time.GetUtcNow();
        string id = SessionId.New(started, after: NewestSession());
        var start = new StartNote(started, _core.Station, description);
        RecordStoreException? away = null;
        try
        {
            _core.Write(transaction => SessionTables.Insert(transaction, _core.Vault, id, start));
        }
        catch (RecordStoreException e) when (e.Problem == RecordStoreProblem.Unreachable)
        {
            away = e;
        }

        var recorder = new SessionRecorder(id, _core.Directory, _core.Vault, _core.Time, Commit, Forget, isThere: _lock is { } held && _core.Engine is SqliteEngine ? () => held.IsThere : null);
        if (away is not null)
        {
            recorder.Begin(start, away);
        }

        lock (_recording)
        {
            _recorders.Add(recorder);
        }

        return recorder;
    }

    /// <summary>
    /// Takes the record as the right one although it is not the one, or younger than the one, that this station has seen here: somebody put a
    /// backup of the database in its place. Says so in the audit log, which is compared with this from then on.
    /// </summary>
    /// <returns>Whether there was anything to take.</returns>
    /// <exception cref="RecordStoreException">It cannot be written.</exception>
    public bool AcceptAsItIs()
    {
        AuditReport found = Audit.Verify();
        IReadOnlyList<string> changed = FindChanged();
        if (Exchanged is null && found.IsSound && found.IsAnchored && changed.Count == 0)
        {
            return false;
        }

        try
        {
            string identity = _core.Query(connection => StoreInfo.Read(connection, StoreInfo.Identity)) ?? "";
            Audit.Accept(new AuditEvent(AuditActions.Restore, Detail: $"taken as it is: {(Exchanged is null ? "" : "another record than the one seen here. ")}{found.Finding}{(changed.Count == 0 ? "" : $" Of {changed.Count}: {changed[0]}.")}"));
            StoreWitness.Keep(_core.Directory, _core.Engine, identity, _core.Vault);
            _core.Exchanged = null;
            return true;
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            throw RecordStoreException.From(e, _core.Engine.Place);
        }
    }

    /// <summary>Ends every recorder, leaves the database's files whole, and frees the directory.</summary>
    public void Dispose()
    {
        // Each takes itself out of the list as it ends.
        SessionRecorder[] left;
        lock (_recording)
        {
            left = [.. _recorders];
        }

        Array.ForEach(left, recorder => recorder.Dispose());
        if (IsWritable)
        {
            Audit.Leave();
        }

        _core.Dispose();
        _lock?.Dispose();
    }

    internal static RecordStore Open(StoreOptions options, TimeProvider time, IReadOnlyList<Migration> migrations, Action<string>? beforeStatement = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.DataDirectory);
        ArgumentNullException.ThrowIfNull(time);
        OpenStore open = StoreOpening.ForWriting(options, time, migrations, beforeStatement);
        try
        {
            int purged = migrations == Migration.All ? new DeletionPurge(open.Core, new AuditLog(open.Core), KeepDeletedFor).Run() : 0;
            return new RecordStore(open.Core, open.Held) { Recovered = open.Recovered, Purged = purged };
        }
        catch
        {
            open.Core.Dispose();
            open.Held.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement on the writing connection, for tests of a failing disk.</summary>
    internal void Execute(string sql) => _core.Writer().Use(connection => connection.Execute(sql));

    // Null also while a server is away: the order of the list is not worth waiting for it.
    private string? NewestSession()
    {
        try
        {
            return _core.Rows("SELECT MAX(id) FROM sessions", r => r.TextOrNull(0))[0];
        }
        catch (RecordStoreException)
        {
            return null;
        }
    }

    // An ended recorder would keep its buffers, 5 MB each, for as long as the store is open.
    private void Forget(SessionRecorder recorder)
    {
        lock (_recording)
        {
            _recorders.Remove(recorder);
        }
    }

    private void Commit(string sessionId, IReadOnlyList<CommitJob> jobs) => _core.Write(transaction =>
    {
        foreach (CommitJob job in jobs)
        {
            SessionTables.Apply(transaction, _core.Vault, sessionId, job);
        }
    });
}
