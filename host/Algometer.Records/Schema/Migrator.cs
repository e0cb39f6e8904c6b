using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>Brings a database to the schema this program knows, one transaction a step, and refuses what it does not understand.</summary>
internal static class Migrator
{
    /// <summary>"Algm", SQLite's mark for whose file it is.</summary>
    public const int ApplicationId = 0x416C676D;

    /// <summary>Refuses a foreign or a newer file without changing it.</summary>
    public static int CheckVersion(SqliteConnection connection, string path, int newest)
    {
        long application = connection.Scalar("PRAGMA application_id");
        if (application != ApplicationId && connection.Scalar("SELECT count(*) FROM sqlite_master") > 0)
        {
            throw new RecordStoreException(
                RecordStoreProblem.NotADatabase,
                $"'{path}' belongs to another program. Move the file away to start a new record, or choose another data directory.");
        }

        int version = (int)connection.Scalar("PRAGMA user_version");
        return version <= newest
            ? version
            : throw new RecordStoreException(
                RecordStoreProblem.NewerSchema,
                $"'{path}' was made by a newer Algometer (schema {version}; this one knows {newest}). Install the newer program to use it.");
    }

    public static void Migrate(SqliteConnection connection, string path, IReadOnlyList<Migration> migrations)
    {
        int version = CheckVersion(connection, path, migrations[^1].Version);
        foreach (Migration step in migrations.Where(m => m.Version > version))
        {
            // user_version and application_id are part of the transaction: a step is there as a whole or not at all.
            using SqliteTransaction transaction = connection.BeginTransaction();
            connection.Execute(step.Sql, transaction);
            connection.Execute($"PRAGMA user_version = {step.Version}", transaction);
            connection.Execute($"PRAGMA application_id = {ApplicationId}", transaction);
            transaction.Commit();
        }
    }
}
