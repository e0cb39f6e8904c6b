using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Records.Tests;

public sealed class PeopleAndDocumentsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_person_is_read_back_unchanged_and_the_name_is_kept_apart()
    {
        using var folder = new ScratchFolder();
        Person stored;
        using (RecordStore store = RecordStore.Open(folder.Path, _time))
        {
            stored = store.People.Add(new Person { Code = "P-017", BirthDecade = 1980, Sex = Sex.Female, Notes = "'); DROP TABLE people; -- ö", ConsentDate = new DateOnly(2026, 3, 4), ConsentText = "v1" }, "Ada");
            Assert.Equal("Ada", store.People.ReadName(stored.Id));
            store.People.Change(stored with { Notes = "" }, null);
            Assert.Null(store.People.ReadName(stored.Id));
            store.People.Change(stored, "Ada");
        }

        using RecordStore again = RecordStore.OpenReadOnly(folder.Path, _time);
        Assert.Equal([stored], again.People.List());
        Assert.Equal("Ada", again.People.ReadName(stored.Id));
        Assert.DoesNotContain("Ada", stored.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, "code")]
    [InlineData("a b", null, "code")]
    [InlineData("<script>", null, "code")]
    [InlineData("P1\n", null, "code")]
    [InlineData("P1", 1985, "decade")]
    [InlineData("P1", 2050, "decade")]
    public void Fields_that_cannot_be_used_are_refused_with_what_to_write(string code, int? decade, string named)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, _time);
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => store.People.Add(new Person { Code = code, BirthDecade = decade })).Message, StringComparison.Ordinal);
        store.People.Add(new Person { Code = "P1" });
        Assert.Contains("already", Assert.Throws<ArgumentException>(() => store.People.Add(new Person { Code = "P1" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_keeps_every_revision_and_never_overwrites_one_unseen()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, _time);
        Person person = store.People.Add(new Person { Code = "P1" });
        StoredDocument first = store.Documents.Create("visit", person.Id, """{"a":1}""");
        _time.Advance(TimeSpan.FromMinutes(1));
        StoredDocument second = store.Documents.Update(first.Id, 1, """{"a":2}""");
        Assert.Equal((2, """{"a":2}""", first.CreatedUtc), (second.Revision, second.Body, second.CreatedUtc));
        Assert.Equal(RecordStoreProblem.Changed, Assert.Throws<RecordStoreException>(() => store.Documents.Update(first.Id, 1, "{}")).Problem);
        Assert.Equal([first], store.Documents.History(first.Id));
        Assert.Equal(second, Assert.Single(store.Documents.List("visit", person.Id)));
        Assert.Empty(store.Documents.List("trial", person.Id));
        Assert.Equal(RecordStoreProblem.NotFound, Assert.Throws<RecordStoreException>(() => store.Documents.Read("nothing")).Problem);
    }
}
