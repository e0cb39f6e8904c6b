using System.Text.Json;
using Algometer.Clinic.Exports;
using Algometer.Clinic.FollowUp;
using Algometer.Clinic.Review;
using Algometer.Clinic.Runs;
using Algometer.Clinic.Settings;
using Algometer.Clinic.Today;
using Algometer.Clinic.Visits;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Seeds;

namespace Algometer.Clinic.Tests;

/// <summary>A document that cannot be read is named and set aside; whatever reads its kind goes on without it.</summary>
public sealed class BrokenDocumentTests
{
    private static readonly VisitLists _lists = SeedFile.Read<VisitLists>("visit.json");

    public static TheoryData<string, string> Broken
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string kind in (string[])[DocumentKinds.Visit, RunDocument.Kind, EntryDocument.Kind, ClinicSettings.Kind, PptSettings.Kind, SignedPlanDocument.Signed, SignedPlanDocument.Accepted, HomeSessionDocument.Kind, RangeDocument.Kind, CalibrationHistory.Kind])
            {
                foreach (string body in (string[])["{ no JSON", "null", "[]", "\"text\"", """{"unheardOf":1}"""])
                {
                    all.Add(kind, body);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Whatever_reads_a_kind_goes_on_without_a_broken_one(string kind, string body)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-7" });
        string broken = store.Documents.Create(kind, person.Id, body).Id;
        string sound = store.Documents.Create(DocumentKinds.Visit, person.Id, JsonSerializer.Serialize(new Visit { Date = new DateOnly(2026, 5, 28) }, DocumentJson.Options)).Id;
        var home = new HomeStore(store, folder.Path, TimeProvider.System);
        var runs = new RunReader(store);

        Assert.Equal(1, Assert.Single(PatientLine.All(store)).Visits);
        Assert.Equal(sound, Assert.Single(PersonVisits.Of(store, _lists, person.Id).Visits).Id);
        _ = PersonCourse.Of(store, _lists, person.Id);
        Assert.Single(DayAhead.Of(store, new SettingsStore(store).Current, TimeProvider.System).OpenVisits);
        _ = new ExportCatalogue(store).All();
        Assert.Empty(runs.All());
        Assert.Empty(runs.Lines(null));
        Assert.Null(runs.Settings().Document);
        Assert.Empty(home.Sessions("P-7"));
        Assert.Empty(home.AcceptedPlans());
        Assert.Empty(home.Bodies<SignedPlanDocument>(SignedPlanDocument.Signed));
        Assert.Empty(home.Bodies<RangeDocument>(RangeDocument.Kind));
        Assert.Empty(CalibrationHistory.Reports(store.Documents));
        Assert.Equal((broken, kind), (Assert.Single(store.Documents.Broken).Id, store.Documents.Broken[0].Kind));
        Assert.DoesNotContain("text", store.Documents.Broken[0].Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ no JSON")]
    [InlineData("""{"Author":"x"}""")]
    public void A_broken_remark_on_a_session_leaves_the_others(string body)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        string session = store.StartSession(new Records.Model.SessionDescription { DeviceId = "0A1B2C3D" }).SessionId;
        string broken = store.Documents.Create(SessionNotes.Kind, null, body, session).Id;
        store.Documents.Create(HoldAnalysis.Kind, null, body, session);
        store.Notes.Add(session, "A sound one.");
        Assert.Equal("A sound one.", Assert.Single(store.Notes.List(session)).Text);
        _ = new HoldJudgements(store).List(session);
        Assert.Equal(2, store.Documents.Broken.Count);
        Assert.Contains(broken, Assert.Throws<RecordStoreException>(() => SessionNotes.Read(store.Documents.Read(broken))).Message, StringComparison.Ordinal);
    }
}
