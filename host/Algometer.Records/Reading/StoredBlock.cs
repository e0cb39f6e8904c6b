using System.Data.Common;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;

namespace Algometer.Records.Reading;

/// <summary>A block row as read, with the samples or what is wrong with them.</summary>
internal sealed record StoredBlock(long Id, string SessionId, long FirstSequence, long LastSequence, int Count, Sample[]? Samples, string? Damage)
{
    private const string Columns = "SELECT id, session_id, first_sequence, last_sequence, sample_count, crc32, payload FROM blocks";

    /// <summary>Reads a session's blocks in order of their first sequence.</summary>
    public static IEnumerable<StoredBlock> Read(DbConnection connection, Vault vault, string sessionId, long from = long.MinValue, long to = long.MaxValue)
    {
        TraceSeal seal = vault.Traces(sessionId);
        using DbCommand command = connection.Command(
            Columns + " WHERE session_id = @session AND last_sequence >= @from AND first_sequence <= @to ORDER BY first_sequence, id",
            ("@session", sessionId),
            ("@from", from),
            ("@to", to));
        using DbDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            yield return row.Take(r => From(r, seal), connection);
        }
    }

    /// <summary>Reads every session's blocks, session by session.</summary>
    public static IEnumerable<StoredBlock> ReadAll(DbConnection connection, Vault vault)
    {
        using DbCommand command = connection.Command(Columns + " ORDER BY session_id, first_sequence, id");
        using DbDataReader row = command.ExecuteReader();
        (string Session, TraceSeal Seal)? current = null;
        while (row.Read())
        {
            string session = row.Take(r => r.GetString(1), connection);
            if (current?.Session != session)
            {
                current = (session, vault.Traces(session));
            }

            yield return row.Take(r => From(r, current.Value.Seal), connection);
        }
    }

    private static StoredBlock From(DbDataReader row, TraceSeal seal)
    {
        var extent = new StoredExtent(row.GetInt64(2), row.GetInt64(3), (int)row.GetInt64(4));
        Sample[]? samples = EncodedBlock.TryDecode(extent, row.GetFieldValue<byte[]>(6), row.GetInt64(5), seal, out string? damage);
        return new StoredBlock(row.GetInt64(0), row.GetString(1), extent.FirstSequence, extent.LastSequence, extent.Count, samples, damage);
    }
}
