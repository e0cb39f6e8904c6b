using System.Data.Common;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Schema;
using Algometer.Records.Store;

namespace Algometer.Records.Maintenance;

/// <summary>Opens a store step by step: lock, connect, bring up to date, unlock, recover, purge. A failure gives everything back.</summary>
internal static class StoreOpening
{
    private static bool WasSealed(StoreCore core, string detail) => core.Query(c => c.Scalar(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE action = @action AND detail LIKE @detail", ("@action", AuditActions.Encrypt), ("@detail", "%" + detail + "%"))) > 0;

    public static OpenStore ForWriting(StoreOptions options, TimeProvider time, IReadOnlyList<Migration> migrations, Action<string>? beforeStatement)
    {
        DirectoryLock? held = null;
        IStoreEngine? engine = null;
        DbConnection? connection = null;
        try
        {
            PrivateFolder.MakeOrTighten(options.DataDirectory);
            held = DirectoryLock.Acquire(options.DataDirectory);
            engine = Engine(options);
            connection = engine.OpenForWriting();
            new Migrator(engine, migrations, beforeStatement).Migrate(connection);
            var writer = new StoreWriter(engine, connection);
            var core = new StoreCore(engine, options, time, writer) { Station = StationIdentity.ReadOrMake(options.DataDirectory, time) };
            if (migrations[^1].Version < Migration.All[^1].Version)
            {
                return new OpenStore(core, held, []);
            }

            string identity = StoreInfo.Identify(connection, SessionId.New(time.GetUtcNow()));
            core.Vault = StoreUnlock.Open(connection, options, engine.Place);
            StoreWitness.KeepFirst(options.DataDirectory, engine, identity, core.Vault);
            core.Exchanged = StoreWitness.Finding(options.DataDirectory, engine, identity, core.Vault);
            writer.Reconnected = fresh => StoreUnlock.RequireSame(fresh, core.Vault, identity);
            IReadOnlyList<RecoveredSession> recovered = new Recovery(core, connection).Run();
            new OutlineFill(core, options.Progress).Run();
            if (core.Vault.Key is { } key && (!key.Record.Complete || key.Record.Since is null || key.Record.Form < KeyRecord.Counted))
            {
                writer.UseAlone(_ => FinishSealing(core, options, key.DataKey, key.Record));
            }

            return new OpenStore(core, held, recovered);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            engine?.Dispose();
            held?.Dispose();
            if (RecordStoreException.IsExpected(e))
            {
                throw RecordStoreException.From(e, engine is null ? options.DataDirectory : engine.Place);
            }

            throw;
        }
    }

    // What an encryption that was broken off left plain, and what a record of an older program had not sealed yet.
    private static void FinishSealing(StoreCore core, StoreOptions options, byte[] dataKey, KeyRecord record)
    {
        bool isOlder = (record.Since is null && WasSealed(core, StoreSealing.SealsRows)) || (record.Form < KeyRecord.Counted && WasSealed(core, StoreSealing.CountsRows));
        if (isOlder)
        {
            throw new RecordStoreException(
                RecordStoreProblem.Tampered,
                $"The key of the record at '{core.Engine.Place}' is one of before its rows were sealed: somebody put an older one back. Keep a copy of the record, then restore the latest backup.");
        }

        if (record.Since is null)
        {
            record = (record with { Since = SessionId.New(core.Time.GetUtcNow()), Complete = false }).Proven(dataKey);
            core.Write(transaction => StoreInfo.Write(transaction, KeyRecord.Name, record.ToJson()));
        }

        new StoreSealing(core, new AuditLog(core), options.Progress).Run(dataKey, record);
    }

    public static StoreCore ForReading(StoreOptions options, TimeProvider time)
    {
        IStoreEngine engine = Engine(options);
        try
        {
            using DbConnection connection = engine.OpenForReading();
            new Migrator(engine, Migration.All).RequireNewest(connection);
            Vault vault = StoreUnlock.Open(connection, options, engine.Place);
            return new StoreCore(engine, options, time, writer: null)
            {
                Station = StationIdentity.Read(options.DataDirectory),
                Vault = vault,
                Exchanged = StoreWitness.Finding(options.DataDirectory, engine, StoreInfo.Read(connection, StoreInfo.Identity), vault),
            };
        }
        catch (Exception e)
        {
            engine.Dispose();
            if (RecordStoreException.IsExpected(e))
            {
                throw RecordStoreException.From(e, engine.Place);
            }

            throw;
        }
    }

    public static IStoreEngine Engine(StoreOptions options) => options.Server is { } server ? new PostgresEngine(server) : SqliteEngine.In(options.DataDirectory);
}

/// <summary>A store that is open for writing.</summary>
internal sealed record OpenStore(StoreCore Core, DirectoryLock Held, IReadOnlyList<RecoveredSession> Recovered);
