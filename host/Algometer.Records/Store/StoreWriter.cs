using System.Data;
using System.Data.Common;
using Algometer.Records.Engine;
using Algometer.Records.Problems;

namespace Algometer.Records.Store;

/// <summary>The one writing connection. A connection that breaks is given up, and the next write makes a new one.</summary>
internal sealed class StoreWriter(IStoreEngine engine, DbConnection connection) : IDisposable
{
    private readonly Lock _gate = new();
    private DbConnection? _connection = connection;

    /// <summary>Looks at a new connection before it is used: the store behind it may have changed meanwhile.</summary>
    public Action<DbConnection>? Reconnected { get; set; }

    public void Write(Action<DbTransaction> write)
    {
        lock (_gate)
        {
            try
            {
                using DbTransaction transaction = Connected().BeginTransaction();
                write(transaction);
                engine.Commit(transaction);
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException)
            {
                GiveUpIfBroken(e);
                throw RecordStoreException.From(e, engine.Place);
            }
        }
    }

    /// <summary>Uses the connection outside a transaction, alone.</summary>
    public void Use(Action<DbConnection> use)
    {
        lock (_gate)
        {
            try
            {
                use(Connected());
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException)
            {
                GiveUpIfBroken(e);
                throw RecordStoreException.From(e, engine.Place);
            }
        }
    }

    /// <summary>Uses the connection while no other station is at work.</summary>
    public void UseAlone(Action<DbConnection> use) => Use(connection =>
    {
        if (!engine.TryHoldAlone(connection))
        {
            throw new RecordStoreException(
                RecordStoreProblem.InUse,
                $"Another station is at work on '{engine.Place}'. End it there first: this changes the whole record.");
        }

        try
        {
            use(connection);
        }
        finally
        {
            if (connection.State == ConnectionState.Open)
            {
                engine.Share(connection);
            }
        }
    });

    public void Dispose()
    {
        if (_connection is { State: ConnectionState.Open } open)
        {
            engine.Settle(open);
            engine.Leave(open);
        }

        _connection?.Dispose();
        _connection = null;
    }

    private DbConnection Connected()
    {
        if (_connection is { State: ConnectionState.Open } open)
        {
            return open;
        }

        _connection?.Dispose();
        _connection = null;
        DbConnection fresh = engine.OpenForWriting();
        try
        {
            Reconnected?.Invoke(fresh);
        }
        catch
        {
            fresh.Dispose();
            throw;
        }

        return _connection = fresh;
    }

    private void GiveUpIfBroken(Exception e)
    {
        if (_connection is { State: not ConnectionState.Open } || e is Npgsql.NpgsqlException and not Npgsql.PostgresException)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }
}
