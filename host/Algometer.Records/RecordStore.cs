using Algometer.Measurement;
using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>
/// The embedded record: a data directory with one SQLite database, the journals of running sessions and a lock. One process writes; any
/// number may read beside it.
/// </summary>
public sealed class RecordStore : IDisposable
{
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly DirectoryLock? _lock;
    private readonly SqliteConnection? _connection;
    private readonly Lock _writing = new();
    private readonly List<SessionRecorder> _recorders = [];
    private readonly SessionReader _reader;

    private RecordStore(string directory, TimeProvider time, DirectoryLock? held, SqliteConnection? connection)
    {
        (_directory, _time, _lock, _connection) = (directory, time, held, connection);
        _reader = new SessionReader(directory);
        string path = Path.Combine(directory, Database.FileName);
        Documents = new DocumentStore(path, time, Write);
        People = new PeopleStore(path, time, Write);
    }

    /// <summary>What was written about people and studies.</summary>
    public DocumentStore Documents { get; }

    /// <summary>Who is measured and treated.</summary>
    public PeopleStore People { get; }

    /// <summary>Sessions that a crash had cut off and that this opening put right.</summary>
    public IReadOnlyList<RecoveredSession> Recovered { get; private init; } = [];

    /// <summary>Opens the record for writing: makes the directory and the schema if needed, and recovers what a crash left.</summary>
    /// <param name="dataDirectory">Where the record lives.</param>
    /// <param name="time">Source of wall times and of the flush timer.</param>
    /// <exception cref="RecordStoreException">The record cannot be opened; the message says what to do.</exception>
    public static RecordStore Open(string dataDirectory, TimeProvider time) => Open(dataDirectory, time, Migration.All);

    /// <summary>Opens the record for reading only, beside a process that records or without one.</summary>
    /// <param name="dataDirectory">Where the record lives.</param>
    /// <param name="time">Source of time.</param>
    /// <exception cref="RecordStoreException">There is no record, or it cannot be read.</exception>
    public static RecordStore OpenReadOnly(string dataDirectory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(dataDirectory);
        ArgumentNullException.ThrowIfNull(time);
        string path = Path.Combine(dataDirectory, Database.FileName);
        try
        {
            Database.OpenForReading(path).Dispose();
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            throw RecordStoreException.From(e, path);
        }

        return new RecordStore(dataDirectory, time, held: null, connection: null);
    }

    /// <summary>Starts a session and returns its recorder; dispose that before the store.</summary>
    /// <param name="description">What is known at the start.</param>
    /// <exception cref="RecordStoreException">The session cannot be stored.</exception>
    public SessionRecorder StartSession(SessionDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        DateTimeOffset started = _time.GetUtcNow();
        string id = SessionId.New(started);
        Write(transaction =>
        {
            SessionTables.Insert(transaction, id, started, description);
            if (description.Calibration is { } calibration)
            {
                SessionTables.Insert(transaction, id, new CalibrationInForce(long.MinValue, calibration));
            }
        });
        var recorder = new SessionRecorder(id, _directory, _time, Commit);
        lock (_writing)
        {
            _recorders.Add(recorder);
        }

        return recorder;
    }

    /// <summary>Every session, oldest first.</summary>
    public IReadOnlyList<SessionSummary> ListSessions() => _reader.List();

    /// <summary>One session without its samples.</summary>
    /// <param name="id">The session.</param>
    public SessionSummary ReadSession(string id) => _reader.Session(id);

    /// <summary>Calibrations in order of the sequence they apply from; the first of a session applies from the lowest possible one.</summary>
    /// <param name="id">The session.</param>
    public IReadOnlyList<CalibrationInForce> ReadCalibrations(string id) => _reader.Calibrations(id);

    /// <summary>Moments read from both clocks, in order; <see cref="ClockMapping.Fit"/> makes offset and skew of them.</summary>
    /// <param name="id">The session.</param>
    public IReadOnlyList<ClockPoint> ReadClockPoints(string id) => _reader.ClockPoints(id);

    /// <summary>Samples in order of sequence, each once, force by the calibration in force (NaN with a fault). Damaged blocks are left out
    /// and stand in <see cref="ReadGaps"/>. Of a running session the journal's samples are included.</summary>
    /// <param name="id">The session.</param>
    /// <param name="fromSequence">First sequence wanted; null from the start.</param>
    /// <param name="toSequence">Last sequence wanted; null to the end.</param>
    public IEnumerable<Sample> ReadSamples(string id, long? fromSequence = null, long? toSequence = null) =>
        _reader.Samples(id, fromSequence ?? long.MinValue, toSequence ?? long.MaxValue);

    /// <summary>Events in order of device time.</summary>
    /// <param name="id">The session.</param>
    public IReadOnlyList<SessionEvent> ReadEvents(string id) => _reader.Events(id);

    /// <summary>Missing samples with their reason, damaged blocks included.</summary>
    /// <param name="id">The session.</param>
    public IReadOnlyList<RecordedGap> ReadGaps(string id) => _reader.Gaps(id);

    /// <summary>How many gaps are recorded, without reading blocks for damage; quick enough for a list.</summary>
    /// <param name="id">The session.</param>
    public int CountGaps(string id) => _reader.CountGaps(id);

    /// <summary>Lowest and highest force of equal stretches of device time; single samples where they are few.</summary>
    /// <param name="id">The session.</param>
    /// <param name="points">How many stretches, at least 1; those without samples are left out.</param>
    /// <param name="fromMicroseconds">Device time where the drawing begins, in µs; null from the start.</param>
    /// <param name="toMicroseconds">Device time where it ends, in µs; null to the end.</param>
    public IReadOnlyList<EnvelopePoint> ReadEnvelope(string id, int points, long? fromMicroseconds = null, long? toMicroseconds = null) =>
        _reader.Envelope(id, points, fromMicroseconds ?? long.MinValue, toMicroseconds ?? long.MaxValue);

    /// <summary>Checks the database's structure and the CRC of every block.</summary>
    public IntegrityReport VerifyIntegrity() => _reader.Verify();

    /// <summary>Ends every recorder, moves the write-ahead log into the database and frees the directory.</summary>
    public void Dispose()
    {
        _recorders.ForEach(r => r.Dispose());
        _recorders.Clear();
        if (_connection is not null)
        {
            try
            {
                _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            catch (SqliteException)
            {
                // The log stays beside the database and is used by the next opening.
            }

            _connection.Dispose();
        }

        _lock?.Dispose();
    }

    internal static RecordStore Open(string dataDirectory, TimeProvider time, IReadOnlyList<Migration> migrations)
    {
        ArgumentNullException.ThrowIfNull(dataDirectory);
        ArgumentNullException.ThrowIfNull(time);
        string path = Path.Combine(dataDirectory, Database.FileName);
        DirectoryLock? held = null;
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(dataDirectory);
            held = DirectoryLock.Acquire(dataDirectory);
            connection = Database.OpenForWriting(path, migrations);
            IReadOnlyList<RecoveredSession> recovered = Recovery.Run(connection, dataDirectory);
            return new RecordStore(dataDirectory, time, held, connection) { Recovered = recovered };
        }
        catch (Exception e)
        {
            connection?.Dispose();
            held?.Dispose();
            if (RecordStoreException.IsExpected(e))
            {
                throw RecordStoreException.From(e, connection is null && held is null ? dataDirectory : path);
            }

            throw;
        }
    }

    /// <summary>Runs a statement on the writing connection, for tests of a failing disk.</summary>
    internal void Execute(string sql)
    {
        lock (_writing)
        {
            _connection!.Execute(sql);
        }
    }

    private void Commit(string sessionId, IReadOnlyList<CommitJob> jobs) => Write(transaction =>
    {
        foreach (CommitJob job in jobs)
        {
            SessionTables.Apply(transaction, sessionId, job);
        }
    });

    private void Write(Action<SqliteTransaction> write)
    {
        if (_connection is null)
        {
            throw new RecordStoreException(RecordStoreProblem.ReadOnly, $"'{_directory}' is open for reading only. Open it for recording.");
        }

        lock (_writing)
        {
            try
            {
                using SqliteTransaction transaction = _connection.BeginTransaction();
                write(transaction);
                transaction.Commit();
            }
            catch (SqliteException e)
            {
                throw RecordStoreException.From(e, Path.Combine(_directory, Database.FileName));
            }
        }
    }
}
