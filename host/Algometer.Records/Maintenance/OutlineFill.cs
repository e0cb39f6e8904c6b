using System.Data.Common;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Store;

namespace Algometer.Records.Maintenance;

/// <summary>Gives blocks of before there were outlines theirs, some at a time; a break-off costs nothing, the next opening goes on.</summary>
internal sealed class OutlineFill(StoreCore core, IProgress<StoreProgress>? progress)
{
    private const int AtATime = 500;

    public void Run()
    {
        try
        {
            Fill();
        }
        catch (RecordStoreException e) when (e.Problem == RecordStoreProblem.Damaged)
        {
            // Drawing goes on by decoding; damage does not keep the rest of the record from being opened.
        }
    }

    private void Fill()
    {
        long total = core.Query(c => c.Scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM blocks WHERE outline IS NULL"));
        long done = 0;
        long after = 0;
        while (done < total)
        {
            List<StoredBlock> some = core.Query(c => Next(c, after));
            if (some.Count == 0)
            {
                return;
            }

            core.Write(transaction => some.ForEach(block => Fill(transaction, block)));
            after = some[^1].Id;
            done += some.Count;
            progress?.Report(new StoreProgress("Preparing long traces for drawing", done, total));
        }
    }

    private List<StoredBlock> Next(DbConnection connection, long after) => connection.Rows(
        """
        SELECT id, session_id, first_sequence, last_sequence, sample_count, crc32, payload FROM blocks
        WHERE outline IS NULL AND id > @after ORDER BY id LIMIT @count
        """,
        r =>
        {
            var extent = new StoredExtent(r.GetInt64(2), r.GetInt64(3), (int)r.GetInt64(4));
            Sample[]? samples = EncodedBlock.TryDecode(extent, r.GetFieldValue<byte[]>(6), r.GetInt64(5), core.Vault.Traces(r.GetString(1)), out string? damage);
            return new StoredBlock(r.GetInt64(0), r.GetString(1), extent.FirstSequence, extent.LastSequence, extent.Count, samples, damage);
        },
        ("@after", after),
        ("@count", (long)AtATime));

    // A damaged block keeps none: it is drawn by decoding, which shows the damage.
    private void Fill(DbTransaction transaction, StoredBlock block)
    {
        if (block.Samples is { } samples)
        {
            byte[] outline = core.Vault.Traces(block.SessionId).Seal(TraceOutline.Of(samples), TraceSeal.Outline, block.FirstSequence, block.LastSequence, block.Count);
            transaction.Run("UPDATE blocks SET outline = @outline WHERE id = @id", ("@outline", outline), ("@id", block.Id));
        }
    }
}
