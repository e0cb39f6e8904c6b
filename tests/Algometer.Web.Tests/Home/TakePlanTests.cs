using System.Text.Json;
using Algometer.Clinic.FollowUp;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Keys;
using Algometer.Records.People;
using Algometer.Web.Access;
using Algometer.Web.Pages;
using Algometer.Web.Pages.AtHome;
using Algometer.Web.Tests.Pages;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Algometer.Web.Tests.Home;

/// <summary>What the patient's page does with one code that brings plan and card, with the country in it, and with a session that was cut off.</summary>
public sealed class TakePlanTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ScratchFolder _clinicFolder = new();
    private readonly ClinicKey _clinic;
    private readonly RecordStore _store;

    public TakePlanTests()
    {
        _clinic = ClinicKey.OpenOrCreate(_clinicFolder.Path, "Praxis am Park");
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
    }

    [Fact]
    public async Task One_code_asks_to_compare_the_letters_and_then_the_plan_is_there()
    {
        await using var page = new ComponentPage(_store, data: _folder.Path);
        IRenderedComponent<HomePage> home = await TakeAsync(page, Handed(Plan()));
        Assert.Equal(_clinic.Identity.Fingerprint, home.Find("#import-answer .fingerprint").TextContent);
        Assert.Empty(home.FindAll("[data-plan]"));

        // Nobody signed in at the own machine, and there is no ball: nothing can begin.
        Assert.Empty(home.FindAll("[data-sign-out]"));
        Assert.Empty(home.FindAll("#pair-begin"));
        await home.Find("#pair-same").ClickAsync();
        Assert.Single(home.FindAll("[data-plan='plan-1']"));
        Assert.Single(new PairedClinics(_folder.Path).All());
        await home.Find("#plan-text").InputAsync(Handed(Plan() with { Id = "plan-2", Revision = 1 }));
        await home.Find("#take").ClickAsync();
        Assert.Empty(home.FindAll("#pair-same"));
        Assert.Single(home.FindAll("[data-plan='plan-2']"));
    }

    [Fact]
    public async Task Letters_that_differ_bring_neither_clinic_nor_plan()
    {
        await using var page = new ComponentPage(_store, data: _folder.Path);
        IRenderedComponent<HomePage> home = await TakeAsync(page, Handed(Plan()));
        await home.Find("#pair-differs").ClickAsync();
        Assert.Empty(new PairedClinics(_folder.Path).All());
        Assert.Empty(home.FindAll("[data-plan]"));
        Assert.NotEmpty(home.FindAll("#import-answer [role=alert]"));
    }

    [Fact]
    public async Task What_the_rules_forbid_is_refused_after_the_letters_too()
    {
        await using var page = new ComponentPage(_store, data: _folder.Path);
        IRenderedComponent<HomePage> home = await TakeAsync(page, Handed(Plan() with { HoldSeconds = 250 }));
        await home.Find("#pair-same").ClickAsync();
        Assert.Empty(home.FindAll("[data-plan]"));
        Assert.Single(home.FindAll("#import-answer [data-reason='plan.hold-length']"));
    }

    [Fact]
    public async Task A_patient_s_account_takes_the_plan_of_a_clinic_that_is_known_and_pairs_no_other()
    {
        Person person = _store.People.Add(new Person { Code = "P-007" });
        await using var page = new ComponentPage(_store, visitor: new Visitor("pat", Role.Patient, person.Id, default), data: _folder.Path);
        IRenderedComponent<HomePage> home = await TakeAsync(page, Handed(Plan()));
        Assert.Empty(home.FindAll("#pair-same"));
        Assert.Empty(home.FindAll("[data-plan]"));
        Assert.Single(home.FindAll("[data-sign-out]"));
        new PairedClinics(_folder.Path).Pair(_clinic.Identity, _clinic.Identity.Fingerprint);
        await home.Find("#plan-text").InputAsync(Handed(Plan()));
        await home.Find("#take").ClickAsync();
        Assert.Empty(home.FindAll("#pair-same"));
    }

    [Theory]
    [InlineData("CN", "tel:120")]
    [InlineData("GB", "tel:999")]
    [InlineData("BR", "tel:192")]
    public async Task The_number_to_call_is_that_of_the_clinic_s_country(string country, string called)
    {
        Person person = _store.People.Add(new Person { Code = "P-007" });
        HomePlan plan = Plan() with { Country = country };
        _store.Documents.Create(SignedPlanDocument.Accepted, person.Id, JsonSerializer.Serialize(new SignedPlanDocument(_clinic.Sign(plan), plan), DocumentJson.Options));
        Keep(Session() with { End = SessionEnd.Refused, Entries = [new(1, SessionEntryKind.Locked, 0, "emergency", 24)] });
        await using var page = new ComponentPage(_store, data: _folder.Path);
        Assert.Equal(called, page.Open<HomePage>("/home").Find("#emergency #call").GetAttribute("href"));
    }

    [Fact]
    public async Task A_session_that_was_cut_off_is_asked_about_once()
    {
        Person person = _store.People.Add(new Person { Code = "P-007" });
        HomePlan plan = Plan();
        _store.Documents.Create(SignedPlanDocument.Accepted, person.Id, JsonSerializer.Serialize(new SignedPlanDocument(_clinic.Sign(plan), plan), DocumentJson.Options));
        Keep(Session());
        await using var page = new ComponentPage(_store, data: _folder.Path);
        IRenderedComponent<HomePage> home = page.Open<HomePage>("/home");
        await home.Find("#late-feeling [data-choice=worse]").ClickAsync();
        Assert.Empty(home.FindAll("#late-feeling"));
        SessionRecord kept = new HomeStore(_store, _folder.Path, TimeProvider.System).Sessions("P-007").Single().Body.Record;
        Assert.Contains(kept.Entries, entry => entry is { Kind: SessionEntryKind.Feeling, Text: "worse" });
        Assert.Contains(kept.Entries, entry => entry is { Kind: SessionEntryKind.TooMuch, Text: "feeling-worse" });
    }

    [Fact]
    public async Task What_is_handed_over_holds_the_card_of_the_key_that_signed()
    {
        await using var page = new ComponentPage(_store, data: _clinicFolder.Path);
        OpenHome home = page.Services.GetRequiredService<OpenHome>();
        var desk = new PlanDesk(home.Store, home.Content);
        string signed = _clinic.Sign(Plan());
        Assert.True(HandedPlan.TryRead(desk.HandedText(new WrittenPlan(Plan(), signed, false)), out HandedPlan? handed));
        Assert.Equal((_clinic.Identity, signed), (handed.Clinic, handed.Plan));

        // Signed by a key that this clinic has no longer: the plan alone.
        using var others = new ScratchFolder();
        using var other = ClinicKey.OpenOrCreate(others.Path, "Another");
        string before = other.Sign(Plan());
        Assert.Equal(before, desk.HandedText(new WrittenPlan(Plan(), before, false)));
    }

    public void Dispose()
    {
        _clinic.Dispose();
        _store.Dispose();
        _folder.Dispose();
        _clinicFolder.Dispose();
    }

    private static async Task<IRenderedComponent<HomePage>> TakeAsync(ComponentPage page, string text)
    {
        IRenderedComponent<HomePage> home = page.Open<HomePage>("/home");
        await home.Find("#plan-text").InputAsync(text);
        await home.Find("#take").ClickAsync();
        return home;
    }

    private string Handed(HomePlan plan) => HandedPlan.Of(_clinic.Identity, _clinic.Sign(plan));

    private void Keep(SessionRecord record) => _store.Documents.Create(
        HomeSessionDocument.Kind, null, JsonSerializer.Serialize(new HomeSessionDocument(record, null, -1, true, []), DocumentJson.Options));

    private static SessionRecord Session() => new()
    {
        Id = "s-1", Patient = "P-007", PlanId = "plan-1", PlanRevision = 1, Point = "upper-trapezius", Side = BodySide.Right, StartedUtc = DateTimeOffset.UtcNow.AddMinutes(-20), RulesVersion = "1",
        Entries = [new(12, SessionEntryKind.BandEntered, 1, "", 26)],
    };

    private static HomePlan Plan() => new()
    {
        Id = "plan-1", Patient = "P-007", Point = "upper-trapezius", Region = "neck-shoulder", Side = BodySide.Right, Tool = "ball", Position = "wall", Preset = "normal",
        LowNewtons = 25, HighNewtons = 38, LimitNewtons = 41.8, MeasuredUtc = DateTimeOffset.UtcNow.AddDays(-1), HoldSeconds = 30, Repeats = 1, Movement = "neck-rotation-left", SignedBy = "A. Weber",
        CreatedUtc = DateTimeOffset.UtcNow.AddMinutes(-5), ExpiresUtc = DateTimeOffset.UtcNow.AddDays(27), RulesVersion = "1",
    };
}
