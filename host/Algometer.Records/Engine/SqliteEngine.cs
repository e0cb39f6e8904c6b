using System.Data.Common;
using Algometer.Records.Problems;
using Microsoft.Data.Sqlite;

namespace Algometer.Records.Engine;

/// <summary>The embedded engine: one file, WAL and FULL, so that a commit survives a power loss and readers go on beside the writer.</summary>
internal sealed class SqliteEngine(string path) : IStoreEngine
{
    public const string FileName = "algometer.db";

    public string Place => path;

    public SqlDialect Dialect { get; } = new SqliteDialect();

    public static SqliteEngine In(string directory) => new(System.IO.Path.Combine(directory, FileName));

    public DbConnection OpenForWriting()
    {
        // No pool: a pooled writer would keep the file open after its store is disposed.
        SqliteConnection connection = Connect(SqliteOpenMode.ReadWriteCreate, pooling: false);
        try
        {
            Dialect.ReadVersion(connection, path);

            // Blocks of 1 to 2 kB leave little of an 8 kB page empty; the size only takes effect on a new file.
            connection.Execute("PRAGMA page_size = 8192");
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA foreign_keys = ON");
            connection.Execute("PRAGMA secure_delete = ON");
            connection.Execute("PRAGMA wal_autocheckpoint = 256");
            connection.Execute("PRAGMA journal_size_limit = 4194304");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbConnection OpenForReading() => File.Exists(path)
        ? Connect(SqliteOpenMode.ReadOnly, pooling: true)
        : throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no record at '{path}'. Record a session first.");

    public void Commit(DbTransaction transaction) => transaction.Commit();

    public void Settle(DbConnection connection)
    {
        try
        {
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // The log stays beside the database and is used by the next opening.
        }
    }

    public IReadOnlyList<string> CheckStructure(DbConnection connection) =>
        [.. connection.Rows("PRAGMA integrity_check", r => r.GetString(0)).Where(r => !string.Equals(r, "ok", StringComparison.Ordinal))];

    // secure_delete has overwritten the rows; the log may still hold pages as they were, and VACUUM writes the file anew.
    public void Shred(DbConnection connection)
    {
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        connection.Execute("VACUUM");
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    // The data directory's lock has kept everybody else out since the opening.
    public bool TryHoldAlone(DbConnection connection) => true;

    public void Share(DbConnection connection)
    {
        // Nobody was kept out.
    }

    public void Leave(DbConnection connection)
    {
        // Closing the file is all.
    }

    public void Dispose()
    {
        using var any = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadOnly, pooling: true));
        SqliteConnection.ClearPool(any);
    }

    private string ConnectionString(SqliteOpenMode mode, bool pooling) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = pooling, DefaultTimeout = 5 }.ToString();

    private SqliteConnection Connect(SqliteOpenMode mode, bool pooling)
    {
        var connection = new SqliteConnection(ConnectionString(mode, pooling));
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
