using System.Data.Common;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;

namespace Algometer.Records.Maintenance;

/// <summary>A block's bytes as they are stored, for sealing them in place.</summary>
internal sealed record BlockRow(long Id, string SessionId, StoredExtent Extent, byte[] Payload, byte[]? Outline)
{
    public static List<BlockRow> Next(DbConnection connection, long after, int count) => connection.Rows(
        "SELECT id, session_id, first_sequence, last_sequence, sample_count, payload, outline FROM blocks WHERE id > @after ORDER BY id LIMIT @count",
        r => new BlockRow(
            r.GetInt64(0),
            r.GetString(1),
            new StoredExtent(r.GetInt64(2), r.GetInt64(3), (int)r.GetInt64(4)),
            r.GetFieldValue<byte[]>(5),
            r.IsDBNull(6) ? null : r.GetFieldValue<byte[]>(6)),
        ("@after", after),
        ("@count", (long)count));

    /// <summary>Seals what is plain of it.</summary>
    public void Seal(DbTransaction transaction, Vault vault)
    {
        if (SealKey.IsSealed(Payload) && (Outline is null || SealKey.IsSealed(Outline)))
        {
            return;
        }

        TraceSeal seal = vault.Traces(SessionId);
        byte[] payload = SealKey.IsSealed(Payload) ? Payload : seal.Seal(Payload, TraceSeal.Payload, Extent.FirstSequence, Extent.LastSequence, Extent.Count);
        transaction.Run(
            "UPDATE blocks SET payload = @payload, crc32 = @crc WHERE id = @id",
            ("@payload", payload),
            ("@crc", System.IO.Hashing.Crc32.HashToUInt32(payload)),
            ("@id", Id));
        if (Outline is not null && !SealKey.IsSealed(Outline))
        {
            transaction.Run(
                "UPDATE blocks SET outline = @outline WHERE id = @id",
                ("@outline", seal.Seal(Outline, TraceSeal.Outline, Extent.FirstSequence, Extent.LastSequence, Extent.Count)),
                ("@id", Id));
        }
    }
}
