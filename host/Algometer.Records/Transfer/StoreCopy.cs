using System.Data.Common;
using System.Globalization;
using Algometer.Records.Engine;
using Algometer.Records.Problems;
using Algometer.Records.Store;

namespace Algometer.Records.Transfer;

/// <summary>
/// Copies a record into an empty database of either engine, cell by cell as they stand, so that an encrypted record stays encrypted and needs
/// no passphrase on the way. A copy that was broken off goes on where it stopped; at the end both sides are counted and summed up.
/// </summary>
internal sealed class StoreCopy(IProgress<StoreProgress>? progress = null)
{
    private const string Marker = "copy-of";
    private const int AtATime = 500;

    /// <summary>Told before each batch, so that tests can break off anywhere.</summary>
    public Action<string>? BeforeBatch { get; init; }

    /// <summary>Copies, or goes on copying, and compares.</summary>
    /// <param name="from">A connection that sees the source as of one moment.</param>
    /// <param name="engine">The target's engine.</param>
    /// <param name="to">The target, brought up to date.</param>
    public IReadOnlyList<TableSum> Run(DbConnection from, IStoreEngine engine, DbConnection to)
    {
        string source = StoreInfo.Read(from, StoreInfo.Identity) ?? throw new RecordStoreException(RecordStoreProblem.Damaged, "The source has no identity: open it once for recording, then copy it.");
        Begin(engine, to, source);
        foreach (StoreTable table in StoreTables.All)
        {
            Copy(from, engine, to, table);
        }

        List<TableSum> sums = Compare(from, to);
        BeforeBatch?.Invoke("end");
        using DbTransaction transaction = to.BeginTransaction();
        engine.Dialect.ContinueNumbers(transaction, "blocks", "id");
        StoreInfo.Write(transaction, Marker, null);
        transaction.Commit();
        return sums;
    }

    private static void Begin(IStoreEngine engine, DbConnection to, string source)
    {
        string? unfinished = StoreInfo.Read(to, Marker);
        if (unfinished is null && StoreTables.All.Any(t => t.Name is "people" or "sessions" or "documents" or "audit" && TableReader.LastKey(to, t) is not null))
        {
            throw new RecordStoreException(RecordStoreProblem.Conflict, $"'{engine.Place}' holds a record already. Copy into an empty database; nothing was written.");
        }

        if (unfinished is not null && !string.Equals(unfinished, source, StringComparison.Ordinal))
        {
            throw new RecordStoreException(RecordStoreProblem.Conflict, $"'{engine.Place}' holds an unfinished copy of another record. Finish that one, or copy into an empty database.");
        }

        using DbTransaction transaction = to.BeginTransaction();
        if (unfinished is null)
        {
            // An empty record that was opened once has an identity and an end of its log; the copy brings those of its source.
            transaction.Run("DELETE FROM store_info");
            transaction.Run("DELETE FROM audit_head");
        }

        StoreInfo.Write(transaction, Marker, source);

        transaction.Commit();
    }

    private void Copy(DbConnection from, IStoreEngine engine, DbConnection to, StoreTable table)
    {
        long total = from.Scalar($"SELECT CAST(COUNT(*) AS BIGINT) FROM {table.Name}");

        // What is only ever added goes on after its last row. The rest is little and may have changed since the copy was broken off.
        bool onlyGrows = table.Name is "blocks" or "audit";
        object?[]? after = onlyGrows ? TableReader.LastKey(to, table) : null;
        long done = after is null ? 0 : to.Scalar($"SELECT CAST(COUNT(*) AS BIGINT) FROM {table.Name}");
        string conflict = onlyGrows ? "NOTHING" : "UPDATE SET " + string.Join(", ", table.Columns.Select(c => $"{c} = excluded.{c}"));
        string insert = $"INSERT INTO {table.Name} ({string.Join(", ", table.All)}) VALUES ({string.Join(", ", table.All.Select((_, i) => TableReader.Name(i)))}) ON CONFLICT ({string.Join(", ", table.Key)}) DO {conflict}";
        while (true)
        {
            BeforeBatch?.Invoke(table.Name);
            List<object?[]> some = TableReader.Next(from, table, after, AtATime);
            if (some.Count == 0)
            {
                break;
            }

            using (DbTransaction transaction = to.BeginTransaction())
            {
                some.ForEach(row => transaction.Run(insert, [.. row.Select((value, i) => (TableReader.Name(i), value))]));
                engine.Commit(transaction);
            }

            after = some[^1];
            done += some.Count;
            progress?.Report(new StoreProgress("Copying " + table.Name.Replace('_', ' '), done, total));
        }
    }

    private List<TableSum> Compare(DbConnection from, DbConnection to)
    {
        var sums = new List<TableSum>();
        foreach (StoreTable table in StoreTables.All)
        {
            progress?.Report(new StoreProgress("Comparing " + table.Name.Replace('_', ' '), sums.Count, StoreTables.All.Count));
            TableSum there = TableReader.Sum(to, table, IsContent);
            TableSum here = TableReader.Sum(from, table, IsContent);
            if (here != there)
            {
                throw new RecordStoreException(RecordStoreProblem.Damaged, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The copy of {table.Name} is not like its source: {there.Rows} rows of {here.Rows}, or other content. Keep using the source; empty the target and copy again."));
            }

            sums.Add(here);
        }

        return sums;
    }

    private static bool IsContent(object?[] row) => row[0] is not Marker;
}
