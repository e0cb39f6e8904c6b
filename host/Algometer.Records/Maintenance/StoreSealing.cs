using System.Data.Common;
using System.Globalization;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Journal;
using Algometer.Records.Keys;
using Algometer.Records.Recording;
using Algometer.Records.Store;

namespace Algometer.Records.Maintenance;

/// <summary>
/// Encrypts a plain store in place, some rows at a time. Each batch is a transaction and leaves what is sealed out of the next, so it may
/// be broken off anywhere: the store stays readable, and the next opening goes on. Plain cells are refused only when none is left.
/// </summary>
internal sealed class StoreSealing(StoreCore core, AuditLog audit, IProgress<StoreProgress>? progress)
{
    /// <summary>What the audit log says of a record whose rows are sealed: such a record never has a key of before that again.</summary>
    public const string SealsRows = ", each row sealed";

    /// <summary>What the audit log says of a record in which everything is counted.</summary>
    public const string CountsRows = ", what there is counted";

    private const int AtATime = 200;

    /// <summary>Told before each batch, so that tests can break off anywhere.</summary>
    public Action<string>? BeforeBatch { get; init; }

    /// <summary>Seals what is plain and then says that nothing is.</summary>
    public void Run(byte[] dataKey, KeyRecord record)
    {
        core.Vault = Vault.Of(dataKey, record);

        // Where everything was sealed before, what is plain or without a seal now is somebody's own and stays to be seen.
        if (!core.Vault.Counts)
        {
            SealCellsAndRows();
        }

        if (record.Traces)
        {
            SealBlocks();
        }

        SealDamagedJournals();

        // The bytes as they were must be gone before the store calls itself encrypted.
        BeforeBatch?.Invoke("shred");
        core.Writer().Use(core.Engine.Shred);
        BeforeBatch?.Invoke("complete");
        KeyRecord complete = (record with { Complete = true, Form = KeyRecord.Counted }).Proven(dataKey);
        var vault = Vault.Of(dataKey, complete);
        audit.Record(
            new AuditEvent(AuditActions.Encrypt, Detail: (record.Traces ? "names, free text and raw traces" : "names and free text") + SealsRows + CountsRows),
            actor: null,
            transaction =>
            {
                if (!core.Vault.Counts)
                {
                    RecordSet.Restart(transaction, vault);
                }

                StoreInfo.Write(transaction, KeyRecord.Name, complete.ToJson());
            });
        core.Vault = vault;
    }

    private void SealCellsAndRows()
    {
        foreach (SealedColumn column in SealedColumns.All)
        {
            Seal(column);
        }

        // After the cells, which are part of what a row's seal covers.
        foreach (SealedRow table in (IEnumerable<SealedRow>)[.. SealedRow.Parts, SealedRow.Header])
        {
            SealRows(table.Table, transaction => SessionSeals.SealSome(transaction, core.Vault, table, AtATime));
        }

        foreach (RecordRow table in RecordRow.All)
        {
            SealRows(table.Table, transaction => table.Renew(transaction, core.Vault, string.Create(CultureInfo.InvariantCulture, $"WHERE t.seal IS NULL LIMIT {AtATime}")));
        }
    }

    private void Seal(SealedColumn column)
    {
        string keys = string.Join(", ", column.Key);
        string match = string.Join(" AND ", column.Key.Select((key, i) => string.Create(CultureInfo.InvariantCulture, $"{key} = @k{i}")));
        long done = 0;
        while (true)
        {
            BeforeBatch?.Invoke(column.Table + "." + column.Column);
            List<(object[] Key, string Row, string Text)> some = core.Query(c => c.Rows(
                $"SELECT {keys}, {column.Column} FROM {column.Table} WHERE substr({column.Column}, 1, 2) <> @mark ORDER BY {keys} LIMIT @count",
                r => (ReadKey(r, column.Key.Count), column.Row(r), r.GetString(column.Key.Count)),
                ("@mark", Vault.SealedMark),
                ("@count", (long)AtATime)));
            if (some.Count == 0)
            {
                return;
            }

            core.Write(transaction =>
            {
                foreach ((object[] key, string row, string text) in some)
                {
                    string plain = core.Vault.Open(text, column.Place, row, column.Column);
                    transaction.Run(
                        $"UPDATE {column.Table} SET {column.Column} = @text WHERE {match}",
                        [("@text", core.Vault.Seal(plain, column.Place, row, column.Column)), .. key.Select((value, i) => (string.Create(CultureInfo.InvariantCulture, $"@k{i}"), (object?)value))]);
                }
            });
            done += some.Count;
            progress?.Report(new StoreProgress("Encrypting " + column.Table.Replace('_', ' '), done, 0));
        }
    }

    private void SealRows(string table, Func<DbTransaction, int> some)
    {
        int sealedRows;
        long done = 0;
        do
        {
            BeforeBatch?.Invoke(table + " seal");
            sealedRows = 0;
            core.Write(transaction => sealedRows = some(transaction));
            done += sealedRows;
            progress?.Report(new StoreProgress("Sealing " + table.Replace('_', ' '), done, 0));
        }
        while (sealedRows > 0);
    }

    private void SealBlocks()
    {
        long total = core.Query(c => c.Scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM blocks"));
        long done = 0;
        long after = long.MinValue;
        while (true)
        {
            BeforeBatch?.Invoke("blocks");
            List<BlockRow> some = core.Query(c => BlockRow.Next(c, after, AtATime));
            if (some.Count == 0)
            {
                return;
            }

            core.Write(transaction => some.ForEach(block => block.Seal(transaction, core.Vault)));
            after = some[^1].Id;
            done += some.Count;
            progress?.Report(new StoreProgress("Encrypting raw traces", done, total));
        }
    }

    // Kept for somebody who may read more of them; then they are kept sealed.
    private void SealDamagedJournals()
    {
        foreach (string path in Directory.EnumerateFiles(core.Directory, "journal-*.damaged").Where(path => JournalFormat.SessionOf(path) is not null))
        {
            BeforeBatch?.Invoke(path);
            byte[] plain = File.ReadAllBytes(path);
            if (!SealKey.IsSealed(plain))
            {
                File.WriteAllBytes(path + ".part", core.Vault.Journal(JournalFormat.SessionOf(path)!)!.Seal(plain, Path.GetFileName(path)));
                File.Move(path + ".part", path, overwrite: true);
            }
        }
    }

    private static object[] ReadKey(DbDataReader row, int count)
    {
        object[] key = new object[count];
        for (int i = 0; i < count; i++)
        {
            key[i] = row.GetValue(i);
        }

        return key;
    }
}
