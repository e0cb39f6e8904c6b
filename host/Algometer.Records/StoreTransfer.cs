using System.Data.Common;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Maintenance;
using Algometer.Records.Problems;
using Algometer.Records.Schema;
using Algometer.Records.Store;
using Algometer.Records.Transfer;

namespace Algometer.Records;

/// <summary>Moves a whole record from one database to another.</summary>
public static class StoreTransfer
{
    /// <summary>
    /// Copies a record into an empty database, of the same or the other engine, and compares both. The source is held meanwhile. A copy that
    /// was broken off is continued by the same call.
    /// </summary>
    /// <param name="from">The source; it must not be recording.</param>
    /// <param name="to">The target; empty, or an unfinished copy of the same source.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <returns>What was copied, table by table.</returns>
    /// <exception cref="RecordStoreException">The target holds another record, or the copy is not like its source.</exception>
    public static IReadOnlyList<TableSum> Copy(StoreOptions from, StoreOptions to, TimeProvider time, IProgress<StoreProgress>? progress = null) =>
        Copy(from, to, time, progress, null);

    internal static IReadOnlyList<TableSum> Copy(StoreOptions from, StoreOptions to, TimeProvider time, IProgress<StoreProgress>? progress, Action<string>? beforeBatch)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Server is null && to.Server is null && string.Equals(Path.GetFullPath(from.DataDirectory), Path.GetFullPath(to.DataDirectory), StringComparison.Ordinal))
        {
            throw new ArgumentException("Source and target are the same: name another folder or a server.", nameof(to));
        }

        using RecordStore source = RecordStore.Open(from, time);
        bool sameFolder = string.Equals(Path.GetFullPath(from.DataDirectory), Path.GetFullPath(to.DataDirectory), StringComparison.Ordinal);
        IReadOnlyList<TableSum>? sums = null;
        source.Core.Writer().UseAlone(reading =>
        {
            try
            {
                Directory.CreateDirectory(to.DataDirectory);
                using DirectoryLock? held = sameFolder ? null : DirectoryLock.Acquire(to.DataDirectory);
                using IStoreEngine engine = StoreOpening.Engine(to);
                using DbConnection writing = engine.OpenForWriting();
                new Migrator(engine, Migration.All).Migrate(writing);
                sums = new StoreCopy(progress) { BeforeBatch = beforeBatch }.Run(reading, engine, writing);
                Write(source, engine, writing, to, time);
                engine.Settle(writing);
                StoreWitness.Keep(to.DataDirectory, engine, StoreInfo.Read(writing, StoreInfo.Identity)!, source.Core.Vault);
            }
            catch (Exception e) when (RecordStoreException.IsExpected(e) && e is not RecordStoreException)
            {
                throw RecordStoreException.From(e, to.Server is null ? to.DataDirectory : "the target");
            }
        });
        return sums!;
    }

    // In the copy, which goes on from here; the source stays as it was compared.
    private static void Write(RecordStore source, IStoreEngine engine, DbConnection writing, StoreOptions to, TimeProvider time)
    {
        var core = new StoreCore(engine, to, time, writer: null) { Station = source.Core.Station, Vault = source.Core.Vault };
        using DbTransaction transaction = writing.BeginTransaction();
        new AuditLog(core).Append(transaction, new AuditEvent(AuditActions.Copy, Detail: engine is SqliteEngine ? "to an embedded database" : "to a server"), source.Core.Actor);
        transaction.Commit();
    }
}
