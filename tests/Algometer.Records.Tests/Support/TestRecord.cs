using System.Data.Common;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Maintenance;
using Algometer.Records.Store;

namespace Algometer.Records.Tests;

/// <summary>A record of the test's own, in any engine, gone after it.</summary>
internal sealed class TestRecord : IDisposable
{
    public const string Passphrase = "four words of no use";
    private readonly ScratchFolder _folder = new();
    private readonly TestServer? _server;
    private readonly bool _encrypted;

    public TestRecord(EngineKind kind)
    {
        _encrypted = kind is EngineKind.SqliteEncrypted or EngineKind.PostgresEncrypted;
        _server = kind is EngineKind.Postgres or EngineKind.PostgresEncrypted ? new TestServer() : null;
    }

    public string Folder => Path.Combine(_folder.Path, "here");

    public StoreOptions Options => Station("here");

    /// <summary>The same record seen from another station; for SQLite another record.</summary>
    public StoreOptions Station(string name) => new()
    {
        DataDirectory = Path.Combine(_folder.Path, name),
        Server = _server?.Address,
        KeyFolder = Path.Combine(_folder.Path, "keys"),
        Passphrase = () => Passphrase,
        Actor = "tester",
    };

    public string Beside(string name) => Path.Combine(_folder.Path, name);

    public RecordStore Open(TimeProvider? time = null, StoreOptions? options = null)
    {
        RecordStore store = RecordStore.Open(options ?? Options, time ?? TimeProvider.System);
        if (_encrypted && !store.IsEncrypted)
        {
            store.Encrypt(Passphrase, traces: true, progress: null, KeyCost.ForTests, beforeBatch: null);
        }

        return store;
    }

    /// <summary>Changes the database behind the record's back.</summary>
    public int Tamper(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using IStoreEngine engine = StoreOpening.Engine(Options);
        using DbConnection connection = engine.OpenForWriting();
        using DbCommand command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public List<T> Look<T>(string sql, Func<DbDataReader, T> read)
    {
        using IStoreEngine engine = StoreOpening.Engine(Options);
        using DbConnection connection = engine.OpenForReading();
        return connection.Rows(sql, read);
    }

    /// <summary>Whether any file of the data folder holds these bytes.</summary>
    public bool Holds(ReadOnlySpan<byte> bytes)
    {
        foreach (string path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] content = new byte[file.Length];
            file.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Dispose();
    }
}
