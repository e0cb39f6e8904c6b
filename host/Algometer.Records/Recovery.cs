using Algometer.Measurement;
using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>A session that had been cut off and was put right.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="RecoveredSamples">Samples that were only in the journal.</param>
/// <param name="DamagedRecords">Journal records that fail their check; not the torn tail.</param>
public sealed record RecoveredSession(string SessionId, int RecoveredSamples, int DamagedRecords);

/// <summary>
/// Puts right what a crash left: journal records that are in no block become one, and the session is marked as cut off. One transaction a
/// session, journals deleted after it; a sequence that is stored is never stored again, so a crash at any point of this can be repeated.
/// </summary>
internal static class Recovery
{
    public static IReadOnlyList<RecoveredSession> Run(SqliteConnection connection, string directory)
    {
        ILookup<string, string> journals = JournalFormat.Find(directory);
        List<string> open = SessionReader.Rows(connection, "SELECT id FROM sessions WHERE ended_utc_us IS NULL", null, r => r.GetString(0));
        HashSet<string> known = new(SessionReader.Rows(connection, "SELECT id FROM sessions", null, r => r.GetString(0)), StringComparer.Ordinal);

        // A journal of an unknown session stays where it is: deleting it could be the loss of a restored backup's last minutes.
        return [.. open.Union(journals.Select(j => j.Key).Where(known.Contains), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => Recover(connection, id, [.. journals[id]]))];
    }

    private static RecoveredSession Recover(SqliteConnection connection, string id, string[] segments)
    {
        JournalContent journal = JournalContent.Read(segments, id);
        var block = new BlockBuilder();
        foreach (RecordedGap gap in SessionReader.GapRows(connection, id))
        {
            block.Remember(new GapNote(gap.FirstMissingSequence, gap.LastMissingSequence, gap.Reason));
        }

        ClaimStored(connection, id, block);
        int recovered = 0;
        foreach (Sample sample in journal.Samples.Where(s => block.Claim(s.Sequence)))
        {
            block.Add(in sample);
            recovered++;
        }

        journal.Notes.ForEach(block.Add);
        (List<EncodedBlock> blocks, List<SessionNote> notes, GapChange? gaps) = block.Cut();
        using SqliteTransaction transaction = connection.BeginTransaction();
        SessionTables.Apply(transaction, id, new CommitJob { Blocks = blocks, Notes = notes, Gaps = gaps });
        SessionTables.Apply(transaction, id, new CommitJob { Ending = (SessionEnd.CutOff, LastWallTime(connection, id)) });
        transaction.Commit();
        foreach (string path in segments)
        {
            // A damaged journal is kept under another name: someone may read more of it than this program can.
            if (journal.DamagedRecords > 0)
            {
                File.Move(path, path + ".damaged", overwrite: true);
            }
            else
            {
                File.Delete(path);
            }
        }

        return new RecoveredSession(id, recovered, journal.DamagedRecords);
    }

    private static void ClaimStored(SqliteConnection connection, string id, BlockBuilder block)
    {
        foreach (Sample[] stored in StoredBlock.Read(connection, id).Select(b => b.Samples).OfType<Sample[]>())
        {
            foreach (ref readonly Sample sample in stored.AsSpan())
            {
                block.Claim(sample.Sequence);
            }
        }
    }

    // The last sample's moment: by the clock points, else counted from the start.
    private static DateTimeOffset LastWallTime(SqliteConnection connection, string id)
    {
        DateTimeOffset started = WallTime.FromMicroseconds(
            SessionReader.Rows(connection, "SELECT started_utc_us FROM sessions WHERE id = $session", id, r => r.GetInt64(0))[0]);
        (long First, long Last)? extent = SessionReader.Rows<(long, long)?>(
            connection,
            "SELECT MIN(first_device_us), MAX(last_device_us) FROM blocks WHERE session_id = $session",
            id,
            r => r.IsDBNull(0) ? null : (r.GetInt64(0), r.GetInt64(1)))[0];
        if (extent is not { } times)
        {
            return started;
        }

        List<ClockPoint> points = SessionReader.Rows(
            connection,
            "SELECT device_us, utc_unix_us FROM clock_points WHERE session_id = $session ORDER BY 1",
            id,
            r => new ClockPoint(r.GetInt64(0), r.GetInt64(1)));
        return ClockMapping.Fit(points)?.ToUtc(times.Last) ?? started.AddMicroseconds(times.Last - times.First);
    }
}
