using Algometer.Records.Audit;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using CsCheck;

namespace Algometer.Records.Tests;

/// <summary>What a record promises of its audit log, whatever it is kept in.</summary>
public abstract class AuditContract(EngineKind kind) : IDisposable
{
    private readonly TestRecord _record = new(kind);

    public void Dispose()
    {
        _record.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Entries_follow_one_another_and_hold_whatever_is_written()
    {
        using RecordStore store = _record.Open();
        int before = store.Audit.List().Count;
        Gen.Select(Hostile.Text, Hostile.Text, Hostile.Text).Sample((actor, id, detail) =>
        {
            AuditEntry entry = store.Audit.Append(new AuditEvent(AuditActions.Export, "session", id, detail), actor);
            Assert.Equal(entry, store.Audit.List(entry.Ordinal, 1)[0]);
        }, iter: 40, threads: 1);
        AuditReport report = store.Audit.Verify();
        Assert.True(report.IsSound, report.Finding);
        Assert.Equal(before + 40, report.Entries);
    }

    [Fact]
    public void The_database_itself_refuses_to_change_or_shorten_the_log()
    {
        Fill();
        Assert.ThrowsAny<System.Data.Common.DbException>(() => _record.Tamper("UPDATE audit SET actor = 'x' WHERE ordinal = 3"));
        Assert.ThrowsAny<System.Data.Common.DbException>(() => _record.Tamper("DELETE FROM audit WHERE ordinal = 3"));
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'nobody' WHERE ordinal = 3", 3)]
    [InlineData("UPDATE audit SET at_utc_us = at_utc_us + 1 WHERE ordinal = 4", 4)]
    [InlineData("UPDATE audit SET detail = 'less' WHERE ordinal = 2", 2)]
    [InlineData("DELETE FROM audit WHERE ordinal = 3", 3)]
    [InlineData("DELETE FROM audit WHERE ordinal >= 4", 4)]
    [InlineData("UPDATE audit SET hash = previous_hash WHERE ordinal = 2", 2)]
    public void Whoever_gets_past_that_is_found_at_the_first_broken_entry(string sql, long broken)
    {
        Fill();
        WithoutTriggers();
        Assert.True(_record.Tamper(sql) > 0);
        using RecordStore store = RecordStore.OpenReadOnly(_record.Options, TimeProvider.System);
        AuditReport report = store.Audit.Verify();
        Assert.False(report.IsSound);
        Assert.Equal(broken, report.FirstBroken);
        Assert.NotEmpty(report.Finding);
    }

    [Fact]
    public void A_log_that_is_shortened_together_with_its_recorded_end_is_found_by_what_the_station_has_seen()
    {
        Fill();
        WithoutTriggers();
        _record.Tamper("UPDATE audit_head SET entries = 3, hash = (SELECT hash FROM audit WHERE ordinal = 3)");
        _record.Tamper("DELETE FROM audit WHERE ordinal > 3");
        using RecordStore store = RecordStore.OpenReadOnly(_record.Options, TimeProvider.System);
        Assert.Equal(4, store.Audit.Verify().FirstBroken);
    }

    [Fact]
    public void A_program_that_only_reads_may_still_write_into_the_log()
    {
        using RecordStore host = _record.Open();
        using RecordStore reader = RecordStore.OpenReadOnly(_record.Options, TimeProvider.System);
        using SessionRecorder recorder = host.StartSession(Traces.Description());
        AuditEntry entry = reader.Audit.Append(new AuditEvent(AuditActions.Export, "session", recorder.SessionId, "csv"));
        Assert.Equal(entry, host.Audit.List()[^1]);
        Assert.True(host.Audit.Verify().IsSound);
        Assert.Equal(RecordStoreProblem.ReadOnly, Assert.Throws<RecordStoreException>(() => reader.People.Add(new Person { Code = "P1" })).Problem);
    }

    private void Fill()
    {
        using RecordStore store = _record.Open();
        while (store.Audit.List().Count < 6)
        {
            store.Audit.Append(new AuditEvent(AuditActions.Export, "session", "x", "more"));
        }
    }

    private void WithoutTriggers()
    {
        if (_record.Options.Server is null)
        {
            _record.Tamper("DROP TRIGGER audit_is_not_changed");
            _record.Tamper("DROP TRIGGER audit_is_not_shortened");
        }
        else
        {
            _record.Tamper("ALTER TABLE audit DISABLE TRIGGER ALL");
        }
    }
}

public sealed class SqliteAudit() : AuditContract(EngineKind.Sqlite);

public sealed class EncryptedSqliteAudit() : AuditContract(EngineKind.SqliteEncrypted);

public sealed class PostgresAudit() : AuditContract(EngineKind.Postgres);

public sealed class EncryptedPostgresAudit() : AuditContract(EngineKind.PostgresEncrypted);
