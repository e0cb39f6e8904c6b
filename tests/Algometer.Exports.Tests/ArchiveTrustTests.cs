using Algometer.Clinic.Exports;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;

namespace Algometer.Exports.Tests;

/// <summary>An archive comes from somebody else: what it may bring into a record.</summary>
public sealed class ArchiveTrustTests
{
    private const string Session = "01JRCH0000000001";
    private const string Visit = """{"date":"2026-05-28","intake":{"pain":7}}""";
    private static readonly Person _anna = Selections.Anna with { Id = "01JPERS000000001" };

    public static TheoryData<string, string> Refused => new()
    {
        { "account", """{"name":"eve","role":"therapist","passwordHash":"AQAAAA=="}""" },
        { "account", "{ this is no JSON" },
        { "Account", """{"name":"eve","role":"therapist","passwordHash":"AQAAAA=="}""" },
        { "clinic-settings", """{"name":"Eve's clinic"}""" },
        { "ppt-settings", """{"mdc95Kpa":1,"mdcSource":"Eve"}""" },
        { "home-plan", """{"text":"","plan":null}""" },
        { "home-plan-signed", """{"text":"","plan":null}""" },
        { "home-session", "{}" },
        { "home-range", "{}" },
        { "calibration", "{}" },
        { "anything-new", "{}" },
        { "", "{}" },
        { "visit", "{ this is no JSON" },
        { "visit", "null" },
        { "visit", """{"date":"2026-05-28","treatments":[null]}""" },
        { "visit", """{"date":"2026-05-28","intake":null}""" },
        { "visit", """{"date":"2026-05-28","intake":{"pain":11}}""" },
        { "visit", """{"date":"2026-05-28","role":"therapist"}""" },
        { "ppt-run", """{"protocol":null,"places":[],"steps":[]}""" },
        { "ppt-run", """{"places":[]}""" },
        { "ppt-entry", """{"runId":"x","entry":null}""" },
        { "session-note", """{"Author":"Eve"}""" },
        { "session-note", """{"Author":null,"Text":null}""" },
        { "analysis", """{"detector":"x","software":"y","holds":"none"}""" },
        { "analysis", """{"detector":"x","software":"y"}""" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_not_clinical_or_not_readable_stays_outside(string kind, string body)
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = RecordStore.Open(scratch.File("r"), TimeProvider.System);
        ArchiveImport.Report report = await ImportAsync(store, Document(kind, body), Document("visit", Visit) with { Id = "01JD0C0000000002" });
        Assert.Contains("01JD0C0000000001", Assert.Single(report.Left), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (report.Sessions, report.People, report.Documents));
        Assert.Equal(["visit"], store.Documents.Kinds(), StringComparer.Ordinal);
        Assert.Empty(store.Documents.Broken);
    }

    [Fact]
    public async Task What_is_about_somebody_who_is_not_in_the_archive_stays_outside()
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = RecordStore.Open(scratch.File("r"), TimeProvider.System);
        store.ImportSession(ArchiveImport.Complete(AnySession.Of(AnySession.Ramp(50), "01JRCH0000000009")));
        Person other = store.People.Add(new Person { Code = "P-99" });
        StoredDocument note = Document(SessionNotes.Kind, """{"Author":"Eve","Text":"forged"}""") with { PersonId = null };
        ArchiveImport.Report report = await ImportAsync(
            store,
            note with { SessionId = "01JRCH0000000009" },
            note with { Id = "01JD0C0000000002", SessionId = "01JRCH0000000008" },
            Document("visit", Visit) with { Id = "01JD0C0000000003", PersonId = other.Id },
            note with { Id = "01JD0C0000000004", SessionId = Session });
        Assert.Equal(3, report.Left.Count);
        Assert.Equal(1, report.Documents);
        Assert.Empty(store.Notes.List("01JRCH0000000009"));
        Assert.Equal("forged", Assert.Single(store.Notes.List(Session)).Text);
        Assert.Empty(store.Documents.List("visit"));
    }

    [Fact]
    public async Task The_audit_log_says_what_came_in()
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = RecordStore.Open(scratch.File("r"), TimeProvider.System);
        await ImportAsync(store, Document("visit", Visit), Document("account", "{}") with { Id = "01JD0C0000000002" });
        Assert.Equal(
            [("person", _anna.Id), ("session", Session), ("visit", "01JD0C0000000001")],
            store.Audit.List().Where(entry => entry.Event.Action == AuditActions.Import).Select(entry => (entry.Event.ObjectKind, entry.Event.ObjectId)));
        Assert.True(store.Audit.Verify().IsSound);
    }

    [Fact]
    public void Whatever_the_catalogue_writes_may_come_in_again()
    {
        using var scratch = new ScratchFolder();
        using RecordStore store = RecordStore.Open(scratch.File("r"), TimeProvider.System);
        foreach (string kind in new[] { "account", "clinic-settings", "ppt-settings", "calibration", "home-plan", "home-plan-signed", "home-session", "home-range", "anything-new" }.Concat(ClinicalKinds.All))
        {
            store.Documents.Create(kind, null, "{}");
        }

        Assert.All(new ExportCatalogue(store).All().Documents, document => Assert.Contains(document.Kind, ClinicalKinds.All, StringComparer.Ordinal));
    }

    private static StoredDocument Document(string kind, string body) => new("01JD0C0000000001", kind, _anna.Id, 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, body) { SessionId = kind is "session-note" or "analysis" ? Session : null };

    private static async Task<ArchiveImport.Report> ImportAsync(RecordStore store, params StoredDocument[] documents)
    {
        using var stream = new MemoryStream();
        ExportedSession session = AnySession.Of(AnySession.Ramp(50), Session, person: _anna);
        await ArchiveWriter.WriteAsync([session], [_anna], documents, pseudonymised: false, stream, new ExportTicket());
        using ArchiveReader reader = ArchiveReader.Open(new MemoryStream(stream.ToArray()));
        return ArchiveImport.Run(store, reader);
    }
}
