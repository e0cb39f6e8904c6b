using Microsoft.Data.Sqlite;

namespace Algometer.Records.Problems;

/// <summary>What SQLite's result codes mean to the person at the station.</summary>
internal static class SqliteProblems
{
    public static RecordStoreException Explain(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        3 or 23 => new(RecordStoreProblem.NoPermission, FileProblems.NoPermission(path), e),
        5 or 6 => new(RecordStoreProblem.InUse, $"'{path}' is in use by another program. Close it, or choose another data directory.", e),
        8 => new(RecordStoreProblem.ReadOnly, FileProblems.ReadOnly(path), e),
        11 => new(RecordStoreProblem.Damaged, $"'{path}' is damaged. Keep a copy of it, then restore the latest backup: algometer restore BACKUP --data FOLDER", e),
        13 => new(RecordStoreProblem.DiskFull, FileProblems.Full(path), e),
        14 => new(RecordStoreProblem.NoPermission, $"'{path}' cannot be opened. Check that it exists and that you may write there.", e),
        26 => new(
            RecordStoreProblem.NotADatabase,
            $"'{path}' is not a database. Move the file away to start a new record, or choose another data directory.",
            e),
        _ => new(RecordStoreProblem.Other, $"'{path}' failed: {e.Message} Check the disk; the record so far is kept.", e),
    };
}
