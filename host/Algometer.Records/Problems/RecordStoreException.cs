using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Algometer.Records.Problems;

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

    /// <summary>Identity of the one document or session that is broken or altered; null when it is about more than one thing.</summary>
    public string? About { get; init; }

    internal static bool IsExpected(Exception e) =>
        e is DbException or IOException or UnauthorizedAccessException or RecordStoreException or TimeoutException;

    internal static RecordStoreException From(Exception e, string place) => e switch
    {
        RecordStoreException known => known,
        SqliteException sqlite => SqliteProblems.Explain(sqlite, place),
        NpgsqlException postgres => PostgresProblems.Explain(postgres, place),
        _ => FileProblems.Explain(e, place),
    };
}
