using System.Diagnostics;
using System.IO.Compression;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using Algometer.Records.Store;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Records.Tests;

/// <summary>In an encrypted record people, documents and links are sealed to whom they are about, and what there is is counted: what was hung on
/// somebody else, taken out whole, put in or put back is found.</summary>
public sealed class RecordSetTests(ITestOutputHelper output)
{
    private const string Ada = "(SELECT id FROM people WHERE code = 'P-001')";
    private const string Bob = "(SELECT id FROM people WHERE code = 'P-002')";
    private const string First = "(SELECT MIN(id) FROM documents)";
    private const string Last = "(SELECT MAX(id) FROM documents)";
    private const string Session = "(SELECT MIN(id) FROM sessions)";

    [Theory]

    // Hung on somebody or something else.
    [InlineData($"UPDATE documents SET person_id = {Bob} WHERE id = {First}")]
    [InlineData($"UPDATE documents SET person_id = NULL WHERE id = {First}")]
    [InlineData($"UPDATE documents SET kind = 'plan' WHERE id = {First}")]
    [InlineData($"UPDATE documents SET session_id = {Session} WHERE id = {Last}")]
    [InlineData($"UPDATE documents SET created_utc_us = created_utc_us + 1 WHERE id = {First}")]
    [InlineData($"UPDATE documents SET (person_id, seal) = (SELECT d.person_id, d.seal FROM documents d WHERE d.id = {Last}) WHERE id = {First}")]
    [InlineData($"UPDATE session_links SET person_id = {Bob} WHERE person_id = {Ada}")]
    [InlineData($"UPDATE session_links SET to_us = 5 WHERE person_id = {Ada}")]
    [InlineData("UPDATE people SET code = CASE code WHEN 'P-001' THEN 'P-009' ELSE code END")]
    [InlineData("UPDATE people SET sex = 'Female' WHERE code = 'P-001'")]
    [InlineData("UPDATE people SET birth_decade = 1930 WHERE code = 'P-001'")]
    [InlineData($"INSERT INTO session_links SELECT session_id, {Bob}, document_id, from_us, to_us, seal FROM session_links")]

    // Taken out.
    [InlineData($"DELETE FROM documents WHERE id = {First}")]
    [InlineData("DELETE FROM documents")]
    [InlineData("DELETE FROM document_history")]
    [InlineData($"DELETE FROM people WHERE id = {Ada}")]
    [InlineData($"DELETE FROM people_names WHERE person_id = {Ada}")]
    [InlineData($"DELETE FROM sessions WHERE id = {Session}")]
    [InlineData("DELETE FROM sessions")]
    [InlineData("DELETE FROM session_links")]
    [InlineData("DELETE FROM store_info WHERE name = 'set'")]

    // Cut and flipped.
    [InlineData("UPDATE documents SET seal = NULL")]
    [InlineData("UPDATE people SET seal = substr(seal, 1, 20)")]
    [InlineData("UPDATE session_links SET seal = ''")]
    [InlineData("UPDATE document_history SET updated_utc_us = updated_utc_us + 1")]
    [InlineData("UPDATE store_info SET value = substr(value, 1, 60) WHERE name = 'set'")]
    [InlineData("UPDATE store_info SET value = '0|documents:2:00' WHERE name = 'set'")]

    // Put back as it was: document, person, session.
    [InlineData("UPDATE documents SET (revision, updated_utc_us, body, seal) = (SELECT o.revision, o.updated_utc_us, o.body, o.seal FROM old_documents o WHERE o.id = documents.id) WHERE id IN (SELECT id FROM old_documents); DELETE FROM document_history")]
    [InlineData("UPDATE people SET (notes, seal) = (SELECT o.notes, o.seal FROM old_people o WHERE o.id = people.id)")]
    [InlineData("UPDATE sessions SET (sample_count, event_count, ended_utc_us, end_reason, seal) = (SELECT o.sample_count, o.event_count, o.ended_utc_us, o.end_reason, o.seal FROM old_sessions o WHERE o.id = sessions.id) WHERE id IN (SELECT id FROM old_sessions)")]
    [InlineData("UPDATE store_info SET value = (SELECT o.value FROM old_info o WHERE o.name = 'set') WHERE name = 'set'")]

    // All of it put back with its count, the log left as it is.
    [InlineData("""
        UPDATE documents SET (revision, updated_utc_us, body, seal) = (SELECT o.revision, o.updated_utc_us, o.body, o.seal FROM old_documents o WHERE o.id = documents.id) WHERE id IN (SELECT id FROM old_documents);
        DELETE FROM documents WHERE id NOT IN (SELECT id FROM old_documents); DELETE FROM document_history; DELETE FROM session_links;
        UPDATE people SET (notes, seal) = (SELECT o.notes, o.seal FROM old_people o WHERE o.id = people.id);
        DELETE FROM sessions WHERE id NOT IN (SELECT id FROM old_sessions);
        UPDATE store_info SET value = (SELECT o.value FROM old_info o WHERE o.name = 'set') WHERE name = 'set'
        """)]
    public async Task What_was_hung_on_another_taken_out_or_put_back_is_found_until_it_is_accepted(string sql)
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        using (RecordStore store = record.Open())
        {
            Person ada = store.People.Add(new Person { Code = "P-001", Notes = "before" }, "Ada");
            store.People.Add(new Person { Code = "P-002" }, "Bob");
            string first = store.Documents.Create("visit", ada.Id, "first").Id;
            using SessionRecorder running = store.StartSession(Traces.Description());
            running.AppendEvent(new SessionEvent(1, 1, "mark"));
            await running.FlushAsync();
            foreach (string table in (string[])["documents", "people", "sessions"])
            {
                store.Execute($"CREATE TABLE old_{table} AS SELECT * FROM {table}");
            }

            store.Execute("CREATE TABLE old_info AS SELECT * FROM store_info");
            store.Documents.Update(first, 1, "second");
            store.People.Change(ada with { Notes = "after" }, "Ada");
            string session = Traces.Record(store, Traces.Walk(40));
            store.Documents.Create("note", null, "about a session", Traces.Record(store, Traces.Walk(40)));
            store.LinkSession(new SessionLink(session, ada.Id));
            running.Complete();
            Assert.Empty(store.FindChanged());
            Assert.True(store.VerifyIntegrity().IsClean);
        }

        record.Tamper(sql);
        using (RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System))
        {
            Assert.NotEmpty(read.FindChanged());
            Assert.False(read.VerifyIntegrity().IsClean);
            Assert.NotNull(read.People.List());
            Assert.NotNull(read.Documents.List("visit"));
            Assert.NotNull(read.ListLinks());
        }

        // It stays found whatever is written, by this program or the next.
        using (RecordStore again = record.Open())
        {
            again.Documents.Create("visit", null, "another");
            Traces.Record(again, Traces.Walk(10));
        }

        using RecordStore found = record.Open();
        Assert.NotEmpty(found.FindChanged());
        Assert.True(found.AcceptAsItIs());
        Assert.Contains("Of ", found.Audit.List()[^1].Event.Detail, StringComparison.Ordinal);

        // Rows that are not what was written stay refused; what is missing was accepted.
        Assert.DoesNotContain(found.FindChanged(), finding => finding.Contains(" were written, and ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData($"UPDATE documents SET person_id = {Bob}")]
    [InlineData($"UPDATE documents SET kind = 'plan'")]
    [InlineData("UPDATE documents SET (revision, updated_utc_us, body) = (SELECT h.revision, h.updated_utc_us, h.body FROM document_history h)")]
    public void A_document_that_was_hung_on_another_is_refused_and_not_gone_on_from(string sql)
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        using RecordStore store = record.Open();
        Person ada = store.People.Add(new Person { Code = "P-001" });
        Person bob = store.People.Add(new Person { Code = "P-002" });
        string id = store.Documents.Update(store.Documents.Create("visit", ada.Id, "\"first\"").Id, 1, "\"second\"").Id;
        record.Tamper(sql);
        RecordStoreException refused = Assert.Throws<RecordStoreException>(() => store.Documents.Read(id));
        Assert.Equal((RecordStoreProblem.Tampered, id), (refused.Problem, refused.About));
        Assert.Empty(store.Documents.List("visit", bob.Id));
        Assert.Empty(store.Documents.List("visit").Concat(store.Documents.List("plan")));
        Assert.Equal(id, Assert.Single(store.Documents.Broken).Id);
        Assert.Equal(RecordStoreProblem.Tampered, Assert.Throws<RecordStoreException>(() => store.Documents.Update(id, 2, "\"third\"")).Problem);
        Assert.Equal(RecordStoreProblem.Tampered, Assert.Throws<RecordStoreException>(() => store.Documents.Update(id, 1, "\"third\"")).Problem);
    }

    [Fact]
    public void A_link_that_was_moved_gives_nobody_somebody_else_s_session_and_the_person_can_still_be_erased()
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        using RecordStore store = record.Open();
        Person ada = store.People.Add(new Person { Code = "P-001" }, "Ada");
        Person bob = store.People.Add(new Person { Code = "P-002" }, "Bob");
        string session = Traces.Record(store, Traces.Walk(10));
        store.LinkSession(new SessionLink(session, ada.Id));
        Assert.Equal(session, Assert.Single(store.ListLinks(ada.Id)).SessionId);
        record.Tamper($"UPDATE session_links SET person_id = {Bob}");
        Assert.Empty(store.ListLinks(bob.Id));
        Assert.Empty(store.ReadLinks(session));
        Assert.Empty(store.ListLinks());
        record.Tamper("UPDATE people SET code = 'P-003' WHERE code = 'P-002'");
        Assert.Equal(bob.Id, Assert.Throws<RecordStoreException>(() => store.People.Read(bob.Id)).About);
        Assert.Equal("P-001", Assert.Single(store.People.List()).Code);
        Assert.Equal(1, store.ErasePerson(bob.Id).Sessions);
        Assert.Equal("P-001", Assert.Single(store.People.List()).Code);
        Assert.Empty(store.ListSessions());
    }

    [Fact]
    public void Everything_that_is_done_to_a_record_keeps_its_count()
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        string kept;
        using (RecordStore store = record.Open(time))
        {
            Person ada = store.People.Add(new Person { Code = "P-001" }, "Ada");
            Person bob = store.People.Add(new Person { Code = "P-002" }, "Bob");
            Person eve = store.People.Add(new Person { Code = "P-003" });
            string alone = Traces.Record(store, Traces.Walk(1300));
            kept = Traces.Record(store, Traces.Walk(1300), also: recorder => recorder.ExplainGap(new RecordedGap(5000, 3, GapReasons.Lost)));
            store.LinkSession(new SessionLink(alone, ada.Id));
            store.LinkSession(new SessionLink(kept, ada.Id, null, 0, 1_000_000));
            store.LinkSession(new SessionLink(kept, bob.Id, null, 1_000_001, 9_000_000));
            store.LinkSession(new SessionLink(kept, bob.Id, null, 1_000_001, 9_000_001));
            string visit = store.Documents.Update(store.Documents.Create("visit", ada.Id, "first", alone).Id, 1, "second").Id;
            store.Documents.Update(visit, 2, "third");
            store.Notes.Add(kept, "a note");
            string deleted = store.Documents.Create("visit", bob.Id, "deleted").Id;
            store.Documents.Update(deleted, 1, "deleted again");
            store.Documents.Delete(deleted);
            store.People.Change(bob with { Notes = "changed" }, name: null);
            store.People.Delete(eve.Id);
            string gone = Traces.Record(store, Traces.Walk(10));
            store.DeleteSession(gone);
            string back = Traces.Record(store, Traces.Walk(10));
            store.DeleteSession(back);
            store.UndeleteSession(back);
            Assert.Empty(store.FindChanged());
            store.ErasePerson(ada.Id);
            Assert.Empty(store.FindChanged());
            store.ChangePassphrase(TestRecord.Passphrase, TestRecord.Passphrase + "!");
            store.ChangePassphrase(TestRecord.Passphrase + "!", TestRecord.Passphrase);
            Assert.Empty(store.FindChanged());
            time.Advance(TimeSpan.FromDays(6));
        }

        int purged = 0;
        for (int week = 0; week < 7; week++)
        {
            using RecordStore store = record.Open(time);
            purged += store.Purged;
            Assert.Empty(store.FindChanged());
            time.Advance(TimeSpan.FromDays(7));
        }

        Assert.Equal(3, purged);
        record.Tamper($"DELETE FROM sessions WHERE id = '{kept}'");
        using RecordStore last = record.Open(time);
        Assert.Contains(last.FindChanged(), finding => finding.Contains("2 of its sessions were written, and 1 are there", StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_of_before_there_was_a_count_opens_is_sealed_once_and_never_takes_its_old_key_again()
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        Golden(record);
        string old = record.Look("SELECT value FROM store_info WHERE name = 'key'", r => r.GetString(0))[0];
        long entries;
        using (RecordStore store = record.Open())
        {
            Person ada = store.People.Find("P-001")!;
            Assert.Equal(("an old note", "Ada"), (ada.Notes, store.People.ReadName(ada.Id)));
            StoredDocument visit = Assert.Single(store.Documents.List("visit", ada.Id));
            Assert.Equal(("\"second\"", "\"first\""), (visit.Body, Assert.Single(store.Documents.History(visit.Id)).Body));
            Assert.Equal("an old title", store.ReadSession(Assert.Single(store.ListLinks(ada.Id)).SessionId).Description.Title);
            Assert.True(store.VerifyIntegrity().IsClean);
            entries = store.Audit.Verify().Entries;
        }

        using (RecordStore store = record.Open())
        {
            Assert.Equal(entries, store.Audit.Verify().Entries);
            Assert.True(store.Audit.Verify() is { IsSound: true, IsAnchored: true });
        }

        record.Tamper("UPDATE store_info SET value = @old WHERE name = 'key'", ("@old", old));
        Assert.Equal(RecordStoreProblem.Tampered, Assert.Throws<RecordStoreException>(() => record.Open()).Problem);
    }

    [Fact]
    public void Traces_that_are_encrypted_later_give_no_seal_to_what_somebody_put_in_plain()
    {
        using var record = new TestRecord(EngineKind.Sqlite);
        using RecordStore store = record.Open();
        store.Encrypt(TestRecord.Passphrase, traces: false, null, KeyCost.ForTests, null);
        Person ada = store.People.Add(new Person { Code = "P-001", Notes = "a note" }, "Ada");
        string id = store.Documents.Create("visit", ada.Id, "\"first\"").Id;
        record.Tamper("UPDATE documents SET body = '\"forged\"', seal = NULL");
        record.Tamper("UPDATE people SET notes = 'forged', seal = NULL");
        store.Encrypt(TestRecord.Passphrase, traces: true, null, KeyCost.ForTests, null);
        Assert.Throws<RecordStoreException>(() => store.Documents.Read(id));
        Assert.Throws<RecordStoreException>(() => store.People.Read(ada.Id));
        Assert.NotEmpty(store.FindChanged());
    }

    [Theory]
    [InlineData("moved back")]
    [InlineData("forged")]
    [InlineData("another record's")]
    [InlineData("without its seal")]
    public void What_a_station_has_seen_is_sealed_by_the_record_s_key(string attack)
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        string path = Path.Combine(record.Folder, "algometer.audit-head");
        string[] before;
        using (RecordStore store = record.Open())
        {
            before = File.ReadAllLines(path);
            store.Audit.Append(new AuditEvent(AuditActions.Export));
            Assert.True(store.Audit.Verify() is { IsSound: true, IsAnchored: true });
        }

        string[] line = File.ReadAllText(path).Trim().Split(' ');
        using (var other = new TestRecord(EngineKind.SqliteEncrypted))
        {
            other.Open().Dispose();
            File.WriteAllText(path, attack switch
            {
                // The number of the entry of before, by somebody without the key: its hash is in the database for everybody.
                "moved back" => string.Join(' ', [before[0].Split(' ')[0], before[0].Split(' ')[1], line[2], line[3], line[4]]),
                "forged" => string.Join(' ', [line[0], line[1], "0", line[3], line[4]]),
                "another record's" => File.ReadAllText(Path.Combine(other.Folder, "algometer.audit-head")),
                _ => $"{line[0]} {line[1]} 0 - embedded",
            });
        }

        using RecordStore read = record.Open();
        AuditReport report = read.Audit.Verify();
        Assert.Equal((attack == "without its seal", false), (report.IsSound, report.IsAnchored && report.IsSound));
        Assert.Contains("algometer.audit-head", report.IsSound || attack != "another record's" ? report.Finding : "algometer.audit-head", StringComparison.Ordinal);

        // No entry that is appended believes it; a person may.
        read.Audit.Append(new AuditEvent(AuditActions.Export));
        if (attack != "without its seal")
        {
            Assert.False(read.Audit.Verify().IsSound);
            Assert.True(read.AcceptAsItIs());
            Assert.True(read.Audit.Verify() is { IsSound: true, IsAnchored: true });
        }
    }

    [Theory]
    [InlineData("01KB00000000000A {1} {2}", "emptied or exchanged")]
    [InlineData("{0} s1:00 {2}", "not sealed by the record's key")]
    public void Which_record_a_station_has_seen_is_sealed_too(string forged, string finding)
    {
        using var record = new TestRecord(EngineKind.SqliteEncrypted);
        record.Open().Dispose();
        record.Open().Dispose();
        string path = Path.Combine(record.Folder, StoreWitness.FileName);
        string[] parts = File.ReadAllText(path).Trim().Split(' ');
        Assert.StartsWith("s1:", parts[1], StringComparison.Ordinal);
        File.WriteAllText(path, string.Format(System.Globalization.CultureInfo.InvariantCulture, forged, [.. parts]));
        using RecordStore store = record.Open();
        Assert.Contains(finding, store.Exchanged, StringComparison.Ordinal);
        Assert.True(store.AcceptAsItIs());
        Assert.Null(store.Exchanged);
    }

    [Fact]
    public void A_count_costs_little_beside_the_write_itself()
    {
        (double Document, double Session) plain = Cost(EngineKind.Sqlite);
        (double Document, double Session) counted = Cost(EngineKind.SqliteEncrypted);
        output.WriteLine($"a document: {plain.Document:0.00} ms plain, {counted.Document:0.00} ms sealed and counted; a session of 80 samples: {plain.Session:0.00} and {counted.Session:0.00} ms");
        Assert.InRange(counted.Document, 0, plain.Document + 20);
    }

    private static (double Document, double Session) Cost(EngineKind kind)
    {
        using var record = new TestRecord(kind);
        using RecordStore store = record.Open();
        const int times = 100;
        store.Documents.Create("visit", null, "first");
        Traces.Record(store, Traces.Walk(80));
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            store.Documents.Create("visit", null, "some words about nobody");
        }

        double document = Stopwatch.GetElapsedTime(start).TotalMilliseconds / times;
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times / 5; i++)
        {
            Traces.Record(store, Traces.Walk(80));
        }

        return (document, Stopwatch.GetElapsedTime(start).TotalMilliseconds / (times / 5));
    }

    private static void Golden(TestRecord record)
    {
        Directory.CreateDirectory(record.Folder);
        using Stream packed = typeof(RecordSetTests).Assembly.GetManifestResourceStream("encrypted-schema-5.db.gz")!;
        using var plain = new GZipStream(packed, CompressionMode.Decompress);
        using FileStream to = File.Create(Path.Combine(record.Folder, "algometer.db"));
        plain.CopyTo(to);
    }
}
