using System.Text;
using Algometer.Measurement.Signal;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Maintenance;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Records.Tests;

/// <summary>What a record promises of deleting and erasing, whatever it is kept in.</summary>
public abstract class DeletionContract(EngineKind kind) : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
    private readonly TestRecord _record = new(kind);

    public void Dispose()
    {
        _record.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_deleted_session_can_be_taken_back_for_thirty_days_and_is_gone_after_them()
    {
        string kept;
        string gone;
        using (RecordStore store = _record.Open(_time))
        {
            (kept, gone) = (Traces.Record(store, Traces.Walk(30)), Traces.Record(store, Traces.Walk(30, 2)));
            store.DeleteSession(gone, "therapist");
            Assert.Equal(kept, Assert.Single(store.ListSessions()).Id);
            SessionSummary deleted = Assert.Single(store.ListDeletedSessions());
            Assert.Equal((gone, "therapist", _time.GetUtcNow()), (deleted.Id, deleted.DeletedBy, deleted.DeletedUtc!.Value));
            Assert.Equal(RecordStoreProblem.NotFound, Assert.Throws<RecordStoreException>(() => store.DeleteSession(gone)).Problem);
            store.UndeleteSession(gone);
            Assert.Equal(2, store.ListSessions().Count);
            Assert.Equal(30, store.ReadSamples(gone).Count());
            store.DeleteSession(gone);
            AuditEntry entry = store.Audit.List()[^1];
            Assert.Equal((AuditActions.Delete, gone, store.HashSession(gone)), (entry.Event.Action, entry.Event.ObjectId, entry.Event.BeforeHash));
        }

        Pass(days: 29);
        using (RecordStore store = _record.Open(_time))
        {
            Assert.Equal(0, store.Purged);
            Assert.Single(store.ListDeletedSessions());
        }

        _time.Advance(TimeSpan.FromDays(2));
        using RecordStore last = _record.Open(_time);
        Assert.Equal(1, last.Purged);
        Assert.Empty(last.ListDeletedSessions());
        Assert.Equal(RecordStoreProblem.NotFound, Assert.Throws<RecordStoreException>(() => last.ReadSession(gone)).Problem);
        Assert.Equal(AuditActions.Purge, last.Audit.List()[^1].Event.Action);
        Assert.True(last.Audit.Verify().IsSound);
        Assert.Equal(30, last.ReadSamples(kept).Count());
    }

    [Fact]
    public void A_clock_that_was_set_wrong_takes_no_day_of_the_thirty_away()
    {
        string id;
        using (RecordStore store = _record.Open(_time))
        {
            id = Traces.Record(store, Traces.Walk(3));
            store.DeleteSession(id);
        }

        _time.AdjustTime(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _record.Open(_time).Dispose();
        _time.AdjustTime(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero));
        _record.Open(_time).Dispose();
        _time.AdjustTime(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using RecordStore again = _record.Open(_time);
        again.UndeleteSession(id);
        Assert.True(again.Audit.Verify().IsSound);
    }

    [Fact]
    public void A_running_session_is_not_deleted()
    {
        using RecordStore store = _record.Open(_time);
        using SessionRecorder recorder = store.StartSession(Traces.Description());
        Assert.Equal(RecordStoreProblem.InUse, Assert.Throws<RecordStoreException>(() => store.DeleteSession(recorder.SessionId)).Problem);
    }

    [Fact]
    public void An_erased_person_leaves_no_row_no_name_and_no_byte_and_others_keep_theirs()
    {
        const string name = "Wilhelmina Unforgettable";
        Person person;
        Person other;
        string own;
        string shared;
        byte[] payload;
        using (RecordStore store = _record.Open(_time))
        {
            person = store.People.Add(new Person { Code = "P-ERASE-ME", Notes = name + " has a dog" }, name);
            other = store.People.Add(new Person { Code = "P-2" }, "Somebody Else");
            own = Traces.Record(store, Traces.Walk(1000, 7), name);
            shared = Traces.Record(store, Traces.Walk(3000, 8), also: recorder => recorder.Mark(1500 * 12500, 1500, name));
            store.LinkSession(new SessionLink(own, person.Id));
            store.LinkSession(new SessionLink(shared, other.Id, "run-1", 0, (1000 * 12500) - 1));
            store.LinkSession(new SessionLink(shared, person.Id, "run-2", 1000 * 12500, 1999 * 12500));
            StoredDocument document = store.Documents.Create("visit", person.Id, $$"""{"who":"{{name}}"}""");
            store.Documents.Update(document.Id, 1, $$"""{"who":"{{name}} again"}""");
            store.Documents.Create("list", null, """{"codes":["P-ERASE-ME"]}""");
            payload = _record.Look($"SELECT payload FROM blocks WHERE session_id = '{own}' ORDER BY id", r => r.GetFieldValue<byte[]>(0))[0];
            File.WriteAllBytes(Path.Combine(_record.Folder, $"journal-{own}-000009.alj.damaged"), payload);

            ErasureReport report = store.ErasePerson(person.Id, actor: "keeper");
            Assert.Equal((1, 1, 1), (report.Sessions, report.Stretches, report.Documents));
            Assert.Single(report.StillNamedIn);
            Assert.Null(store.People.Find("P-ERASE-ME"));
            Assert.Empty(store.ListLinks(person.Id));
            Assert.Empty(store.Documents.List("visit"));
            Assert.Equal(shared, Assert.Single(store.ListSessions()).Id);
            Sample[] left = [.. store.ReadSamples(shared)];
            Assert.Equal(Traces.Walk(3000, 8).Where(s => s.Sequence is < 1000 or > 1999).Select(Traces.Facts), left.Select(Traces.Facts));
            Assert.Equal((1000, GapReasons.Erased), (store.ReadGaps(shared).Sum(gap => gap.Count), store.ReadGaps(shared)[0].Reason));
            Assert.Empty(store.ReadEvents(shared));
            Assert.Equal((2000, store.ReadGaps(shared).Count), (store.ReadSession(shared).SampleCount, store.ReadSession(shared).GapCount));
            AuditEntry entry = store.Audit.List()[^1];
            Assert.Equal((AuditActions.Erase, person.Id, "keeper"), (entry.Event.Action, entry.Event.ObjectId, entry.Actor));
            Assert.True(store.Audit.Verify().IsSound);

            // While the store is still open: not in the database, not in its log, not in a journal.
            Assert.False(_record.Holds(payload));
            Assert.False(_record.Holds(Encoding.UTF8.GetBytes(name)));
        }

        foreach (StoreTable table in StoreTables.All)
        {
            string[] cells = [.. _record.Look($"SELECT {string.Join(", ", table.All)} FROM {table.Name}", r => string.Join('|', Enumerable.Range(0, table.All.Count).Select(i => r.GetValue(i).ToString())))];
            Assert.DoesNotContain(cells, row => row.Contains(name, StringComparison.Ordinal));
            Assert.True(table.Name == "audit" || !cells.Any(row => row.Contains(person.Id, StringComparison.Ordinal)), table.Name);
        }

        Assert.False(_record.Holds(payload));
        Assert.False(_record.Holds(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void A_session_that_cannot_be_told_apart_or_is_running_keeps_everything_as_it_is()
    {
        using RecordStore store = _record.Open(_time);
        Person person = store.People.Add(new Person { Code = "P1" });
        Person other = store.People.Add(new Person { Code = "P2" });
        string shared = Traces.Record(store, Traces.Walk(30));
        store.LinkSession(new SessionLink(shared, person.Id));
        store.LinkSession(new SessionLink(shared, other.Id));
        Assert.Contains(shared, Assert.Throws<RecordStoreException>(() => store.ErasePerson(person.Id)).Message, StringComparison.Ordinal);
        using SessionRecorder recorder = store.StartSession(Traces.Description());
        Person third = store.People.Add(new Person { Code = "P3" });
        store.LinkSession(new SessionLink(recorder.SessionId, third.Id));
        Assert.Equal(RecordStoreProblem.InUse, Assert.Throws<RecordStoreException>(() => store.ErasePerson(third.Id)).Problem);
        Assert.Equal(3, store.People.List().Count);
        Assert.Equal(30, store.ReadSamples(shared).Count());
    }

    private void Pass(int days)
    {
        for (int day = 0; day < days; day += 5)
        {
            _time.Advance(TimeSpan.FromDays(Math.Min(5, days - day)));
            _record.Open(_time).Dispose();
        }
    }
}

public sealed class SqliteDeletion() : DeletionContract(EngineKind.Sqlite);

public sealed class EncryptedSqliteDeletion() : DeletionContract(EngineKind.SqliteEncrypted);

public sealed class PostgresDeletion() : DeletionContract(EngineKind.Postgres);

public sealed class EncryptedPostgresDeletion() : DeletionContract(EngineKind.PostgresEncrypted);
