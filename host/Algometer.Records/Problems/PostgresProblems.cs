using Npgsql;

namespace Algometer.Records.Problems;

/// <summary>What PostgreSQL's errors mean to the person at the station. Names of states: the manual's appendix A, "PostgreSQL Error Codes".</summary>
internal static class PostgresProblems
{
    public static RecordStoreException Explain(NpgsqlException e, string place) => e is PostgresException answer
        ? Explain(answer, place)
        : new(
            RecordStoreProblem.Unreachable,
            $"The database server at '{place}' does not answer ({Cause(e)}). Check that it runs and that the network is up; what is being recorded is kept on this machine and stored when it is back.",
            e);

    private static RecordStoreException Explain(PostgresException e, string place) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new(RecordStoreProblem.NoPermission, $"The server refused to sign in to '{place}': {e.MessageText}. Check user and password.", e),
        PostgresErrorCodes.InvalidCatalogName =>
            new(RecordStoreProblem.NotFound, $"There is no database at '{place}': {e.MessageText}. Make it with createdb, or correct the address.", e),
        PostgresErrorCodes.InsufficientPrivilege =>
            new(RecordStoreProblem.NoPermission, $"The user may not do this at '{place}': {e.MessageText}. Ask the server's keeper for rights on the database.", e),
        PostgresErrorCodes.DiskFull =>
            new(RecordStoreProblem.DiskFull, $"The server's disk at '{place}' is full. Free some space there; recording resumes by itself.", e),
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            new(RecordStoreProblem.ReadOnly, $"'{place}' may only be read. Point the program at the server that takes changes.", e),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ObjectInUse =>
            new(RecordStoreProblem.InUse, $"'{place}' is held by another station: {e.MessageText}. Try again when it is done.", e),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            new(RecordStoreProblem.Damaged, $"'{place}' is damaged: {e.MessageText}. Keep a copy of it, then restore the latest backup.", e),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            new(RecordStoreProblem.Unreachable, $"The database server at '{place}' takes no work now: {e.MessageText}. What is being recorded is kept on this machine and stored when it is back.", e),
        _ => new(RecordStoreProblem.Other, $"'{place}' failed: {e.MessageText} ({e.SqlState}). The record so far is kept.", e),
    };

    private static string Cause(NpgsqlException e) => (e.InnerException ?? e).Message.TrimEnd('.');
}
