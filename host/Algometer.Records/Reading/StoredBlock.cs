using Algometer.Measurement;
using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>A block row as read, with the samples or what is wrong with them.</summary>
internal sealed record StoredBlock(string SessionId, long FirstSequence, long LastSequence, int Count, Sample[]? Samples, string? Damage)
{
    /// <summary>Reads blocks in order of their first sequence; null reads every session's.</summary>
    public static IEnumerable<StoredBlock> Read(SqliteConnection connection, string? sessionId, long from = long.MinValue, long to = long.MaxValue)
    {
        using SqliteCommand command = connection.Command(
            """
            SELECT session_id, first_sequence, last_sequence, sample_count, crc32, payload FROM blocks
            WHERE ($session IS NULL OR session_id = $session) AND last_sequence >= $from AND first_sequence <= $to
            ORDER BY session_id, first_sequence, id
            """,
            ("$session", sessionId),
            ("$from", from),
            ("$to", to));
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            int count = row.GetInt32(3);
            Sample[]? samples = EncodedBlock.TryDecode(row.GetFieldValue<byte[]>(5), row.GetInt64(4), count, out string? damage);
            yield return new StoredBlock(row.GetString(0), row.GetInt64(1), row.GetInt64(2), count, samples, damage);
        }
    }
}
