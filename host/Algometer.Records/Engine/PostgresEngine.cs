using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Algometer.Records;

/// <summary>
/// PostgreSQL for a clinic with several stations. Each station keeps its journals at home, so a server that goes away loses nothing: what
/// was measured meanwhile is stored when it is back.
/// </summary>
internal sealed class PostgresEngine : IStoreEngine
{
    private readonly NpgsqlDataSource _source;

    public PostgresEngine(string address)
    {
        NpgsqlConnectionStringBuilder settings = PostgresAddress.Parse(address);
        Place = PostgresAddress.WithoutPassword(settings);
        _source = NpgsqlDataSource.Create(settings);
    }

    public string Place { get; }

    public SqlDialect Dialect { get; } = new PostgresDialect();

    public DbConnection OpenForWriting() => _source.OpenConnection();

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

    public void Dispose() => _source.Dispose();

    private bool WasCommitted(string transactionId)
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_xact_status('{ulong.Parse(transactionId, CultureInfo.InvariantCulture)}'::xid8)");
        return command.ExecuteScalar() is "committed";
    }
}
