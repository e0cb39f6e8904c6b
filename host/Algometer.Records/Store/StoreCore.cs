using System.Data.Common;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Records.Store;

/// <summary>What every part of an open store shares: the engine, the key, the clock, the station, and the one way to write.</summary>
internal sealed class StoreCore(IStoreEngine engine, StoreOptions options, TimeProvider time, StoreWriter? writer) : IDisposable
{
    public IStoreEngine Engine => engine;

    public string Directory => options.DataDirectory;

    public TimeProvider Time => time;

    public Vault Vault { get; set; } = Vault.None;

    /// <summary>Which of several stations this is.</summary>
    public string Station { get; init; } = "";

    /// <summary>Why this is not the record that the station has seen at its place; null when it is.</summary>
    public string? Exchanged { get; set; }

    /// <summary>What this station calls the place of the record in what it keeps of it. An embedded record is in the folder itself, which may be moved.</summary>
    public string Place => PlaceOf(engine);

    public string Actor => options.Actor;

    public string? KeyFolder => options.KeyFolder;

    public StoreOptions Options => options;

    public bool IsWritable => writer is not null;

    /// <summary>Now, in whole microseconds as the database holds it.</summary>
    public long Now => WallTime.ToMicroseconds(time.GetUtcNow());

    public void Write(Action<DbTransaction> write) => Writer().Write(write);

    public StoreWriter Writer() => writer ?? throw new RecordStoreException(
        RecordStoreProblem.ReadOnly,
        $"'{engine.Place}' is open for reading only. Open it for recording.");

    public T Query<T>(Func<DbConnection, T> query)
    {
        try
        {
            using DbConnection connection = engine.OpenForReading();
            return query(connection);
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            throw RecordStoreException.From(e, engine.Place);
        }
    }

    public List<T> Rows<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters) =>
        Query(connection => connection.Rows(sql, read, parameters));

    /// <summary>How often what there is in the record was counted; null without a count, or while the database is away.</summary>
    public long? CountedWrites()
    {
        try
        {
            return Vault.Counts ? Query(connection => RecordSet.Writes(connection, Vault)) : null;
        }
        catch (RecordStoreException)
        {
            return null;
        }
    }

    public static string PlaceOf(IStoreEngine engine) => engine is SqliteEngine ? "embedded" : engine.Place;

    public void Dispose()
    {
        writer?.Dispose();
        engine.Dispose();
    }
}
