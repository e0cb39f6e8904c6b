using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>Opens the database file for writing (WAL, FULL: a commit survives a power loss) or for reading beside a writer.</summary>
internal static class Database
{
    public const string FileName = "algometer.db";

    public static SqliteConnection OpenForWriting(string path, IReadOnlyList<Migration> migrations)
    {
        SqliteConnection connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Migrator.CheckVersion(connection, path, migrations[^1].Version);

            // Blocks of 1 to 2 kB leave little of an 8 kB page empty; the size only takes effect on a new file.
            connection.Execute("PRAGMA page_size = 8192");
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA foreign_keys = ON");
            connection.Execute("PRAGMA wal_autocheckpoint = 256");
            connection.Execute("PRAGMA journal_size_limit = 4194304");
            Migrator.Migrate(connection, path, migrations);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenForReading(string path)
    {
        if (!File.Exists(path))
        {
            throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no record at '{path}'. Record a session first.");
        }

        SqliteConnection connection = Connect(path, SqliteOpenMode.ReadOnly);
        try
        {
            int newest = Migration.All[^1].Version;
            int version = Migrator.CheckVersion(connection, path, newest);
            return version == newest
                ? connection
                : throw new RecordStoreException(
                    RecordStoreProblem.Other,
                    $"'{path}' was made by an older Algometer (schema {version}). Open it once for recording to bring it up to date.");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // No pool: a pooled connection would keep the file open after its store is disposed.
    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
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
