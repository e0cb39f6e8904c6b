using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Records.Tests;

/// <summary>What a record promises of people, documents and notes, whatever it is kept in.</summary>
public abstract class PeopleContract(EngineKind kind) : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
    private readonly TestRecord _record = new(kind);

    public void Dispose()
    {
        _record.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Whatever_is_typed_into_any_field_comes_back_and_is_never_a_statement()
    {
        using RecordStore store = _record.Open(_time);
        int count = 0;
        Gen.Select(Hostile.Text, Hostile.Text, Hostile.Text, Hostile.Text, Hostile.Text).Sample((notes, consent, name, kindOf, body) =>
        {
            Person person = store.People.Add(new Person { Code = $"P-{++count}", Notes = notes, ConsentText = consent }, name);
            Assert.Equal((StorableText.Of(notes), StorableText.Of(consent)), (store.People.Read(person.Id).Notes, store.People.Read(person.Id).ConsentText));
            Assert.Equal(string.IsNullOrWhiteSpace(name) ? null : StorableText.Of(name.Trim()), store.People.ReadName(person.Id));
            StoredDocument document = store.Documents.Create(kindOf, person.Id, body);
            Assert.Equal(StorableText.Of(body), store.Documents.Read(document.Id).Body);
            Assert.Equal(document.Id, Assert.Single(store.Documents.List(kindOf, person.Id)).Id);
            store.Documents.Update(document.Id, 1, name);
            Assert.Equal(StorableText.Of(body), Assert.Single(store.Documents.History(document.Id)).Body);
            Assert.Null(store.People.Find("nobody " + notes));
        }, iter: 80, threads: 1);
        Assert.Equal(80, store.People.List().Count);
        Assert.True(store.VerifyIntegrity().IsClean);
    }

    [Fact]
    public void A_person_is_found_by_code_also_when_the_record_is_encrypted_and_a_code_is_given_once()
    {
        using RecordStore store = _record.Open(_time);
        Person person = store.People.Add(new Person { Code = "P-017" }, "Ada");
        Assert.Equal(person, store.People.Find("P-017"));
        Assert.Contains("already", Assert.Throws<ArgumentException>(() => store.People.Add(new Person { Code = "P-017" })).Message, StringComparison.Ordinal);
        store.People.Delete(person.Id);
        Assert.Contains("deleted", Assert.Throws<ArgumentException>(() => store.People.Add(new Person { Code = "P-017" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_keeps_every_revision_and_never_overwrites_one_unseen()
    {
        using RecordStore store = _record.Open(_time);
        string session = Traces.Record(store, Traces.Walk(3));
        SessionRemark note = store.Notes.Add(session, " trembled at the end ", "Dr. O'Neill");
        SessionRemark changed = store.Notes.Change(note.Id, 1, "trembled from 40 s on");
        Assert.Equal((2, "trembled from 40 s on", "tester"), (changed.Revision, changed.Text, changed.Author));
        Assert.Equal(RecordStoreProblem.Changed, Assert.Throws<RecordStoreException>(() => store.Notes.Change(note.Id, 1, "x")).Problem);
        Assert.Equal(("trembled at the end", "Dr. O'Neill"), (store.Notes.History(note.Id)[0].Text, store.Notes.History(note.Id)[0].Author));
        Assert.Throws<ArgumentException>(() => store.Notes.Add(session, "  "));
        Assert.Equal(RecordStoreProblem.NotFound, Assert.Throws<RecordStoreException>(() => store.Notes.Add("nothing", "x")).Problem);
        store.Notes.Delete(note.Id);
        Assert.Empty(store.Notes.List(session));
        store.Notes.Undelete(note.Id);
        Assert.Equal(changed, Assert.Single(store.Notes.List(session)));
    }

    [Fact]
    public void Documents_hide_with_their_person_and_session_and_come_back_with_them()
    {
        using RecordStore store = _record.Open(_time);
        Person person = store.People.Add(new Person { Code = "P1" });
        string session = Traces.Record(store, Traces.Walk(3));
        store.Documents.Create("visit", person.Id, "{}");
        store.Notes.Add(session, "x");
        store.People.Delete(person.Id);
        store.DeleteSession(session);
        Assert.Empty(store.Documents.List("visit"));
        Assert.Empty(store.Notes.List(session));
        Assert.Empty(store.People.List());
        Assert.Equal(person.Id, Assert.Single(store.People.ListDeleted()).Id);
        store.People.Undelete(person.Id);
        store.UndeleteSession(session);
        Assert.Single(store.Documents.List("visit"));
        Assert.Single(store.Notes.List(session));
    }
}

public sealed class SqlitePeople() : PeopleContract(EngineKind.Sqlite);

public sealed class EncryptedSqlitePeople() : PeopleContract(EngineKind.SqliteEncrypted);

public sealed class PostgresPeople() : PeopleContract(EngineKind.Postgres);

public sealed class EncryptedPostgresPeople() : PeopleContract(EngineKind.PostgresEncrypted);
