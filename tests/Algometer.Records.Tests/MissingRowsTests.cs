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
