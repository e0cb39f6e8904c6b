using System.Data.Common;
using Algometer.Records.Engine;
using Algometer.Records.Problems;

namespace Algometer.Records.Schema;

/// <summary>Brings a database to the schema this program knows, one transaction a step, and refuses what it does not understand.</summary>
/// <param name="engine">The database's engine.</param>
/// <param name="migrations">Every step.</param>
/// <param name="beforeStatement">Told before each statement, so that tests can break off anywhere.</param>
internal sealed class Migrator(IStoreEngine engine, IReadOnlyList<Migration> migrations, Action<string>? beforeStatement = null)
{
    private readonly int _newest = migrations[^1].Version;

    /// <summary>Refuses a foreign or a newer database without changing it.</summary>
    public int CheckVersion(DbConnection connection)
    {
        int version = engine.Dialect.ReadVersion(connection, engine.Place);
        return version <= _newest
            ? version
            : throw new RecordStoreException(
                RecordStoreProblem.NewerSchema,
                $"'{engine.Place}' was made by a newer Algometer (schema {version}; this one knows {_newest}). Install the newer program to use it.");
    }

    /// <summary>Refuses an old database too: a reader cannot bring it up to date.</summary>
    public void RequireNewest(DbConnection connection)
    {
        int version = CheckVersion(connection);
        if (version == 0)
        {
            throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no record at '{engine.Place}'. Record a session first.");
        }

        if (version < _newest)
        {
            throw new RecordStoreException(
                RecordStoreProblem.Other,
                $"'{engine.Place}' was made by an older Algometer (schema {version}). Open it once for recording to bring it up to date.");
        }
    }

    public void Migrate(DbConnection connection)
    {
        CheckVersion(connection);
        foreach (Migration step in migrations)
        {
            // The version is part of the transaction: a step is there as a whole or not at all, and another station may have been first.
            using DbTransaction transaction = connection.BeginTransaction();
            engine.Dialect.LockSchema(transaction);
            if (CheckVersion(connection) >= step.Version)
            {
                continue;
            }

            foreach (string statement in step.Statements.SelectMany(engine.Dialect.Translate))
            {
                beforeStatement?.Invoke(statement);
                transaction.Run(statement);
            }

            beforeStatement?.Invoke($"version {step.Version}");
            engine.Dialect.WriteVersion(transaction, step.Version);
            beforeStatement?.Invoke($"commit {step.Version}");
            transaction.Commit();
        }
    }
}
