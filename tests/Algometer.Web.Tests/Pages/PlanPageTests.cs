using Algometer.Clinic.FollowUp;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Range;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Web.Pages;
using Algometer.Web.Pages.Plan;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Algometer.Web.Tests.Pages;

/// <summary>A plan for home: what may be chosen, what the rules say while it is written, its signature.</summary>
public sealed class PlanPageTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;
    private readonly Person _person;

    public PlanPageTests()
    {
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _person = _store.People.Add(new Person { Code = "P-021" });
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "This plan can be signed.", "30–90 s", "at most 30 days")]
    [InlineData("de", "Dieser Plan kann unterschrieben werden.", "30", "höchstens 30 Tage")]
    public async Task What_the_rules_say_is_told_while_it_is_written_in_the_readers_words(string language, string good, string hold, string none)
    {
        await using var page = new ComponentPage(_store, language: language);
        Assert.Contains(none, Open(page).Find("#no-range").TextContent, StringComparison.Ordinal);
        Measure(page, DateTimeOffset.UtcNow);
        IRenderedComponent<PlanPage> shown = Open(page);
        Assert.Equal(good, shown.Find("#verdict").TextContent);
        shown.Find("#hold").Input("120");
        Assert.Contains(hold, shown.Find("#verdict").TextContent, StringComparison.Ordinal);
        Assert.True(shown.Find("#sign").HasAttribute("disabled"));
        shown.Find("#hold").Input("45");
        Assert.Equal(good, shown.Find("#verdict").TextContent);

        // Only smaller than what was measured.
        shown.Find("#limit").Input("500");
        Assert.Equal(good, shown.Find("#verdict").TextContent);
        Assert.NotEmpty(shown.FindAll("svg.picture .halo"));
        Assert.NotEmpty(shown.FindAll("svg.band-bar"));
    }

    [Fact]
    public async Task A_plan_is_signed_once_somebody_signs_and_the_clinic_has_a_key_and_is_then_handed_over()
    {
        await using var page = new ComponentPage(_store, data: _folder.Path);
        Measure(page, DateTimeOffset.UtcNow);
        IRenderedComponent<PlanPage> shown = Open(page);
        await shown.Find("#form").SubmitAsync();
        Assert.Contains("Say who signs", shown.Find("#error").TextContent, StringComparison.Ordinal);
        shown.Find("#signed-by").Change("A. Weber");
        await shown.Find("#form").SubmitAsync();
        Assert.Contains("Name the clinic first", shown.Find("#error").TextContent, StringComparison.Ordinal);
        shown.Find("#make-key").Click();
        Assert.Contains("Name the clinic", shown.Find("#clinic .error").TextContent, StringComparison.Ordinal);
        shown.Find("#clinic-name").Change("Praxis am Park");
        shown.Find("#make-key").Click();
        Assert.Contains("Praxis am Park", shown.Find("#clinic").TextContent, StringComparison.Ordinal);
        shown.Find("#limit").Input("500");
        await shown.Find("#form").SubmitAsync();
        WrittenPlan written = Assert.Single(Desk(page).Plans(_person.Id));
        Assert.Equal("A. Weber", written.Plan.SignedBy);
        Assert.InRange(written.Plan.LimitNewtons, 1, 60);
        Assert.True(HandedPlan.TryRead(shown.Find("#text").TextContent, out HandedPlan? handed));
        Assert.Equal(written.Text, handed.Plan);
        Assert.Equal(handed.Clinic.Fingerprint, shown.Find("#letters").TextContent);
        Assert.Equal("Praxis am Park", handed.Clinic.Name);
        Assert.NotEmpty(shown.FindAll("#qr svg path"));
        Assert.EndsWith(SignedPlan.FileExtension, shown.Find("#file").GetAttribute("download")!, StringComparison.Ordinal);
        Assert.Single(shown.FindAll("#plans li"));
    }

    [Fact]
    public async Task A_range_that_is_too_old_makes_no_plan_and_a_patient_that_is_not_there_is_told()
    {
        await using var page = new ComponentPage(_store);
        Measure(page, DateTimeOffset.UtcNow.AddDays(-31));
        Assert.Empty(Open(page).FindAll("#form"));
        Assert.Empty(page.Open<PlanPage>("/patients/none/plan", parameters => parameters.Add(one => one.Id, "none")).FindAll("#clinic"));
    }

    private static PlanDesk Desk(ComponentPage page)
    {
        OpenHome home = page.Services.GetRequiredService<OpenHome>();
        return new PlanDesk(home.Store, home.Content);
    }

    private IRenderedComponent<PlanPage> Open(ComponentPage page) => page.Open<PlanPage>($"/patients/{_person.Id}/plan", parameters => parameters.Add(one => one.Id, _person.Id));

    private void Measure(ComponentPage page, DateTimeOffset at)
    {
        OpenHome home = page.Services.GetRequiredService<OpenHome>();
        BallRamp[] ramps = [new BallRamp(25, 38), new BallRamp(26, 39)];
        Assert.Equal(SafeRangeProblem.None, SafeRange.TryMake(home.Content.Rules, home.Content.Rules.Points[0].Id, "ball", ramps, at, out SafeRange? range));
        home.Store.Create(RangeDocument.Kind, _person.Id, new RangeDocument(range!, "left", null, false));
    }
}
