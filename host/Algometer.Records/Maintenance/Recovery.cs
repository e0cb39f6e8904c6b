using System.Data.Common;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Journal;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Reading;
using Algometer.Records.Recording;
using Algometer.Records.Store;

namespace Algometer.Records.Maintenance;

/// <summary>A session that had been cut off and was put right.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="RecoveredSamples">Samples that were only in the journal.</param>
/// <param name="DamagedRecords">Journal records that fail their check; not the torn tail.</param>
public sealed record RecoveredSession(string SessionId, int RecoveredSamples, int DamagedRecords);

/// <summary>
/// Puts right what a crash left: journal records that are in no block become one, and the session is marked as cut off. One transaction a
/// session, journals deleted after it; a sequence that is stored is never stored again, so a crash at any point of this can be repeated.
/// </summary>
internal sealed class Recovery(StoreCore core, DbConnection connection)
{
    public IReadOnlyList<RecoveredSession> Run()
    {
        ILookup<string, string> journals = JournalFormat.Find(core.Directory);

        // Another station's open session is being recorded there. A session of before there were stations belongs to this directory.
        List<string> open = connection.Rows(
            "SELECT id FROM sessions WHERE ended_utc_us IS NULL AND (station = @station OR station = '')",
            r => r.GetString(0),
            ("@station", core.Station));
        IEnumerable<string> journaled = journals.Select(j => j.Key).Where(id => IsKnown(id) || Adopt(id, journals[id]));
        return [.. open.Union(journaled, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => Recover(id, [.. journals[id]]))];
    }

    private bool IsKnown(string id) => connection.Scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM sessions WHERE id = @session", ("@session", id)) > 0;

    // A session that began while the server was away stands in its journal alone. Any other journal of an unknown session stays where it
    // is: deleting it could be the loss of a restored backup's last minutes.
    private bool Adopt(string id, IEnumerable<string> segments)
    {
        if (JournalContent.Read(segments, id, core.Vault).Notes.OfType<StartNote>().FirstOrDefault() is not { } start)
        {
            return false;
        }

        using DbTransaction transaction = connection.BeginTransaction();
        SessionTables.Insert(transaction, core.Vault, id, start);
        transaction.Commit();
        return true;
    }

    private RecoveredSession Recover(string id, string[] segments)
    {
        JournalContent journal = JournalContent.Read(segments, id, core.Vault);
        var block = new BlockBuilder();
        foreach (RecordedGap gap in SessionReader.GapRows(connection, id))
        {
            block.Remember(new GapNote(gap.FirstMissingSequence, gap.LastMissingSequence, gap.Reason));
        }

        ClaimStored(id, block);
        int recovered = 0;
        foreach (Sample sample in journal.Samples.Where(s => block.Claim(s.Sequence)))
        {
            block.Add(in sample);
            recovered++;
        }

        journal.Notes.ForEach(block.Add);
        (List<EncodedBlock> blocks, List<SessionNote> notes, GapChange? gaps) = block.Cut();
        TraceSeal seal = core.Vault.Traces(id);
        using (DbTransaction transaction = connection.BeginTransaction())
        {
            SessionTables.Apply(transaction, core.Vault, id, new CommitJob { Blocks = blocks.ConvertAll(b => b.Sealed(seal)), Notes = notes, Gaps = gaps });
            SessionTables.Apply(transaction, core.Vault, id, new CommitJob { Ending = (SessionEnd.CutOff, LastWallTime(transaction, id)) });
            transaction.Commit();
        }

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

    private void ClaimStored(string id, BlockBuilder block)
    {
        foreach (Sample[] stored in StoredBlock.Read(connection, core.Vault, id).Select(b => b.Samples).OfType<Sample[]>())
        {
            foreach (ref readonly Sample sample in stored.AsSpan())
            {
                block.Claim(sample.Sequence);
            }
        }
    }

    // The last sample's moment: by the clock points, else counted from the start.
    private static DateTimeOffset LastWallTime(DbTransaction transaction, string id)
    {
        (DateTimeOffset started, long? first, long? last) = transaction.Rows(
            "SELECT started_utc_us, first_device_us, last_device_us FROM sessions WHERE id = @session",
            r => (WallTime.FromMicroseconds(r.GetInt64(0)), r.LongOrNull(1), r.LongOrNull(2)),
            ("@session", id))[0];
        if (first is null || last is null)
        {
            return started;
        }

        List<ClockPoint> points = transaction.Rows(
            "SELECT device_us, utc_unix_us FROM clock_points WHERE session_id = @session ORDER BY 1",
            r => new ClockPoint(r.GetInt64(0), r.GetInt64(1)),
            ("@session", id));
        return ClockMapping.Fit(points)?.ToUtc(last.Value) ?? started.AddMicroseconds(last.Value - first.Value);
    }
}
