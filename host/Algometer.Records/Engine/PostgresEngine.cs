using System.Data.Common;
using System.Globalization;
using Algometer.Records.Problems;
using Npgsql;

namespace Algometer.Records.Engine;

/// <summary>
/// PostgreSQL for a clinic with several stations. Each station keeps its journals at home, so a server that goes away loses nothing: what
/// was measured meanwhile is stored when it is back.
/// </summary>
internal sealed class PostgresEngine : IStoreEngine
{
    /// <summary>"AlgmWork": every station at work shares this advisory lock; who changes the whole record holds it alone.</summary>
    private const long WorkLock = 0x416C676D576F726B;

    private readonly NpgsqlDataSource _source;

    public PostgresEngine(string address)
    {
        NpgsqlConnectionStringBuilder settings = PostgresAddress.Parse(address);
        Place = PostgresAddress.WithoutPassword(settings);
        _source = NpgsqlDataSource.Create(settings);
    }

    public string Place { get; }

    public SqlDialect Dialect { get; } = new PostgresDialect();

    public DbConnection OpenForWriting()
    {
        NpgsqlConnection connection = _source.OpenConnection();
        if (Ask(connection, "pg_try_advisory_lock_shared"))
        {
            return connection;
        }

        connection.Dispose();
        throw new RecordStoreException(
            RecordStoreProblem.InUse,
            $"Another station is changing the whole record at '{Place}' (encrypting, copying or erasing). Try again when it is done.");
    }

    public DbConnection OpenForReading() => _source.OpenConnection();

    public void Commit(DbTransaction transaction)
    {
        DbConnection connection = transaction.Connection!;
        string id = transaction.Rows("SELECT CAST(pg_current_xact_id() AS TEXT)", r => r.GetString(0))[0];
        try
        {
            transaction.Commit();
        }
        catch (Exception e) when (e is NpgsqlException and not PostgresException || connection.State != System.Data.ConnectionState.Open)
        {
            // The word was given and the answer lost. Doing it again could do it twice, so ask what became of it.
            if (!WasCommitted(id))
            {
                throw;
            }
        }
    }

    public void Settle(DbConnection connection)
    {
        // The server keeps its own house.
    }

    // The server checks its pages when it reads them; a damaged one fails the query that meets it.
    public IReadOnlyList<string> CheckStructure(DbConnection connection) => [];

    public void Shred(DbConnection connection)
    {
        foreach (string table in StoreTables.All.Select(t => t.Name))
        {
            connection.Execute($"VACUUM FULL {table}");
        }
    }

    public bool TryHoldAlone(DbConnection connection) => Ask(connection, "pg_try_advisory_lock");

    public void Share(DbConnection connection) => Ask(connection, "pg_advisory_unlock");

    public void Leave(DbConnection connection)
    {
        try
        {
            connection.Execute("SELECT pg_advisory_unlock_all()");
        }
        catch (NpgsqlException)
        {
            // A connection that is gone holds nothing.
        }
    }

    public void Dispose() => _source.Dispose();

    private static bool Ask(DbConnection connection, string function)
    {
        using DbCommand command = connection.Command(string.Create(CultureInfo.InvariantCulture, $"SELECT {function}({WorkLock})"));
        return command.ExecuteScalar() is true;
    }

    private bool WasCommitted(string transactionId)
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_xact_status('{ulong.Parse(transactionId, CultureInfo.InvariantCulture)}'::xid8)");
        return command.ExecuteScalar() is "committed";
    }
}
