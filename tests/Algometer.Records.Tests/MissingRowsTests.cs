using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.Reading;

namespace Algometer.Records.Tests;

/// <summary>What was taken out of a record is missed, not only what was altered in it.</summary>
public sealed class MissingRowsTests
{
    [Theory]
    [InlineData("DELETE FROM blocks WHERE first_sequence = 512")]
    [InlineData("DELETE FROM blocks WHERE first_sequence = 0")]
    [InlineData("DELETE FROM blocks WHERE last_sequence = 1535")]
    [InlineData("DELETE FROM blocks")]
    [InlineData("UPDATE sessions SET sample_count = sample_count - 1")]
    [InlineData("DELETE FROM gaps")]
    [InlineData("UPDATE sessions SET last_device_us = last_device_us + 1")]
    public void A_row_that_went_is_missed(string sql)
    {
        using var record = new TestRecord(EngineKind.Sqlite);
        string id;
        using (RecordStore store = record.Open())
        {
            id = Traces.Record(store, Traces.Walk(1536), also: recorder => recorder.ExplainGap(new RecordedGap(5000, 3, GapReasons.Lost)));
            Assert.True(store.VerifyIntegrity().IsClean);
        }

        record.Tamper(sql);
        using RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System);
        IntegrityReport report = read.VerifyIntegrity();
        Assert.False(report.IsClean);
        Assert.Equal(id, Assert.Single(report.Missing).SessionId);
    }

    [Fact]
    public void A_log_without_what_the_station_has_seen_of_it_says_so()
    {
        using var record = new TestRecord(EngineKind.Sqlite);
        using (RecordStore store = record.Open())
        {
            store.Audit.Append(new AuditEvent(AuditActions.Export));
            Assert.True(store.Audit.Verify().IsAnchored);
        }

        File.Delete(Path.Combine(record.Folder, "algometer.audit-head"));
        using RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System);
        AuditReport report = read.Audit.Verify();
        Assert.False(report.IsAnchored);
        Assert.Contains("algometer.audit-head", report.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_was_emptied_is_younger_than_what_the_station_has_seen()
    {
        using var record = new TestRecord(EngineKind.Sqlite);
        using (RecordStore store = record.Open())
        {
            store.Audit.Append(new AuditEvent(AuditActions.Export));
        }

        foreach (string file in Directory.GetFiles(record.Folder, "algometer.db*"))
        {
            File.Delete(file);
        }

        File.WriteAllBytes(Path.Combine(record.Folder, "algometer.db"), []);
        using RecordStore emptied = record.Open();
        Assert.Contains("shortened", emptied.Audit.Verify().Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("emptied")]
    [InlineData("taken away")]
    [InlineData("exchanged")]
    [InlineData("identity rewritten")]
    public void A_database_that_was_emptied_or_exchanged_is_noticed_before_the_log_has_an_entry(string attack)
    {
        using var record = new TestRecord(EngineKind.Sqlite);
        using (RecordStore store = record.Open())
        {
            Assert.Null(store.Exchanged);
            Traces.Record(store, Traces.Walk(10));
            Assert.Empty(store.Audit.List());
        }

        string database = Path.Combine(record.Folder, "algometer.db");
        if (attack == "identity rewritten")
        {
            Assert.Equal(1, record.Tamper("UPDATE store_info SET value = '01KB00000000000A' WHERE name = 'store'"));
        }
        else
        {
            foreach (string file in Directory.GetFiles(record.Folder, "algometer.db*"))
            {
                File.Delete(file);
            }
        }

        if (attack == "emptied")
        {
            File.WriteAllBytes(database, []);
        }
        else if (attack == "exchanged")
        {
            using var other = new TestRecord(EngineKind.Sqlite);
            other.Open().Dispose();
            File.Copy(Path.Combine(other.Folder, "algometer.db"), database);
        }

        // Said each time, whoever opens it, until a person accepts it.
        for (int opening = 0; opening < 2; opening++)
        {
            using RecordStore opened = record.Open();
            Assert.Contains("emptied or exchanged", opened.Exchanged, StringComparison.Ordinal);
        }

        using (RecordStore read = RecordStore.OpenReadOnly(record.Options, TimeProvider.System))
        {
            Assert.NotNull(read.Exchanged);
        }

        using (RecordStore accepted = record.Open())
        {
            Assert.True(accepted.AcceptAsItIs());
            Assert.False(accepted.AcceptAsItIs());
            Assert.Equal(AuditActions.Restore, Assert.Single(accepted.Audit.List()).Event.Action);
        }

        using RecordStore after = record.Open();
        Assert.Null(after.Exchanged);
    }

    [Fact]
    public void What_the_station_has_seen_of_the_log_is_never_moved_back()
    {
        using var record = new TestRecord(EngineKind.Sqlite);
        string yesterday = record.Beside("yesterday.db");
        using (RecordStore store = record.Open())
        {
            store.Audit.Append(new AuditEvent(AuditActions.Export));
        }

        File.Copy(Path.Combine(record.Folder, "algometer.db"), yesterday);
        using (RecordStore store = record.Open())
        {
            store.Audit.Append(new AuditEvent(AuditActions.Erase, "person", "01KB00000000000A"));
            store.Audit.Append(new AuditEvent(AuditActions.Export));
        }

        PutBack(record, yesterday);

        // The log of yesterday grows past what was seen, and is still not the one that was seen.
        for (int entry = 0; entry < 4; entry++)
        {
            using RecordStore store = record.Open();
            store.Audit.Append(new AuditEvent(AuditActions.Import));
            Assert.False(store.Audit.Verify().IsSound);
        }

        using (RecordStore store = record.Open())
        {
            Assert.True(store.AcceptAsItIs());
            AuditReport report = store.Audit.Verify();
            Assert.True(report.IsSound && report.IsAnchored, report.Finding);
            Assert.Contains("taken as it is", store.Audit.List()[^1].Event.Detail, StringComparison.Ordinal);
            store.Audit.Append(new AuditEvent(AuditActions.Export));
        }

        PutBack(record, yesterday);
        using RecordStore again = record.Open();
        Assert.False(again.Audit.Verify().IsSound);
    }

    [Fact]
    public void Two_databases_of_one_folder_are_each_compared_with_what_was_seen_of_them()
    {
        using var record = new TestRecord(EngineKind.Sqlite);
        using (RecordStore store = record.Open())
        {
            store.Audit.Append(new AuditEvent(AuditActions.Export));
            store.Audit.Append(new AuditEvent(AuditActions.Export));
        }

        // The same folder used with a server whose log is another and longer one.
        string path = Path.Combine(record.Folder, "algometer.audit-head");
        string server = $"9 {new string('0', 64)} 0 - postgres://clinic@server/algometer";
        File.AppendAllLines(path, [server]);
        using (RecordStore store = record.Open())
        {
            Assert.True(store.Audit.Verify() is { IsSound: true, IsAnchored: true });
            store.Audit.Append(new AuditEvent(AuditActions.Export));
            Assert.True(store.Audit.Verify() is { IsSound: true, IsAnchored: true });
        }

        Assert.Contains(server, File.ReadAllLines(path), StringComparer.Ordinal);

        // A file of before there were places is still compared, and taken over by the first database that fits it.
        string[] own = File.ReadAllLines(path).Single(line => line.EndsWith("embedded", StringComparison.Ordinal)).Split(' ');
        File.WriteAllText(path, $"{own[0]} {own[1]}\n");
        using (RecordStore store = record.Open())
        {
            Assert.True(store.Audit.Verify() is { IsSound: true, IsAnchored: true });
            store.Audit.Append(new AuditEvent(AuditActions.Export));
        }

        Assert.EndsWith("embedded", Assert.Single(File.ReadAllLines(path)), StringComparison.Ordinal);
        File.WriteAllText(path, $"99 {own[1]}\n");
        using RecordStore shortened = record.Open();
        Assert.False(shortened.Audit.Verify().IsSound);
    }

    private static void PutBack(TestRecord record, string database)
    {
        foreach (string file in Directory.GetFiles(record.Folder, "algometer.db*"))
        {
            File.Delete(file);
        }

        File.Copy(database, Path.Combine(record.Folder, "algometer.db"));
    }

    [Theory]
    [InlineData("postgres://user:secret@localhost/db", "PGPASSWORD")]
    [InlineData("postgres://user:secret@host/db?sslmode=verify-full", "PGPASSWORD")]
    [InlineData("postgres://:secret@host/db?sslmode=verify-full", "PGPASSWORD")]
    [InlineData("postgres://user@clinic.example/db", "verify-full")]
    [InlineData("postgres://user@clinic.example/db?sslmode=require", "verify-full")]
    [InlineData("postgres://user@clinic.example/db?sslmode=verify-ca", "verify-full")]
    [InlineData("postgres://user@clinic.example/db?sslmode=disable", "verify-full")]
    [InlineData("postgres://user@192.168.1.9/db", "verify-full")]
    [InlineData("postgres://user@localhost/db?host=10.0.0.1", "verify-full")]
    public void An_address_that_tells_a_password_or_trusts_any_server_is_refused_with_the_remedy(string address, string remedy)
    {
        string refusal = Assert.Throws<ArgumentException>(() => PostgresAddress.Parse(address)).Message;
        Assert.Contains(remedy, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://user@localhost/db")]
    [InlineData("postgres://user@127.0.0.1:5433/db")]
    [InlineData("postgres://user@[::1]/db")]
    [InlineData("postgres://user@/db?host=/run/postgresql")]
    [InlineData("postgres://user@clinic.example/db?sslmode=verify-full&sslrootcert=/etc/ca.pem")]
    public void An_address_of_this_machine_or_of_a_server_that_proves_itself_is_taken(string address) => Assert.Equal("db", PostgresAddress.Parse(address).Database);
}
