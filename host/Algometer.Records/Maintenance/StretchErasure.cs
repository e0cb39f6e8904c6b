using System.Data.Common;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Reading;
using Algometer.Records.Recording;
using Algometer.Records.Store;

namespace Algometer.Records.Maintenance;

/// <summary>Cuts a stretch of device time out of a session: samples, events and their texts. What is cut is a recorded gap.</summary>
internal sealed class StretchErasure(StoreCore core, DbTransaction transaction, string sessionId)
{
    public void Cut(long from, long to)
    {
        TraceSeal seal = core.Vault.Traces(sessionId);
        bool intact = SessionSeals.HeaderFits(transaction, core.Vault, sessionId);
        foreach (StoredBlock block in Touched(from, to, seal))
        {
            // What cannot be read cannot be told apart, so a damaged block goes whole.
            transaction.Run("DELETE FROM blocks WHERE id = @id", ("@id", block.Id));
            Sample[] samples = block.Samples ?? [];
            Sample[] before = [.. samples.TakeWhile(s => s.DeviceMicroseconds < from)];
            Sample[] after = [.. samples.Skip(before.Length).SkipWhile(s => s.DeviceMicroseconds <= to)];
            Keep(before, seal);
            Keep(after, seal);
            long first = before.Length > 0 ? before[^1].Sequence + 1 : block.FirstSequence;
            long last = after.Length > 0 ? after[0].Sequence - 1 : block.LastSequence;
            transaction.Run("DELETE FROM gaps WHERE session_id = @session AND first_missing_sequence BETWEEN @first AND @last", ("@session", sessionId), ("@first", first), ("@last", last));
            SessionTables.Insert(transaction, core.Vault, sessionId, new RecordedGap(first, last - first + 1, GapReasons.Erased));
        }

        transaction.Run("DELETE FROM events WHERE session_id = @session AND device_us BETWEEN @from AND @to", ("@session", sessionId), ("@from", from), ("@to", to));
        Recount();
        if (intact)
        {
            SessionSeals.RenewHeader(transaction, core.Vault, sessionId);
        }
    }

    private List<StoredBlock> Touched(long from, long to, TraceSeal seal) => transaction.Rows(
        """
        SELECT id, first_sequence, last_sequence, sample_count, crc32, payload FROM blocks
        WHERE session_id = @session AND last_device_us >= @from AND first_device_us <= @to
        """,
        r =>
        {
            var extent = new StoredExtent(r.GetInt64(1), r.GetInt64(2), (int)r.GetInt64(3));
            Sample[]? samples = EncodedBlock.TryDecode(extent, r.GetFieldValue<byte[]>(5), r.GetInt64(4), seal, out string? damage);
            return new StoredBlock(r.GetInt64(0), sessionId, extent.FirstSequence, extent.LastSequence, extent.Count, samples, damage);
        },
        ("@session", sessionId),
        ("@from", from),
        ("@to", to));

    private void Keep(Sample[] samples, TraceSeal seal)
    {
        if (samples.Length > 0)
        {
            SessionTables.Apply(transaction, core.Vault, sessionId, new CommitJob { Blocks = [EncodedBlock.From(samples).Sealed(seal)] });
        }
    }

    private void Recount() => transaction.Run(
        """
        UPDATE sessions SET
            sample_count = (SELECT CAST(COALESCE(SUM(b.sample_count), 0) AS BIGINT) FROM blocks b WHERE b.session_id = sessions.id),
            first_device_us = (SELECT MIN(b.first_device_us) FROM blocks b WHERE b.session_id = sessions.id),
            last_device_us = (SELECT MAX(b.last_device_us) FROM blocks b WHERE b.session_id = sessions.id),
            gap_count = (SELECT COUNT(*) FROM gaps g WHERE g.session_id = sessions.id),
            event_count = (SELECT COUNT(*) FROM events e WHERE e.session_id = sessions.id)
        WHERE id = @session
        """,
        ("@session", sessionId));
}
