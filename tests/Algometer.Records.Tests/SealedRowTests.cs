using System.IO.Compression;
using Algometer.Measurement.Signal;
using Algometer.Records.Journal;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Recording;

namespace Algometer.Records.Tests;

/// <summary>In an encrypted record what belongs to a session is sealed to its place: swapped, copied, removed, cut and flipped rows are found.</summary>
public sealed class SealedRowTests
{
    private const string A = "(SELECT MIN(id) FROM sessions)";
    private const string B = "(SELECT MAX(id) FROM sessions)";

    [Theory]

    // Swapped.
    [InlineData($"UPDATE events SET (value, seal) = (SELECT e.value, e.seal FROM events e WHERE e.session_id = {A} AND e.ordinal = 1) WHERE session_id = {A} AND ordinal = 0")]
    [InlineData($"UPDATE calibrations SET (gain_pn_per_count, seal) = (SELECT c.gain_pn_per_count, c.seal FROM calibrations c WHERE c.session_id = {B}) WHERE session_id = {A}")]
    [InlineData($"UPDATE sessions SET (tip_area_cm2, seal) = (SELECT s.tip_area_cm2, s.seal FROM sessions s WHERE s.id = {B}) WHERE id = {A}")]

    // Copied.
    [InlineData($"INSERT INTO events SELECT session_id, 9, device_us, sequence, kind, value, text, seal FROM events WHERE session_id = {A} AND ordinal = 1")]
    [InlineData($"UPDATE events SET session_id = {A}, ordinal = 2 WHERE session_id = {B} AND ordinal = 1")]
    [InlineData($"INSERT INTO calibrations SELECT session_id, 7, calibration_id, date_unix_s, gain_pn_per_count, quadratic_pn, zero_counts, tare_counts, capacity_mn, seal FROM calibrations WHERE session_id = {A}")]

    // Removed.
    [InlineData($"DELETE FROM events WHERE session_id = {A} AND ordinal = 1")]
    [InlineData($"DELETE FROM calibrations WHERE session_id = {A}")]
    [InlineData($"DELETE FROM gaps WHERE session_id = {A}")]
    [InlineData($"DELETE FROM clock_points WHERE session_id = {A}")]
    [InlineData($"UPDATE sessions SET event_count = 1 WHERE id = {A}")]

    // Cut: the seal taken off or shortened.
    [InlineData($"UPDATE events SET seal = NULL WHERE session_id = {A} AND ordinal = 1")]
    [InlineData($"UPDATE events SET seal = substr(seal, 1, 20) WHERE session_id = {A} AND ordinal = 1")]
    [InlineData($"UPDATE sessions SET seal = NULL WHERE id = {A}")]
    [InlineData($"UPDATE calibrations SET seal = '' WHERE session_id = {A}")]

    // Flipped.
    [InlineData($"UPDATE events SET value = 2.25 WHERE session_id = {A} AND ordinal = 0")]
    [InlineData($"UPDATE events SET kind = 'nots' WHERE session_id = {A} AND ordinal = 0")]
    [InlineData($"UPDATE events SET text = NULL WHERE session_id = {A} AND ordinal = 0")]
    [InlineData($"UPDATE calibrations SET gain_pn_per_count = gain_pn_per_count + 1 WHERE session_id = {A}")]
    [InlineData($"UPDATE clock_points SET utc_unix_us = utc_unix_us + 1 WHERE session_id = {A}")]
    [InlineData($"UPDATE gaps SET reason = 'paused' WHERE session_id = {A}")]
    [InlineData($"UPDATE sessions SET tip_area_cm2 = 2 WHERE id = {A}")]
    [InlineData($"UPDATE sessions SET started_utc_us = started_utc_us + 1 WHERE id = {A}")]
    [InlineData($"UPDATE sessions SET device_id = 'A2' WHERE id = {A}")]
    [InlineData($"UPDATE sessions SET ended_utc_us = NULL, end_reason = NULL WHERE id = {A}")]
    public void A_row_that_is_not_what_was_written_is_found_and_refused(string sql)
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        string id;
        using (RecordStore store = record.Open())
        {
            id = Session(store);
            Session(store);
            Assert.True(store.VerifyIntegrity().IsClean);
        }

        Assert.True(record.Tamper(sql) > 0);
        using RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System);
        Assert.Contains(read.VerifyIntegrity().Missing, missing => missing.SessionId == id);
        Assert.Equal(RecordStoreProblem.Tampered, Assert.Throws<RecordStoreException>(() => read.HashSession(id)).Problem);
    }

    [Theory]
    [InlineData($"UPDATE sessions SET tip_area_cm2 = 2 WHERE id = {A}")]
    [InlineData($"UPDATE sessions SET title = (SELECT title FROM sessions WHERE id = {B}) WHERE id = {A}")]
    [InlineData($"PRAGMA ignore_check_constraints=ON; UPDATE sessions SET source = 'nowhere' WHERE id = {A}")]
    [InlineData($"PRAGMA ignore_check_constraints=ON; UPDATE sessions SET source = '77' WHERE id = {A}")]
    [InlineData($"UPDATE sessions SET started_utc_us = 9223372036854775807 WHERE id = {A}")]
    [InlineData($"UPDATE sessions SET ended_utc_us = -9223372036854775807 WHERE id = {A}")]
    [InlineData($"UPDATE sessions SET seal = NULL WHERE id = {A}")]
    public void A_list_goes_on_past_an_altered_header_and_marks_it(string sql)
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        string id;
        using (RecordStore store = record.Open())
        {
            id = Session(store);
            Session(store);
            Assert.DoesNotContain(store.ListSessions(), session => session.IsAltered);
        }

        Assert.Equal(1, record.Tamper(sql));
        using RecordStore read = record.Open();
        Assert.Equal([true, false], read.ListSessions().Select(session => session.IsAltered));
        Assert.Equal(id, Assert.Throws<RecordStoreException>(() => read.ReadSession(id)).About);
        read.DeleteSession(id);
        Assert.True(Assert.Single(read.ListDeletedSessions()).IsAltered);
    }

    [Fact]
    public async Task What_is_changed_while_a_session_runs_gets_no_new_seal_and_nothing_of_the_session_is_lost()
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        using RecordStore store = record.Open();
        string id;
        using (SessionRecorder recorder = store.StartSession(Traces.Description()))
        {
            id = recorder.SessionId;
            recorder.AppendEvent(new SessionEvent(1, 1, "mark"));
            await recorder.FlushAsync();
            store.Execute("DELETE FROM events");
            store.Execute("UPDATE sessions SET limit_mn = 99000");
            foreach (Sample sample in Traces.Walk(100))
            {
                recorder.Append(sample);
            }

            recorder.Complete();
        }

        Assert.Equal(100, Assert.Single(store.ListSessions()).SampleCount);
        Assert.Contains(store.VerifyIntegrity().Missing, missing => missing.SessionId == id);
        store.DeleteSession(id);
        Assert.Empty(store.ListSessions());
    }

    [Fact]
    public void A_record_of_before_rows_were_sealed_opens_gets_its_seals_and_misses_what_goes_afterwards()
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        Golden(record);
        string id;
        using (RecordStore store = record.Open())
        {
            id = Assert.Single(store.ListSessions()).Id;
            Assert.Equal("an old title", store.ReadSession(id).Description.Title);
            Assert.Equal(("an old note", 2.5), (store.ReadEvents(id)[0].Text, store.ReadEvents(id)[0].Value));
            Assert.Equal(Traces.Walk(40).Select(Traces.Facts), store.ReadSamples(id).Select(Traces.Facts));
            Assert.True(store.VerifyIntegrity().IsClean);
            Assert.True(store.Audit.Verify().IsSound);
        }

        Assert.All(record.Look("SELECT seal FROM events UNION ALL SELECT seal FROM sessions UNION ALL SELECT seal FROM gaps", r => r.GetString(0)), seal => Assert.StartsWith(RowSeal.Version, seal, StringComparison.Ordinal));
        record.Tamper("UPDATE events SET seal = NULL");
        using RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System);
        Assert.Throws<RecordStoreException>(() => read.ReadEvents(id));
    }

    [Fact]
    public void An_older_key_put_back_does_not_turn_the_seals_off()
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        Golden(record);
        string old = record.Look("SELECT value FROM store_info WHERE name = 'key'", r => r.GetString(0))[0];
        record.Open().Dispose();
        record.Tamper("UPDATE store_info SET value = @old WHERE name = 'key'", ("@old", old));
        Assert.Equal(RecordStoreProblem.Tampered, Assert.Throws<RecordStoreException>(() => record.Open()).Problem);
    }

    [Fact]
    public void No_two_rows_give_the_same_bytes()
    {
        HashSet<string> seen = [];
        foreach (object?[] cells in (object?[][])[["a", "b"], ["ab"], ["a;t1:b"], ["a", null], ["a"], [1L, 2L], [12L], [1d], [null], [""], [], ["n;"], [long.MinValue], [double.PositiveInfinity]])
        {
            Assert.True(seen.Add(Convert.ToHexString(RowSeal.Content("events", "S", cells))));
        }

        Assert.True(seen.Add(Convert.ToHexString(RowSeal.Content("event", "sS", []))));
        Assert.Equal(RowSeal.Content("e", "s", [double.NaN, -0.0]), RowSeal.Content("e", "s", [DBNull.Value, 0.0]));
    }

    [Theory]
    [InlineData("flipped length")]
    [InlineData("flipped header")]
    [InlineData("flipped body")]
    [InlineData("swapped")]
    [InlineData("copied")]
    [InlineData("removed")]
    [InlineData("plain")]
    [InlineData("segment taken out")]
    [InlineData("of another session")]
    public void A_journal_that_is_not_what_was_written_is_counted_and_loses_no_more_than_was_touched(string attack)
    {
        using var folder = new ScratchFolder();
        (KeyRecord key, byte[] data) = KeyRecord.Make(TestRecord.Passphrase, KeyCost.ForTests, traces: true, since: "01KA000000000000");
        var vault = Vault.Of(data, (key with { Complete = true }).Proven(data));
        const string id = "01KB00000000000A";
        List<(int Start, int End)> records = [];
        foreach (int segment in (int[])[4, 5, 6])
        {
            using var journal = JournalSegment.Create(folder.Path, id, segment, vault.Journal(id));
            for (int i = 0; i < 5; i++)
            {
                int start = (int)journal.Length;
                journal.Append(Traces.Walk(10, from: (segment * 50) + (i * 10)));
                if (segment == 5)
                {
                    records.Add((start, (int)journal.Length));
                }
            }
        }

        string path = Path.Combine(folder.Path, JournalFormat.FileName(id, 5));
        byte[] file = File.ReadAllBytes(path);
        (int start2, int end2) = records[2];
        (int Least, int Most) left = (140, 150);
        switch (attack)
        {
            case "flipped length":
                file[start2 + 1] ^= 0x40;
                break;
            case "flipped header":
                file[9] ^= 1;
                break;
            case "flipped body":
                file[start2 + 20] ^= 1;
                break;
            case "swapped":
                // Both of one length or the rest would move; samples of one walk are not, so a record takes the place of its own copy.
                file = [.. file[..start2], .. file[records[3].Start..records[3].End], .. file[start2..end2], .. file[records[4].Start..]];
                left = (120, 130);
                break;
            case "copied":
                file = [.. file, .. file[start2..end2]];
                break;
            case "removed":
                // What follows is no longer at its place.
                file = [.. file[..start2], .. file[end2..]];
                left = (120, 120);
                break;
            case "plain":
                File.Delete(path);
                using (var forged = JournalSegment.Create(folder.Path, id, 5, seal: null))
                {
                    forged.Append(Traces.Walk(50, from: 250));
                }

                file = File.ReadAllBytes(path);
                left = (100, 100);
                break;
            case "segment taken out":
                File.Delete(path);
                left = (100, 100);
                break;
            default:
                File.Copy(Path.Combine(folder.Path, JournalFormat.FileName(id, 4)), path, overwrite: true);
                file = File.ReadAllBytes(path);
                left = (100, 100);
                break;
        }

        if (File.Exists(path))
        {
            File.WriteAllBytes(path, file);
        }

        JournalContent content = JournalContent.Read(JournalFormat.Find(folder.Path)[id], id, vault);
        Assert.True(content.DamagedRecords > 0);
        Assert.InRange(content.Samples.Count, left.Least, left.Most);
        Assert.Equal(content.Samples.Count, content.Samples.Distinct().Count());
    }

    private static string Session(RecordStore store) => Traces.Record(store, Traces.Walk(40), "title", recorder =>
    {
        recorder.AppendEvent(new SessionEvent(1, 1, "note", 2.5, "a note"));
        recorder.AppendEvent(new SessionEvent(2, 2, "mark", double.NaN));
        recorder.AppendClockPoint(new ClockPoint(5, 1_700_000_000_000_000));
        recorder.ExplainGap(new RecordedGap(5000, 3, GapReasons.Lost));
    });

    private static void Golden(TestRecord record)
    {
        Directory.CreateDirectory(record.Folder);
        using Stream packed = typeof(SealedRowTests).Assembly.GetManifestResourceStream("encrypted-schema-4.db.gz")!;
        using var plain = new GZipStream(packed, CompressionMode.Decompress);
        using FileStream to = File.Create(Path.Combine(record.Folder, "algometer.db"));
        plain.CopyTo(to);
    }
}
