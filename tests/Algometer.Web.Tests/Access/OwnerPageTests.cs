using System.Text.Json;
using Algometer.Clinic.AtHome;
using Algometer.Measurement.Home.Plans;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Keys;
using Algometer.Records.People;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Web.Access;
using Algometer.Web.Pages;
using Algometer.Web.Pages.AtHome;
using Algometer.Web.Pages.Measure;
using Algometer.Web.Pages.Thresholds;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Algometer.Web.Tests.Access;

/// <summary>A page's circuit carries commands too: what a visitor gets to press there, and what is asked once more behind it.</summary>
public sealed class OwnerPageTests
{
    [Theory]
    [InlineData("en", "Nothing was paired: a clinic is paired at this program")]
    [InlineData("de", "Es wurde nichts gekoppelt: Eine Praxis wird am Gerät")]
    public async Task A_patient_s_account_pairs_no_clinic_for_the_host(string language, string said)
    {
        using var folder = new ScratchFolder();
        using var clinic = new ScratchFolder();
        using var key = ClinicKey.OpenOrCreate(clinic.Path, "Eve's clinic");
        RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-1" });
        await using var page = new Pages.ComponentPage(store, visitor: new Visitor("pat", Role.Patient, person.Id, default), language: language, data: folder.Path);
        var home = page.Open<HomePage>("/home");
        await home.Find("#plan-text").InputAsync(key.Identity.ToCard());
        await home.Find("#take").ClickAsync();
        Assert.Empty(home.FindAll("#pair-same"));
        Assert.StartsWith(said, home.Find("#import-answer [role=alert] span").TextContent, StringComparison.Ordinal);
        Assert.Empty(new PairedClinics(folder.Path).All());
        var desk = page.Services.GetRequiredService<HomeDesk>();
        Assert.Throws<ArgumentException>(() => desk.Pair(person.Id, key.Identity.ToCard(), key.Identity.Fingerprint));
        Assert.Empty(new PairedClinics(folder.Path).All());
        desk.Pair(null, key.Identity.ToCard(), key.Identity.Fingerprint);
        Assert.Single(new PairedClinics(folder.Path).All());
    }

    [Fact]
    public async Task A_plan_that_one_patient_takes_changes_nothing_of_another_s()
    {
        using var folder = new ScratchFolder();
        RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person mine = store.People.Add(new Person { Code = "P-1" });
        Person yours = store.People.Add(new Person { Code = "P-2" });
        HomePlan plan = new()
        {
            Id = "plan-1", Patient = "P-1", Point = "upper-trapezius", Region = "neck-shoulder", Side = Measurement.Ramp.BodySide.Right, Tool = "ball", Position = "wall", Preset = "normal",
            LowNewtons = 25, HighNewtons = 38, LimitNewtons = 41.8, MeasuredUtc = DateTimeOffset.UtcNow, HoldSeconds = 30, Repeats = 1, Movement = "neck-rotation-left", SignedBy = "A", CreatedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(28), RulesVersion = "1",
        };
        store.Documents.Create(SignedPlanDocument.Accepted, mine.Id, JsonSerializer.Serialize(new SignedPlanDocument("mine", plan), DocumentJson.Options));
        store.Documents.Create(SignedPlanDocument.Accepted, yours.Id, JsonSerializer.Serialize(new SignedPlanDocument("yours", plan with { Patient = "P-2", Revision = 9 }), DocumentJson.Options));
        var home = new HomeStore(store, folder.Path, TimeProvider.System);
        Assert.Equal(["mine"], home.AcceptedPlans("P-1").Select(known => known.Text), StringComparer.Ordinal);
        Assert.Equal(["mine", "yours"], home.AcceptedPlans().Select(known => known.Text), StringComparer.Ordinal);
        await Task.CompletedTask;
        store.Dispose();
    }

    [Theory]
    [InlineData(Role.Tester, false)]
    [InlineData(Role.Therapist, true)]
    public async Task A_tester_s_test_is_about_nobody_whatever_the_address_says(Role role, bool knows)
    {
        using var folder = new ScratchFolder();
        RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-417" });
        await using var page = new Pages.ComponentPage(store, visitor: new Visitor("tess", role, null, default), data: folder.Path);
        var thresholds = page.Open<ThresholdsPage>($"/thresholds?person={person.Id}");
        Assert.Equal(knows, thresholds.Markup.Contains("P-417", StringComparison.Ordinal));
        Assert.Equal(knows, thresholds.Markup.Contains(person.Id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("test", Role.Tester)]
    [InlineData("range", Role.Tester)]
    [InlineData("hold", Role.Tester)]
    [InlineData("test", Role.Therapist)]
    [InlineData("hold of nobody", Role.Tester)]
    public async Task A_tester_sees_and_steers_nothing_while_somebody_is_measured(string activity, Role role)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-417" });
        await using var page = new Pages.ComponentPage(store, visitor: new Visitor("tess", role, null, default), data: folder.Path);
        await page.ConnectAsync();
        OpenStation station = page.Parts.Station;

        // What is shown before is pressed a moment after: the page asks again.
        var measure = page.Open<MeasurePage>("/");
        AngleSharp.Dom.IElement zero = measure.Find("#tare");
        Assert.Null(activity switch
        {
            "test" => station.Test.Start(new ThresholdTestRequest("ppt-50", [new ThresholdTestRequest.Wanted("thenar", Measurement.Ramp.BodySide.Right)], 1, Familiarisation: false, Person: person.Id)),
            "range" => station.Range.Start(person.Id, "upper-trapezius", Measurement.Ramp.BodySide.Right, "ball"),
            _ => await station.Hold.StartAsync(new Measurement.Hold.HoldOptions(10, 20, 30), activity == "hold" ? person.Id : null, default),
        });
        bool isFree = role == Role.Therapist || activity == "hold of nobody";
        Assert.Equal(activity != "hold of nobody", station.Measured.IsMeasuring(null));
        Assert.Equal(activity != "hold of nobody", station.Measured.IsMeasuring(person.Id));
        Assert.False(station.Measured.IsMeasuring(store.People.Add(new Person { Code = "P-418" }).Id));
        await zero.ClickAsync();
        Assert.Equal(isFree, measure.FindAll("#taken").Count == 0);
        Assert.Equal(isFree, measure.FindAll("#tare").Count == 1);
        foreach (string markup in (string[])[page.Open<Web.Pages.Device.DevicePage>("/device").Markup, page.Open<ThresholdsPage>("/thresholds").Markup])
        {
            Assert.Equal(!isFree, markup.Contains("id=\"taken\"", StringComparison.Ordinal));
            Assert.Equal(isFree, markup.Contains("<button", StringComparison.Ordinal));
        }

        if (activity == "test" && role == Role.Tester)
        {
            // What was found of somebody stays the therapist's also when it is over.
            station.Test.Stop();
            Assert.DoesNotContain("thenar", page.Open<ThresholdsPage>("/thresholds").FindAll(".trials").Aggregate("", (all, table) => all + table.TextContent), StringComparison.OrdinalIgnoreCase);
        }
    }
}
