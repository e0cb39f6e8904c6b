using System.Data.Common;
using System.Globalization;
using Algometer.Records.Problems;
using Microsoft.Data.Sqlite;

namespace Algometer.Records.Engine;

/// <summary>SQLite: the schema's version stands in the file's head, so that it changes with the transaction.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    /// <summary>"Algm", SQLite's mark for whose file it is.</summary>
    public const int ApplicationId = 0x416C676D;

    private const int ConstraintFailed = 19;

    public override int ReadVersion(DbConnection connection, string place)
    {
        long application = connection.Scalar("PRAGMA application_id");
        if (application != ApplicationId && connection.Scalar("SELECT count(*) FROM sqlite_master") > 0)
        {
            throw new RecordStoreException(
                RecordStoreProblem.NotADatabase,
                $"'{place}' belongs to another program. Move the file away to start a new record, or choose another data directory.");
        }

        return (int)connection.Scalar("PRAGMA user_version");
    }

    public override void WriteVersion(DbTransaction transaction, int version)
    {
        transaction.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
        transaction.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
    }

    // A data directory has one writer.
    public override void LockSchema(DbTransaction transaction)
    {
    }

    public override IEnumerable<string> Translate(string statement) => AppendOnlyTable(statement) is { } table
        ?
        [
            $"CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
            $"CREATE TRIGGER {table}_is_not_shortened BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        ]
        : [statement];

    // SQLite continues after the highest number by itself.
    public override void ContinueNumbers(DbTransaction transaction, string table, string column)
    {
    }

    public override bool IsDuplicate(Exception? e) => e is SqliteException { SqliteErrorCode: ConstraintFailed };
}
