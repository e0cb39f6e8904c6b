using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>A record could not be opened, read or written. The message says what is wrong and what to do.</summary>
public sealed class RecordStoreException : Exception
{
    /// <summary>Names the problem and what to do about it.</summary>
    /// <param name="problem">What stands in the way.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="inner">The cause, if any.</param>
    public RecordStoreException(RecordStoreProblem problem, string message, Exception? inner = null)
        : base(message, inner) => Problem = problem;

    /// <summary>What stands in the way.</summary>
    public RecordStoreProblem Problem { get; }

    internal static bool IsExpected(Exception e) =>
        e is SqliteException or IOException or UnauthorizedAccessException or RecordStoreException;

    internal static RecordStoreException From(Exception e, string path) => e switch
    {
        RecordStoreException known => known,
        SqliteException sqlite => FromSqlite(sqlite, path),
        UnauthorizedAccessException => new(RecordStoreProblem.NoPermission, NoPermission(path), e),
        DirectoryNotFoundException or FileNotFoundException =>
            new(RecordStoreProblem.NotFound, $"'{path}' does not exist and cannot be made. Choose another data directory.", e),
        IOException io when IsFull(io) => new(RecordStoreProblem.DiskFull, Full(path), e),
        IOException io when (io.HResult & 0xFFFF) is 30 or 19 => new(RecordStoreProblem.ReadOnly, ReadOnly(path), e),
        _ => new(RecordStoreProblem.Other, $"'{path}' cannot be used: {e.Message} Check the disk, or choose another data directory.", e),
    };

    private static RecordStoreException FromSqlite(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        3 or 23 => new(RecordStoreProblem.NoPermission, NoPermission(path), e),
        5 or 6 => new(RecordStoreProblem.InUse, $"'{path}' is in use by another program. Close it, or choose another data directory.", e),
        8 => new(RecordStoreProblem.ReadOnly, ReadOnly(path), e),
        11 => new(RecordStoreProblem.Damaged, $"'{path}' is damaged. Keep a copy of it, then restore the latest backup.", e),
        13 => new(RecordStoreProblem.DiskFull, Full(path), e),
        14 => new(RecordStoreProblem.NoPermission, $"'{path}' cannot be opened. Check that it exists and that you may write there.", e),
        26 => new(
            RecordStoreProblem.NotADatabase,
            $"'{path}' is not a database. Move the file away to start a new record, or choose another data directory.",
            e),
        _ => new(RecordStoreProblem.Other, $"'{path}' failed: {e.Message} Check the disk; the record so far is kept.", e),
    };

    // ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static bool IsFull(IOException e) => (e.HResult & 0xFFFF) is 28 or 122 or 112 or 39;

    private static string Full(string path) => $"The disk that holds '{path}' is full. Free some space; recording resumes by itself.";

    private static string ReadOnly(string path) => $"'{path}' may only be read. Make the directory writable, or choose another data directory.";

    private static string NoPermission(string path) =>
        $"You have no permission to write '{path}'. Ask for write access to the directory, or choose another data directory.";
}
